using Gateway.Faults.Witnesses;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Pages;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Convergence;

/// <summary>
/// Consoles and web chat pages lose their network again and again, each by itself, while people write, a gateway is killed and Redis is
/// away. After each return the records are asked past the gateway what had been said until then, and the clock runs until it is shown.
/// </summary>
internal sealed class ConvergenceRun(ConvergenceOptions options, LoadWorld world, Action<string> say)
{
    /// <summary>The organisation of the web chat.</summary>
    public const string Chatting = "org2";

    private const int PeopleEach = 2;
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongHalfOpen = TimeSpan.FromSeconds(16);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly Returns _returns = new(options.BackWithin);
    private long _begin;
    private int _away;
    private double _queueBackMs;

    /// <summary>Runs it and compares everything at the end.</summary>
    public async Task<Converged> RunAsync()
    {
        var oracle = new Oracle(1_000_000);
        using var provider = new Provider(world.Line(Talks.Organisation), world.Addresses, oracle, TimeSpan.FromSeconds(5));
        List<ClientNetwork> networks = [.. Enumerable.Range(0, options.Consoles + options.Pages).Select(_ => new ClientNetwork(world.Addresses))];
        var consoles = world.People(Talks.Organisation).Take(options.Consoles)
            .Select((person, index) => new LoadConsole(person, networks[index].Addresses, index, oracle) { Patience = Patience.AsInTheBrowser }).ToList();
        PageTalks? pages = null;
        try
        {
            foreach (var console in consoles)
                await console.StartAsync();
            var crowd = new Crowd(world.Line(Talks.Organisation), provider, oracle, 0, options.Consoles * PeopleEach, ordered: false);
            await Opening.AllWriteAsync(crowd);
            await Desk.TakeAllAsync(consoles, crowd.Size);
            pages = await PageTalks.OpenAsync(world, Chatting, networks[options.Consoles..], oracle);
            say($"{options.Consoles} consoles and {options.Pages} pages lose their network");
            var all = consoles.Select((console, index) => Of(console, networks[index]))
                .Concat(pages.Pages.Select((page, index) => Of(page, networks[options.Consoles + index]))).ToList();
            await SufferAsync(crowd, all, pages);
            await Until.IsTrueAsync(() => Enumerable.Range(0, oracle.Words).All(word => !oracle.IsAnswered(word) || oracle.IsSeen(word)), TimeSpan.FromSeconds(20));
            return new Converged(
                options, _returns, options.Kills.Count, _queueBackMs, Verdict.Of(oracle, await Desk.ReadAsync(consoles)), await pages.DifferingAsync(),
                pages.Pages.Sum(page => page.SentAgain), consoles.Sum(console => console.Connections), pages.Pages.Sum(page => page.Connections));
        }
        finally
        {
            if (pages is not null)
                await pages.DisposeAsync();
            await Desk.CloseAsync(consoles);
            foreach (var network in networks)
                await network.DisposeAsync();
        }
    }

    private async Task SufferAsync(Crowd crowd, IReadOnlyList<Sufferer> all, PageTalks pages)
    {
        _begin = TimeProvider.System.GetTimestamp();
        using var end = new CancellationTokenSource();
        using var stop = new CancellationTokenSource(options.Time + LongestWait + LongestWait);
        var writing = Task.Run(() => new OpenLoop(crowd, options.Rate, options.Seed).RunAsync(int.MaxValue, end.Token, stop.Token), CancellationToken.None);
        var talking = pages.TalkAsync(new Random(options.Seed), end.Token);
        var suffering = all.Select((one, index) => LoseAgainAndAgainAsync(one, new Random(options.Seed + index), index < options.LongHalfOpen));
        await Task.WhenAll([.. suffering, KillAsync(), LoseRedisAsync(pages)]);
        await end.CancelAsync();
        await Task.WhenAll(writing, talking, crowd.AnsweredAsync());
    }

    private async Task LoseAgainAndAgainAsync(Sufferer one, Random random, bool halfOpenAtFirst)
    {
        for (var longOne = halfOpenAtFirst; longOne || TimeProvider.System.GetElapsedTime(_begin) < options.Time; longOne = false)
        {
            var loss = longOne ? Loss.HalfOpen : (Loss)random.Next(3);
            // As many short ones as long ones, whatever short means.
            var lasts = longOne ? LongHalfOpen : Shortest * Math.Pow(options.LongestLoss / Shortest, random.NextDouble());
            var lost = TimeProvider.System.GetTimestamp();
            var knew = one.IsConnected();
            one.Network.Lose(loss);
            if (one.Kind == Client.Console && loss == Loss.HalfOpen && knew && lasts >= LongHalfOpen)
                await NoticeAsync(one, lost, lasts);
            if (lasts - TimeProvider.System.GetElapsedTime(lost) is var rest && rest > TimeSpan.Zero)
                await Task.Delay(rest);
            one.Network.Return();
            var took = TimeProvider.System.GetElapsedTime(lost);
            var back = await BackAsync(one);
            _returns.Note(one.Kind, loss, took, back);
            if (back is not { } ms || ms > _returns.LimitMs)
                say($"{one.Kind}, {loss}: back after {back} ms, {TimeProvider.System.GetElapsedTime(_begin).TotalSeconds:0} s after the beginning");
            await Task.Delay(random.Next(200, 1500));
        }
    }

    private async Task NoticeAsync(Sufferer one, long lost, TimeSpan lasts)
    {
        var noticed = await Until.IsTrueAsync(() => !one.IsConnected(), lasts - TimeProvider.System.GetElapsedTime(lost));
        _returns.Noticed(noticed ? Math.Round(TimeProvider.System.GetElapsedTime(lost).TotalMilliseconds) : null);
    }

    private async Task<double?> BackAsync(Sufferer one)
    {
        var since = TimeProvider.System.GetTimestamp();
        var said = await world.Records.LastMessagesAsync();
        while (!one.IsConnected() || one.Shown().Any(log => log.Last < said.GetValueOrDefault(log.Id)))
        {
            // Nobody can join while there is no queue, because a console that joins is told it; and no balancer stands before a killed gateway.
            if (Volatile.Read(ref _away) > 0)
                since = TimeProvider.System.GetTimestamp();
            if (TimeProvider.System.GetElapsedTime(since) > LongestWait)
                return null;
            await Task.Delay(20);
        }
        return Math.Round(TimeProvider.System.GetElapsedTime(since).TotalMilliseconds);
    }

    private async Task KillAsync()
    {
        foreach (var (index, at) in options.Kills.Index())
        {
            await UntilAsync(at);
            say("a gateway is killed");
            var node = world.Nodes[(index + 1) % world.Nodes.Count];
            Interlocked.Increment(ref _away);
            await node.Kill9Async();
            await node.RestartAsync();
            Interlocked.Decrement(ref _away);
        }
    }

    private async Task LoseRedisAsync(PageTalks pages)
    {
        await UntilAsync(options.RedisDownAt);
        say($"Redis is away for {options.RedisDownFor.TotalSeconds:0} s");
        Interlocked.Increment(ref _away);
        await world.Redis.Kill9Async();
        await Task.Delay(options.RedisDownFor);
        await world.Redis.RestartAsync();
        var back = TimeProvider.System.GetTimestamp();
        await pages.QueueAnswersAsync(LongestWait);
        _queueBackMs = Math.Round(TimeProvider.System.GetElapsedTime(back).TotalMilliseconds);
        Interlocked.Decrement(ref _away);
        say($"Redis is back, and the queue answers {_queueBackMs} ms later");
    }

    private async Task UntilAsync(TimeSpan at)
    {
        if (at - TimeProvider.System.GetElapsedTime(_begin) is var rest && rest > TimeSpan.Zero)
            await Task.Delay(rest);
    }

    private static Sufferer Of(LoadConsole console, ClientNetwork network) =>
        new(Client.Console, () => console.Connected, () => console.Shown.Select(log => (log.Id, log.Last)), network);

    private static Sufferer Of(PersonsPage page, ClientNetwork network) => new(Client.Page, () => true, () => [(page.Talk, page.Last)], network);

    private sealed record Sufferer(Client Kind, Func<bool> IsConnected, Func<IEnumerable<(string Id, long Last)>> Shown, ClientNetwork Network);
}
