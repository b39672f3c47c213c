using System.Diagnostics.Metrics;
using Gateway.Conversations.Outbox;

namespace Gateway.Channels.Sms;

/// <summary>Counts what SMS is billed by; never by person or content.</summary>
public sealed class SmsFigures
{
    private readonly Counter<long> _parts;

    /// <summary>Makes the instrument of the meter <c>Gateway</c>.</summary>
    public SmsFigures(IMeterFactory meters) =>
        _parts = meters.Create("Gateway").CreateCounter<long>("gateway.sms.parts", "{part}", "Parts of SMS that a provider took, or may have taken, by organisation");

    /// <summary>A call ended. What may have been sent is counted: it may be billed.</summary>
    public void Sent(string organisation, string text, SendOutcome outcome)
    {
        if (outcome is SendOutcome.Sent or SendOutcome.Unknown) _parts.Add(SmsParts.Of(text).Count, new KeyValuePair<string, object?>("organisation", organisation));
    }
}
