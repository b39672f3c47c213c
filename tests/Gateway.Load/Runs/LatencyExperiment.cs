using Gateway.TestKit;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Load.Runs;

/// <summary>What is measured.</summary>
public sealed record LatencyOptions
{
    /// <summary>The engines.</summary>
    public Engine Engine { get; init; }

    /// <summary>How many gateways.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>Messages a second.</summary>
    public int Rate { get; init; } = 100;

    /// <summary>How long it is measured.</summary>
    public int Seconds { get; init; } = 30;

    /// <summary>How long the same rate runs before; checked like the rest, and left out of the times.</summary>
    public int WarmUpSeconds { get; init; } = 5;

    /// <summary>People who write.</summary>
    public int Conversations { get; init; } = 200;

    /// <summary>Counsellors who read; each takes at most five.</summary>
    public int Consoles { get; init; } = 50;
}

/// <summary>What was measured; times in milliseconds from the time at which a message was meant to be sent.</summary>
/// <param name="Options">The run.</param>
/// <param name="AnswerMs">Until the webhook was answered 2xx.</param>
/// <param name="SeenMs">Until a console had it.</param>
/// <param name="GeneratorLateMs">How much later than meant the generator sent; contained in both.</param>
/// <param name="Unanswered">Calls without an answer within ten seconds, or refused.</param>
/// <param name="Healed">Gaps that a console found and fetched.</param>
/// <param name="Verdict">Lost, duplicate, out of order.</param>
/// <param name="Machine">What it cost.</param>
public sealed record LatencyReport(
    LatencyOptions Options, Spread AnswerMs, Spread SeenMs, Spread GeneratorLateMs, int Unanswered, int Healed, Verdict Verdict, MachineReport Machine)
{
    /// <summary>Whether nothing was lost, doubled or out of order.</summary>
    public bool Good => Verdict.Good && Verdict.Answered == Verdict.Words;
}

/// <summary>Signed LINE webhooks at a steady rate, over many conversations, to the consoles that hold them.</summary>
public static class LatencyExperiment
{
    private const string Organisation = "org1";

    /// <summary>Runs it on a world of its own.</summary>
    public static async Task<LatencyReport> RunAsync(LatencyOptions options, Action<string> say)
    {
        if (options.Conversations > options.Consoles * LoadConsole.Hands)
            throw new ArgumentException($"{options.Consoles} consoles cannot take {options.Conversations} conversations.");
        var load = MachineMeter.LoadAverage();
        await using var world = await LoadWorld.StartAsync(options.Engine, options.Nodes, new SetupSize { Counsellors = options.Consoles }, say);
        var words = options.Rate * (options.WarmUpSeconds + options.Seconds);
        var oracle = new Oracle(options.Conversations + words);
        using var provider = new Provider(world.Line(Organisation), world.Addresses, oracle, TimeSpan.FromSeconds(10));
        var crowd = new Crowd(world.Line(Organisation), provider, oracle, 0, options.Conversations);
        var consoles = await Desk.OpenAsync(world, Organisation, options.Consoles, oracle);
        try
        {
            await Opening.AllWriteAsync(crowd);
            await Desk.TakeAllAsync(consoles, crowd.Size);
            await Opening.QuietAsync(world.Outbox);

            say($"{options.Rate} messages a second for {options.WarmUpSeconds} + {options.Seconds} s");
            var loop = new OpenLoop(crowd, options.Rate);
            using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(options.WarmUpSeconds + options.Seconds + 60));
            await loop.RunAsync(options.Rate * options.WarmUpSeconds, stop.Token, stop.Token);
            var meter = new MachineMeter(world.Nodes.Select(node => node.Process.Id), load);
            var first = oracle.Words;
            var measured = new OpenLoop(crowd, options.Rate);
            await measured.RunAsync(options.Rate * options.Seconds, stop.Token, stop.Token);
            await crowd.AnsweredAsync();
            var machine = meter.Stop(options.Rate * options.Seconds);
            await Until.IsTrueAsync(() => Enumerable.Range(0, oracle.Words).All(oracle.IsSeen), TimeSpan.FromSeconds(15));

            say("comparing with the records");
            return new LatencyReport(
                options, oracle.Answers(first, oracle.Words), oracle.Sights(first, oracle.Words), measured.Lateness,
                provider.Refused + provider.Unanswered, consoles.Sum(console => console.Healed),
                Verdict.Of(oracle, await Desk.ReadAsync(consoles)), machine);
        }
        finally
        {
            await Desk.CloseAsync(consoles);
        }
    }
}
