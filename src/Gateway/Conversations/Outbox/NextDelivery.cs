namespace Gateway.Conversations.Outbox;

/// <summary>What to do with a batch after a call: pure, one table (promise 6).</summary>
public abstract record NextDelivery
{
    private NextDelivery()
    {
    }

    /// <summary>Finished in this state (<see cref="Deliveries"/>).</summary>
    public sealed record Done(string Delivery, string? Reason = null) : NextDelivery;

    /// <summary>Try again after a pause, over this route, as the same call (same send key).</summary>
    public sealed record Again(TimeSpan After, string Route) : NextDelivery;

    /// <summary>Decides.</summary>
    /// <param name="outcome">What the call brought.</param>
    /// <param name="route">How it travelled.</param>
    /// <param name="attempt">1 for the first call.</param>
    /// <param name="repeatIsSafe">Whether a repetition over this route reaches the person at most once.</param>
    /// <param name="mayHaveBeenSent">Whether an earlier call of this batch had an unknown outcome.</param>
    /// <param name="age">Since the reply was written.</param>
    /// <param name="giveUpAfter">From which age on nothing is tried any more.</param>
    public static NextDelivery Decide(
        SendOutcome outcome, string route, long attempt, bool repeatIsSafe, bool mayHaveBeenSent, TimeSpan age, TimeSpan giveUpAfter)
    {
        if (outcome is SendOutcome.Sent) return new Done(Deliveries.Sent);
        if (outcome is SendOutcome.Refused refused) return new Done(mayHaveBeenSent ? Deliveries.Uncertain : Deliveries.Failed, refused.Reason);
        if (outcome is SendOutcome.TokenSpent)
        {
            // A spent token after an unanswered call: that call may have been the one that spent it.
            return mayHaveBeenSent ? new Done(Deliveries.Uncertain, "reply_unanswered") : new Again(TimeSpan.Zero, Routes.Push);
        }

        var unknown = outcome is SendOutcome.Unknown;
        // Asked twice and still in the dark: the counsellor is told now. The token is worth nothing a minute after it came.
        if (route == Routes.Reply && mayHaveBeenSent && (unknown || outcome is SendOutcome.Unreachable or SendOutcome.Held)) return new Done(Deliveries.Uncertain, "reply_unanswered");
        if (unknown && !repeatIsSafe) return new Done(Deliveries.Uncertain, "unanswered");
        if (age >= giveUpAfter) return new Done(unknown || mayHaveBeenSent ? Deliveries.Uncertain : Deliveries.Failed, "gave_up");
        // No call was made: it is none of those that make the pauses longer.
        if (outcome is SendOutcome.Held held) return new Again(held.After, route);
        var pause = outcome is SendOutcome.Throttled throttled ? Longer(throttled.After, Pause(attempt)) : Pause(attempt);
        return new Again(pause, route);
    }

    /// <summary>1, 2, 4 … seconds, at most a minute.</summary>
    private static TimeSpan Pause(long attempt) => TimeSpan.FromSeconds(Math.Min(60, Math.Pow(2, Math.Min(attempt - 1, 6))));

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
