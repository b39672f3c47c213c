using System.Collections.Concurrent;
using Gateway.Simulators.Webhooks;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.SystemTests.Cluster;

/// <summary>SIGTERM to one of two gateways under load: no provider sees an error, every console is back soon, no offer is lost.</summary>
public sealed class LeavingUnderLoadTests
{
    private const int PerSecond = 30;

    // How soon is told in the test's output; on a machine that does other things too, nobody stays away.
    private static readonly TimeSpan Soon = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task One_gateway_leaves_and_nobody_notices()
    {
        await using var world = await ClusterWorld.StartAsync(new SetupSize { Organisations = 2, Counsellors = 8 }, ("Gateway:Queue:OfferSeconds", "300"));
        var consoles = new List<HubClient>();
        var back = new ConcurrentQueue<TimeSpan>();
        var moves = new ConcurrentQueue<Task>();
        foreach (var person in world.Setup.People.Where(person => person.Organisation == "org1"))
        {
            var console = await world.ConsoleAsync(person);
            consoles.Add(console);
            console.Heard += Moves(console);
        }

        // At the second organisation somebody is being offered to a counsellor, wherever their console hangs.
        var offered = new List<(HubClient Console, string OfferId)>();
        foreach (var person in world.Setup.People.Where(person => person.Organisation == "org2").Take(4))
        {
            var console = await world.ConsoleAsync(person);
            consoles.Add(console);
            await console.SetAvailabilityAsync(available: true, capacity: 1);
            await world.Phone("org2").SayAsync("だれかいますか");
            var offer = await console.WaitForAsync(message => message.Target == "Offered", TimeSpan.FromMinutes(1));
            offered.Add((console, offer.Arguments[0].GetProperty("offerId").GetString()!));
            console.Heard += Moves(console);
        }

        var answers = new ConcurrentQueue<WebhookAttempt>();
        using var end = new CancellationTokenSource();
        var load = LoadAsync(world, answers, end.Token);
        await Task.Delay(1000, TestContext.Current.CancellationToken);
        await world.Cluster.StopAsync("gateway1");
        for (var start = TimeProvider.System.GetTimestamp(); answers.Count < 5 * PerSecond && TimeProvider.System.GetElapsedTime(start) < Soon;) await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.True(answers.Count >= 5 * PerSecond, $"only {answers.Count} calls were answered");
        await end.CancelAsync();
        await load;
        await Task.WhenAll(moves);

        Assert.All(answers, answer => Assert.Equal(200, answer.StatusCode));
        Assert.NotEmpty(back);
        Assert.All(back, took => Assert.InRange(took, TimeSpan.Zero, Soon));
        foreach (var (console, offerId) in offered)
        {
            var talk = await console.AnswerOfferAsync(offerId, accept: true);
            Assert.Equal("だれかいますか", (await console.EntriesAfterAsync(talk!.Id, 0))[0].Text);
        }

        TestContext.Current.SendDiagnosticMessage(
            $"{answers.Count} calls, slowest {answers.Max(answer => answer.Took.TotalMilliseconds):0} ms; {back.Count} consoles moved, slowest {back.Max().TotalMilliseconds:0} ms");
        foreach (var console in consoles) await console.DisposeAsync();

        Action<HubMessage> Moves(HubClient console) => message =>
        {
            if (message.Target == "Moving") moves.Enqueue(MoveAsync(console, back));
        };
    }

    private static async Task MoveAsync(HubClient console, ConcurrentQueue<TimeSpan> back)
    {
        var since = TimeProvider.System.GetTimestamp();
        // Away from the thread that reads, which the new connection ends.
        await Task.Run(() => ClusterWorld.ComeBackAsync(console, Soon), TestContext.Current.CancellationToken);
        back.Enqueue(TimeProvider.System.GetElapsedTime(since));
    }

    private static async Task LoadAsync(ClusterWorld world, ConcurrentQueue<WebhookAttempt> answers, CancellationToken end)
    {
        var phones = Enumerable.Range(0, 20).Select(_ => world.Phone()).ToList();
        var calls = new List<Task>();
        for (var call = 0; !end.IsCancellationRequested; call++)
        {
            calls.Add(CallAsync(phones[call % phones.Count], $"言葉 {call}"));
            await Task.Delay(1000 / PerSecond, CancellationToken.None);
        }

        await Task.WhenAll(calls);

        async Task CallAsync(Simulators.Line.LinePhone phone, string words) => answers.Enqueue((await phone.SayAsync(words)).First);
    }
}
