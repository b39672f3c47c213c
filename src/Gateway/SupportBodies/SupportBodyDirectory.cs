using System.Collections.Concurrent;
using Gateway.Records;

namespace Gateway.SupportBodies;

/// <summary>Finds bodies: all of an organisation's in order for somebody, one with its liaison, and whether it may receive at this moment.</summary>
/// <remarks>
/// What was read once is remembered by the directory's revision; only what changed since is read again. So every gateway sees a change with its next
/// question. It knows nothing of consent: who sends asks the gate as well.
/// </remarks>
public sealed class SupportBodyDirectory
{
    private readonly IRecords _records;
    private readonly BodyRows _rows;
    private readonly IDisasterBodies _disasters;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<string, Known> _known = new();

    internal SupportBodyDirectory(IRecords records, BodyRows rows, IDisasterBodies disasters, TimeProvider time) =>
        (_records, _rows, _disasters, _time) = (records, rows, disasters, time);

    /// <summary>Whether a body was there for a time alone, and that is over: it is offered no more. What was passed on to it before goes on.</summary>
    public bool IsOver(SupportBody body) =>
        body.Entry.Until <= _time.GetUtcNow() || (body.Entry.Disaster is { } disaster && _disasters.IsOver(body.Organisation, disaster));

    /// <summary>All bodies of an organisation, those that nobody approved yet too.</summary>
    public async Task<IReadOnlyList<SupportBody>> AllAsync(string organisation, CancellationToken cancel = default)
    {
        var known = _known.GetValueOrDefault(organisation) ?? Known.Nothing;
        // A read sees one moment on SQLite only; on PostgreSQL a change in between is read twice, which is the same again.
        var (revision, changed) = await _records.ReadAsync(async session =>
        {
            var now = await BodyRows.RevisionAsync(session, organisation) ?? 0;
            return (now, now == known.Revision ? [] : await _rows.SinceAsync(session, organisation, now < known.Revision ? 0 : known.Revision));
        }, cancel);
        if (revision == known.Revision) return known.Bodies;
        // A directory that went back was restored: nothing of the old one is believed.
        var next = (revision < known.Revision ? Known.Nothing : known).With(revision, changed);
        _known[organisation] = next;
        return next.Bodies;
    }

    /// <summary>The bodies that may be told to people, in order for somebody at this moment; see <see cref="RankBodies"/>.</summary>
    public async Task<IReadOnlyList<RankedBody>> RankedAsync(string organisation, BodyNeed need, CancellationToken cancel = default) =>
        RankBodies.Rank((await AllAsync(organisation, cancel)).Where(body => body.IsEnabled && !IsOver(body)), need, _time.GetUtcNow());

    /// <summary>One body with its liaison; nothing when there is none.</summary>
    public Task<SupportBody?> FindAsync(string organisation, string id, CancellationToken cancel = default) =>
        _records.ReadAsync(session => _rows.ReadAsync(session, organisation, id), cancel);

    /// <summary>Whether something new may be passed on to a body now, as seen by the caller's own transaction: not to one whose time is over. Nothing: it may not.</summary>
    public async Task<Recipient?> NewRecipientAsync(RecordsSession session, string organisation, string id) =>
        await RecipientAsync(session, organisation, id) is { } to && !(to.Body.Entry.Until <= _time.GetUtcNow())
        && !(to.Body.Entry.Disaster is { } disaster && await _disasters.IsOverAsync(session, organisation, disaster)) ? to : null;

    /// <summary>Whether a body may have particulars now, as seen by the caller's own transaction; nothing: it may not. One whose time is over still may have what it was given: see <see cref="NewRecipientAsync"/>.</summary>
    public async Task<Recipient?> RecipientAsync(RecordsSession session, string organisation, string id) => (await _rows.ReadAsync(session, organisation, id))?.AsRecipient();

    /// <summary>All bodies of an organisation as the caller's own transaction sees them. Each call reads all of them: for what happens seldom.</summary>
    public async Task<IReadOnlyList<SupportBody>> AllAsync(RecordsSession session, string organisation) =>
        [.. (await _rows.SinceAsync(session, organisation, 0)).Where(one => !one.Gone).Select(one => one.Body)];

    /// <summary>Takes places of a body, or gives them back, within the caller's transaction.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="organisation">Whose directory.</param>
    /// <param name="id">The body.</param>
    /// <param name="places">How many are taken; below zero: given back.</param>
    /// <returns>False when there is no such body.</returns>
    public async Task<bool> TakePlacesAsync(RecordsSession session, string organisation, string id, int places)
    {
        var directory = await _rows.LockAsync(session, organisation);
        if (await BodyRows.FindAsync(session, directory, id) is not ({ } body, false)) return false;
        await _rows.SaveAsync(session, directory, body with { Taken = Math.Max(0, body.Taken + places) });
        return true;
    }

    private sealed record Known(long Revision, IReadOnlyDictionary<string, SupportBody> ById, IReadOnlyList<SupportBody> Bodies)
    {
        public static Known Nothing { get; } = new(0, new Dictionary<string, SupportBody>(), []);

        public Known With(long revision, IReadOnlyList<(SupportBody Body, bool Gone)> changed)
        {
            var byId = ById.ToDictionary();
            foreach (var (body, gone) in changed)
            {
                if (gone) byId.Remove(body.Id);
                else byId[body.Id] = body;
            }

            return new Known(revision, byId, [.. byId.Values.OrderBy(body => body.Id, StringComparer.Ordinal)]);
        }
    }
}
