using System.Net;
using System.Text;
using System.Text.Json;
using Gateway.Channels.Line;
using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Channels.Line;

/// <summary>The month's number of pushes: known before it runs out, and told when it has.</summary>
public sealed class LineQuotaTests
{
    private static readonly Ids s_ids = new(TimeProvider.System);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>LINE's two answers, and what is read from them: the limit, and what is used.</summary>
    public static TheoryData<string, string, string> Answers => new()
    {
        { """{"type":"limited","value":200}""", """{"totalUsage":7}""", "(200, 7)" },
        { """{"type":"none"}""", """{"totalUsage":7}""", "(, 7)" },
        { """{"type":"none","value":1}""", """{"totalUsage":0}""", "(, 0)" },
        { """{"type":"limited"}""", """{"totalUsage":7}""", "" },
        { """{"type":"limited","value":"200"}""", """{"totalUsage":7}""", "" },
        { """{"type":"limited","value":-1}""", """{"totalUsage":7}""", "" },
        { """{"type":"limited","value":1e400}""", """{"totalUsage":7}""", "" },
        { """{"type":"elastic","value":200}""", """{"totalUsage":7}""", "" },
        { """{"type":"limited","value":200}""", "{}", "" },
        { """{"type":"limited","value":200}""", "<html>", "" },
        { "", """{"totalUsage":7}""", "" },
        { "[]", "[]", "" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void What_LINE_says_of_the_month_is_read_or_left(string quota, string consumption, string read)
    {
        Assert.Equal(read, LineQuota.Read(Answer(200, quota), Answer(200, consumption))?.ToString() ?? "");
        Assert.Null(LineQuota.Read(Answer(429, quota), Answer(200, consumption)));
        Assert.Null(LineQuota.Read(Answer(200, quota), Answer(500, consumption)));
    }

    [Theory]
    [InlineData(null, null, false, true)]
    [InlineData(null, 5000L, false, true)]
    [InlineData(200L, 0L, false, true)]
    [InlineData(200L, 179L, false, true)]
    [InlineData(200L, 180L, false, false)]
    [InlineData(200L, 250L, false, false)]
    [InlineData(0L, 0L, false, false)]
    [InlineData(200L, 10L, true, false)]
    public void The_last_tenth_of_the_month_is_not_spent_on_telling_of_news(long? limit, long? used, bool spent, bool spares) =>
        Assert.Equal(spares, new LineQuota("komorebi", "org-1", limit, used, spent).SparesForNews);

    [Fact]
    public async Task What_is_left_is_known_before_it_runs_out_and_again_after_a_larger_plan()
    {
        await using var house = await LineHouse.StartAsync(LineHouse.Stateless, quota: 2);
        Assert.Equal((null, null, false), State(house));
        await house.Quotas.RunOnceAsync(Stop);
        Assert.Equal((2L, 2L, false), State(house));
        var phone = house.Line.Phone();
        house.Line.Webhook = house.Settings.Api;
        await phone.FollowAsync();
        await PushAsync(house, phone.UserId);
        await house.Quotas.RunOnceAsync(Stop);
        Assert.Equal((2L, 1L, false), State(house));
        await PushAsync(house, phone.UserId);
        Assert.Equal("quota", Assert.IsType<SendOutcome.Refused>(await PushAsync(house, phone.UserId)).Reason);
        // Known at once, not only at the next look.
        Assert.Equal((2L, 0L, true), State(house));
        Assert.Equal(1608, Assert.Single(house.Logged, id => id == 1608));

        house.Time.Advance(TimeSpan.FromDays(40));
        await house.Quotas.RunOnceAsync(Stop);
        Assert.Equal((2L, 2L, false), State(house));
    }

    [Fact]
    public async Task When_the_month_is_used_up_the_counsellor_is_told_and_an_answer_within_a_minute_still_arrives()
    {
        var time = new FakeTime();
        await using var night = await TestGateway.StartAsync(new SetupSize { LineMonthlyQuota = 1, Administrators = 1 }, time);
        await using var aoi = await night.ConsoleAsync();
        var girl = night.LinePhone();
        await girl.FollowAsync();
        await girl.SayAsync("こんばんは");
        var talk = await night.TakenByAsync(aoi);
        await night.EventuallyAsync(
            async () => (await aoi.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Author == "bot").All(entry => entry.Delivery == "sent"), "the guide has spoken");
        // Its own greeting has used the reply; these two are pushes.
        Assert.Equal(("sent", null), await SayAsync("ひとつ目"));
        Assert.Equal(("failed", "quota"), await SayAsync("ふたつ目"));
        await girl.SayAsync("聞こえますか");
        Assert.Equal(("sent", null), await SayAsync("聞こえています"));
        Assert.Equal(["ひとつ目", "聞こえています"], girl.Received.Select(item => item.Text).Where(text => text.EndsWith('目') || text.EndsWith('す')).TakeLast(2));

        await using var admin = await HubClient.SignInAsync(night.Address, night.Setup.People[^1].UserName, night.Setup.People[^1].Password);
        using var answer = await admin.Http.GetAsync(new Uri("/api/line/quota", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var quota = Assert.Single(JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(Stop)).EnumerateArray());
        Assert.Equal((night.Setup.Line[0].Account, true, 0), (quota.GetProperty("account").GetString(), quota.GetProperty("spent").GetBoolean(), quota.GetProperty("left").GetInt32()));
        Assert.False(quota.TryGetProperty("organisation", out _));
        using var refused = await aoi.Http.GetAsync(new Uri("/api/line/quota", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        async Task<(string?, string?)> SayAsync(string text)
        {
            var said = await aoi.SendAsync(talk.Id, text);
            (string?, string?) state = default;
            await night.EventuallyAsync(async () =>
            {
                var entry = (await aoi.EntriesAfterAsync(talk.Id, said.Number)).FirstOrDefault(entry => entry.Kind == "delivery" && entry.Of == said.Number);
                state = (entry?.Delivery, entry?.Reason);
                return entry is not null;
            }, text);
            return state;
        }
    }

    private static (long? Limit, long? Left, bool Spent) State(LineHouse house)
    {
        var quota = Assert.Single(house.Quotas.Of("org-1"));
        return (quota.Limit, quota.Left, quota.Spent);
    }

    private static Task<SendOutcome> PushAsync(LineHouse house, string to) => house.Sender.SendAsync(
        new OutboundBatch("line/komorebi", Redacted.Of(to), [Redacted.Of("はい")], s_ids.New(), Routes.Push, null, 0), Stop);

    private static LineAnswer Answer(int status, string body) => new(status, Encoding.UTF8.GetBytes(body), false);
}
