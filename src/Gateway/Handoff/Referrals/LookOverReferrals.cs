using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Referrals;

/// <summary>How all hand-offs of an organisation stand, for those who stand behind the counsellors: the list, and how far they came.</summary>
public sealed class LookOverReferrals
{
    /// <summary>Of which days the figures are.</summary>
    public const int Days = 90;

    private readonly IRecords _records;
    private readonly ReferralRows _rows;
    private readonly TimeProvider _time;

    internal LookOverReferrals(IRecords records, ReferralRows rows, TimeProvider time) => (_records, _rows, _time) = (records, rows, time);

    /// <summary>What is not over, the one that is due first at the front, with the name of the counsellor who began it; at most 500.</summary>
    public Task<IReadOnlyList<(Referral Referral, string Counsellor)>> OpenAsync(Staff staff, CancellationToken cancel = default) =>
        _records.ReadAsync<IReadOnlyList<(Referral, string)>>(async session =>
        {
            var names = (await session.QueryAsync<(string Id, string Name)>("SELECT id, name FROM staff WHERE organisation = @Organisation", new { staff.Organisation }))
                .ToDictionary(one => one.Id, one => one.Name);
            return [.. (await _rows.OfOrganisationAsync(session, staff.Organisation)).Select(one => (one, names.GetValueOrDefault(one.OpenedBy, "")))];
        }, cancel);

    /// <summary>
    /// Of the hand-offs that began within <see cref="Days"/> days, how many came to each step: sent (<c>offer</c>), acknowledged (<c>open</c>), accepted (<c>accept</c>), in
    /// touch (<c>connect</c>), told what came of it (<c>finish</c>); and how they came back (<c>decline</c>, <c>timeout</c>, <c>withdraw</c>, <c>stop</c>).
    /// </summary>
    public Task<IReadOnlyDictionary<string, long>> StepsAsync(Staff staff, CancellationToken cancel = default) =>
        _records.ReadAsync<IReadOnlyDictionary<string, long>>(async session => (await session.QueryAsync<(string Kind, long Count)>(
            """
            SELECT s.kind, COUNT(DISTINCT s.referral_id) FROM referral_step s JOIN referral r ON r.id = s.referral_id
            WHERE r.organisation = @Organisation AND r.opened_at >= @Since GROUP BY s.kind
            """, new { staff.Organisation, Since = _time.NowMs() - TimeSpan.FromDays(Days).Ms() })).ToDictionary(one => one.Kind, one => one.Count), cancel);
}
