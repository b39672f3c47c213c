using Gateway.Primitives;

namespace Gateway.PartnerGateways.Stays;

/// <summary>A stay as the partner knows it: pure, and whole in a row. Once it is over the words are destroyed, and the row remembers that it was: a call that comes late does not begin it anew.</summary>
/// <param name="Id">Of the stay; home chose it.</param>
/// <param name="LivesUntil">When it ends by itself, in milliseconds, by a clock of the partner that runs evenly.</param>
public sealed record GuestCopy(string Id, long LivesUntil)
{
    /// <summary>Why a copy ended to which no call came in time.</summary>
    public const string LinkLost = "link";

    /// <summary>We have home's words up to here.</summary>
    public long Heard { get; init; }

    /// <summary>Home has confirmed our words up to here.</summary>
    public long Told { get; init; }

    /// <summary>Our words up to here have been in an answer: home may have them.</summary>
    public long Answered { get; init; }

    /// <summary>How many words our counsellors have said.</summary>
    public long Said { get; init; }

    /// <summary>Who has them; nothing while they wait.</summary>
    public string? TakenBy { get; init; }

    /// <summary>How many times our counsellors have raised the alarm.</summary>
    public long Alarms { get; init; }

    /// <summary>Why it is over; nothing while it is not.</summary>
    public string? Over { get; init; }

    /// <summary>Home has said that it is over, and how far it has our words: it takes no more.</summary>
    public bool Settled { get; init; }

    /// <summary>Takes a call about a stay. The words to store are in order; the copy is nothing where there is none and the call begins none.</summary>
    /// <param name="known">What is known of it; nothing: this is the first that is heard.</param>
    /// <param name="call">What home said.</param>
    /// <param name="now">When it came, in milliseconds.</param>
    /// <param name="clock">What the clock says by now, if that is later: a call may have waited while others came that were answered.</param>
    public static (GuestCopy Copy, IReadOnlyList<StayWord> Words) Take(GuestCopy? known, StayCall call, long now, long? clock = null)
    {
        var until = now + (long)StayTimes.Lease.TotalMilliseconds - call.AnsweredAgoMs;
        // Of a stay that nobody offers, or offered too long ago, there is only to be said that it is over.
        if (known is null && (call.Over is not null || call.Offer is null || until <= now)) return (new GuestCopy(call.Id, now) { Over = call.Over ?? LinkLost, Settled = call.Over is not null }, []);
        var copy = (known ?? new GuestCopy(call.Id, until)).ByClock(clock ?? now).EndIfLate(now);
        copy = copy with { Told = Math.Max(copy.Told, call.Heard), Over = copy.Over ?? call.Over, Settled = copy.Settled || call.Over is not null };
        if (copy.Over is not null) return (copy, []);
        copy = copy with { LivesUntil = Math.Max(copy.LivesUntil, until) };
        var fresh = HomeStay.InOrder(call.Words, copy.Heard);
        return (copy with { Heard = copy.Heard + fresh.Count }, fresh);
    }

    /// <summary>The answer to a call, and the copy as it is once that answer may have arrived.</summary>
    /// <param name="words">What was said here after <see cref="Told"/>, in order.</param>
    public (GuestCopy Copy, StayAnswer Answer) Answer(IReadOnlyList<StayWord> words)
    {
        // Of what never left before the link was lost the counsellor was told that it has not arrived: that stays true.
        IReadOnlyList<StayWord> leaving = Settled ? [] : Over == LinkLost ? [.. words.Where(word => word.Number <= Answered)] : words;
        return (this with { Answered = leaving.Count > 0 ? Math.Max(Answered, leaving[^1].Number) : Answered }, new StayAnswer(Id, Heard) { TakenBy = TakenBy, Words = leaving, Alarms = Alarms == 0 ? null : Alarms, Over = Over, Settled = Settled });
    }

    /// <summary>A counsellor says something: its number; nothing when the copy is over, and then the words are kept for the counsellor.</summary>
    public (GuestCopy Copy, long? Number) Say(long now) =>
        EndIfLate(now) is { Over: null } copy ? (copy with { Said = Said + 1 }, Said + 1) : (EndIfLate(now), null);

    /// <summary>The partner ends it: its counsellor sends them home, closes the talk, or vanished. What was said until then still goes home.</summary>
    public GuestCopy End(string why, long now) => EndIfLate(now) is { Over: null } copy ? copy with { Over = why } : EndIfLate(now);

    /// <summary>The same copy, over where its time has run out: by its own clock, whether or not anybody looks.</summary>
    public GuestCopy EndIfLate(long now) => Over is null && now >= LivesUntil ? this with { Over = LinkLost } : this;

    /// <summary>The same copy by a clock that was set back since: no call can have given it more time than there is in a lease.</summary>
    public GuestCopy ByClock(long now) => LivesUntil - now > StayTimes.Lease.Ms() ? this with { LivesUntil = now + StayTimes.Lease.Ms() } : this;

    /// <summary>What the counsellor reads below one of their words: arrived at home, not arrived, on its way, or not known, where an answer with it may have been lost.</summary>
    public string FateOf(long number) => this switch
    {
        _ when number <= Told => "sent",
        { Settled: true } => "failed",
        { Over: LinkLost } => number <= Answered ? "uncertain" : "failed",
        _ => "pending",
    };
}
