using System.Diagnostics;
using System.Globalization;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>Many people write while no counsellor is there; then the first one comes.</summary>
public sealed class NobodyOnlineExperiment : IExperiment
{
    private static readonly TimeSpan NoticeWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan OfferWithin = TimeSpan.FromSeconds(5);

    private const string Honest = "いまは相談員がおりません";

    /// <inheritdoc/>
    public string Name => "g19-nobody-online";

    /// <inheritdoc/>
    public bool Alone => true;

    /// <inheritdoc/>
    public string Promise => "Who writes while nobody is there is told so honestly, keeps their place, and is reached in that order.";

    /// <inheritdoc/>
    public string Passes =>
        "Everybody has the honest notice within 10 s; the first offer rings within 5 s after the first counsellor says that they are there; all are "
        + "offered in the order in which they wrote.";

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        var engine = run.Engine ?? Engine.Distributed;
        await using var world = await LoadWorld.StartAsync(
            new WorldPlan { Engine = engine, Nodes = run.Nodes ?? (engine == Engine.Distributed ? 2 : 1), Size = new SetupSize { Counsellors = 1 } }, run.Say);
        // Who is there is looked at every few seconds; before that it is not known, and not said.
        await Task.Delay(TimeSpan.FromSeconds(4));

        var people = run.Pick(30, 200);
        var notices = await ComeAsync(world, people, run.Limit(NoticeWithin));
        var wait = run.Pick(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(100));
        run.Say($"{people} wrote; the first counsellor comes in {wait.TotalSeconds:0} s");
        await Task.Delay(wait);

        var counsellor = world.People("org1")[0];
        await using var console = await HubClient.ConnectAsync(world.Addresses[^1], counsellor.UserName, counsellor.Password);
        await console.ResumeAsync();
        var watch = Stopwatch.StartNew();
        await console.SetAvailabilityAsync(available: true, capacity: 1);
        var offer = await console.OfferedAsync(TimeSpan.FromSeconds(30));
        var first = watch.Elapsed;
        var wrong = await TakeAllAsync(console, offer, people);
        return new Findings(engine, people, Spread.Of(notices.OfType<double>()), notices.Count(notice => notice is null), wait.TotalSeconds, first.TotalSeconds, run.Limit(OfferWithin).TotalSeconds, wrong);
    }

    // One after another, so that it is known who came first.
    private static async Task<IReadOnlyList<double?>> ComeAsync(LoadWorld world, int people, TimeSpan noticeWithin)
    {
        var notices = new List<Task<double?>>();
        for (var i = 0; i < people; i++)
        {
            var phone = world.Line("org1").Phone();
            var watch = Stopwatch.StartNew();
            await (await phone.SayAsync(i.ToString(CultureInfo.InvariantCulture))).Last;
            notices.Add(NoticeAsync(phone, watch, noticeWithin));
        }
        return await Task.WhenAll(notices);
    }

    private static async Task<double?> NoticeAsync(LinePhone phone, Stopwatch watch, TimeSpan within)
    {
        try
        {
            await phone.ReceivesAsync(text => text.Contains(Honest, StringComparison.Ordinal), within);
            return watch.Elapsed.TotalMilliseconds;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private static async Task<int> TakeAllAsync(HubClient console, HubOffer offer, int people)
    {
        var wrong = 0;
        for (var i = 0; i < people; i++)
        {
            var talk = await console.AnswerOfferAsync(offer.OfferId, accept: true) ?? throw new InvalidOperationException("An offer was accepted and led to nobody.");
            var words = (await console.EntriesAfterAsync(talk.Id, 0)).Single(entry => entry.Author == "person").Text;
            if (words != i.ToString(CultureInfo.InvariantCulture))
                wrong++;
            var heard = console.Received.Last;
            await console.CloseAsync(talk.Id);
            if (i + 1 < people)
                offer = await console.OfferedAsync(TimeSpan.FromSeconds(30), heard);
        }
        return wrong;
    }

    private sealed record Findings(Engine Engine, int People, Spread NoticeMs, int WithoutNotice, double WaitedSeconds, double FirstOfferSeconds, double FirstOfferLimitSeconds, int OutOfOrder) : IFindings
    {
        public bool Good => WithoutNotice == 0 && FirstOfferSeconds <= FirstOfferLimitSeconds && OutOfOrder == 0;
    }
}
