using Gateway.Records;
using Gateway.Records.Postgres;
using Gateway.TestKit.Contracts;
using Gateway.TestKit.Processes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.SystemTests.Records;

public sealed class PostgresRecordsTests : RecordsContract
{
    private string _connection = "";

    protected override int NodeCount => 2;

    protected override string Bytes => "BYTEA";

    protected override string TakeAuditTriggersAway =>
        "DROP TRIGGER audit_append_only ON audit; DROP TRIGGER audit_no_truncate ON audit";

    [Fact]
    public async Task The_trail_cannot_be_emptied()
    {
        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() =>
            Records.WriteAsync(session => session.ExecuteAsync("TRUNCATE audit"), TestContext.Current.CancellationToken));
        Assert.Contains("append-only", refused.MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said_to_be_unavailable()
    {
        await using var records = new PostgresRecords(
            new RecordsSettings { Engine = "Postgres", Postgres = new() { Connection = $"Host=127.0.0.1;Port={FreePort.Find()};Username=gateway" } }, Time,
            NullLogger<PostgresRecords>.Instance);
        await Assert.ThrowsAsync<RecordsUnavailableException>(() =>
            records.WriteAsync(session => session.ExecuteAsync("SELECT 1"), TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<RecordsUnavailableException>(() =>
            records.ReadAsync(session => session.FindAsync<long>("SELECT 1"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Records_that_do_not_wait_for_the_disk_are_refused()
    {
        await using var records = new PostgresRecords(
            new RecordsSettings { Engine = "Postgres", Postgres = new() { Connection = _connection + ";Options=-c synchronous_commit=off" } }, Time,
            NullLogger<PostgresRecords>.Instance);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => records.MigrateAsync(TestContext.Current.CancellationToken));

        Assert.Contains("synchronous_commit=off", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_was_cut_is_said_to_be_unavailable_and_the_next_call_works()
    {
        var stop = TestContext.Current.CancellationToken;
        await Assert.ThrowsAsync<RecordsUnavailableException>(() => Records.WriteAsync(async session =>
        {
            var me = await session.FindAsync<int>("SELECT pg_backend_pid()");
            await Nodes[1].WriteAsync(other => other.ExecuteAsync("SELECT pg_terminate_backend(@me)", new { me }), stop);
            await session.ExecuteAsync("SELECT 1");
        }, stop));
        Assert.Equal(1, await Records.ReadAsync(session => session.FindAsync<long>("SELECT 1"), stop));
    }

    [Fact]
    public async Task A_server_that_became_a_standby_is_said_to_be_unavailable_and_the_next_primary_is_found()
    {
        var stop = TestContext.Current.CancellationToken;
        await Records.WriteAsync(session => session.ExecuteAsync("INSERT INTO probe (id, n) VALUES ('before', 1)"), stop);
        var database = new Npgsql.NpgsqlConnectionStringBuilder(_connection).Database;
        await Nodes[1].WriteAsync(session => session.ExecuteAsync($"ALTER DATABASE {database} SET default_transaction_read_only = on"), stop);
        // Connections from before do not know it yet: a new node does.
        var third = Opened();
        await Assert.ThrowsAsync<RecordsUnavailableException>(() =>
            third.WriteAsync(session => session.ExecuteAsync("INSERT INTO probe (id, n) VALUES ('during', 1)"), stop));
        await Nodes[1].WriteAsync(session => session.ExecuteAsync($"ALTER DATABASE {database} SET default_transaction_read_only = off"), stop);
        await third.WriteAsync(session => session.ExecuteAsync("INSERT INTO probe (id, n) VALUES ('after', 1)"), stop);
    }

    [Fact]
    public async Task Not_more_wait_for_a_silent_server_than_it_could_ever_answer()
    {
        var stop = TestContext.Current.CancellationToken;
        var release = new TaskCompletionSource();
        var waiting = Enumerable.Range(0, 2000).Select(_ => Records.ReadAsync(async session =>
        {
            await release.Task;
            return await session.FindAsync<long>("SELECT 1");
        }, stop)).ToList();
        await Assert.ThrowsAsync<RecordsUnavailableException>(() => Records.ReadAsync(session => session.FindAsync<long>("SELECT 1"), stop));
        release.SetResult();
        await Task.WhenAll(waiting.Select(one => one.ContinueWith(ended => _ = ended.Exception, TaskScheduler.Default)));
        Assert.Equal(1, await Records.ReadAsync(session => session.FindAsync<long>("SELECT 1"), stop));
    }

    [Fact]
    public async Task A_word_never_stands_in_the_text_of_a_database_error()
    {
        const string words = "だれにも言えない言葉";
        var error = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Records.WriteAsync(
            session => session.ExecuteAsync("INSERT INTO probe (id, n) VALUES (@words, @words)", new { words }), TestContext.Current.CancellationToken));
        Assert.DoesNotContain(words, error.ToString(), StringComparison.Ordinal);
    }

    protected override async Task CreateAsync() => _connection = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();

    protected override IRecords Open() => new PostgresRecords(
        new RecordsSettings { Engine = "Postgres", Postgres = new() { Connection = _connection + ";Maximum Pool Size=15" }, TimeoutMs = 20_000 }, Time,
        NullLogger<PostgresRecords>.Instance);
}
