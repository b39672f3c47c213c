using System.Globalization;
using Gateway.TestKit;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Load.Connections;

/// <summary>How many connections.</summary>
/// <param name="Chats">Open pages of the web chat, each of somebody who waits.</param>
/// <param name="Consoles">Open consoles, each of a counsellor of their own.</param>
/// <param name="Seconds">How long each measurement takes.</param>
public sealed record ConnectionsOptions(int Chats, int Consoles, int Seconds);

/// <summary>What a node does in one situation.</summary>
/// <param name="GatewayCores">Processor time of the gateway, 1 = one core fully busy.</param>
/// <param name="ServersCores">The same of PostgreSQL and Redis, and of whatever else runs.</param>
/// <param name="ClientsCores">The same of this program, which plays all the clients.</param>
/// <param name="GatewayMb">Resident memory of the gateway at its end.</param>
internal sealed record Situation(double GatewayCores, double ServersCores, double ClientsCores, double GatewayMb);

/// <summary>Many connections at one node on PostgreSQL and Redis.</summary>
/// <param name="Options">The run.</param>
/// <param name="LoadBefore">The one-minute load average before.</param>
/// <param name="Few">200 talks at 50 consoles, nothing said.</param>
/// <param name="WithConsoles">All consoles open.</param>
/// <param name="WithPeople">Everybody has written, no page is open.</param>
/// <param name="WithHalf">Half of the pages are open.</param>
/// <param name="Idle">All open, nothing said.</param>
/// <param name="KbAConsole">Memory for each console.</param>
/// <param name="KbAChat">Memory for each page.</param>
/// <param name="Words">Among all of them: 100 words a second of the 200 talks.</param>
/// <param name="SeenMs">Until a console has one of these words.</param>
/// <param name="OwnWords">Among all of them: 20 words a second by people who wait.</param>
/// <param name="OwnSeenMs">Until the person's own page has it, from before it was sent.</param>
/// <param name="Lost">Words that were answered and not seen.</param>
/// <param name="Ended">Connections that ended during the run.</param>
internal sealed record ConnectionsReport(
    ConnectionsOptions Options, double LoadBefore, Situation Few, Situation WithConsoles, Situation WithPeople, Situation WithHalf, Situation Idle,
    double KbAConsole, double KbAChat, Situation Words, Spread SeenMs, Situation OwnWords, Spread OwnSeenMs, int Lost, int Ended);

/// <summary>Opens many connections and looks at what they cost.</summary>
internal static class ConnectionsExperiment
{
    private const string Organisation = "org1";
    private const int Talks = 200;
    private const int Desks = 50;
    private const int WordsASecond = 100;
    private const int OwnWordsASecond = 20;

    /// <summary>Runs it on a world of its own.</summary>
    public static async Task<ConnectionsReport> RunAsync(ConnectionsOptions options, Action<string> say)
    {
        var load = MachineMeter.LoadAverage();
        var plan = new WorldPlan
        {
            Engine = Engine.Distributed,
            Size = new SetupSize { Counsellors = Desks },
            Settings = new Dictionary<string, string> { ["Gateway:Channels:WebChat:BeginningsPerMinute"] = "6000" },
        };
        await using var world = await LoadWorld.StartAsync(plan, say);
        var oracle = new Oracle(Talks + ((WordsASecond + OwnWordsASecond) * options.Seconds));
        using var provider = new Provider(world.Line(Organisation), world.Addresses, oracle, TimeSpan.FromSeconds(10));
        var crowd = new Crowd(world.Line(Organisation), provider, oracle, 0, Talks);
        var desk = await Desk.OpenAsync(world, Organisation, Desks, oracle);
        await using var screens = new Screens();
        await using var pages = new ChatPages(world.Chat(Organisation), options.Chats, oracle);
        try
        {
            await Opening.AllWriteAsync(crowd);
            await Desk.TakeAllAsync(desk, Talks);
            await Opening.QuietAsync(world.Outbox);
            var few = await WatchAsync("few");

            say("opening the consoles");
            var like = world.People(Organisation)[0];
            await Screens.EnterAsync(world.Records, like, options.Consoles - Desks);
            await screens.OpenAsync(world.Addresses[0], like, 0, options.Consoles - Desks);
            var withConsoles = await WatchAsync("all consoles");

            say("everybody writes");
            await pages.BeginAsync(0, options.Chats);
            await Opening.QuietAsync(world.Outbox);
            var withPeople = await WatchAsync("everybody has written");

            await pages.OpenAsync(0, options.Chats / 2);
            var withHalf = await WatchAsync("half of the pages");
            await pages.OpenAsync(options.Chats / 2, options.Chats);
            var idle = await WatchAsync("all pages");

            var first = oracle.Words;
            var words = await DuringAsync("words", async () =>
            {
                await new OpenLoop(crowd, WordsASecond).RunAsync(WordsASecond * options.Seconds, CancellationToken.None, CancellationToken.None);
                await crowd.AnsweredAsync();
            });
            var own = oracle.Words;
            var ownWords = await DuringAsync("own words", () => pages.SayAsync(OwnWordsASecond * options.Seconds, OwnWordsASecond));
            await Until.IsTrueAsync(() => Enumerable.Range(0, oracle.Words).All(oracle.IsSeen), TimeSpan.FromSeconds(20));
            return new ConnectionsReport(
                options, load, few, withConsoles, withPeople, withHalf, idle,
                Kb(withConsoles.GatewayMb - few.GatewayMb, options.Consoles - Desks), Kb(idle.GatewayMb - withPeople.GatewayMb, options.Chats),
                words, oracle.Sights(first, own), ownWords, oracle.Sights(own, oracle.Words),
                Enumerable.Range(0, oracle.Words).Count(word => !oracle.IsSeen(word)), screens.Ended + pages.Ended);
        }
        finally
        {
            await Desk.CloseAsync(desk);
        }

        // What has just been opened settles first.
        async Task<Situation> WatchAsync(string what)
        {
            await Task.Delay(TimeSpan.FromSeconds(5));
            return await DuringAsync(what, () => Task.Delay(TimeSpan.FromSeconds(options.Seconds)));
        }

        async Task<Situation> DuringAsync(string what, Func<Task> act)
        {
            var meter = new MachineMeter(world.Nodes.Select(node => node.Process.Id), load);
            await act();
            var machine = meter.Stop(1);
            var situation = new Situation(machine.GatewayCpu, machine.OtherCpu, machine.GeneratorCpu, ResidentMb(world.Nodes[0].Process.Id));
            say($"{what}: {situation}");
            return situation;
        }
    }

    private static double Kb(double mb, int connections) => Math.Round(mb * 1024 / Math.Max(1, connections), 1);

    private static double ResidentMb(int id) => Math.Round(double.Parse(
        File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmRSS", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024, 1);
}
