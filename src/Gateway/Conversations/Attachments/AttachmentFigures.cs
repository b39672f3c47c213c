using System.Diagnostics.Metrics;

namespace Gateway.Conversations.Attachments;

/// <summary>What is counted of pictures and files; never by person or content.</summary>
public sealed class AttachmentFigures
{
    private readonly Counter<long> _ended;

    /// <summary>Makes the instruments of the meter <c>Gateway</c>.</summary>
    public AttachmentFigures(IMeterFactory meters) =>
        _ended = meters.Create("Gateway").CreateCounter<long>("gateway.attachments", "{attachment}", "Attachments that came to their end, by channel and state");

    /// <summary>An attachment came to its end in this state (<see cref="AttachmentStates"/>).</summary>
    public void Ended(string channel, string state) => _ended.Add(1, new("channel", channel), new("state", state));
}
