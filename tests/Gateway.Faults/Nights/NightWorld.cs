using Gateway.TestKit;
using Gateway.TestKit.Nights;
using Gateway.TestKit.Processes;
using Gateway.WaitingQueue;
using Gateway.Worlds;

namespace Gateway.Faults.Nights;

/// <summary>The engines of random nights: in the process, or PostgreSQL and two Redis, of which one may take over from the other.</summary>
internal sealed class NightWorld : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-night-");
    private readonly Random _random;
    private readonly SemaphoreSlim _forgetting = new(1, 1);
    private NightHouse _house = null!;
    private PostgresServer? _postgres;
    private RedisServer? _primary;
    private RedisServer? _replica;

    private NightWorld(int seed) => _random = new Random(seed);

    /// <summary>One gateway on SQLite, the queue in the process.</summary>
    public static async Task<NightSeries> OnEmbeddedAsync(Func<NightHouse, Task<NightSeries>> live)
    {
        await using var world = new NightWorld(0);
        world._house = await NightHouse.OpenAsync(
            world.With(new() { ["Gateway:Records:Sqlite:File"] = Path.Combine(world._folder.FullName, "night.db") }), nodes: 1, new FakeTime());
        return await live(world._house);
    }

    /// <summary>Several gateways on PostgreSQL and Redis.</summary>
    public static async Task<NightSeries> OnDistributedAsync(int nodes, int seed, Func<NightHouse, Task<NightSeries>> live)
    {
        await using var world = new NightWorld(seed);
        world._postgres = await PostgresServer.StartAsync(durable: true);
        (world._primary, world._replica) = (await RedisServer.StartAsync(), await RedisServer.StartAsync());
        await world._replica.FollowAsync(world._primary);
        world._house = await NightHouse.OpenAsync(
            world.With(new()
            {
                ["Gateway:Records:Engine"] = "Postgres",
                ["Gateway:Records:Postgres:Connection"] = await world._postgres.NewDatabaseAsync() + ";Maximum Pool Size=20",
                ["Gateway:Records:TimeoutMs"] = "30000",
                ["Gateway:Queue:Engine"] = "Redis",
                ["Gateway:Redis:Endpoints"] = $"{world._primary.Endpoint},{world._replica.Endpoint}",
                ["Gateway:Redis:TimeoutMs"] = "5000",
            }), nodes, new FakeTime());
        world._house.Forget = world.ForgetAsync;
        return await live(world._house);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_house is not null)
            await _house.DisposeAsync();
        foreach (var server in new[] { _primary, _replica })
        {
            if (server is not null)
                await server.DisposeAsync();
        }
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _forgetting.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private Dictionary<string, string?> With(Dictionary<string, string?> settings)
    {
        settings["Gateway:Keys:Directory"] = Path.Combine(_folder.FullName, "keys");
        settings["Gateway:Keys:CreateForDevelopment"] = "true";
        return settings;
    }

    // Steps of one moment come one after another here: a store that is just becoming a replica cannot be emptied.
    private async Task ForgetAsync()
    {
        await _forgetting.WaitAsync();
        try
        {
            await LoseAsync();
        }
        finally
        {
            _forgetting.Release();
        }
    }

    // The night's clock is far quicker than a client that looks for a new primary: it waits until that is found.
    private async Task LoseAsync()
    {
        if (_random.Next(4) > 0)
        {
            await _primary!.FlushAsync();
            return;
        }
        await _primary!.Kill9Async();
        await _replica!.PromoteAsync();
        await _primary.RestartAsync();
        await _primary.FollowAsync(_replica);
        (_primary, _replica) = (_replica, _primary);
        foreach (var node in _house.Nodes.ToList())
            await FoundAsync(node.Queue.Engine);
    }

    private static async Task FoundAsync(IQueueEngine engine)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                // Only a primary lets itself be filled.
                await engine.RebuildAsync("nobody", Array.Empty<QueuePlace>(), Array.Empty<HeldPlace>());
                await engine.HeartbeatAsync("nobody", ["nobody"]);
                return;
            }
            catch (Exception notYet) when (notYet is QueueUnavailableException or QueueEpochLostException && tries < 200)
            {
                await Task.Delay(50);
            }
        }
    }
}

/// <summary>The nights on one pair of engines.</summary>
/// <param name="Engine">Which.</param>
/// <param name="Nodes">Gateways at once.</param>
/// <param name="Nights">How many nights.</param>
/// <param name="Steps">Steps in all of them, without the seconds that passed.</param>
/// <param name="LongestDifferenceSeconds">The longest that queue and records told different things while nothing was in the way.</param>
/// <param name="Broken">The smallest night that breaks a law, and which; nothing when none did.</param>
public sealed record NightSeries(Engine Engine, int Nodes, int Nights, long Steps, double LongestDifferenceSeconds, string? Broken);
