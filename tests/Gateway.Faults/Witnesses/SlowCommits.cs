using Gateway.Worlds;

namespace Gateway.Faults.Witnesses;

/// <summary>Holds up commits for 0 to 500 ms by chance, most of them shortly: in PostgreSQL each by itself, on SQLite by another program at the file.</summary>
internal sealed class SlowCommits : IAsyncDisposable
{
    // At the very end of the transaction, when everything is written and nothing is visible yet; once, however many entries it has.
    private const string Slow =
        """
        CREATE FUNCTION slow_commit() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF current_setting('slow.commit', true) IS DISTINCT FROM pg_current_xact_id()::text THEN
                PERFORM set_config('slow.commit', pg_current_xact_id()::text, true);
                PERFORM pg_sleep(0.5 * power(random(), 3));
            END IF;
            RETURN NULL;
        END $$;
        CREATE CONSTRAINT TRIGGER slow_commit AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow_commit();
        """;

    private readonly LoadWorld _world;
    private readonly Random _random;
    private readonly CancellationTokenSource _end = new();
    private Task _holding = Task.CompletedTask;

    private SlowCommits(LoadWorld world, int seed) => (_world, _random) = (world, new Random(seed));

    /// <summary>Begins.</summary>
    public static async Task<SlowCommits> BeginAsync(LoadWorld world, int seed)
    {
        var slow = new SlowCommits(world, seed);
        if (world.Records.IsSqlite)
            slow._holding = slow.HoldAsync();
        else
            await world.Records.ChangeAsync(Slow);
        return slow;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _holding;
        _end.Dispose();
        if (!_world.Records.IsSqlite)
            await _world.Records.ChangeAsync("DROP TRIGGER slow_commit ON entry; DROP FUNCTION slow_commit");
    }

    private async Task HoldAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            await _world.Records.HoldWriterAsync(TimeSpan.FromMilliseconds(500 * Math.Pow(_random.NextDouble(), 3)));
            await Task.Delay(_random.Next(200));
        }
    }
}
