using System.Net;
using System.Text.Json;
using Gateway.Handoff.Referrals;
using Gateway.Mail;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Handoff;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>What a counsellor sees of a hand-off, and what they can do with it.</summary>
public sealed class ReferralDoorTests
{
    [Fact]
    public async Task A_counsellor_sees_what_the_body_asked_answers_it_and_stops_it()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (talk, referral) = await world.OfferAsync();
        using var desk = world.Browser();
        await world.EnterAsync(desk, "desk@example.jp");
        using (await DeskWorld.PostAsync(desk, $"/desk/referrals/{referral.Id}/question", ("text", "いつ来られますか"))) { }

        await using var hub = await world.Gateway.ConsoleAsync(world.PlaceOf(world.Counsellor));
        var list = await JsonAsync(hub.Http, "/api/referrals", world.Cancel);
        Assert.True(list.GetProperty("letters").GetBoolean());
        var row = Assert.Single(list.GetProperty("referrals").EnumerateArray());
        Assert.Equal(("questioned", talk.Id, true), (row.GetProperty("state").GetString(), row.GetProperty("conversationId").GetString(), row.GetProperty("reads").GetBoolean()));
        Assert.False(row.TryGetProperty("steps", out _));
        Assert.Single((await JsonAsync(hub.Http, $"/api/referrals?conversation={talk.Id}", world.Cancel)).GetProperty("referrals").EnumerateArray());
        var whole = await JsonAsync(hub.Http, $"/api/referrals/{referral.Id}", world.Cancel);
        Assert.Equal("いつ来られますか", whole.GetProperty("steps").EnumerateArray().Last().GetProperty("text").GetString());

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(hub.Http, $"/api/referrals/{referral.Id}/answer?with=anything", world.Cancel));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(hub.Http, $"/api/referrals/{referral.Id}/answer?with={GuideReferral.WeCall}", world.Cancel));
        Assert.Contains("お電話します", await desk.GetStringAsync($"/desk/referrals/{referral.Id}", world.Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, await PostAsync(hub.Http, $"/api/referrals/{referral.Id}/offer", world.Cancel));
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(hub.Http, $"/api/referrals/{referral.Id}/stop", world.Cancel));
        Assert.Contains("もう読めません", await desk.GetStringAsync($"/desk/referrals/{referral.Id}", world.Cancel), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await PostAsync(hub.Http, "/api/referrals/019aa2f0-0000-7000-8000-000000000000/stop", world.Cancel));
    }

    [Fact]
    public async Task Without_a_mail_server_the_counsellor_is_told_that_nobody_is_written_to()
    {
        await using var gateway = await TestGateway.StartAsync();
        await using var hub = await gateway.ConsoleAsync();
        var list = await JsonAsync(hub.Http, "/api/referrals", TestContext.Current.CancellationToken);
        Assert.False(list.GetProperty("letters").GetBoolean());
        Assert.False(gateway.Services.GetRequiredService<SendLetters>().On);
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.Http.GetAsync("/desk", TestContext.Current.CancellationToken)).StatusCode);
    }

    private static async Task<JsonElement> JsonAsync(HttpClient http, string address, CancellationToken cancel) => JsonDocument.Parse(await http.GetStringAsync(address, cancel)).RootElement;

    private static async Task<HttpStatusCode> PostAsync(HttpClient http, string address, CancellationToken cancel)
    {
        using var answer = await http.PostAsync(address, null, cancel);
        return answer.StatusCode;
    }
}
