using System.Globalization;
using Gateway.Simulators;

namespace Gateway.Faults.Witnesses;

/// <summary>A reply that the hub has confirmed.</summary>
/// <param name="Conversation">In which conversation.</param>
/// <param name="Number">Under which number.</param>
internal sealed record Reply(string Conversation, long Number);

/// <summary>What the providers accepted, compared with what the hub confirmed.</summary>
/// <param name="Confirmed">Replies that the hub confirmed.</param>
/// <param name="NeverSent">Of these, how many no provider was given.</param>
/// <param name="Twice">How many a provider accepted more than once.</param>
/// <param name="OutOfOrder">How often a reply was sent after one with a later number of the same conversation.</param>
public sealed record SentReplies(int Confirmed, int NeverSent, int Twice, int OutOfOrder)
{
    private const string Mark = "reply-";
    private static int _last;

    /// <summary>Whether all is as it should be.</summary>
    public bool Good => Confirmed > 0 && NeverSent + Twice + OutOfOrder == 0;

    /// <summary>A text that nobody has said before.</summary>
    internal static string NewText() => Mark + Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);

    /// <summary>Compares.</summary>
    /// <param name="outbox">What the providers accepted.</param>
    /// <param name="replies">What was confirmed, by its text.</param>
    internal static SentReplies Of(Outbox outbox, IReadOnlyDictionary<string, Reply> replies)
    {
        var sent = outbox.Log.After(0).Select(item => item.Text).Where(replies.ContainsKey).ToList();
        var disorder = sent.Distinct().Select(text => replies[text]).GroupBy(reply => reply.Conversation)
            .Sum(of => of.Zip(of.Skip(1)).Count(pair => pair.Second.Number < pair.First.Number));
        return new SentReplies(replies.Count, replies.Count - sent.Distinct().Count(), sent.Count - sent.Distinct().Count(), disorder);
    }
}
