namespace Gateway.Records.Sealing;

/// <summary>Wraps the keys in the records anew with the master key that seals now, online and in small steps.</summary>
/// <remarks>Only what is there is changed: a key that is erased meanwhile does not come back.</remarks>
public sealed class RewrapKeys(IRecords records, Vault vault)
{
    private const int Batch = 500;

    // Whatever the vault has wrapped, with the purpose that it was wrapped for.
    private static readonly Place[] Places =
    [
        new("sealing_key", "owner", "wrapped", "key|"),
        new("protection_key", "name", "sealed", "protection-key|"),
        // All words of a segment share its key: one row stands for them.
        new("held_word", "segment", "wrapped_key", "spool|"),
    ];

    /// <summary>Wraps anew what another master key wraps.</summary>
    /// <param name="say">Hears after each step how many keys were seen.</param>
    /// <param name="cancel">Ends it between two steps; saying it again goes on.</param>
    /// <returns>How many were wrapped anew, and how many there are.</returns>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A key cannot be opened: its master key is not in the folder.</exception>
    public async Task<(long Wrapped, long Seen)> RunAsync(Action<long> say, CancellationToken cancel = default)
    {
        long wrapped = 0, seen = 0;
        foreach (var place in Places)
        {
            var after = "";
            while (true)
            {
                var (last, some, changed) = await records.WriteAsync(session => StepAsync(session, place, after), cancel);
                if (last is null) break;
                (after, seen, wrapped) = (last, seen + some, wrapped + changed);
                say(seen);
            }
        }

        return (wrapped, seen);
    }

    /// <summary>How many keys in the records each master key wraps, by its fingerprint.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountAsync(CancellationToken cancel = default)
    {
        var counts = new Dictionary<string, long>();
        foreach (var place in Places)
        {
            var rows = await records.ReadAsync(session => session.QueryAsync<Count>(
                $"SELECT substr({place.Column}, 1, 4) AS Master, COUNT(*) AS Keys FROM {place.Table} GROUP BY substr({place.Column}, 1, 4)"), cancel);
            foreach (var row in rows)
            {
                var master = Vault.MasterOf(row.Master);
                counts[master] = counts.GetValueOrDefault(master) + row.Keys;
            }
        }

        return counts;
    }

    private async Task<(string? Last, int Seen, int Changed)> StepAsync(RecordsSession session, Place place, string after)
    {
        var rows = await session.QueryAsync<Row>(
            $"SELECT {place.Id} AS Id, {place.Column} AS Wrapped FROM {place.Table} WHERE {place.Id} > @after ORDER BY {place.Id} LIMIT {Batch}" + session.ForUpdate,
            new { after });
        var changed = 0;
        foreach (var row in rows.Where(row => Vault.MasterOf(row.Wrapped) != vault.Current))
        {
            var purpose = place.Purpose + row.Id;
            var anew = vault.Wrap(vault.Unwrap(row.Wrapped, purpose), purpose);
            changed += await session.ExecuteAsync($"UPDATE {place.Table} SET {place.Column} = @anew WHERE {place.Id} = @Id", new { anew, row.Id });
        }

        return (rows.Count == 0 ? null : rows[^1].Id, rows.Count, changed);
    }

    private sealed record Place(string Table, string Id, string Column, string Purpose);

    // No constructors: SQLite does not know the type of a column of bytes before there is a row.
    private sealed class Row
    {
        public string Id { get; init; } = "";

        public byte[] Wrapped { get; init; } = [];
    }

    private sealed class Count
    {
        public byte[] Master { get; init; } = [];

        public long Keys { get; init; }
    }
}
