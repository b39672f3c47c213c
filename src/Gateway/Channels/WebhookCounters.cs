using System.Diagnostics.Metrics;

namespace Gateway.Channels;

/// <summary>Counts what comes in, by channel and result; never by account, person or content.</summary>
public sealed class WebhookCounters
{
    private readonly Counter<long> _calls;
    private readonly Counter<long> _events;

    /// <summary>Makes the instruments of the meter <c>Gateway</c>.</summary>
    public WebhookCounters(IMeterFactory meters)
    {
        var meter = meters.Create("Gateway");
        _calls = meter.CreateCounter<long>("gateway.webhook.calls", description: "Webhook calls by channel and result");
        _events = meter.CreateCounter<long>("gateway.webhook.events", description: "Webhook events by channel and result");
    }

    /// <summary>A call ended with <paramref name="result"/>: <c>ok</c>, <c>signature</c>, <c>broken</c>, <c>too_large</c>, <c>cut</c> or <c>unavailable</c>.</summary>
    public void Call(string channel, string result) => _calls.Add(1, new("channel", channel), new("result", result));

    /// <summary>An event ended with <paramref name="result"/>: <c>stored</c>, <c>repeated</c> or <c>noted</c>.</summary>
    public void Event(string channel, string result) => _events.Add(1, new("channel", channel), new("result", result));
}
