using System.Collections.Concurrent;
using Gateway.Faults.Witnesses;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Experiments;

/// <summary>Many people who have never written before each send ten messages in the same instant.</summary>
public sealed class FirstContactExperiment : IExperiment
{
    private const int MessagesEach = 10;

    /// <inheritdoc/>
    public string Name => "g06-first-contact";

    /// <inheritdoc/>
    public string Promise => "Somebody who sends several messages at once for the first time has one conversation and one place in the queue.";

    /// <inheritdoc/>
    public string Passes => "Exactly as many conversations and as many waiting as people, every one held by exactly one counsellor afterwards; lost 0, twice 0, out of order 0.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var bursts = new List<Burst>();
        foreach (var engine in run.Engines)
            bursts.Add(await BurstAsync(run, engine, engine == Engine.Embedded ? 1 : run.Nodes ?? run.Pick(2, 3)));
        return new Findings(bursts);
    }

    private static async Task<Burst> BurstAsync(ExperimentRun run, Engine engine, int nodes)
    {
        var people = run.Pick(60, 1_000);
        var oracle = new Oracle(people * MessagesEach);
        var size = new SetupSize { Counsellors = Talks.ConsolesFor(people) };
        await using var world = await LoadWorld.StartAsync(engine, nodes, size, run.Say);
        var consoles = await Desk.OpenAsync(world, Talks.Organisation, size.Counsellors, oracle);
        try
        {
            using var provider = new Provider(world.Line(Talks.Organisation), world.Addresses, oracle, TimeSpan.FromSeconds(2), connections: 1_000);
            var answers = new ConcurrentDictionary<int, int>();
            provider.Called = call => answers.AddOrUpdate(call.Status, 1, (_, times) => times + 1);
            var crowd = new Crowd(world.Line(Talks.Organisation), provider, oracle, 0, people, ordered: false);
            run.Say($"{people} people, {MessagesEach} messages each, all at once, {engine}");
            var start = TimeProvider.System.GetTimestamp();
            using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5));
            var order = Enumerable.Range(0, people * MessagesEach).Select(index => index % people).ToArray();
            new Random(run.Seed).Shuffle(order);
            foreach (var person in order)
                _ = crowd.SayAsync(person, start, stop.Token);
            await crowd.AnsweredAsync();
            var took = TimeProvider.System.GetElapsedTime(start).TotalSeconds;

            run.Say($"answered after {took:0.0} s");
            var waiting = await WaitingAsync(consoles[0], people);
            var conversations = await world.Records.CountConversationsAsync();
            await Desk.TakeAllAsync(consoles, people);
            await Until.IsTrueAsync(() => Enumerable.Range(0, oracle.Words).All(oracle.IsSeen), TimeSpan.FromSeconds(30));
            run.Say("all taken");
            var held = await HeldAsync(consoles);
            return new Burst(
                engine, nodes, people, oracle.Words, Math.Round(took, 1), new SortedDictionary<int, int>(answers), conversations, waiting,
                held.Count, held.Distinct().Count(), await world.Records.CountConversationsAsync(), Verdict.Of(oracle, await Desk.ReadAsync(consoles)));
        }
        finally
        {
            await Desk.CloseAsync(consoles);
        }
    }

    // The queue hears of them after the answer; it has ten seconds.
    private static async Task<int> WaitingAsync(LoadConsole console, int people)
    {
        for (var tries = 0; ; tries++)
        {
            var waiting = (await console.CallAsync<HubResumed>("Resume"))!.Queue?.Waiting ?? 0;
            if (waiting == people || tries == 50)
                return waiting;
            await Task.Delay(200);
        }
    }

    private static async Task<List<string>> HeldAsync(IReadOnlyList<LoadConsole> consoles)
    {
        var held = new List<string>();
        foreach (var console in consoles)
            held.AddRange((await console.CallAsync<HubResumed>("Resume"))!.Conversations.Select(conversation => conversation.Id));
        return held;
    }

    private sealed record Burst(
        Engine Engine, int Nodes, int People, int Messages, double SecondsUntilAllAnswered, IReadOnlyDictionary<int, int> Answers, long Conversations, int Waiting,
        int Held, int HeldDistinct, long ConversationsAfterwards, Verdict Verdict)
    {
        public bool Good => Verdict.Good && Verdict.Answered == Verdict.Words && Conversations == People && ConversationsAfterwards == People
            && Waiting == People && Held == People && HeldDistinct == People;
    }

    private sealed record Findings(IReadOnlyList<Burst> Bursts) : IFindings
    {
        public bool Good => Bursts.All(burst => burst.Good);
    }
}
