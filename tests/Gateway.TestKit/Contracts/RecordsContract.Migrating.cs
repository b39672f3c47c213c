using Gateway.Records;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class RecordsContract
{
    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        var before = await VersionsAsync();
        Assert.Equal(Enumerable.Range(1, before.Count).Select(n => (long)n), before.Select(v => v.Number));
        Time.Advance(TimeSpan.FromDays(1));
        await Opened().MigrateAsync();
        Assert.Equal(before, await VersionsAsync());
    }

    [Fact]
    public async Task Several_processes_migrate_an_empty_database_at_once()
    {
        await CreateAsync();
        var done = await AllAtOnceAsync(6, async _ =>
        {
            var process = Opened();
            await process.MigrateAsync();
            return await process.ReadAsync(session => session.QueryAsync<long>("SELECT number FROM schema_version ORDER BY number"));
        });
        Assert.All(done, numbers => Assert.Equal(done[0], numbers));
        Assert.NotEmpty(done[0]);
    }

    [Fact]
    public async Task A_migration_that_was_changed_after_it_ran_is_refused()
    {
        await Records.WriteAsync(session => session.ExecuteAsync("UPDATE schema_version SET fingerprint = 'another' WHERE number = 2"));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Opened().MigrateAsync());
        Assert.Contains("0002", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Records_of_a_newer_gateway_are_refused()
    {
        await Records.WriteAsync(session => session.ExecuteAsync(
            "INSERT INTO schema_version (number, name, fingerprint, at) VALUES (9999, '9999-tomorrow.sql', 'x', 0)"));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => Opened().MigrateAsync());
        Assert.Contains("newer", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_lay_in_their_rows_move_to_a_place_of_their_own()
    {
        await CreateAsync();
        var records = Opened();
        await records.WriteAsync(async session =>
        {
            await session.ExecuteAsync("CREATE TABLE schema_version (number BIGINT PRIMARY KEY, name TEXT NOT NULL, fingerprint TEXT NOT NULL, at BIGINT NOT NULL)");
            foreach (var migration in Migrations.For(Bytes == "BLOB" ? "sqlite" : "postgres").Take(5))
            {
                await session.ExecuteAsync(migration.Sql);
                await session.ExecuteAsync("INSERT INTO schema_version (number, name, fingerprint, at) VALUES (@Number, @Name, @Fingerprint, 0)", migration);
            }

            await session.ExecuteAsync(
                """
                INSERT INTO organisation (id, name, created_at) VALUES ('komorebi', 'K', 0);
                INSERT INTO contact (id, organisation, channel, channel_account, address_hash, address_sealed, wrapped_key, created_at)
                VALUES ('c1', 'komorebi', 'line', 'line/komorebi', @Bytes, @Bytes, @OfContact, 0);
                INSERT INTO conversation (id, organisation, contact_id, channel, channel_account, label, language, stage, last_number, wrapped_key, grade, opened_at, heard_at)
                VALUES ('v1', 'komorebi', 'c1', 'line', 'line/komorebi', 'K-1', 'ja', 'waiting', 0, @OfConversation, 0, 0, 0)
                """, new { Bytes = new byte[] { 9 }, OfContact = new byte[] { 1 }, OfConversation = new byte[] { 2 } });
        });
        await records.MigrateAsync();
        var keys = await records.ReadAsync(session => session.QueryAsync<(string Owner, byte[] Wrapped)>("SELECT owner, wrapped FROM sealing_key ORDER BY owner"));
        Assert.Equal([("c1", 1), ("v1", 2)], keys.Select(key => (key.Owner, (int)key.Wrapped.Single())));
    }

    private Task<IReadOnlyList<Version>> VersionsAsync() => Records.ReadAsync(session =>
        session.QueryAsync<Version>("SELECT number, name, fingerprint, at FROM schema_version ORDER BY number"));

    private sealed record Version(long Number, string Name, string Fingerprint, long At);
}
