using Gateway.Conversations;
using Gateway.Handoff.Referrals;

namespace Gateway.Handoff.Together;

/// <summary>The states of a seat: pure, whole, with a way out of each (promise 3).</summary>
public static class SeatRules
{
    /// <summary>How long a question stands.</summary>
    public static TimeSpan AnswerTime { get; } = TimeSpan.FromHours(2);

    /// <summary>How long the worker has to come after a yes.</summary>
    public static TimeSpan ComeTime { get; } = TimeSpan.FromHours(24);

    /// <summary>After so long without a sign of the worker's page the counsellor is told.</summary>
    public static TimeSpan AwayAfter { get; } = TimeSpan.FromMinutes(2);

    /// <summary>After so long without a sign of the page of a worker who is alone with the person, the person goes back to the line.</summary>
    public static TimeSpan AloneAfter { get; } = TimeSpan.FromMinutes(10);

    /// <summary>Where <paramref name="happens"/> leads from here; nothing if it may not happen here.</summary>
    public static SeatState? Next(SeatState state, SeatEvent happens) => (state, happens) switch
    {
        (SeatState.Asked, SeatEvent.Agree) => SeatState.Agreed,
        (SeatState.Asked, SeatEvent.Decline) => SeatState.Over,
        (SeatState.Agreed or SeatState.Taken, SeatEvent.Sit) => SeatState.Taken,
        (SeatState.Agreed or SeatState.Taken, SeatEvent.Remove) => SeatState.Over,
        (SeatState.Taken, SeatEvent.Leave or SeatEvent.Lose) => SeatState.Over,
        (SeatState.Asked or SeatState.Agreed, SeatEvent.Lapse) => SeatState.Over,
        (SeatState.Asked or SeatState.Agreed or SeatState.Taken, SeatEvent.TakeBack or SeatEvent.Stop or SeatEvent.Bar or SeatEvent.End) => SeatState.Over,
        _ => null,
    };

    /// <summary>Whether the body has taken it on, and reads: only then its worker may be in a talk.</summary>
    public static bool HasAccepted(this ReferralState state) => state is ReferralState.Accepted or ReferralState.Connected;

    /// <summary>Whether a worker may read and speak: everything at once, asked anew each time.</summary>
    /// <param name="facts">How it all stands, as one transaction sees it.</param>
    /// <param name="deskHash">The open desk of whoever wants to.</param>
    public static bool MayBeThere(SeatFacts facts, ReadOnlySpan<byte> deskHash) =>
        facts.Seat is { State: SeatState.Taken, DeskHash: { } hash } && deskHash.SequenceEqual(hash)
        && facts.Conversation.SeatId == facts.Seat.Id && facts.Conversation is { ClosedAt: null, IsErased: false }
        && facts.Referral?.State.HasAccepted() == true && facts.BodyReceives;

    /// <summary>Whether the counsellor may leave the person with the worker: they are there, and nobody is in danger now.</summary>
    public static bool MayBeAlone(SeatFacts facts) =>
        facts is { Seat: { State: SeatState.Taken, ToldAway: false, DeskHash: { } hash }, DeskIsOpen: true, Conversation: { Stage: Stage.Talking, Emergency: false, Grade: < Grade.Urgent } }
        && MayBeThere(facts, hash);

    /// <summary>What is due by itself; nothing while all is well.</summary>
    /// <param name="facts">How it all stands.</param>
    /// <param name="now">The moment, in milliseconds.</param>
    public static SeatEvent? Due(SeatFacts facts, long now)
    {
        var (seat, conversation) = (facts.Seat, facts.Conversation);
        if (seat.State == SeatState.Over) return null;
        if (conversation.ClosedAt is not null) return SeatEvent.End;
        // Beside a partner's counsellor nobody sits: neither the counsellor nor the person agreed to these two together.
        if (conversation.Host is not null) return seat.State == SeatState.Taken ? SeatEvent.Lose : SeatEvent.Lapse;
        if (facts.Referral?.State.HasAccepted() != true) return SeatEvent.Stop;
        if (!facts.BodyReceives) return SeatEvent.Bar;
        if (seat.DueAt <= now) return SeatEvent.Lapse;
        if (conversation.Stage == Stage.Handed && seat.State == SeatState.Taken && now - seat.LookedAt > AloneAfter.TotalMilliseconds) return SeatEvent.Lose;
        return seat.State == SeatState.Taken && (!facts.DeskIsOpen || conversation.SeatId != seat.Id) ? SeatEvent.Lose : null;
    }

    /// <summary>The key of the sentence to the person; nothing where nothing changed for them.</summary>
    public static string? SentenceOf(SeatState before, SeatEvent happens) => (before, happens) switch
    {
        (_, SeatEvent.Agree) => "together.agreed",
        (_, SeatEvent.Decline) => "together.declined",
        (_, SeatEvent.Sit) => "together.sat",
        (_, SeatEvent.End) or (SeatState.Asked, _) => null,
        (SeatState.Taken, _) => "together.left",
        (SeatState.Agreed, _) => "together.off",
        _ => null,
    };
}

/// <summary>A seat and all that decides about it, as one transaction sees them.</summary>
/// <param name="Seat">The seat.</param>
/// <param name="Conversation">The talk.</param>
/// <param name="Referral">The hand-off; nothing when it is forgotten.</param>
/// <param name="BodyReceives">Whether the body is in the directory, approved and not taken out.</param>
/// <param name="DeskIsOpen">Whether the worker's desk is open.</param>
public sealed record SeatFacts(Seat Seat, Conversation Conversation, Referral? Referral, bool BodyReceives, bool DeskIsOpen);
