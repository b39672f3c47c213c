namespace Gateway.Intake;

/// <summary>Puts first contact together.</summary>
public static class IntakeSetup
{
    /// <summary>Adds the way in.</summary>
    public static void AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<FirstWords>();
        services.AddSingleton<Hotlines>();
        services.AddSingleton<ShiftBoard>();
        services.AddSingleton<ReceiveTogether>();
        services.AddSingleton<ReceiveInbound>();
    }
}
