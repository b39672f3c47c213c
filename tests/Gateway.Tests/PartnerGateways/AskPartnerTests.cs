using System.Net.Http.Json;
using System.Text.Json;
using Gateway.PartnerGateways;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.PartnerGateways;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>Two gateways ask each other who is there, through their front doors.</summary>
public sealed class AskPartnerTests
{
    [Fact]
    public async Task Each_sees_who_is_there_at_the_other()
    {
        await using var two = await TwoGateways.StartAsync();
        await using var desk = await two.Partner.ConsoleAsync();
        await desk.SetAvailabilityAsync(true, 3);

        var seen = await AskedAsync(two);
        Assert.Equal(("hoshi", "https://partner.test"), (seen.GetProperty("id").GetString(), seen.GetProperty("address").GetString()));
        Assert.Equal((1, 3, 3, 0), Numbers(seen.GetProperty("availability")));
        Assert.InRange(seen.GetProperty("secondsApart").GetDouble(), -2, 2);
        Assert.False(seen.TryGetProperty("fault", out _));

        await two.Partner.Services.GetRequiredService<WatchPartners>().RunOnceAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, 0, 0, 0), Numbers((await SeenAsync(two.Partner)).GetProperty("availability")));
    }

    [Theory]
    [InlineData(WayFault.CallLost, "unreachable")]
    [InlineData(WayFault.AnswerLost, "unreachable")]
    [InlineData(WayFault.AnswerForged, "answer_signature")]
    [InlineData(WayFault.Doubled, null)]
    public async Task What_happens_on_the_way_is_told_and_nothing_false_is_believed(WayFault what, string? fault)
    {
        await using var two = await TwoGateways.StartAsync();
        two.Way.Next = _ => what;
        var seen = await AskedAsync(two);
        Assert.Equal(fault, seen.TryGetProperty("fault", out var told) ? told.GetString() : null);
        Assert.Equal(fault is null, seen.TryGetProperty("availability", out _));
        two.Way.Next = _ => WayFault.None;
        Assert.Equal((0, 0, 0, 0), Numbers((await AskedAsync(two)).GetProperty("availability")));
    }

    [Fact]
    public async Task An_answer_to_another_call_is_not_believed()
    {
        await using var two = await TwoGateways.StartAsync();
        await AskedAsync(two);
        var calls = two.Home.Services.GetRequiredService<CallPartner>();
        var partner = two.Home.Services.GetRequiredService<PartnerLinks>().Of("org1").Single().Partner;
        // Whoever stands between the two keeps a good answer and gives it to the next call.
        two.Way.KeepsAnswers = true;
        Assert.NotNull((await calls.ExchangeAsync(partner, null, TestContext.Current.CancellationToken)).Answer);
        var (answer, fault, _) = await calls.ExchangeAsync(partner, null, TestContext.Current.CancellationToken);
        Assert.Equal((null, "answer_signature"), (answer, fault));
    }

    [Fact]
    public async Task Clocks_that_are_far_apart_are_told_with_a_figure()
    {
        await using var two = await TwoGateways.StartAsync(partnerTime: new FakeTime());
        var seen = await AskedAsync(two);
        Assert.Equal("refused_clocks_apart", seen.GetProperty("fault").GetString());
        using var answer = await two.Way.DeliverAsync(two.Way.Last!, TestContext.Current.CancellationToken);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        Assert.Equal("partner.clocks_apart", problem.GetProperty("code").GetString());
        // Ten years, one way or the other: the partner's clock is the one of the test, and either may have called last.
        Assert.InRange(Math.Abs(problem.GetProperty("secondsApart").GetInt64()), 100_000_000, 400_000_000);
    }

    [Fact]
    public void What_was_heard_long_ago_says_nothing_about_now()
    {
        var time = new FakeTime();
        var links = new PartnerLinks(new Gateway.Organisations.OrganisationDirectory([], [], [], []), time);
        Assert.False(links.Note("hoshi", new ExchangeAnswer(1, time.GetUtcNow(), new Availability(1, 3, 3, 0)), null, time.GetUtcNow().ToUnixTimeMilliseconds()));
        time.Advance(PartnerLinks.Fresh);
        Assert.NotNull(links.Find("hoshi").Availability);
        Assert.True(links.Note("hoshi", null, "timeout", 0));
        Assert.False(links.Note("hoshi", null, "timeout", 0));
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Null(links.Find("hoshi").Availability);
        Assert.Equal("timeout", links.Find("hoshi").Fault);
    }

    private static (int, int, int, int) Numbers(JsonElement found) =>
        (found.GetProperty("onShift").GetInt32(), found.GetProperty("hands").GetInt32(), found.GetProperty("freeHands").GetInt32(), found.GetProperty("waiting").GetInt32());

    private static async Task<JsonElement> AskedAsync(TwoGateways two)
    {
        await two.Home.Services.GetRequiredService<WatchPartners>().RunOnceAsync(TestContext.Current.CancellationToken);
        return await SeenAsync(two.Home);
    }

    // By the front door, as a supervisor.
    private static async Task<JsonElement> SeenAsync(TestGateway gateway)
    {
        var supervisor = gateway.Setup.People.First(person => person.Role == "supervisor");
        await using var desk = await HubClient.SignInAsync(gateway.Address, supervisor.UserName, supervisor.Password);
        return (await desk.Http.GetFromJsonAsync<JsonElement>(new Uri(gateway.Address, "/api/partner-gateways"), TestContext.Current.CancellationToken))[0];
    }
}
