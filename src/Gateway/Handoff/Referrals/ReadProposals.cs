using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Handoff.Referrals;

/// <summary>A hand-off on another ground than consent that waits for the second person.</summary>
/// <param name="Referral">The hand-off.</param>
/// <param name="Ground">On which ground.</param>
/// <param name="Label">The label of the talk.</param>
/// <param name="ProposedBy">Who proposed it, by name.</param>
public sealed record WaitingProposal(Referral Referral, LegalBasis Ground, string Label, string ProposedBy);

/// <summary>The same with what the second person reads.</summary>
/// <param name="Waiting">What waits.</param>
/// <param name="Reason">What has happened, why there is no consent, which items, and whether the person knows.</param>
/// <param name="Sheet">The revision that was proposed.</param>
public sealed record WholeProposal(WaitingProposal Waiting, GroundReason Reason, SheetRevision Sheet)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => Waiting.Referral.ToString();
}

/// <summary>Shows a supervisor what was proposed on another ground than consent; never to whoever proposed it.</summary>
public sealed class ReadProposals
{
    private readonly IRecords _records;
    private readonly ReferralRows _rows;
    private readonly GroundRows _grounds;
    private readonly SheetRows _sheets;
    private readonly AuditTrail _audit;

    internal ReadProposals(IRecords records, ReferralRows rows, GroundRows grounds, SheetRows sheets, AuditTrail audit) =>
        (_records, _rows, _grounds, _sheets, _audit) = (records, rows, grounds, sheets, audit);

    /// <summary>Who proposed what waits in an organisation, one for each: from it everybody's own number follows.</summary>
    public Task<IReadOnlyList<string>> ProposersAsync(string organisation, CancellationToken cancel = default) => _records.ReadAsync<IReadOnlyList<string>>(
        async session => [.. (await _rows.ProposedAsync(session, organisation)).Select(one => one.OpenedBy)], cancel);

    /// <summary>What they may look at, the oldest first.</summary>
    public Task<IReadOnlyList<WaitingProposal>> ListAsync(Staff supervisor, CancellationToken cancel = default) => _records.ReadAsync<IReadOnlyList<WaitingProposal>>(async session =>
    {
        var waiting = new List<WaitingProposal>();
        foreach (var one in await _rows.ProposedAsync(session, supervisor.Organisation))
            if (one.OpenedBy != supervisor.Id && await GroundRows.FindAsync(session, one.GroundId!) is { } row) waiting.Add(await OfAsync(session, one, row));
        return waiting;
    }, cancel);

    /// <summary>One of them, whole. Leaves an audit line. Nothing when it does not wait any more, or is not for them to see.</summary>
    public Task<WholeProposal?> FindAsync(Staff supervisor, string id, CancellationToken cancel = default) => _records.WriteAsync<WholeProposal?>(async session =>
    {
        if (await _rows.FindAsync(session, id) is not { State: ReferralState.Proposed } one || one.Organisation != supervisor.Organisation || one.OpenedBy == supervisor.Id) return null;
        if (await GroundRows.FindAsync(session, one.GroundId!) is not { } row || _grounds.ReasonOf(row) is not { } reason) return null;
        if (await _sheets.FindAsync(session, one.Document, one.Revision) is not { } sheet) return null;
        await _audit.AppendAsync(session, one.Organisation, supervisor.Id, "ground.read", one.ConversationId, $"{row.Id}");
        return new WholeProposal(await OfAsync(session, one, row), reason, sheet);
    }, cancel);

    private static async Task<WaitingProposal> OfAsync(RecordsSession session, Referral referral, GroundRow row) => new(
        referral, (LegalBasis)row.Ground, (await ConversationRows.FindAsync(session, referral.ConversationId))?.Label ?? "",
        await session.FindAsync<string>("SELECT name FROM staff WHERE id = @OpenedBy", new { referral.OpenedBy }) ?? "");
}
