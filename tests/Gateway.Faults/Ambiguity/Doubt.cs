using System.Text.Json.Serialization;
using Gateway.TestKit.Hub;
using Gateway.Worlds;

namespace Gateway.Faults.Ambiguity;

/// <summary>How the answer of a provider that has accepted is lost.</summary>
internal enum Loss
{
    /// <summary>The connection is reset before the answer.</summary>
    Cut,

    /// <summary>The connection falls silent, and so does every new one.</summary>
    Silent,

    /// <summary>The gateway that called is killed.</summary>
    Killed,
}

/// <summary>How a reply travels.</summary>
internal enum Road
{
    /// <summary>LINE, with the token of the person's last word.</summary>
    LineReply,

    /// <summary>LINE, at our own wish, under a retry key.</summary>
    LinePush,

    /// <summary>SMS.</summary>
    Sms,
}

/// <summary>Waves of one kind.</summary>
/// <param name="Loss">How the answers are lost.</param>
/// <param name="Everybody">Whether people on every road are replied to; or else only by LINE push, to as many as a gateway calls for at once.</param>
/// <param name="Times">How many.</param>
internal sealed record Wave(Loss Loss, bool Everybody, int Times);

/// <summary>What became of the replies on one pair of engines.</summary>
/// <param name="Doubts">By how they travelled and were lost.</param>
/// <param name="LeftOut">Those whose answers were not lost.</param>
internal sealed record Told(IReadOnlyList<Doubts> Doubts, LeftOut LeftOut);

/// <summary>Waves in which nothing was lost, because the providers had not accepted everything while their answers were held back.</summary>
/// <param name="Waves">How many.</param>
/// <param name="Replies">Replies in them.</param>
/// <param name="NotOnce">Replies that did not reach the person exactly once all the same.</param>
internal sealed record LeftOut(int Waves, int Replies, int NotOnce);

/// <summary>Somebody to whom a reply is on its way.</summary>
/// <param name="Counsellor">Who replies.</param>
/// <param name="Conversation">In which conversation.</param>
/// <param name="Road">How it travels.</param>
/// <param name="SpeakAsync">The person says something.</param>
internal sealed record Recipient(Counsellor Counsellor, HubConversation Conversation, Road Road, Func<Task> SpeakAsync);

/// <summary>What became of one reply whose acceptance was lost on its way back.</summary>
/// <param name="Road">How it travelled.</param>
/// <param name="Loss">How the answer was lost.</param>
/// <param name="Text">What it said; no two are alike.</param>
/// <param name="Told">What the counsellor was told in the end: <c>sent</c>, <c>uncertain</c>, <c>failed</c>; nothing when nothing was told.</param>
/// <param name="AfterMs">How long after the loss the counsellor was told.</param>
internal sealed record Doubt(Road Road, Loss Loss, string Text, string? Told, double AfterMs);

/// <summary>All replies that were lost in one way on one road.</summary>
/// <param name="Engine">The engines.</param>
/// <param name="Road">How they travelled.</param>
/// <param name="Loss">How the answer was lost.</param>
/// <param name="Replies">How many.</param>
/// <param name="ArrivedOnce">Replies that reached the person exactly once.</param>
/// <param name="ArrivedTwice">Replies that reached the person more than once.</param>
/// <param name="ToldRightly">Replies of which the counsellor was told what is true: a push is sent, of the others nobody can know.</param>
/// <param name="ToldAfterMs">How long after the loss.</param>
/// <param name="LimitMs">How long it may take.</param>
internal sealed record Doubts(
    Engine Engine, Road Road, Loss Loss, int Replies, int ArrivedOnce, int ArrivedTwice, int ToldRightly, Spread ToldAfterMs, double LimitMs)
{
    /// <summary>Whether the promise was kept. A push waits for its provider, which is not ours to hurry.</summary>
    [JsonIgnore]
    public bool Good => ArrivedOnce == Replies && ToldRightly == Replies && (Road == Road.LinePush || ToldAfterMs.Max <= LimitMs);

    /// <summary>Counts them.</summary>
    /// <param name="engine">The engines.</param>
    /// <param name="all">Each reply.</param>
    /// <param name="arrived">How often the provider has brought a text to the person in the end.</param>
    /// <param name="within">How soon the counsellor has to be told.</param>
    public static IEnumerable<Doubts> Of(Engine engine, IEnumerable<Doubt> all, Func<string, int> arrived, TimeSpan within) =>
        from doubt in all
        group doubt by (doubt.Road, doubt.Loss) into same
        orderby same.Key
        let right = same.Key.Road == Road.LinePush ? "sent" : "uncertain"
        select new Doubts(
            engine, same.Key.Road, same.Key.Loss, same.Count(), same.Count(doubt => arrived(doubt.Text) == 1), same.Count(doubt => arrived(doubt.Text) > 1),
            same.Count(doubt => doubt.Told == right), Spread.Of(same.Select(doubt => doubt.AfterMs)), within.TotalMilliseconds);
}
