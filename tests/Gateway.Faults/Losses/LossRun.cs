using System.Diagnostics;
using Gateway.Faults.Witnesses;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Gateway.TestKit.Wires;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Losses;

/// <summary>Loses Redis again and again while people talk, wait and come. What the queue holds is read from Redis itself, past every gateway.</summary>
internal sealed class LossRun
{
    private const string Talkers = "org1";
    private const string Racers = "org2";
    private static readonly TimeSpan Lost = TimeSpan.FromSeconds(60);

    private readonly LossOptions _options;
    private readonly LoadWorld _world;
    private readonly Action<string> _say;
    private readonly Dictionary<string, List<double>> _back = [];
    private RedisServer _primary;
    private RedisServer _replica;
    private int _notBack;

    private LossRun(LossOptions options, LoadWorld world, Action<string> say) =>
        (_options, _world, _say, _primary, _replica) = (options, world, say, world.Redis, world.Replica);

    /// <summary>Runs it on a world of its own.</summary>
    public static async Task<LossReport> RunAsync(LossOptions options, Action<string> say)
    {
        await using var world = await LoadWorld.StartAsync(
            new WorldPlan
            {
                Engine = Engine.Distributed,
                Nodes = options.Nodes,
                Size = new SetupSize { Organisations = 2, Counsellors = Math.Max(options.Consoles, options.Racers) },
                Settings = new Dictionary<string, string> { ["Gateway:Records:TimeoutMs"] = "30000" },
                QueueReplica = true,
            }, say);
        return await new LossRun(options, world, say).RunAsync();
    }

    private async Task<LossReport> RunAsync()
    {
        var oracle = new Oracle(2000 + _options.Waiting + (_options.Rate * (120 + (_options.Each * 120))));
        using var provider = new Provider(_world.Line(Talkers), _world.Addresses, oracle, TimeSpan.FromSeconds(10));
        using var racersProvider = new Provider(_world.Line(Racers), _world.Addresses, oracle, TimeSpan.FromSeconds(10));
        var talking = new Crowd(_world.Line(Talkers), provider, oracle, 0, _options.Talking);
        var waiting = new Crowd(_world.Line(Talkers), provider, oracle, talking.Size, _options.Waiting);
        var newcomers = new Crowd(_world.Line(Racers), racersProvider, oracle, talking.Size + waiting.Size, _options.Racers * LoadConsole.Hands);
        await using var race = new ClaimRace(newcomers);
        var consoles = await Desk.OpenAsync(_world, Talkers, _options.Consoles, oracle);
        var racers = await Desk.OpenAsync(_world, Racers, _options.Racers, oracle, race.Watch);
        try
        {
            await Opening.AllWriteAsync(talking);
            await Desk.TakeAllAsync(consoles, talking.Size);
            await Opening.AllWriteAsync(waiting);
            race.Begin(racers);
            await UnderLoadAsync(talking, race, newcomers.Size);
            var claims = await race.EndAsync(racers);
            await Until.IsTrueAsync(() => Enumerable.Range(0, oracle.Words).All(word => oracle.IsSeen(word) || oracle.PersonOf(word) >= talking.Size), TimeSpan.FromSeconds(20));
            var talked = (await Desk.ReadAsync(consoles)).Concat(await Desk.ReadAsync(racers)).ToList();
            var waited = await TakeWaitingAsync(consoles, talked);
            return new LossReport(
                _options, _back.ToDictionary(loss => loss.Key, loss => Spread.Of(loss.Value)), _notBack, claims, Verdict.Of(oracle, [.. talked, .. waited]));
        }
        finally
        {
            await race.DisposeAsync();
            await Desk.CloseAsync(consoles.Concat(racers));
        }
    }

    private async Task UnderLoadAsync(Crowd talking, ClaimRace race, int newcomers)
    {
        using var end = new CancellationTokenSource();
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2 + (2 * _options.Each)));
        var before = await AllThereAsync();
        var loop = Task.Run(() => new OpenLoop(talking, _options.Rate, _options.Seed).RunAsync(int.MaxValue, end.Token, stop.Token), CancellationToken.None);
        for (var round = 0; round < _options.Each; round++)
        {
            foreach (var (name, lose) in new (string, Func<Task<Stopwatch>>)[] { ("flushed", FlushAsync), ("killed", KillAsync), ("failedOver", FailOverAsync) })
            {
                race.Come(Math.Max(1, newcomers / (3 * _options.Each)), stop.Token);
                var watch = await lose();
                await BackAsync(name, before, watch);
            }
            _say($"round {round + 1}: {string.Join(", ", _back.Select(loss => $"{loss.Key} {loss.Value[^1]:0} ms"))}");
        }
        await end.CancelAsync();
        await loop;
        await talking.AnsweredAsync();
    }

    private async Task BackAsync(string name, QueueInRedis before, Stopwatch watch)
    {
        if (!_back.TryGetValue(name, out var times))
            _back[name] = times = [];
        // The next loss is another question: it begins when all are back, if they ever are.
        while (!(await QueueInRedis.ReadAsync(_primary, Talkers)).Same(before) && watch.Elapsed < Lost)
            await Task.Delay(50);
        times.Add(watch.Elapsed.TotalMilliseconds);
        if (watch.Elapsed > _options.BackWithin)
            _notBack++;
    }

    private async Task<QueueInRedis> AllThereAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            var seen = await QueueInRedis.ReadAsync(_primary, Talkers);
            if (seen.Waiting.Count == _options.Waiting && seen.Held.Count == _options.Talking)
                return seen;
            if (watch.Elapsed > Lost)
                throw new TimeoutException($"{seen.Waiting.Count} of {_options.Waiting} wait and {seen.Held.Count} of {_options.Talking} are held before anything happened.");
            await Task.Delay(100);
        }
    }

    private async Task<Stopwatch> FlushAsync()
    {
        var watch = Stopwatch.StartNew();
        await _primary.FlushAsync();
        return watch;
    }

    private async Task<Stopwatch> KillAsync()
    {
        var watch = Stopwatch.StartNew();
        await _primary.Kill9Async();
        await _primary.RestartAsync();
        return watch;
    }

    private async Task<Stopwatch> FailOverAsync()
    {
        await using var wire = FaultyWire.To(_primary.Port);
        await _replica.FollowAsync(_primary, wire.Port);
        wire.Hold();
        await Task.Delay(TimeSpan.FromSeconds(_options.BehindSeconds));
        var watch = Stopwatch.StartNew();
        await _primary.Kill9Async();
        await _replica.PromoteAsync();
        (_primary, _replica) = (_replica, _primary);
        await _replica.RestartAsync();
        await _replica.FollowAsync(_primary);
        return watch;
    }

    // Who only waited was never shown to anybody: they are taken now, so that their words can be read.
    private static async Task<IReadOnlyList<Compared>> TakeWaitingAsync(IReadOnlyList<LoadConsole> consoles, IReadOnlyList<Compared> talked)
    {
        var known = talked.Select(conversation => conversation.Id).ToHashSet();
        foreach (var console in consoles)
        {
            foreach (var log in console.Shown)
                await console.CallAsync<object>("Close", log.Id, "talked");
            while (await console.TakeNextAsync() is { } id)
                await console.CallAsync<object>("Close", id, "talked");
        }
        return await Desk.ReadAsync(consoles, log => !known.Contains(log.Id));
    }
}
