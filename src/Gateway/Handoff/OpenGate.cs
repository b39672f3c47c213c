using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.SupportBodies;

namespace Gateway.Handoff;

/// <summary>Why the gate did not open, or that it did.</summary>
public enum GateOutcome
{
    /// <summary>It may leave, and the provision record is written in the same transaction.</summary>
    Open,

    /// <summary>There is no consent that holds for it; <see cref="GateAnswer.Check"/> says why.</summary>
    NoConsent,

    /// <summary>Two people have not decided it, or it was used, or its hours are over, or it was for another body or sheet.</summary>
    NoDecision,

    /// <summary>The body is not one to which particulars may go at this moment: not approved by two, taken out, closed, a mere place.</summary>
    NotARecipient,

    /// <summary>The body is abroad: APPI Art. 28 asks for a consent of its own kind, which is not offered here.</summary>
    Abroad,

    /// <summary>The law names other bodies for such a notice.</summary>
    NotNotified,

    /// <summary>The sheet lacks something, or contradicts itself; <see cref="GateAnswer.Problems"/> says what.</summary>
    Incomplete,
}

/// <summary>What the gate says.</summary>
/// <param name="Outcome">Whether it opened.</param>
/// <param name="Release">With <see cref="GateOutcome.Open"/>: what may leave.</param>
/// <param name="Record">With <see cref="GateOutcome.Open"/>: the record of it.</param>
/// <param name="Check">With <see cref="GateOutcome.NoConsent"/>: why.</param>
/// <param name="Problems">With <see cref="GateOutcome.Incomplete"/>: what is wrong.</param>
public sealed record GateAnswer(
    GateOutcome Outcome, Release? Release = null, ProvisionRecord? Record = null, LiveCheck? Check = null, IReadOnlyList<SheetProblem>? Problems = null);

/// <summary>
/// The one gate through which particulars of a person leave (promise 4). It opens by a consent that holds for exactly this body, this sheet and these
/// items, or by the decision of two people on a ground in law; and it writes the provision record before anybody can read the sheet.
/// </summary>
public sealed class OpenGate
{
    private readonly SupportBodyDirectory _bodies;
    private readonly ConsentRows _consents;
    private readonly GroundRows _grounds;
    private readonly ProvisionRows _provisions;
    private readonly AuditTrail _audit;
    private readonly ConsentSettings _settings;
    private readonly Ids _ids;
    private readonly TimeProvider _time;

    internal OpenGate(
        SupportBodyDirectory bodies, ConsentRows consents, GroundRows grounds, ProvisionRows provisions, AuditTrail audit, ConsentSettings settings,
        Ids ids, TimeProvider time) =>
        (_bodies, _consents, _grounds, _provisions, _audit, _settings, _ids, _time) = (bodies, consents, grounds, provisions, audit, settings, ids, time);

    /// <summary>By consent, within the transaction that sends.</summary>
    /// <param name="session">That transaction.</param>
    /// <param name="by">Who lets it go.</param>
    /// <param name="sheet">The whole sheet as it stands; the gate cuts it.</param>
    /// <param name="body">To which body.</param>
    /// <param name="consentId">By which consent.</param>
    public async Task<GateAnswer> ByConsentAsync(RecordsSession session, Staff by, Sheet sheet, string body, string consentId)
    {
        var (live, check) = await LiveConsent.OfAsync(session, _consents, consentId, body, sheet.Document.Id ?? "", sheet.ContentHash(), _time.NowMs(), _settings);
        if (live is null || live.Record.Organisation != by.Organisation) return new GateAnswer(GateOutcome.NoConsent, Check: live is null ? check : LiveCheck.NotGiven);
        if (await RecipientAsync(session, by.Organisation, body, sheet) is not { } to) return new GateAnswer(GateOutcome.NotARecipient);
        // It was said to the person under a name. If the body is called otherwise now, nobody was asked for it.
        if (to.Body.Entry.Name != live.Record.Terms.RecipientName) return new GateAnswer(GateOutcome.NoConsent, Check: LiveCheck.OtherRecipient);
        if (to.IsAbroad) return new GateAnswer(GateOutcome.Abroad);
        var release = Release.By(live, to, sheet);
        return await ReleaseAsync(session, by, release, live.Record.ConversationId, live.Record.ContactId, live.Record.Id, null);
    }

    /// <summary>On another ground, within the transaction that sends; see <see cref="DecideGround"/>.</summary>
    /// <param name="session">That transaction.</param>
    /// <param name="by">Who lets it go.</param>
    /// <param name="sheet">The whole sheet as it stands; the gate cuts it.</param>
    /// <param name="body">To which body.</param>
    /// <param name="decisionId">The decision of two people.</param>
    public async Task<GateAnswer> ByGroundAsync(RecordsSession session, Staff by, Sheet sheet, string body, string decisionId)
    {
        if (await GroundRows.FindAsync(session, decisionId) is not { } seen || seen.Organisation != by.Organisation) return new GateAnswer(GateOutcome.NoDecision);
        if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { } conversation) return new GateAnswer(GateOutcome.NoDecision);
        var row = (await GroundRows.LockAsync(session, decisionId))!;
        if (GroundDecision.Of(row, _grounds.ReasonOf(row), body, sheet.ContentHash(), _time.NowMs()) is not { } decision) return new GateAnswer(GateOutcome.NoDecision);
        if (await RecipientAsync(session, by.Organisation, body, sheet) is not { } to) return new GateAnswer(GateOutcome.NotARecipient);
        if (to.IsAbroad) return new GateAnswer(GateOutcome.Abroad);
        if (decision.Ground == LegalBasis.Law && !to.Body.Entry.TakesNotifications) return new GateAnswer(GateOutcome.NotNotified);
        var answer = await ReleaseAsync(session, by, Release.By(decision, to, sheet), conversation.Id, conversation.ContactId, null, decisionId);
        if (answer.Outcome == GateOutcome.Open) await GroundRows.UseAsync(session, decisionId, _time.NowMs());
        return answer;
    }

    // A newer revision of what a body has already goes on to it, also when its time is over.
    private async Task<Recipient?> RecipientAsync(RecordsSession session, string organisation, string body, Sheet sheet) =>
        await ReferralRows.WasOfferedAsync(session, organisation, body, sheet.Document.Id ?? "") ? await _bodies.RecipientAsync(session, organisation, body)
            : await _bodies.NewRecipientAsync(session, organisation, body);

    private async Task<GateAnswer> ReleaseAsync(
        RecordsSession session, Staff by, Release release, string conversationId, string contactId, string? consentId, string? groundId)
    {
        if (release.Sheet.Problems() is { Count: > 0 } problems) return new GateAnswer(GateOutcome.Incomplete, Problems: problems);
        var sheet = release.Sheet.Content;
        var entry = release.To.Body.Entry;
        var record = new ProvisionRecord(
            _ids.New(), by.Organisation, conversationId, contactId, release.To.Body.Id, _time.NowMs(), by.Id, release.Ground, consentId, groundId, release.Sheet.DocumentHash,
            new ProvisionContent(
                sheet.Document.Id!, entry.Name, entry.Kinds.Count > 0 ? entry.Kinds[0] : "", sheet.Person.Name ?? sheet.Person.PreferredName ?? "",
                [.. ConsentItems.All.Where(release.Sheet.Items.Contains)], [.. release.Sheet.Fields.Select(field => field.Key)]));
        await _provisions.InsertAsync(session, record);
        await _audit.AppendAsync(session, by.Organisation, by.Id, "handoff.provided", conversationId, $"{record.Id} to body {record.Body}, ground {record.Ground}, {record.Content.Items.Count} items");
        return new GateAnswer(GateOutcome.Open, release, record);
    }
}
