namespace Gateway.PartnerGateways.Stays;

/// <summary>A stay as home knows it: pure, and whole in a row. Home's word is the truth; it ends here first.</summary>
/// <param name="Id">Of the stay.</param>
/// <param name="Offer">Who went.</param>
/// <param name="AnsweredAt">When the call was sent of which there was an answer last; the beginning before there was one. In milliseconds, by a clock of home that runs evenly.</param>
public sealed record HomeStay(string Id, StayOffer Offer, long AnsweredAt)
{
    /// <summary>The partner has confirmed our words up to here.</summary>
    public long Told { get; init; }

    /// <summary>We have the partner's words up to here.</summary>
    public long Heard { get; init; }

    /// <summary>The partner has confirmed the offer.</summary>
    public bool Known { get; init; }

    /// <summary>Who has them over there; nothing while they wait.</summary>
    public string? TakenBy { get; init; }

    /// <summary>How many of the partner's alarms have rung here.</summary>
    public long Alarms { get; init; }

    /// <summary>Why it is over; nothing while it is not.</summary>
    public string? Over { get; init; }

    /// <summary>The partner knows that it is over: nothing more is to be said.</summary>
    public bool Done { get; init; }

    /// <summary>The next call about it. Nothing of the person travels once it is over.</summary>
    /// <param name="words">What was said here after <see cref="Told"/>, in order.</param>
    /// <param name="now">The moment of sending, in milliseconds.</param>
    public StayCall Call(IReadOnlyList<StayWord> words, long now) => Over is not null
        ? new StayCall(Id, now - AnsweredAt, Heard) { Over = Over }
        : new StayCall(Id, now - AnsweredAt, Heard) { Offer = Known ? null : Offer, Words = words, Alarms = Alarms };

    /// <summary>Takes an answer.</summary>
    /// <param name="answer">What the partner said.</param>
    /// <param name="sentAt">When the call was sent that it answers.</param>
    /// <returns>The stay as it is now, and the words to store, in order. None once it is over here: an answer that comes late says nothing to the person.</returns>
    public (HomeStay Stay, IReadOnlyList<StayWord> Words) Take(StayAnswer answer, long sentAt)
    {
        if (answer.Id != Id || Done) return (this, []);
        // An answer that was late to an earlier call settles nothing.
        if (Over is not null) return (this with { Done = answer.Settled }, []);
        var fresh = InOrder(answer.Words, Heard);
        return (this with
        {
            Known = true,
            // A late answer to an earlier call takes nothing back.
            AnsweredAt = Math.Max(AnsweredAt, sentAt),
            Told = Math.Max(Told, answer.Heard),
            Heard = Heard + fresh.Count,
            TakenBy = answer.TakenBy ?? TakenBy,
            // One more call tells the partner how far its words have come.
            Over = answer.Over,
        }, fresh);
    }

    /// <summary>Home has them back: by a supervisor's wish, by the person's, because the partner does not answer. From here on no answer counts.</summary>
    public HomeStay End(string why) => Over is null ? this with { Over = why } : this;

    /// <summary>Whether the partner has been silent for so long that its copy has ended, and the person is to be home.</summary>
    public bool IsCutOff(long now) => Over is null && now - AnsweredAt >= StayTimes.Patience.TotalMilliseconds;

    internal static IReadOnlyList<StayWord> InOrder(IReadOnlyList<StayWord> words, long heard)
    {
        var fresh = new List<StayWord>(words.Count);
        foreach (var word in words)
        {
            // What came before came already; what lies behind a gap comes again with what is missing.
            if (word.Number == heard + fresh.Count + 1) fresh.Add(word);
        }

        return fresh;
    }
}
