using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Line;

/// <summary>Calls the gateway's LINE webhook as LINE does: signed over the raw bytes, two seconds' patience, redelivered if asked for.</summary>
internal sealed class LineWebhook(WebhookCaller caller)
{
    // LINE sends Japanese as UTF-8, not as escapes; a signature over re-serialised text would show the difference.
    private static readonly JsonSerializerOptions AsLineWrites = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<WebhookDelivery> DeliverAsync(LineAccount account, IReadOnlyList<LineEvent> events)
    {
        var to = account.Webhook ?? throw new InvalidOperationException($"The LINE account {account.Options.Account} has no webhook address yet.");
        foreach (var one in events)
        {
            if (one.ReplyToken is not null)
                account.Issue(one.ReplyToken, one.UserId);
        }
        var delivery = await caller.DeliverAsync(AttemptAsync, account.Options.Redelivery, _ => true);
        if (account.Faults.TakeDuplicate())
            await AttemptAsync(1);
        return delivery;

        Task<WebhookAttempt> AttemptAsync(int attempt)
        {
            if (attempt > 1)
                Renew(account, events);
            var body = Body(account.Options.Destination, events, attempt);
            return caller.PostAsync(to, body, [("x-line-signature", Sign(account.Options.ChannelSecret, body))], account.Options.WebhookTimeout);
        }
    }

    /// <summary>Any bytes with any signature header, or none: what a stranger may send.</summary>
    public Task<WebhookAttempt> PostRawAsync(LineAccount account, byte[] body, string? signature) =>
        caller.PostAsync(
            account.Webhook ?? throw new InvalidOperationException($"The LINE account {account.Options.Account} has no webhook address yet."),
            body,
            signature is null ? [] : [("x-line-signature", signature)],
            account.Options.WebhookTimeout);

    public static string Sign(string channelSecret, ReadOnlySpan<byte> body) =>
        Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(channelSecret), body));

    private static byte[] Body(string destination, IReadOnlyList<LineEvent> events, int attempt)
    {
        var call = new JsonObject
        {
            ["destination"] = destination,
            ["events"] = new JsonArray([.. events.Select(one => one.AsSentFor(attempt))]),
        };
        return JsonSerializer.SerializeToUtf8Bytes(call, AsLineWrites);
    }

    private static void Renew(LineAccount account, IReadOnlyList<LineEvent> events)
    {
        foreach (var one in events)
        {
            if (one.ReplyToken is not null)
                account.Renew(one.ReplyToken);
        }
    }
}
