using Gateway.Handoff.Sheets;
using Gateway.SupportBodies.Hours;

namespace Gateway.Handoff.Referrals;

/// <summary>One rung of a timer: what happens when a state has lasted so long.</summary>
/// <param name="Happens">What.</param>
/// <param name="After">How long after the state began.</param>
public readonly record struct Rung(ReferralEvent Happens, TimeSpan After);

/// <summary>The states of a hand-off: pure, whole, with a timer for each and a way back from each (promise 3).</summary>
public static class ReferralRules
{
    /// <summary>Where <paramref name="happens"/> leads from here; nothing if it may not happen here.</summary>
    public static ReferralState? Next(ReferralState state, ReferralEvent happens) => (state, happens) switch
    {
        (ReferralState.Asked, ReferralEvent.Agree) => ReferralState.Agreed,
        (ReferralState.Asked, ReferralEvent.Refuse or ReferralEvent.TimeOut) => ReferralState.Ended,
        (ReferralState.Agreed, ReferralEvent.Offer) => ReferralState.Offered,
        // The second person stands for it: it leaves in the same transaction.
        (ReferralState.Proposed, ReferralEvent.Offer) => ReferralState.Offered,
        (ReferralState.Proposed, ReferralEvent.Refuse or ReferralEvent.TimeOut or ReferralEvent.Stop) => ReferralState.Ended,
        (ReferralState.Agreed, ReferralEvent.Refuse or ReferralEvent.TimeOut or ReferralEvent.Stop) => ReferralState.Ended,
        (ReferralState.Offered, ReferralEvent.Open) => ReferralState.Seen,
        (ReferralState.Offered or ReferralState.Seen or ReferralState.Questioned, ReferralEvent.Accept) => ReferralState.Accepted,
        (ReferralState.Offered or ReferralState.Seen, ReferralEvent.Question) => ReferralState.Questioned,
        (ReferralState.Questioned, ReferralEvent.Answer) => ReferralState.Seen,
        (ReferralState.Accepted, ReferralEvent.Book) => ReferralState.Accepted,
        // The body keeps what it may read: another appointment may follow.
        (ReferralState.Accepted, ReferralEvent.Miss) => ReferralState.Questioned,
        (ReferralState.Accepted, ReferralEvent.Connect) => ReferralState.Connected,
        (ReferralState.Accepted or ReferralState.Connected, ReferralEvent.Finish) => ReferralState.Ended,
        (ReferralState.Offered or ReferralState.Seen or ReferralState.Questioned or ReferralState.Accepted,
            ReferralEvent.Decline or ReferralEvent.TimeOut or ReferralEvent.Stop) => ReferralState.Returned,
        (ReferralState.Connected, ReferralEvent.TimeOut or ReferralEvent.Stop) => ReferralState.Ended,
        (ReferralState.Returned, ReferralEvent.TimeOut or ReferralEvent.Stop) => ReferralState.Ended,
        (ReferralState.Returned, ReferralEvent.Renew) => ReferralState.Ended,
        (var open, ReferralEvent.Renew) when open.BodyReads() => ReferralState.Ended,
        // Who has taken it on themselves has it.
        (ReferralState.Offered or ReferralState.Seen or ReferralState.Questioned, ReferralEvent.Taken) => ReferralState.Ended,
        // A nudge moves nobody.
        (ReferralState.Offered or ReferralState.Seen or ReferralState.Questioned or ReferralState.Accepted or ReferralState.Connected, ReferralEvent.Remind) => state,
        (ReferralState.Offered or ReferralState.Seen or ReferralState.Accepted, ReferralEvent.Escalate) => state,
        (ReferralState.Offered or ReferralState.Seen, ReferralEvent.Municipality) => state,
        (var open, ReferralEvent.Unreached) when open.BodyReads() => open,
        (ReferralState.Agreed or ReferralState.Returned, ReferralEvent.Withdraw) => ReferralState.Withdrawn,
        (var open, ReferralEvent.Withdraw) when open.BodyReads() => ReferralState.Withdrawn,
        _ => null,
    };

    /// <summary>Whether nothing follows any more.</summary>
    public static bool IsOver(this ReferralState state) => state is ReferralState.Ended or ReferralState.Withdrawn;

    /// <summary>Whether the body may read the sheet.</summary>
    public static bool BodyReads(this ReferralState state) =>
        state is ReferralState.Offered or ReferralState.Seen or ReferralState.Questioned or ReferralState.Accepted or ReferralState.Connected;

    /// <summary>Whether the next move is the body's.</summary>
    public static bool WaitsForBody(this ReferralState state) => state.BodyReads() && state != ReferralState.Questioned;

    /// <summary>
    /// The rungs of a state, in order; the last one always leads out of it. None where nothing follows, and none before anything has left: there the
    /// time of the consent, or of the decision, counts.
    /// </summary>
    public static IReadOnlyList<Rung> Rungs(ReferralState state, Priority priority, ReferralSettings settings)
    {
        var (remind, out_) = (Hours(settings.RemindHours, priority), Hours(settings.AnswerHours, priority));
        return state switch
        {
            ReferralState.Offered or ReferralState.Seen =>
            [
                new(ReferralEvent.Remind, remind), new(ReferralEvent.Escalate, Hours(settings.DeputyHours, priority)),
                new(ReferralEvent.Municipality, Hours(settings.MunicipalityHours, priority)), new(ReferralEvent.TimeOut, out_),
            ],
            ReferralState.Questioned => [new(ReferralEvent.Remind, remind), new(ReferralEvent.TimeOut, out_)],
            ReferralState.Accepted =>
            [
                new(ReferralEvent.Remind, Days(settings.ContactDays)), new(ReferralEvent.Escalate, Days(settings.ContactDays) * 1.5),
                new(ReferralEvent.TimeOut, Days(settings.ContactDays) * 2),
            ],
            ReferralState.Connected => [new(ReferralEvent.Remind, Days(14)), new(ReferralEvent.Remind, Days(90)), new(ReferralEvent.TimeOut, Days(120))],
            ReferralState.Returned => [new(ReferralEvent.TimeOut, Days(settings.ReturnedDays))],
            _ => [],
        };
    }

    /// <summary>When a rung is reached.</summary>
    /// <remarks>
    /// A body cannot answer behind closed doors: while it is waited for, only the time at which it is open counts. 至急 and 緊急 count round the clock: whoever
    /// cannot wait until Monday must be somewhere else before Monday. So does what waits for the counsellor, what is counted in days, and a body whose hours nobody knows.
    /// </remarks>
    /// <param name="state">The state whose rung it is.</param>
    /// <param name="rung">Which.</param>
    /// <param name="since">When the state began.</param>
    /// <param name="priority">How soon.</param>
    /// <param name="hours">When the body is open; nothing when it is not in the directory any more.</param>
    /// <param name="settings">What counts as a day, and for how long closed doors delay it at most.</param>
    public static DateTimeOffset DueAt(ReferralState state, Rung rung, DateTimeOffset since, Priority priority, OpeningHours? hours, ReferralSettings settings)
    {
        var byClock = since + rung.After;
        if (hours is not { IsKnown: true } || settings.ClosedDays == 0) return byClock;
        if (state is not (ReferralState.Offered or ReferralState.Seen) || priority is Priority.Pressing or Priority.Immediate) return byClock;
        return OpenTime.After(hours, since, rung.After * settings.OpenHoursOfDay / 24, byClock + Days(settings.ClosedDays));
    }

    // 至急 is within a day, 緊急 at once: the same steps, closer together.
    private static TimeSpan Hours(int hours, Priority priority) => TimeSpan.FromHours(hours) / priority switch
    {
        Priority.Pressing => 4,
        Priority.Immediate => 24,
        _ => 1,
    };

    private static TimeSpan Days(int days) => TimeSpan.FromDays(days);
}
