using Gateway.Consent;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.Records.Sealing;
using Gateway.SupportBodies;

namespace Gateway.Handoff;

/// <summary>Puts the hand-off together.</summary>
public static class HandoffSetup
{
    /// <summary>Adds the gate, the other door, and the records of what went through them.</summary>
    public static void AddHandoff(this IServiceCollection services)
    {
        services.AddSingleton<ProvisionRows>();
        services.AddSingleton(provider => new GroundRows(provider.GetRequiredService<Vault>()));
        services.AddSingleton(provider => new DecideGround(
            provider.GetRequiredService<IRecords>(), provider.GetRequiredService<GroundRows>(), provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<Ids>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new OpenGate(
            provider.GetRequiredService<SupportBodyDirectory>(), provider.GetRequiredService<ConsentRows>(), provider.GetRequiredService<GroundRows>(),
            provider.GetRequiredService<ProvisionRows>(), provider.GetRequiredService<AuditTrail>(),
            provider.GetRequiredService<ConsentSettings>(), provider.GetRequiredService<Ids>(), provider.GetRequiredService<TimeProvider>()));
        services.AddHostedService<ForgetProvisions>();
    }
}
