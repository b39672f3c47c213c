using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Line;

/// <summary>The webhook calls of an account, beyond what one phone does.</summary>
public static class LineAccountWebhook
{
    /// <summary>Sends these events, of one or several users, in a single webhook call.</summary>
    public static Task<WebhookDelivery> SendAsync(this LineAccount account, params IReadOnlyList<LineEvent> events)
    {
        foreach (var one in events)
        {
            if (one.Json["type"]?.GetValue<string>() == "message")
                account.Spoke(one.UserId);
        }
        return account.Calls.DeliverAsync(account, events);
    }

    /// <summary>The call LINE makes when its owner presses "Verify": signed, and without an event.</summary>
    public static Task<WebhookDelivery> VerifyAsync(this LineAccount account) => account.SendAsync();

    /// <summary>Sends any bytes with any signature, or none: what a stranger may send to the address.</summary>
    public static Task<WebhookAttempt> SendRawAsync(this LineAccount account, byte[] body, string? signature) =>
        account.Calls.PostRawAsync(account, body, signature);

    /// <summary>The right signature of these bytes.</summary>
    public static string Sign(this LineAccount account, ReadOnlySpan<byte> body) => LineWebhook.Sign(account.Options.ChannelSecret, body);
}
