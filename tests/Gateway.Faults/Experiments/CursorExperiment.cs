using System.Collections.Concurrent;
using Gateway.Faults.Witnesses;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Worlds;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Experiments;

/// <summary>Many write into the same conversations at once and their commits take differently long, while others read by number.</summary>
public sealed class CursorExperiment : IExperiment
{
    // Two calls of the person's and two tabs of the counsellor's write in each at once.
    private const int Conversations = 16;
    private const int Tabs = 2;

    /// <inheritdoc/>
    public string Name => "g09-cursor";

    /// <inheritdoc/>
    public string Promise => "Whoever reads a conversation by number passes over no entry, and the sender passes over no reply, whichever commit is slow.";

    /// <inheritdoc/>
    public string Passes =>
        "64 writers, four in each conversation at once, every commit held up for 0 to 500 ms by chance: entries that a reader by number never "
        + "got 0, holes that it saw 0; screens equal to the records; replies never sent 0, twice 0, in another order than their numbers 0.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var series = new List<Series>();
        foreach (var engine in run.Engines)
            series.Add(await WriteAndReadAsync(run, engine));
        return new Findings(series);
    }

    private static async Task<Series> WriteAndReadAsync(ExperimentRun run, Engine engine)
    {
        var oracle = new Oracle(500_000);
        await using var world = await LoadWorld.StartAsync(new WorldPlan
        {
            Engine = engine,
            Nodes = engine == Engine.Embedded ? 1 : run.Nodes ?? 2,
            Size = new SetupSize { Counsellors = Talks.ConsolesFor(Conversations) },
            // Several wait for one row here, each for half a second.
            Settings = new Dictionary<string, string> { ["Gateway:Records:TimeoutMs"] = "30000", ["Gateway:Spool:WaitMs"] = "1500" },
        }, run.Say);
        using var provider = new Provider(world.Line(Talks.Organisation), world.Addresses, oracle, TimeSpan.FromSeconds(30));
        await using var talks = await Talks.OpenAsync(world, provider, oracle, Conversations, ordered: false);
        var people = world.People(Talks.Organisation);
        var desks = await Task.WhenAll(talks.Consoles.Select((console, index) => CounsellorDesk.OpenAsync(world, people[index], index, console, Tabs)));
        try
        {
            await using var slow = await SlowCommits.BeginAsync(world, run.Seed);
            run.Say($"{Conversations * 2 * Tabs} writers, {engine}");
            using var end = new CancellationTokenSource();
            using var last = new CancellationTokenSource();
            var reading = Task.WhenAll(desks.Select(desk => desk.Reader.ReadAsync(last.Token)));
            var replies = new ConcurrentDictionary<string, Reply>();
            var writing = Task.WhenAll(
                [.. Enumerable.Range(0, Conversations * Tabs).Select(writer => SpeakAsync(talks.People, writer % Conversations, oracle, end.Token)),
                 .. desks.SelectMany(desk => desk.Conversations.SelectMany(id => desk.Tabs.Select((tab, index) => AnswerAsync(tab, id, replies, new Random(run.Seed + index), end.Token))))]);
            await Task.Delay(TimeSpan.FromSeconds(run.Pick(3, 60)));
            await end.CancelAsync();
            await writing;
            // What still waits then counts as never sent.
            await Drained.LeavesAsync(world);
            await AllStoredAsync(world, oracle);
            await last.CancelAsync();
            await reading;
            var verdict = await talks.JudgeAsync(TimeSpan.FromSeconds(30));
            return new Series(
                engine, world.Nodes.Count, Conversations * 2 * Tabs, await world.Records.CountAsync("SELECT COUNT(*) FROM entry"),
                desks.Sum(desk => desk.Reader.Looks), desks.Sum(desk => desk.Reader.Entries), desks.Sum(desk => desk.Reader.Holes),
                SentReplies.Of(world.Outbox, replies), verdict);
        }
        finally
        {
            foreach (var desk in desks)
                await desk.DisposeAsync();
        }
    }

    private static async Task SpeakAsync(Crowd people, int person, Oracle oracle, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            Task saying;
            lock (oracle)
                saying = people.SayAsync(person, TimeProvider.System.GetTimestamp(), CancellationToken.None);
            await saying;
        }
    }

    private static async Task AnswerAsync(HubClient tab, string conversation, ConcurrentDictionary<string, Reply> replies, Random random, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var text = SentReplies.NewText();
            var entry = await tab.SendAsync(conversation, text);
            replies[text] = new Reply(conversation, entry.Number);
            // Nobody types without a pause; and the provider is not to be so far behind at the end.
            await Task.Delay(random.Next(100), CancellationToken.None);
        }
    }

    // What waited longer for its commit than a provider waits for us has gone by way of the spool, and comes after the others.
    private static async Task AllStoredAsync(LoadWorld world, Oracle oracle)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            if (await world.Records.CountAsync("SELECT COUNT(*) FROM entry WHERE author = 'person' AND kind = 'message'") >= oracle.Words)
                return;
            await Task.Delay(100);
        }
    }

    /// <param name="Engine">The engines.</param>
    /// <param name="Nodes">Gateways.</param>
    /// <param name="Writers">Who wrote at once.</param>
    /// <param name="Entries">Entries in the records at the end.</param>
    /// <param name="Looks">How often somebody read after a number.</param>
    /// <param name="Read">Entries that these readings gave, all together.</param>
    /// <param name="Holes">How often a reading did not begin with the next number, or left one out.</param>
    /// <param name="Replies">What became of the replies.</param>
    /// <param name="Verdict">Words and screens.</param>
    private sealed record Series(
        Engine Engine, int Nodes, int Writers, long Entries, long Looks, long Read, int Holes, SentReplies Replies, Verdict Verdict)
    {
        public long Missed => Entries - Read;

        public bool Good => Missed == 0 && Holes == 0 && Replies.Good && Verdict.Good && Verdict.Answered == Verdict.Words;
    }

    private sealed record Findings(IReadOnlyList<Series> Engines) : IFindings
    {
        public bool Good => Engines.All(series => series.Good);
    }
}
