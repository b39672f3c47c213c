namespace Gateway.Consent;

/// <summary>What follows from what. Pure: the same record gives the same answer at the same moment, for anybody who reads it.</summary>
public static class ConsentRules
{
    /// <summary>Where a consent may go from where it stands. Nothing ever leads back: who wants to ask again, asks anew.</summary>
    public static bool MayBecome(this ConsentState from, ConsentState to) => (from, to) switch
    {
        (ConsentState.Asked, ConsentState.Given or ConsentState.Declined or ConsentState.Lapsed) => true,
        (ConsentState.Given, ConsentState.Withdrawn or ConsentState.Expired or ConsentState.Lapsed) => true,
        // What a body took on goes on when the days of the yes are over: the person stops that too.
        (ConsentState.Expired, ConsentState.Withdrawn) => true,
        _ => false,
    };

    /// <summary>Whether a second person must look at it before anything is passed on: for everybody of whom it is not known that they are of age.</summary>
    public static bool NeedsSecond(AgeBand age) => age is not AgeBand.Adult;

    /// <summary>Whether a child's own yes is not enough: up to which age, is a setting (APPI guideline 2-16, Q&amp;A 1-62: up to 12 to 15).</summary>
    public static bool NeedsGuardian(AgeBand age, ConsentSettings settings) => age switch
    {
        AgeBand.Under12 => true,
        AgeBand.From12To15 => settings.GuardianUnder >= 16,
        AgeBand.From16To17 => settings.GuardianUnder >= 18,
        _ => false,
    };

    /// <summary>Whether this consent lets these items of this document pass to this recipient now, and if not, why not.</summary>
    public static LiveCheck Check(ConsentRecord record, string recipient, string document, string documentHash, long now, ConsentSettings settings)
    {
        if (record.State != ConsentState.Given || record.Answer is not { Items.Count: > 0 }) return LiveCheck.NotGiven;
        if (record.ValidUntil is not { } until || until <= now) return LiveCheck.Over;
        if (record.Terms.Recipient != recipient) return LiveCheck.OtherRecipient;
        if (record.Terms.Document != document || record.Terms.DocumentHash != documentHash) return LiveCheck.OtherDocument;
        if (record.TermsHash != record.Terms.Hash() || record.Answer.Items.Except(record.Terms.Items).Any()) return LiveCheck.Damaged;
        if (NeedsSecond(record.Terms.AgeBand) && (record.CheckedBy is null || record.IsWorkOf(record.CheckedBy))) return LiveCheck.NotChecked;
        if (NeedsGuardian(record.Terms.AgeBand, settings) && record.Guardian != GuardianConsent.Given) return LiveCheck.NoGuardian;
        return LiveCheck.Live;
    }
}

/// <summary>Whether something may pass.</summary>
public enum LiveCheck
{
    /// <summary>It may.</summary>
    Live,

    /// <summary>Nobody has said yes, or they took it back, or nothing was switched on.</summary>
    NotGiven,

    /// <summary>Its days are over.</summary>
    Over,

    /// <summary>It was given for another body.</summary>
    OtherRecipient,

    /// <summary>It was given for another document, or another revision of it.</summary>
    OtherDocument,

    /// <summary>What was asked is not what stands in the records.</summary>
    Damaged,

    /// <summary>A second person has not looked at it yet.</summary>
    NotChecked,

    /// <summary>A guardian would have to agree; without that only a ground in law opens the other door.</summary>
    NoGuardian,
}
