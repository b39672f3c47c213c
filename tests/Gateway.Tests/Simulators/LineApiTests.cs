using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Simulators;

public sealed class LineApiTests : IAsyncLifetime
{
    private static readonly LineAccountOptions Account = new()
    {
        Account = "komorebi",
        Destination = "U0123456789abcdef0123456789abcdef",
        ChannelSecret = "0123456789abcdef0123456789abcdef",
        AccessToken = "token",
        MonthlyQuota = 3,
    };

    private readonly FakeTime _time = new();
    private readonly HttpClient _http = new();
    private SimulatorHost _host = null!;
    private Receiver _gateway = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private LineAccount Line => _host.Line("komorebi");

    public async ValueTask InitializeAsync()
    {
        _gateway = await Receiver.StartAsync();
        _host = await SimulatorHost.StartAsync([Account], [], _time, seed: 1);
        _host.Providers.PointAt(_gateway.Address);
        _http.BaseAddress = _host.Address;
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "token");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_wrong_token_is_answered_401_with_a_request_id()
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "another");
        using var answer = await PushAsync(Line.Phone().UserId, "こんばんは");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.True(answer.Headers.Contains("X-Line-Request-Id"));
        Assert.Equal(0, _host.Outbox.Log.Last);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.BadRequest)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task A_stranger_is_refused_unless_scripts_play_phones(bool friends, HttpStatusCode expected)
    {
        await using var host = await SimulatorHost.StartAsync([Account with { StrangersAreFriends = friends }], [], _time);
        using var answer = await _http.PostAsJsonAsync(
            new Uri(host.Address, "/v2/bot/message/push"),
            new { to = "U" + new string('e', 32), messages = new[] { new { type = "text", text = "こんばんは" } } }, Stop);
        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(friends ? 1 : 0, host.Outbox.Log.Last);
    }

    [Fact]
    public async Task A_reply_token_is_good_once()
    {
        var phone = Line.Phone();
        var said = phone.Text("はじめまして");
        await phone.SendAsync(said);

        using var first = await ReplyAsync(said.ReplyToken!, "お話を聞いています");
        using var second = await ReplyAsync(said.ReplyToken!, "お話を聞いています");
        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.Single(Sent(await JsonAsync(first)));
        Assert.Equal("Invalid reply token", (await JsonAsync(second, HttpStatusCode.BadRequest))["message"]!.GetValue<string>());
        Assert.Equal(["お話を聞いています"], phone.Received.Select(item => item.Text));
        Assert.Equal("reply", phone.Received[0].Kind);
    }

    [Theory]
    [InlineData(59, true)]
    [InlineData(61, false)]
    public async Task A_reply_token_lives_a_minute(int seconds, bool good)
    {
        var phone = Line.Phone();
        var said = phone.Text("だれかいますか");
        await phone.SendAsync(said);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        using var answer = await ReplyAsync(said.ReplyToken!, "はい");
        Assert.Equal(good ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task A_refused_reply_leaves_its_token_good()
    {
        var phone = Line.Phone();
        var said = phone.Text("まだ待つの？");
        await phone.SendAsync(said);
        using var tooLong = await ReplyAsync(said.ReplyToken!, new string('あ', 5001));
        using var right = await ReplyAsync(said.ReplyToken!, new string('あ', 5000));
        var error = await JsonAsync(tooLong, HttpStatusCode.BadRequest);
        Assert.Equal("The request body has 1 error(s)", error["message"]!.GetValue<string>());
        Assert.Equal("messages[0].text", error["details"]![0]!["property"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task A_retry_key_on_a_reply_is_refused()
    {
        var phone = Line.Phone();
        var said = phone.Text("うん");
        await phone.SendAsync(said);
        using var answer = await ReplyAsync(said.ReplyToken!, "はい", retryKey: "2a5f0d5e-0b55-4b0e-9a57-3c1d8f0e6a11");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("""{"to":"$","messages":[]}""")]
    [InlineData("""{"to":"$"}""")]
    [InlineData("""{"to":"$","messages":[{"type":"text","text":""}]}""")]
    [InlineData("""{"to":"$","messages":[{"type":"song","text":"la"}]}""")]
    [InlineData("""{"to":"nobody","messages":[{"type":"text","text":"a"}]}""")]
    [InlineData("""{"to":"Uffffffffffffffffffffffffffffffff","messages":[{"type":"text","text":"a"}]}""")]
    [InlineData("""{"to":"$","messages":[1,2,3,4,5,6]}""")]
    [InlineData("""[]""")]
    [InlineData("""{""")]
    public async Task A_call_beyond_the_limits_is_answered_400(string body)
    {
        var phone = Line.Phone();
        await phone.FollowAsync();
        using var content = new StringContent(body.Replace("$", phone.UserId, StringComparison.Ordinal), new MediaTypeHeaderValue("application/json"));
        using var answer = await _http.PostAsync("/v2/bot/message/push", content, Stop);
        await JsonAsync(answer, HttpStatusCode.BadRequest);
        Assert.Equal(0, _host.Outbox.Log.Last);
    }

    [Fact]
    public async Task A_repeated_retry_key_is_accepted_once_for_a_day()
    {
        const string key = "2a5f0d5e-0b55-4b0e-9a57-3c1d8f0e6a11";
        var phone = Line.Phone();
        await phone.FollowAsync();
        using var first = await PushAsync(phone.UserId, "こんばんは", key);
        using var again = await PushAsync(phone.UserId, "こんばんは", key);
        var repeated = await JsonAsync(again, HttpStatusCode.Conflict);
        Assert.Equal("The retry key is already accepted", repeated["message"]!.GetValue<string>());
        Assert.Equal(Sent(await JsonAsync(first)), Sent(repeated));
        Assert.Equal(first.Headers.GetValues("X-Line-Request-Id"), again.Headers.GetValues("x-line-accepted-request-id"));
        Assert.Single(phone.Received);

        _time.Advance(TimeSpan.FromHours(24));
        using var nextDay = await PushAsync(phone.UserId, "こんばんは", key);
        Assert.Equal(HttpStatusCode.OK, nextDay.StatusCode);
        Assert.Equal(2, phone.Received.Count);
    }

    [Fact]
    public async Task To_somebody_who_blocked_the_account_it_is_accepted_and_does_not_arrive()
    {
        var phone = Line.Phone();
        await phone.FollowAsync();
        await phone.UnfollowAsync();
        using var answer = await PushAsync(phone.UserId, "こんばんは");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(1, _host.Outbox.Log.Last);
        Assert.Empty(phone.Received);
        Assert.Equal(0, (await _http.GetFromJsonAsync<JsonNode>("/v2/bot/message/quota/consumption", Stop))!["totalUsage"]!.GetValue<int>());
    }

    [Fact]
    public async Task The_monthly_limit_stops_pushes_until_the_month_turns_in_japan()
    {
        var phone = Line.Phone();
        await phone.FollowAsync();
        for (var i = 0; i < 3; i++)
            (await PushAsync(phone.UserId, "一")).Dispose();
        using var over = await PushAsync(phone.UserId, "二");
        Assert.Equal("You have reached your monthly limit.", (await JsonAsync(over, HttpStatusCode.TooManyRequests))["message"]!.GetValue<string>());

        _time.AdvanceTo(new DateTimeOffset(2037, 11, 30, 15, 0, 0, TimeSpan.Zero));
        using var december = await PushAsync(phone.UserId, "三");
        Assert.Equal(HttpStatusCode.OK, december.StatusCode);
    }

    [Fact]
    public async Task A_cut_after_the_acceptance_leaves_the_caller_in_doubt_and_the_message_sent()
    {
        var phone = Line.Phone();
        await phone.FollowAsync();
        Line.Faults.Next(Fault.DropAfterAccepting);
        await Assert.ThrowsAsync<HttpRequestException>(() => PushAsync(phone.UserId, "届いた？"));
        Assert.Single(phone.Received);
    }

    [Theory]
    [InlineData(Fault.ServerError, 500)]
    [InlineData(Fault.RateLimited, 429)]
    public async Task A_fault_before_the_acceptance_accepts_nothing(Fault fault, int status)
    {
        var phone = Line.Phone();
        await phone.FollowAsync();
        Line.Faults.Next(fault);
        using var answer = await PushAsync(phone.UserId, "こんばんは");
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Empty(phone.Received);
    }

    [Fact]
    public async Task A_profile_is_there_for_friends_only()
    {
        var phone = Line.Phone();
        using var stranger = await _http.GetAsync($"/v2/bot/profile/{phone.UserId}", Stop);
        await phone.FollowAsync();
        using var friend = await _http.GetAsync($"/v2/bot/profile/{phone.UserId}", Stop);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (stranger.StatusCode, friend.StatusCode));
    }

    private async Task<HttpResponseMessage> PushAsync(string to, string text, string? retryKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/bot/message/push")
        {
            Content = JsonContent.Create(new { to, messages = new[] { new { type = "text", text } } }),
        };
        if (retryKey is not null)
            request.Headers.Add("X-Line-Retry-Key", retryKey);
        return await _http.SendAsync(request);
    }

    private async Task<HttpResponseMessage> ReplyAsync(string replyToken, string text, string? retryKey = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v2/bot/message/reply")
        {
            Content = JsonContent.Create(new { replyToken, messages = new[] { new { type = "text", text } } }),
        };
        if (retryKey is not null)
            request.Headers.Add("X-Line-Retry-Key", retryKey);
        return await _http.SendAsync(request);
    }

    private static async Task<JsonNode> JsonAsync(HttpResponseMessage answer, HttpStatusCode expected = HttpStatusCode.OK)
    {
        Assert.Equal(expected, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    private static IEnumerable<string> Sent(JsonNode body) => body["sentMessages"]!.AsArray().Select(sent => sent!["id"]!.GetValue<string>());
}
