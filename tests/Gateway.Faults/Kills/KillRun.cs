using Gateway.Faults.Witnesses;
using Gateway.TestKit;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Kills;

/// <summary>
/// kill -9 under load. The provider sends again what was not answered 2xx; the consoles come back by themselves; afterwards an
/// oracle that knows only what it sent and what was answered compares the consoles, the records and the queue.
/// </summary>
public sealed class KillRun
{
    private const string Talkers = "org1";
    private const string Racers = "org2";

    private readonly KillOptions _options;
    private readonly LoadWorld _world;
    private readonly Action<string> _say;
    private readonly Random _random;
    private readonly List<double> _restarts = [];

    private KillRun(KillOptions options, LoadWorld world, Action<string> say) =>
        (_options, _world, _say, _random) = (options, world, say, new Random(options.Seed));

    /// <summary>Runs it on a world of its own.</summary>
    /// <exception cref="ArgumentException">The consoles cannot take the conversations.</exception>
    public static async Task<KillReport> RunAsync(KillOptions options, Action<string> say)
    {
        if (options.Conversations > options.Consoles * LoadConsole.Hands || options.Waiting > options.Consoles * LoadConsole.Hands)
            throw new ArgumentException($"{options.Consoles} consoles cannot take {options.Conversations} conversations, or {options.Waiting} who wait.");
        var load = MachineMeter.LoadAverage();
        var size = new SetupSize { Organisations = options.Claimers > 0 ? 2 : 1, Counsellors = Math.Max(options.Consoles, options.Claimers) };
        await using var world = await LoadWorld.StartAsync(
            new WorldPlan { Engine = options.Engine, Nodes = options.Nodes, Size = size, Settings = options.Settings }, say);
        return await new KillRun(options, world, say).RunAsync(load);
    }

    private async Task<KillReport> RunAsync(double load)
    {
        var oracle = new Oracle(1000 + _options.Conversations + _options.Waiting + (_options.Rate * (60 + (_options.Kills * 65))));
        using var provider = new Provider(_world.Line(Talkers), _world.Addresses, oracle, TimeSpan.FromSeconds(2));
        var talking = new Crowd(_world.Line(Talkers), provider, oracle, 0, _options.Conversations, _options.Ordered);
        var waiting = new Crowd(_world.Line(Talkers), provider, oracle, talking.Size, _options.Waiting);
        var account = _world.Line(_options.Claimers > 0 ? Racers : Talkers);
        using var racersProvider = new Provider(account, _world.Addresses, oracle, TimeSpan.FromSeconds(2));
        var newcomers = new Crowd(account, racersProvider, oracle, talking.Size + waiting.Size, _options.Claimers * LoadConsole.Hands);
        var queue = new QueueWitness(waiting);
        await using var race = new ClaimRace(newcomers);
        var consoles = await Desk.OpenAsync(_world, Talkers, _options.Consoles, oracle, console => console.QueueSeen += queue.Look);
        var racers = await Desk.OpenAsync(_world, Racers, _options.Claimers, oracle, race.Watch);
        try
        {
            await Opening.AllWriteAsync(talking);
            await Desk.TakeAllAsync(consoles, talking.Size);
            await queue.AllComeAsync(consoles[0]);
            race.Begin(racers);

            _say($"{_options.Rate} messages a second, {_options.Kills} kills");
            var start = TimeProvider.System.GetTimestamp();
            await UnderLoadAsync(talking, race);
            var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
            var claims = await race.EndAsync(racers);
            await Until.IsTrueAsync(() => Enumerable.Range(0, oracle.Words).All(word => oracle.IsSeen(word) || oracle.PersonOf(word) >= talking.Size), TimeSpan.FromSeconds(20));
            foreach (var console in consoles.Concat(racers))
                await console.ReadyAsync(TimeSpan.FromSeconds(30));

            _say("comparing with the records");
            var talked = (await Desk.ReadAsync(consoles)).Concat(await Desk.ReadAsync(racers)).ToList();
            var known = talked.Select(conversation => conversation.Id).ToHashSet();
            await FreeHandsAsync(consoles.Take((waiting.Size + LoadConsole.Hands - 1) / LoadConsole.Hands));
            await queue.TakeAllAsync(consoles);
            var waited = await Desk.ReadAsync(consoles, log => !known.Contains(log.Id));
            return new KillReport(
                _options, Math.Round(seconds, 1), provider.Refused + provider.Unanswered + racersProvider.Refused + racersProvider.Unanswered,
                Spread.Of(_restarts), consoles.Concat(racers).Sum(console => console.Healed), Verdict.Of(oracle, [.. talked, .. waited]), queue.Report, claims, load);
        }
        finally
        {
            await race.DisposeAsync();
            await Desk.CloseAsync(consoles.Concat(racers));
        }
    }

    private async Task UnderLoadAsync(Crowd talking, ClaimRace race)
    {
        using var end = new CancellationTokenSource();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60 + (_options.Kills * 60)));
        var loop = Task.Run(() => new OpenLoop(talking, _options.Rate, _options.Seed).RunAsync(int.MaxValue, end.Token, stop.Token), CancellationToken.None);
        for (var kill = 0; kill < _options.Kills; kill++)
        {
            await Task.Delay(_random.Next(500, 2500), CancellationToken.None);
            race.Come(Math.Max(1, _options.Claimers * LoadConsole.Hands / _options.Kills), stop.Token);
            await Task.Delay(_random.Next(0, 400), CancellationToken.None);
            var node = _world.Nodes[kill % _world.Nodes.Count];
            await node.Kill9Async();
            await node.RestartAsync();
            _restarts.Add(node.StartTook.TotalMilliseconds);
            _say($"kill {kill + 1}: ready again after {_restarts[^1]:0} ms");
        }
        await Task.Delay(2000, CancellationToken.None);
        await end.CancelAsync();
        await loop;
        await talking.AnsweredAsync();
    }

    // Whoever only waited is to be taken too, and all hands are full.
    private static async Task FreeHandsAsync(IEnumerable<LoadConsole> consoles)
    {
        foreach (var console in consoles)
        {
            foreach (var log in console.Shown)
                await console.CallAsync<object>("Close", log.Id, "talked");
        }
    }
}
