using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.SupportBodies;

namespace Gateway.Handoff;

/// <summary>
/// What may leave: one sheet, cut to what was agreed to or released, for one body. Whatever sends takes this and nothing else. It can be made in two ways
/// only: out of a consent that holds at this moment, or out of the decision of two people on a ground in law (promise 4).
/// </summary>
public sealed class Release
{
    // On the sheet, for whoever reads it there: the person themselves has their own words for it.
    private const string HowToWithdraw = "本人はいつでも取り消せます。取り消されたときは、すぐにお知らせします。";

    private Release(SharedSheet sheet, Recipient to, LegalBasis ground) => (Sheet, To, Ground) = (sheet, to, ground);

    /// <summary>What may be read there.</summary>
    public SharedSheet Sheet { get; }

    /// <summary>Where.</summary>
    public Recipient To { get; }

    /// <summary>On which ground.</summary>
    public LegalBasis Ground { get; }

    /// <summary>By consent: the items that the person switched on, and no other.</summary>
    internal static Release By(LiveConsent consent, Recipient to, Sheet sheet) => new(Cut(consent.Record, sheet), to, LegalBasis.Consent);

    /// <summary>What would leave by a yes, with what the sheet says of it; to show it before, and to let it go.</summary>
    internal static SharedSheet Cut(ConsentRecord given, Sheet sheet)
    {
        var agreed = sheet with
        {
            Consent = sheet.Consent with
            {
                LegalBasis = LegalBasis.Consent,
                GivenAt = DateTimeOffset.FromUnixTimeMilliseconds(given.AnsweredAt!.Value),
                Method = given.Answer!.Method switch { ConsentMethods.Tap => AgreedBy.Tap, ConsentMethods.Typed => AgreedBy.Typed, _ => AgreedBy.Spoken },
                WordsVersion = given.Terms.Words,
                Language = given.Terms.Language,
                ValidUntil = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeMilliseconds(given.ValidUntil!.Value).ToOffset(TimeSpan.FromHours(9)).DateTime),
                WithdrawHow = HowToWithdraw,
                NoConsentReason = null,
                NoConsentDecidedBy = [],
            },
        };
        return agreed.Only(given.Answer.Items);
    }

    /// <summary>On another ground: what two people decided must be known, and no other.</summary>
    internal static Release By(GroundDecision decision, Recipient to, Sheet sheet) => new(Cut(decision.Ground, decision.Reason, sheet), to, decision.Ground);

    /// <summary>What would leave by such a decision, with what the sheet says of it; to see what it lacks before, and to let it go.</summary>
    internal static SharedSheet Cut(LegalBasis ground, GroundReason reason, Sheet sheet)
    {
        var released = sheet with
        {
            Consent = new ConsentPart
            {
                LegalBasis = ground,
                NoConsentReason = reason.OnSheet,
                NoConsentDecidedBy = reason.DecidedBy,
                GuardianContactAllowed = sheet.Consent.GuardianContactAllowed,
            },
        };
        return released.Only(reason.Items);
    }

    /// <summary>Never the content.</summary>
    public override string ToString() => "[release]";
}
