namespace Gateway.Consortium.Live;

/// <summary>Whether a partner may answer somebody who waits. Each person is asked about each partner once.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ConversationId">Who is asked.</param>
/// <param name="ContactId">The same person, for the digits by which they answer.</param>
/// <param name="ConsortiumId">By whose rules.</param>
/// <param name="Partner">Who would answer.</param>
/// <param name="Code">The two digits of an answer in words.</param>
/// <param name="State">How it stands.</param>
/// <param name="AskedAt">When, in milliseconds.</param>
internal sealed record OverflowQuestion(
    string Id, string ConversationId, string ContactId, string ConsortiumId, string Partner, string Code, QuestionState State, long AskedAt);

/// <summary>How a question stands. The numbers are in the records.</summary>
internal enum QuestionState
{
    /// <summary>Nobody has answered. Silence is a no.</summary>
    Asked = 1,

    /// <summary>They agreed, and are about to go.</summary>
    Agreed = 2,

    /// <summary>They stay.</summary>
    Stays = 3,

    /// <summary>They went.</summary>
    Went = 4,

    /// <summary>The wait ended before they had answered.</summary>
    Lapsed = 5,

    /// <summary>They agreed, and the partner could not take them any more.</summary>
    NotPossible = 6,
}
