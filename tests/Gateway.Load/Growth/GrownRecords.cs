using System.Globalization;
using Gateway.Worlds;
using Npgsql;

namespace Gateway.Load.Growth;

/// <summary>Years of records, written into PostgreSQL past the gateway by COPY: ended conversations of people who do not come back.</summary>
/// <param name="connection">The database.</param>
/// <param name="organisation">Whose.</param>
internal sealed class GrownRecords(string connection, string organisation)
{
    /// <summary>Entries of each conversation.</summary>
    public const int EntriesEach = 4;

    // As long as a sealed key and a sealed sentence. Nobody opens them.
    private static readonly byte[] Key = new byte[60];
    private static readonly byte[] Body = new byte[180];

    /// <summary>Adds so many conversations, each of somebody else, in the order of their beginnings.</summary>
    public async Task AddAsync(int first, int after)
    {
        var begin = TimeProvider.System.GetUtcNow().AddYears(-3).ToUnixTimeMilliseconds();
        await using var open = new NpgsqlConnection(connection + ";Pooling=false");
        await open.OpenAsync();
        await CopyAsync(open, "contact (id, organisation, channel, channel_account, address_hash, address_sealed, created_at)", first, after, async (row, i) =>
        {
            await row.StartRowAsync();
            await row.WriteAsync(Id('a', i));
            await row.WriteAsync(organisation);
            await row.WriteAsync("line");
            await row.WriteAsync("years");
            await row.WriteAsync(BitConverter.GetBytes((long)i));
            await row.WriteAsync(Key);
            await row.WriteAsync(begin + i);
        });
        await CopyAsync(
            open, "conversation (id, organisation, contact_id, channel, channel_account, label, language, stage, last_number, grade, opened_at, heard_at, arrived_at, outcome, closed_at)",
            first, after, async (row, i) =>
            {
                await row.StartRowAsync();
                await row.WriteAsync(Id('8', i));
                await row.WriteAsync(organisation);
                await row.WriteAsync(Id('a', i));
                await row.WriteAsync("line");
                await row.WriteAsync("years");
                await row.WriteAsync("K-1");
                await row.WriteAsync("ja");
                await row.WriteAsync("closed");
                await row.WriteAsync((long)EntriesEach);
                await row.WriteAsync(0L);
                await row.WriteAsync(begin + i);
                await row.WriteAsync(begin + i);
                await row.WriteAsync(begin + i);
                await row.WriteAsync("listened");
                await row.WriteAsync(begin + i + 60_000);
            });
        await CopyAsync(open, "sealing_key (owner, wrapped)", first, after, async (row, i) =>
        {
            await row.StartRowAsync();
            await row.WriteAsync(Id('8', i));
            await row.WriteAsync(Key);
            await row.StartRowAsync();
            await row.WriteAsync(Id('a', i));
            await row.WriteAsync(Key);
        });
        await CopyAsync(open, "entry (conversation_id, number, at, kind, author, body)", first, after, async (row, i) =>
        {
            for (var number = 1L; number <= EntriesEach; number++)
            {
                await row.StartRowAsync();
                await row.WriteAsync(Id('8', i));
                await row.WriteAsync(number);
                await row.WriteAsync(begin + i);
                await row.WriteAsync("message");
                await row.WriteAsync("person");
                await row.WriteAsync(Body);
            }
        });
    }

    /// <summary>What the server would do by itself within the next minutes, so that it does not do it during the measurement.</summary>
    public static async Task SettleAsync(RecordsProbe records)
    {
        foreach (var table in (string[])["contact", "conversation", "sealing_key", "entry"]) await records.ChangeAsync($"VACUUM (ANALYZE) {table}");
        await records.ChangeAsync("CHECKPOINT");
    }

    private static async Task CopyAsync(NpgsqlConnection open, string into, int first, int after, Func<NpgsqlBinaryImporter, int, Task> write)
    {
        await using var rows = await open.BeginBinaryImportAsync($"COPY {into} FROM STDIN (FORMAT BINARY)");
        for (var i = first; i < after; i++) await write(rows, i);
        await rows.CompleteAsync();
    }

    // Version 7 ids begin with the time: those of earlier years sort before those of today.
    private static string Id(char kind, int i) => string.Create(CultureInfo.InvariantCulture, $"01800000-0000-7000-{kind}000-{i:d12}");
}
