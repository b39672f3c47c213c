namespace Gateway.Conversations.Attachments;

/// <summary>What to do after a try to fetch an attachment: pure, one table.</summary>
public abstract record NextFetch
{
    // Providers keep it for days at best, and do not say for how long.
    private static readonly TimeSpan GiveUp = TimeSpan.FromHours(24);
    private static readonly TimeSpan PreparedWithin = TimeSpan.FromHours(1);
    private const int TimesNotFound = 3;

    private NextFetch()
    {
    }

    /// <summary>Finished in this state (<see cref="AttachmentStates"/>).</summary>
    public sealed record Done(string State) : NextFetch;

    /// <summary>Try again after a pause.</summary>
    public sealed record Again(TimeSpan After) : NextFetch;

    /// <summary>Decides, for everything but an attachment that came.</summary>
    /// <param name="outcome">What asking brought.</param>
    /// <param name="attempt">1 for the first try.</param>
    /// <param name="age">Since the message came.</param>
    public static NextFetch Decide(FetchOutcome outcome, long attempt, TimeSpan age) => outcome switch
    {
        FetchOutcome.Gone => new Done(AttachmentStates.Gone),
        FetchOutcome.Refused => new Done(AttachmentStates.Failed),
        FetchOutcome.NotFound when attempt >= TimesNotFound => new Done(AttachmentStates.Gone),
        FetchOutcome.NotReady when age >= PreparedWithin => new Done(AttachmentStates.Failed),
        _ when age >= GiveUp => new Done(AttachmentStates.Failed),
        _ => new Again(Pause(attempt)),
    };

    /// <summary>1, 2, 4 … seconds, at most five minutes.</summary>
    private static TimeSpan Pause(long attempt) => TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, Math.Min(attempt - 1, 9))));
}
