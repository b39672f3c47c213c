using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Sms;

/// <summary>A mobile phone that writes to one number, over whichever provider.</summary>
public abstract class MobilePhone(string provider, string writesTo, string number, Outbox outbox)
{
    /// <summary>Its own number, in E.164.</summary>
    public string Number => number;

    /// <summary>What has arrived on this phone, in order.</summary>
    public IReadOnlyList<OutboxItem> Received => [.. outbox.Log.After(0).Where(Mine)];

    /// <summary>Waits until something arrives (or has arrived) that <paramref name="wanted"/> accepts; anything, when not given.</summary>
    /// <exception cref="TimeoutException">Nothing wanted came in time (10 s of real time when not given).</exception>
    public Task<OutboxItem> ReceivesAsync(Func<string, bool>? wanted = null, TimeSpan? timeout = null, long after = 0) =>
        outbox.Log.FirstAsync(item => Mine(item) && (wanted?.Invoke(item.Text) ?? true), timeout, after);

    /// <summary>Sends a text.</summary>
    public abstract Task<WebhookDelivery> SayAsync(string text);

    /// <summary>Sends a text under a given message id: a provider may bring the same message twice.</summary>
    public abstract Task<WebhookDelivery> SayAsync(string text, string messageId);

    /// <summary>Switches the phone off, or on again. To a phone that is off, a message is accepted and reported as failed.</summary>
    public abstract void SetReachable(bool reachable);

    private bool Mine(OutboxItem item) => item.Delivered && item.Provider == provider && item.To == number && item.From == writesTo;
}
