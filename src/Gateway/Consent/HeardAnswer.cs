namespace Gateway.Consent;

/// <summary>An answer that reached a counsellor and no page: what was asked, what was said to each item, and how it was heard.</summary>
/// <param name="ConsentId">Which question.</param>
/// <param name="TermsHash">What the counsellor has read when they wrote it down.</param>
/// <param name="Answers">Yes or no to each item. An item that is missing was not heard by the person, and then nothing is taken.</param>
/// <param name="Entry">The person's entry in which they said it, later than the question; nothing where it was said aloud.</param>
/// <param name="WordsHash">SHA-256 of the words that were read out, all of them; nothing where it was written in the talk.</param>
public sealed record HeardAnswer(string ConsentId, string TermsHash, IReadOnlyDictionary<ConsentItem, bool> Answers, long? Entry, string? WordsHash)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => $"answer to {ConsentId}: [withheld]";
}

/// <summary>The words by which somebody is asked aloud.</summary>
/// <param name="Language">In which language they stand.</param>
/// <param name="Text">What is read out.</param>
/// <param name="TermsHash">What it asks, as the answer must name it.</param>
/// <param name="WordsHash">SHA-256 of the text.</param>
/// <param name="AskedAt">When the question was asked, in milliseconds: only what was said later answers it.</param>
/// <param name="Items">The items, in the order in which they are read out.</param>
public sealed record WordsToRead(string Language, string Text, string TermsHash, string WordsHash, long AskedAt, IReadOnlyList<ConsentItem> Items)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>What became of an answer that a counsellor has heard.</summary>
public enum HeardOutcome
{
    /// <summary>It is in the records, and the person was told what was understood.</summary>
    Taken,

    /// <summary>It was in the records already; nothing was added.</summary>
    Repeated,

    /// <summary>The question does not stand any more, or another one was read out.</summary>
    Over,

    /// <summary>There is no such question in a talk of theirs.</summary>
    NotYours,

    /// <summary>The entry is not the person's, is older than the question, or was taken back by them.</summary>
    NotSaid,

    /// <summary>The items are not those that were asked for, each with an answer: whoever has not heard an item has not agreed to it.</summary>
    Unheard,
}
