namespace Gateway.Consent;

/// <summary>同意: one question to one person, what they answered, and what became of it. Kept as long as the law asks, also when the talk is erased.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">Who would pass something on.</param>
/// <param name="ConversationId">In which conversation it was asked.</param>
/// <param name="ContactId">Whose it is.</param>
/// <param name="Code">Two digits by which an answer in words names it: no other question of this person that stands has them.</param>
/// <param name="State">How it stands.</param>
/// <param name="Terms">What was asked.</param>
/// <param name="TermsHash">SHA-256 of it.</param>
/// <param name="AskedBy">The counsellor who asked: a staff id.</param>
/// <param name="AskedAt">When, in milliseconds.</param>
/// <param name="AnswerUntil">Until when it can be answered, in milliseconds.</param>
/// <param name="Answer">What they said; nothing while they have not.</param>
/// <param name="AnsweredAt">When, in milliseconds.</param>
/// <param name="ValidUntil">Until when a yes holds, in milliseconds.</param>
/// <param name="EndedAt">When it ended, in milliseconds.</param>
/// <param name="EndedWhy">Why, in a fixed word (see <see cref="ConsentEnds"/>).</param>
/// <param name="CheckedBy">The second person who has looked at it, where one is needed.</param>
/// <param name="Guardian">Whether a guardian agrees, where that is needed.</param>
/// <param name="Check">What the second person said; nothing while nobody has looked.</param>
public sealed record ConsentRecord(
    string Id, string Organisation, string ConversationId, string ContactId, string Code, ConsentState State, ConsentTerms Terms, string TermsHash,
    string AskedBy, long AskedAt, long AnswerUntil, ConsentAnswer? Answer, long? AnsweredAt, long? ValidUntil, long? EndedAt, string? EndedWhy,
    string? CheckedBy, GuardianConsent Guardian, ConsentCheck? Check = null)
{
    /// <summary>Whether somebody has asked it, or written down what they heard: nobody is the second person of their own work.</summary>
    public bool IsWorkOf(string staffId) => AskedBy == staffId || Answer?.Heard?.By == staffId;

    /// <summary>Never the content.</summary>
    public override string ToString() => $"consent {Id}: {State}";
}

/// <summary>見届け: what a second person said of a consent; sealed.</summary>
/// <param name="Agrees">Whether it may pass.</param>
/// <param name="Name">Who, by the name that colleagues know.</param>
/// <param name="At">When, in milliseconds.</param>
/// <param name="Why">Why not, or what is to be thought of; for the counsellor alone.</param>
public sealed record ConsentCheck(bool Agrees, string Name, long At, string? Why)
{
    /// <summary>The longest reason, in UTF-16 units.</summary>
    public const int Longest = 500;

    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>Where a consent stands. The numbers stand in the records and never change.</summary>
public enum ConsentState
{
    /// <summary>Asked, and not answered. Silence is no yes, however long it lasts.</summary>
    Asked = 1,

    /// <summary>Given, for the items that were switched on.</summary>
    Given = 2,

    /// <summary>Declined. Nothing changes for the person.</summary>
    Declined = 3,

    /// <summary>Ended without an answer, or because what it was about has changed.</summary>
    Lapsed = 4,

    /// <summary>Given once, and taken back.</summary>
    Withdrawn = 5,

    /// <summary>Given once; its time is over.</summary>
    Expired = 6,
}

/// <summary>Why a consent ended.</summary>
public static class ConsentEnds
{
    /// <summary>The person said no.</summary>
    public const string Declined = "declined";

    /// <summary>Nobody answered in time.</summary>
    public const string Unanswered = "unanswered";

    /// <summary>The document was changed after the question: it must be asked again.</summary>
    public const string Changed = "changed";

    /// <summary>The counsellor took the question back.</summary>
    public const string TakenBack = "taken_back";

    /// <summary>The person took it back.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>Its days are over.</summary>
    public const string Over = "over";

    /// <summary>The second person did not stand for it.</summary>
    public const string NotConfirmed = "not_confirmed";

    /// <summary>The records come from a backup: what was taken back since then is not known, so nothing is taken for given.</summary>
    public const string Restored = "restored";
}

/// <summary>Whether a guardian agrees. Nobody asks them on their own: it is the person who says whether they may know (see docs/consent.md).</summary>
public enum GuardianConsent
{
    /// <summary>Nobody has said anything of it.</summary>
    Unknown = 0,

    /// <summary>The guardian agrees; a counsellor and a second person stand for it.</summary>
    Given = 1,

    /// <summary>The guardian must not be asked, or said no: there is no consent then, only a ground in law.</summary>
    NotToAsk = 2,
}
