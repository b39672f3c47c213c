using Gateway.Conversations;
using Gateway.Primitives;

namespace Gateway.Emergencies;

/// <summary>Puts the emergencies together.</summary>
public static class EmergenciesSetup
{
    /// <summary>Adds the acts of an emergency and its keepers.</summary>
    public static void AddEmergencies(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<EmergencySettings>(services);
        services.AddSingleton<EmergencyNumbers>();
        services.AddSingleton<EmergencyCard>();
        services.AddSingleton<EmergencyLog>();
        services.AddSingleton<OpenEmergency>();
        services.AddSingleton<IWhenUrgent>(provider => provider.GetRequiredService<OpenEmergency>());
        services.AddSingleton<RaiseAlarm>();
        services.AddSingleton<AnswerAlarm>();
        services.AddSingleton<WriteWorksheet>();
        services.AddSingleton<RecordCall>();
        services.AddSingleton<SendCard>();
        services.AddSingleton<CloseEmergency>();
        services.AddSingleton<ReadEmergency>();
        services.AddSingleton<SupervisorsHere>();
        services.AddSingleton<EmergencyFigures>();
        services.AddHostedService<EmergencyKeeper>();
        services.AddHostedService<ForgetEmergencies>();
    }
}
