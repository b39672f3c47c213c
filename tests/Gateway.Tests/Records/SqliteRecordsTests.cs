using Gateway.Records;
using Gateway.Records.Sqlite;
using Gateway.TestKit.Contracts;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Records;

public sealed class SqliteRecordsTests : RecordsContract
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-records-");
    private int _databases;

    protected override int NodeCount => 1;

    protected override string TakeAuditTriggersAway => "DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string File => Path.Combine(_folder.FullName, "below", $"{_databases}.db");

    [Fact]
    public async Task A_commit_is_on_the_disk_before_anybody_is_told()
    {
        // The writer's own connection is asked: synchronous is a setting of a connection, not of the file.
        var (mode, synchronous, keys) = await Records.WriteAsync(async session => (
            await session.FindAsync<string>("PRAGMA journal_mode"),
            await session.FindAsync<long>("PRAGMA synchronous"),
            await session.FindAsync<long>("PRAGMA foreign_keys")), Stop);
        Assert.Equal("wal", mode);
        Assert.Equal(2, synchronous);
        Assert.Equal(1, keys);
    }

    [Fact]
    public async Task A_reader_cannot_write() =>
        await Assert.ThrowsAsync<SqliteException>(() => Records.ReadAsync(session => session.ExecuteAsync("DELETE FROM probe"), Stop));

    [Fact]
    public async Task What_waits_at_the_end_is_still_written()
    {
        var records = new SqliteRecords(Settings(File), Time, NullLogger<SqliteRecords>.Instance);
        var writing = Enumerable.Range(0, 100).Select(i => records.WriteAsync(
            session => session.ExecuteAsync("INSERT INTO probe (id, n) VALUES (@id, 0)", new { id = $"{i}" }), Stop)).ToList();
        await records.DisposeAsync();
        await Task.WhenAll(writing);
        Assert.Equal(100, await Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM probe"), Stop));
        await Assert.ThrowsAsync<RecordsUnavailableException>(() => records.WriteAsync(session => session.ExecuteAsync("SELECT 1"), Stop));
    }

    [Fact]
    public void A_file_that_is_no_database_stops_the_start()
    {
        var file = Path.Combine(_folder.FullName, "letters.db");
        System.IO.File.WriteAllText(file, string.Concat(Enumerable.Repeat("not a database ", 100)));
        Assert.Throws<SqliteException>(() => new SqliteRecords(Settings(file), Time, NullLogger<SqliteRecords>.Instance));
    }

    [Fact]
    public async Task A_file_that_another_program_holds_is_said_to_be_unavailable_in_time()
    {
        await using var records = new SqliteRecords(Settings(File, timeoutMs: 1000), Time, NullLogger<SqliteRecords>.Instance);
        await using var other = new SqliteConnection($"Data Source={File};Pooling=false");
        await other.OpenAsync(Stop);
        await using (var hold = other.CreateCommand())
        {
            hold.CommandText = "BEGIN IMMEDIATE";
            await hold.ExecuteNonQueryAsync(Stop);
        }

        // LINE waits two seconds for its answer.
        await Assert.ThrowsAsync<RecordsUnavailableException>(() =>
            records.WriteAsync(session => session.ExecuteAsync("DELETE FROM probe"), Stop).WaitAsync(TimeSpan.FromSeconds(4), Stop));
        await other.CloseAsync();
        await records.WriteAsync(session => session.ExecuteAsync("DELETE FROM probe"), Stop);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void The_migrations_of_both_engines_are_numbered_without_a_gap(string engine)
    {
        var migrations = Migrations.For(engine);
        Assert.Equal(Enumerable.Range(1, migrations.Count).Select(n => (long)n), migrations.Select(m => m.Number));
        Assert.Equal(migrations.Count, Migrations.For(engine == "sqlite" ? "postgres" : "sqlite").Count);
    }

    protected override Task CreateAsync()
    {
        _databases++;
        return Task.CompletedTask;
    }

    protected override IRecords Open() => new SqliteRecords(Settings(File), Time, NullLogger<SqliteRecords>.Instance);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static RecordsSettings Settings(string file, int timeoutMs = 5000) => new() { Sqlite = new() { File = file }, TimeoutMs = timeoutMs };
}
