using Gateway.Records;

namespace Gateway.Organisations;

/// <summary>Looks up the people of all organisations, and whether their sign-ins still hold.</summary>
public sealed class StaffDirectory(IRecords records)
{
    // Below the number of parameters that either engine takes in one statement.
    private const int AtOnce = 500;

    /// <summary>The person with this id, a disabled one too (their name stands in old conversations); nothing when there is none.</summary>
    public Task<Staff?> FindAsync(string id, CancellationToken cancel = default) => records.ReadAsync(session => session.FindAsync<Staff>(
        "SELECT id, user_name AS username, name, role, organisation FROM staff WHERE id = @id", new { id }), cancel);

    /// <summary>Those of <paramref name="sessions"/> that may go on: their person is not disabled and the stamp is still theirs.</summary>
    /// <remarks>A hub asks this every few seconds for all its connections, and drops those that are missing in the answer.</remarks>
    public async Task<IReadOnlySet<StaffSession>> StillValidAsync(IReadOnlyCollection<StaffSession> sessions, CancellationToken cancel = default)
    {
        var valid = new HashSet<StaffSession>();
        foreach (var some in sessions.Distinct().Chunk(AtOnce))
        {
            var stamps = (await StampsAsync([.. some.Select(session => session.StaffId).Distinct()], cancel)).ToDictionary(row => row.Id, row => row.Stamp);
            valid.UnionWith(some.Where(session => stamps.TryGetValue(session.StaffId ?? "", out var stamp) && stamp == session.Stamp));
        }

        return valid;
    }

    private Task<IReadOnlyList<StampRow>> StampsAsync(string[] ids, CancellationToken cancel) => records.ReadAsync(session => session.QueryAsync<StampRow>(
        "SELECT id, security_stamp AS stamp FROM staff WHERE disabled = 0 AND id " + session.In(nameof(ids)), new { ids }), cancel);

    private sealed record StampRow(string Id, string Stamp);
}
