using System.Threading.Channels;
using Gateway.Faults.Witnesses;
using Gateway.TestKit;
using Gateway.Worlds;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Experiments;

/// <summary>The provider brings every event one to ten times, far out of order, to all gateways at once.</summary>
public sealed class StormExperiment : IExperiment
{
    // Half a minute in each direction at 200 messages a second.
    private const int Shuffle = 6_000;

    private const int AtOnce = 64;

    /// <inheritdoc/>
    public string Name => "g04-storm";

    /// <inheritdoc/>
    public string Promise => "However often and in whatever order the provider brings an event, it is stored once, shown once, and read where it was said.";

    /// <inheritdoc/>
    public string Passes => "As many messages in the records as events; lost 0, twice 0, out of order by the provider's time 0; every copy answered 2xx in the end.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        run.Only(Engine.Distributed);
        var nodes = run.Nodes ?? 3;
        var (events, people) = run.Pick((Events: 1_500, People: 40), (Events: 100_000, People: 400));
        var oracle = new Oracle(events + people);
        var size = new SetupSize { Counsellors = Talks.ConsolesFor(people) };
        await using var world = await LoadWorld.StartAsync(Engine.Distributed, nodes, size, run.Say);
        using var provider = new Provider(world.Line(Talks.Organisation), world.Addresses, oracle, TimeSpan.FromSeconds(10));
        await using var talks = await Talks.OpenAsync(world, provider, oracle, people);

        var copies = Plan(talks.People, events, new Random(run.Seed));
        run.Say($"{events} events, {copies.Length} copies, {nodes} gateways");
        var start = TimeProvider.System.GetTimestamp();
        await BringAsync(talks.People, copies, run.Say);
        var took = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        var verdict = await talks.JudgeAsync(TimeSpan.FromSeconds(60));
        return new Findings(
            nodes, events, copies.Length, Math.Round(copies.Length / took), provider.Refused + provider.Unanswered,
            await world.Records.CountWordsAsync() - people, verdict);
    }

    // Each copy knows where it stands in the storm; the first copy in time need not be the first made.
    private static (int Word, int Copy)[] Plan(Crowd people, int events, Random random)
    {
        var now = TimeProvider.System.GetTimestamp();
        return [.. Enumerable.Range(0, events)
            .Select(index => (Index: index, Word: people.Write(random.Next(people.Size), now), Copies: random.Next(1, 11)))
            .SelectMany(one => Enumerable.Range(0, one.Copies).Select(copy => (At: one.Index + random.Next(-Shuffle, Shuffle), one.Word, copy)))
            .OrderBy(one => one.At)
            .Select(one => (one.Word, one.copy))];
    }

    private static async Task BringAsync(Crowd people, (int Word, int Copy)[] copies, Action<string> say)
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(60));
        var next = Channel.CreateUnbounded<int>();
        for (var i = 0; i < copies.Length; i++)
            next.Writer.TryWrite(i);
        next.Writer.Complete();
        await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            await foreach (var index in next.Reader.ReadAllAsync(stop.Token))
            {
                var (word, copy) = copies[index];
                for (var node = index; !await people.BringAsync(word, node, copy > 0, stop.Token); node++)
                    await Task.Delay(100, stop.Token);
                if (index % 20_000 == 19_999)
                    say($"{index + 1} copies brought");
            }
        }));
    }

    private sealed record Findings(
        int Nodes, int Events, int Copies, double CopiesPerSecond, int NotTakenAtFirst, long MessagesInTheRecords, Verdict Verdict) : IFindings
    {
        public bool Good => Verdict.Good && Verdict.Answered == Verdict.Words && MessagesInTheRecords == Events;
    }
}
