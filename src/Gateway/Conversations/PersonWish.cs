namespace Gateway.Conversations;

/// <summary>希望: by whom somebody who waits would like to be answered. It goes with the end of the talk.</summary>
/// <param name="Code">What is wished, as a number of the waiting queue's <c>WishCode</c>; 0 when nothing of it can be looked for, or it was taken back.</param>
/// <param name="SaidAt">When they first said so, in milliseconds: the time for which a wish is waited for counts from here, however often it changes.</param>
/// <param name="Until">Until when they are kept for somebody who fits, in milliseconds; 0: not at all.</param>
/// <param name="State">One of <see cref="WishStates"/>.</param>
public sealed record PersonWish(int Code, long SaidAt, long Until, string State);

/// <summary>How a wish stands, in the words of the records.</summary>
public static class WishStates
{
    /// <summary>They are kept for somebody on shift who fits, for a while.</summary>
    public const string Waits = "waits";

    /// <summary>Nobody who fits was there when they said it: they do not wait for it.</summary>
    public const string Nobody = "nobody";

    /// <summary>They are to be answered soon, or the time for it has run out: they do not wait for it.</summary>
    public const string Soon = "soon";

    /// <summary>The same generation, and nobody knows their age.</summary>
    public const string Age = "age";

    /// <summary>They have taken it back.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>A counsellor has had them: what became of it is counted.</summary>
    public const string Done = "done";
}
