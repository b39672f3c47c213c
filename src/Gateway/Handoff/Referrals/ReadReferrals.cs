using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Handoff.Referrals;

/// <summary>What is to be known before something is sent that was agreed to.</summary>
/// <param name="Waits">What a yes is not enough for yet: <see cref="LiveCheck.NotChecked"/>, <see cref="LiveCheck.NoGuardian"/>; otherwise nothing.</param>
/// <param name="SecondSide">Whether what would be sent may need a second side of paper (see <see cref="PrintSheet.FitsOneSide"/>).</param>
public sealed record BeforeSending(LiveCheck? Waits, bool SecondSide);

/// <summary>A hand-off at a glance.</summary>
/// <param name="Referral">The hand-off.</param>
/// <param name="Before">What is to be known before it is sent; nothing in every other state.</param>
public sealed record ReferralGlance(Referral Referral, BeforeSending? Before);

/// <summary>Hand-offs as a counsellor sees them.</summary>
public sealed class ReadReferrals
{
    private readonly IRecords _records;
    private readonly ReferralRows _rows;
    private readonly ReferralLog _log;
    private readonly ConsentRows _consents;
    private readonly SheetRows _sheets;
    private readonly ConsentSettings _settings;
    private readonly AuditTrail _audit;

    internal ReadReferrals(IRecords records, ReferralRows rows, ReferralLog log, ConsentRows consents, SheetRows sheets, ConsentSettings settings, AuditTrail audit) =>
        (_records, _rows, _log, _consents, _sheets, _settings, _audit) = (records, rows, log, consents, sheets, settings, audit);

    /// <summary>What a counsellor began and is not over, oldest first: also of talks that have ended.</summary>
    public Task<IReadOnlyList<Referral>> OfStaffAsync(Staff staff, CancellationToken cancel = default) => _records.ReadAsync(session => _rows.OfStaffAsync(session, staff.Id), cancel);

    /// <summary>One with its steps, and what was written in them. Leaves an audit line. Nothing when it is not theirs.</summary>
    public Task<(Referral Referral, IReadOnlyList<ReferralStep> Steps)?> FindAsync(Staff staff, string id, CancellationToken cancel = default) =>
        _records.WriteAsync<(Referral, IReadOnlyList<ReferralStep>)?>(async session =>
        {
            if (await _log.LockAsync(session, id) is not { } held || !held.IsOf(staff)) return null;
            await _audit.AppendAsync(session, staff.Organisation, staff.Id, "referral.seen", id);
            return (held.Referral, await _rows.StepsAsync(session, id));
        }, cancel);

    /// <summary>How many bodies can read something out of these conversations that the person agreed to, for whoever erases them.</summary>
    public Task<long> ReadersAsync(IReadOnlyList<string> conversations, CancellationToken cancel = default) =>
        _records.ReadAsync(session => TakeBackReferrals.ReadersAsync(session, conversations), cancel);

    /// <summary>All of a conversation, oldest first, for whoever has it or stands behind them; empty for everybody else.</summary>
    public Task<IReadOnlyList<Referral>> OfConversationAsync(Staff staff, string conversationId, CancellationToken cancel = default) => _records.ReadAsync<IReadOnlyList<Referral>>(
        async session => [.. (await _rows.OfConversationAsync(session, conversationId)).Where(one =>
            one.Organisation == staff.Organisation && (one.OpenedBy == staff.Id || staff.Role is Roles.Supervisor or Roles.Coordinator))], cancel);

    /// <summary>These, each with what is to be known before it is sent.</summary>
    public Task<IReadOnlyList<ReferralGlance>> GlanceAsync(IReadOnlyList<Referral> referrals, CancellationToken cancel = default) => _records.ReadAsync<IReadOnlyList<ReferralGlance>>(
        async session =>
        {
            var glances = new List<ReferralGlance>();
            foreach (var one in referrals) glances.Add(new ReferralGlance(one, await BeforeAsync(session, one)));
            return glances;
        }, cancel);

    private async Task<BeforeSending?> BeforeAsync(RecordsSession session, Referral referral)
    {
        if (referral.State != ReferralState.Agreed || await _consents.FindAsync(session, referral.ConsentId) is not { State: ConsentState.Given } consent) return null;
        var band = consent.Terms.AgeBand;
        LiveCheck? waits = ConsentRules.NeedsSecond(band) && consent.CheckedBy is null ? LiveCheck.NotChecked
            : ConsentRules.NeedsGuardian(band, _settings) && consent.Guardian != GuardianConsent.Given ? LiveCheck.NoGuardian
            : null;
        var sheet = await _sheets.FindAsync(session, referral.Document, referral.Revision);
        return new BeforeSending(waits, sheet is not null && !new PrintSheet(Release.Cut(consent, sheet.Sheet), "ja").FitsOneSide);
    }
}
