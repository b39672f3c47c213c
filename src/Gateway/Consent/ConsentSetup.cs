using Gateway.Conversations;
using Gateway.Primitives;

namespace Gateway.Consent;

/// <summary>Puts consent together.</summary>
public static class ConsentSetup
{
    /// <summary>Adds the question, the answer and their keepers.</summary>
    public static void AddConsent(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<ConsentSettings>(services);
        services.AddSingleton<ConsentRows>();
        services.AddSingleton<ConsentWords>();
        services.AddSingleton<AskConsent>();
        services.AddSingleton<AnswerConsent>();
        services.AddSingleton<HearConsent>();
        services.AddSingleton<IWhenErasureIsAsked, TakeBackOnErasure>();
        services.AddSingleton<EndConsents>();
        services.AddSingleton<CheckConsent>();
        services.AddHostedService<ConsentTimers>();
    }
}
