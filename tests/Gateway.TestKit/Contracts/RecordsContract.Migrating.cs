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

    private Task<IReadOnlyList<Version>> VersionsAsync() => Records.ReadAsync(session =>
        session.QueryAsync<Version>("SELECT number, name, fingerprint, at FROM schema_version ORDER BY number"));

    private sealed record Version(long Number, string Name, string Fingerprint, long At);
}
