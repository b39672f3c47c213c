using System.Globalization;
using Gateway.Faults.Witnesses;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Wires;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>Counsellors click twice, write in two tabs, lose their connection in the middle of a call; providers and databases fail meanwhile.</summary>
public sealed class SendExperiment : IExperiment
{
    private const string Organisation = "org1";
    private const int Hands = 5;

    /// <inheritdoc/>
    public string Name => "g13-send";

    /// <inheritdoc/>
    public string Promise => "What a counsellor sends reaches the person once, or the counsellor is told; what is too long is refused in words.";

    /// <inheritdoc/>
    public string Passes =>
        "Texts sent by double clicks, two tabs, cut and half-open connections, with failing providers and records away for moments: not in the "
        + "history 0, twice in it 0, twice at a provider 0, called sent and not at a provider 0; 33 KB and 1 MB: message.too_long, and the same socket goes on.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var series = new List<Series>();
        foreach (var engine in run.Engines)
            series.Add(await SendAsync(run, engine));
        return new Findings(series);
    }

    private static async Task<Series> SendAsync(ExperimentRun run, Engine engine)
    {
        var (counsellors, each) = run.Pick((2, 12), (8, 100));
        await using var world = await LoadWorld.StartAsync(new WorldPlan
        {
            Engine = engine,
            Nodes = engine == Engine.Embedded ? 1 : run.Nodes ?? 2,
            Size = new SetupSize { Counsellors = counsellors, SmsNumbers = 1, SmsRatePerMinute = 1_000_000 },
            RecordsOverWires = engine == Engine.Distributed,
        }, run.Say);
        await ComeAsync(world, counsellors * Hands);
        var wires = world.Addresses.Select(node => FaultyWire.To(node.Port)).ToList();
        var writers = new List<ClumsyCounsellor>();
        try
        {
            writers.AddRange(await Task.WhenAll(world.People(Organisation).Select((person, index) =>
                ClumsyCounsellor.OpenAsync(world, wires, person, index, Hands, new Random(run.Seed + index)))));
            run.Say($"{counsellors * Hands * each} texts, {engine}");
            using var end = new CancellationTokenSource();
            var trouble = TroubleAsync(world, wires, run.Seed, end.Token);
            await Task.WhenAll(writers.Select(writer => writer.WriteAsync(each)));
            await end.CancelAsync();
            await trouble;

            run.Say("too long");
            var tooLong = new List<TooLong>();
            foreach (var text in new[] { new string('a', 33 * 1024), string.Concat(Enumerable.Repeat("つらい", 1024 * 1024 / 9)), new string('a', 1024 * 1024) })
                tooLong.Add(await writers[0].PasteAsync(text));
            return await JudgeAsync(engine, world, writers, tooLong, await Drained.LeavesAsync(world));
        }
        finally
        {
            foreach (var writer in writers)
                await writer.DisposeAsync();
            foreach (var wire in wires)
                await wire.DisposeAsync();
        }
    }

    // By turns over LINE, whose calls can be repeated safely, and SMS, whose cannot.
    private static async Task ComeAsync(LoadWorld world, int people)
    {
        for (var person = 0; person < people; person++)
        {
            if (person % 2 == 0)
                await world.Line(Organisation).Phone().SayAsync("こんばんは");
            else
                await world.Sms(Organisation).Phone(string.Create(CultureInfo.InvariantCulture, $"+819013{person:000000}")).SayAsync("こんばんは");
        }
    }

    // Each wire and each provider has its own troubles, for as long as anybody writes.
    private static Task TroubleAsync(LoadWorld world, List<FaultyWire> wires, int seed, CancellationToken end) => Task.WhenAll(
        [.. wires.Concat(world.RecordsWires).Select((wire, index) => WireTroubleAsync(wire, new Random(seed + index), end)),
         ProviderTroubleAsync(world.Line(Organisation).Faults, new Random(seed), end),
         ProviderTroubleAsync(world.Sms(Organisation).Faults, new Random(seed), end)]);

    private static async Task WireTroubleAsync(FaultyWire wire, Random random, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(random.Next(100, 800), CancellationToken.None);
            switch (random.Next(3))
            {
                case 0:
                    wire.Cut();
                    break;
                case 1:
                    wire.Swallow();
                    break;
                default:
                    wire.Delay = TimeSpan.FromMilliseconds(random.Next(100));
                    break;
            }
            await Task.Delay(random.Next(20, 300), CancellationToken.None);
            wire.Heal();
        }
    }

    private static async Task ProviderTroubleAsync(Simulators.Faults faults, Random random, CancellationToken end)
    {
        Fault[] all = [Fault.ServerError, Fault.DropBeforeAccepting, Fault.DropAfterAccepting];
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(random.Next(200, 1_000), CancellationToken.None);
            faults.Next(all[random.Next(all.Length)]);
        }
    }

    private static async Task<Series> JudgeAsync(Engine engine, LoadWorld world, List<ClumsyCounsellor> writers, List<TooLong> tooLong, long waiting)
    {
        var history = new List<HubEntry>();
        foreach (var writer in writers)
            history.AddRange((await writer.HistoryAsync()).Where(entry => entry.Author == "counsellor"));
        var stored = history.Where(entry => entry.Text is not null).ToLookup(entry => entry.Text!);
        var sent = world.Outbox.Log.After(0).CountBy(item => item.Text).ToDictionary();
        var texts = writers.SelectMany(writer => writer.Texts).ToList();
        var ends = texts.SelectMany(text => stored[text]).CountBy(entry => entry.Delivery ?? "none").ToDictionary();
        return new Series(
            engine, world.Nodes.Count, texts.Count, writers.Sum(writer => writer.Calls), writers.Sum(writer => writer.Repeated), writers.Sum(writer => writer.Reconnects),
            new SortedDictionary<string, int>(ends), texts.Count(text => !stored[text].Any()), texts.Count(text => stored[text].Count() > 1),
            writers.Sum(writer => writer.AnsweredOtherwise), texts.Count(text => sent.GetValueOrDefault(text) > 1),
            texts.Count(text => stored[text].Any(entry => entry.Delivery == "sent") && sent.GetValueOrDefault(text) == 0),
            texts.Count(text => stored[text].Any(entry => entry.Delivery == "failed") && sent.GetValueOrDefault(text) > 0), waiting, tooLong);
    }

    /// <param name="Engine">The engines.</param>
    /// <param name="Nodes">Gateways.</param>
    /// <param name="Texts">Texts, each under an id of its own.</param>
    /// <param name="Calls">Calls made for them.</param>
    /// <param name="Repeated">Texts that took more than one call.</param>
    /// <param name="Reconnects">Connections that were lost and made anew.</param>
    /// <param name="Deliveries">What the history says of their delivery.</param>
    /// <param name="NotInHistory">Texts lost.</param>
    /// <param name="TwiceInHistory">Texts kept twice.</param>
    /// <param name="AnsweredOtherwise">Calls with an id that were answered with another entry than the first.</param>
    /// <param name="TwiceAtProvider">Texts that a provider accepted twice: the person reads them twice.</param>
    /// <param name="SaidSentAndNotThere">Called sent, and no provider has them.</param>
    /// <param name="SaidFailedAndThere">Called failed, and a provider has them.</param>
    /// <param name="StillWaiting">Replies that had no end after a minute and a half without any move.</param>
    /// <param name="TooLong">What became of long texts.</param>
    private sealed record Series(
        Engine Engine, int Nodes, int Texts, int Calls, int Repeated, int Reconnects, IReadOnlyDictionary<string, int> Deliveries, int NotInHistory,
        int TwiceInHistory, int AnsweredOtherwise, int TwiceAtProvider, int SaidSentAndNotThere, int SaidFailedAndThere, long StillWaiting, IReadOnlyList<TooLong> TooLong)
    {
        public bool Good => Texts > 0 && NotInHistory + TwiceInHistory + AnsweredOtherwise + TwiceAtProvider + SaidSentAndNotThere + SaidFailedAndThere + StillWaiting == 0
            && Deliveries.Keys.All(delivery => delivery is "sent" or "uncertain" or "failed") && TooLong.All(one => one.Good);
    }

    private sealed record Findings(IReadOnlyList<Series> Engines) : IFindings
    {
        public bool Good => Engines.All(series => series.Good);
    }
}
