using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Mail;

/// <summary>Puts the mail together.</summary>
public static class MailSetup
{
    /// <summary>Adds the post and its carrier.</summary>
    public static void AddMail(this IServiceCollection services, SettingsReader settings)
    {
        settings.Read<MailSettings>(services);
        services.AddSingleton<ICarryLetters, SmtpCarrier>();
        services.AddSingleton(all => new SendLetters(
            all.GetRequiredService<IRecords>(), new LetterRows(all.GetRequiredService<Vault>()), all.GetRequiredService<ICarryLetters>(), all.GetRequiredService<MailSettings>(),
            all.GetServices<IWhenLetterIsLost>(), all.GetRequiredService<Ids>(), all.GetRequiredService<TimeProvider>(), all.GetRequiredService<ILogger<SendLetters>>()));
        services.AddHostedService(all => all.GetRequiredService<SendLetters>());
    }
}
