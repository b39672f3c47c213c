using System.Net;
using System.Net.Mail;
using System.Text;

namespace Gateway.Mail;

/// <summary>Hands letters in at an SMTP server.</summary>
internal sealed partial class SmtpCarrier(MailSettings settings, ILogger<SmtpCarrier> log) : ICarryLetters
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public async Task<CarriedLetter> CarryAsync(Letter letter, CancellationToken cancel)
    {
        if (!MailAddress.TryCreate(letter.To, out var to)) return CarriedLetter.Refused;
        using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.Tls };
        if (settings.User.Length > 0) client.Credentials = new NetworkCredential(settings.User, settings.Password);
        using var message = new MailMessage(new MailAddress(settings.From), to)
        {
            Subject = letter.Subject.ReplaceLineEndings(" "),
            SubjectEncoding = Encoding.UTF8,
            Body = letter.Text,
            BodyEncoding = Encoding.UTF8,
        };
        // No automatic answers, please; and nobody's holiday note comes back to us.
        message.Headers["Auto-Submitted"] = "auto-generated";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Patience);
        try
        {
            await client.SendMailAsync(message, limit.Token);
            return CarriedLetter.Taken;
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            LogNotTaken("no answer");
            return CarriedLetter.Later;
        }
        catch (SmtpException error)
        {
            // The status alone: the server's own words may repeat an address.
            LogNotTaken(error.StatusCode.ToString());
            return (int)error.StatusCode is >= 550 and < 560 ? CarriedLetter.Refused : CarriedLetter.Later;
        }
    }

    [LoggerMessage(2101, LogLevel.Warning, "The mail server did not take a letter: {Status}")]
    private partial void LogNotTaken(string status);
}
