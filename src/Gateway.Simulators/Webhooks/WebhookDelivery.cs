namespace Gateway.Simulators.Webhooks;

/// <summary>One try to hand an event to the gateway.</summary>
/// <param name="StatusCode">The answer; null when there was none.</param>
/// <param name="Reason">Why there was none, in LINE's words: <c>could_not_connect</c> or <c>request_timeout</c>; else null.</param>
/// <param name="Body">The body of the answer, as far as it was read.</param>
/// <param name="Took">Real time from the start of the call to the answer.</param>
public sealed record WebhookAttempt(int? StatusCode, string? Reason, string Body, TimeSpan Took)
{
    /// <summary>Whether the provider counts it as delivered (2xx).</summary>
    public bool Accepted => StatusCode is >= 200 and < 300;
}

/// <summary>An event on its way to the gateway: the first try is over, more may follow in the background.</summary>
public sealed class WebhookDelivery
{
    internal WebhookDelivery(NumberedLog<WebhookAttempt> attempts, Task<WebhookAttempt> last)
    {
        Attempts = attempts;
        Last = last;
    }

    /// <summary>Every try so far.</summary>
    public NumberedLog<WebhookAttempt> Attempts { get; }

    /// <summary>The first try.</summary>
    public WebhookAttempt First => Attempts.After(0)[0];

    /// <summary>Completes with the last try: the first that was accepted, or the one after which the provider gave up.</summary>
    public Task<WebhookAttempt> Last { get; }
}
