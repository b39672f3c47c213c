using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.Records.Sealing;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Referrals;

/// <summary>行き先なし: no body of the directory could help somebody. A result of its own: it is counted by topic, area and hour, and says nothing of the person.</summary>
public sealed class NoteUnmetNeed
{
    /// <summary>Counts below this are not told: few people in a small place could be recognised.</summary>
    public const int SmallestCount = 5;

    private readonly IRecords _records;
    private readonly Vault _vault;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _time;

    internal NoteUnmetNeed(IRecords records, Vault vault, AuditTrail audit, TimeProvider time) => (_records, _vault, _audit, _time) = (records, vault, audit, time);

    /// <summary>What it can be about: the words of the sheet's field 29.</summary>
    public static IReadOnlyList<string> Topics { get; } = [.. SheetJson.CodesOf(typeof(Topic)).Select(SheetJson.CodeOf)];

    /// <summary>Notes it, once for a talk; what is said later takes the place of it.</summary>
    /// <param name="staff">Who has the talk.</param>
    /// <param name="conversationId">The talk.</param>
    /// <param name="topic">One of <see cref="Topics"/>.</param>
    /// <param name="area">The municipality, or nothing where it is not known.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<ReferralOutcome> NoteAsync(Staff staff, string conversationId, string topic, string? area, CancellationToken cancel = default)
    {
        if (!Topics.Contains(topic) || (area is not null && AreaCode.Find(area) is null)) return Task.FromResult(ReferralOutcome.Words);
        return _records.WriteAsync(async session =>
        {
            if (await ConversationRows.LockAsync(session, conversationId) is not { } talk || talk.Organisation != staff.Organisation || talk.AssignedTo != staff.Id) return ReferralOutcome.NotFound;
            // By a keyed hash: a second time is recognised, and from the row nobody finds the talk.
            var hash = _vault.LookupHash("unmet need", conversationId);
            await session.ExecuteAsync(
                """
                DELETE FROM unmet_need WHERE talk_hash = @hash;
                INSERT INTO unmet_need (talk_hash, organisation, at, topic, area) VALUES (@hash, @Organisation, @Hour, @topic, @area)
                """, new { hash, staff.Organisation, Hour = _time.NowMs() / TimeSpan.FromHours(1).Ms() * TimeSpan.FromHours(1).Ms(), topic, area });
            await _audit.AppendAsync(session, staff.Organisation, staff.Id, "unmet_need.noted", conversationId, topic);
            return ReferralOutcome.Done;
        }, cancel);
    }

    /// <summary>The counts since a moment, by topic, by area and by the hour of the day in Japan; nothing in place of a count below <see cref="SmallestCount"/>.</summary>
    public Task<IReadOnlyList<(string By, string Value, long? Count)>> CountAsync(Staff staff, long since, CancellationToken cancel = default) =>
        _records.ReadAsync<IReadOnlyList<(string, string, long?)>>(async session =>
        {
            var rows = await session.QueryAsync<(long At, string Topic, string? Area)>(
                "SELECT at, topic, area FROM unmet_need WHERE organisation = @Organisation AND at >= @since", new { staff.Organisation, since });
            return
            [
                .. Counted("topic", rows.Select(row => row.Topic)), .. Counted("area", rows.Select(row => row.Area ?? "unknown")),
                .. Counted("hour", rows.Select(row => Utc.FromMs(row.At).ToOffset(TimeSpan.FromHours(9)).ToString("HH", System.Globalization.CultureInfo.InvariantCulture))),
            ];
        }, cancel);

    private static IEnumerable<(string, string, long?)> Counted(string what, IEnumerable<string> values) => values
        .GroupBy(value => value).OrderBy(same => same.Key, StringComparer.Ordinal)
        .Select(same => (what, same.Key, same.Count() < SmallestCount ? (long?)null : same.LongCount()));
}
