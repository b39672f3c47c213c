using System.Text;
using System.Text.Json.Nodes;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Simulators;

public sealed class LineWebhookTests : IAsyncLifetime
{
    private static readonly LineAccountOptions Account = new()
    {
        Account = "komorebi",
        Destination = "U0123456789abcdef0123456789abcdef",
        ChannelSecret = "0123456789abcdef0123456789abcdef",
        AccessToken = "token",
        Redelivery = [TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(60)],
    };

    private readonly FakeTime _time = new();
    private SimulatorHost _host = null!;
    private Receiver _gateway = null!;

    private LineAccount Line => _host.Line("komorebi");

    public async ValueTask InitializeAsync()
    {
        _gateway = await Receiver.StartAsync();
        _host = await SimulatorHost.StartAsync([Account], [], _time, seed: 1);
        _host.Providers.PointAt(_gateway.Address);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public void The_signature_is_the_one_of_the_documents() =>
        Assert.Equal(
            "94lIexwJJhBAEvU5fHF/i4JXKbSzbpgGUoZUZlwge9Q=",
            Line.Sign("""{"destination":"U0123456789abcdef0123456789abcdef","events":[]}"""u8));

    [Fact]
    public async Task The_verify_button_sends_no_events_and_signs_the_bytes_it_sends()
    {
        await Line.VerifyAsync();
        var call = Assert.Single(_gateway.Calls.After(0));
        Assert.Equal("""{"destination":"U0123456789abcdef0123456789abcdef","events":[]}""", Encoding.UTF8.GetString(call.Body));
        Assert.Equal("94lIexwJJhBAEvU5fHF/i4JXKbSzbpgGUoZUZlwge9Q=", call.Headers["x-line-signature"]);
        Assert.Equal("/channels/line/komorebi/webhook", call.Path);
    }

    [Fact]
    public async Task A_text_carries_all_that_a_message_event_has()
    {
        var phone = Line.Phone();
        await phone.SayAsync("相談したいです 🌙");
        var one = Event(Assert.Single(_gateway.Calls.After(0)));
        Assert.Equal("message", Text(one["type"]));
        Assert.Equal("active", Text(one["mode"]));
        Assert.Equal(_time.GetUtcNow().ToUnixTimeMilliseconds(), one["timestamp"]!.GetValue<long>());
        Assert.Matches("^[0-9A-HJKMNP-TV-Z]{26}$", Text(one["webhookEventId"]));
        Assert.Equal(phone.UserId, Text(one["source"]!["userId"]));
        Assert.Matches("^U[0-9a-f]{32}$", phone.UserId);
        Assert.Matches("^[0-9a-f]{32}$", Text(one["replyToken"]));
        Assert.Matches("^[0-9]{17,20}$", Text(one["message"]!["id"]));
        Assert.Equal("相談したいです 🌙", Text(one["message"]!["text"]));
    }

    [Fact]
    public async Task What_cannot_be_answered_has_no_reply_token()
    {
        var phone = Line.Phone();
        await phone.FollowAsync();
        await phone.UnfollowAsync();
        await phone.FollowAsync();
        var events = _gateway.Calls.After(0).Select(Event).ToList();
        Assert.Equal([false, true, false], events.Select(one => one["replyToken"] is null));
        Assert.Equal([false, null, true], events.Select(one => one["follow"]?["isUnblocked"]?.GetValue<bool>()));
    }

    [Fact]
    public async Task What_is_not_accepted_comes_again_with_the_same_event_id()
    {
        _gateway.Answers.Enqueue(500);
        var delivery = await Line.Phone().SayAsync("聞こえますか");
        Assert.False(delivery.First.Accepted);
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.True((await delivery.Last).Accepted);

        var events = _gateway.Calls.After(0).Select(Event).ToList();
        Assert.Equal(2, events.Count);
        Assert.Equal(Text(events[0]["webhookEventId"]), Text(events[1]["webhookEventId"]));
        Assert.Equal(events[0]["timestamp"]!.GetValue<long>(), events[1]["timestamp"]!.GetValue<long>());
        Assert.Equal([false, true], events.Select(one => one["deliveryContext"]!["isRedelivery"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task It_is_given_up_after_the_last_redelivery()
    {
        for (var i = 0; i < 3; i++)
            _gateway.Answers.Enqueue(503);
        var delivery = await Line.Phone().SayAsync("聞こえますか");
        // The next pause begins at a moment that only the simulator knows.
        while (!delivery.Last.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(60));
            await Task.Yield();
        }
        Assert.Equal(503, (await delivery.Last).StatusCode);
        Assert.Equal(3, _gateway.Calls.Last);
    }

    [Fact]
    public async Task A_duplicate_is_not_marked_as_one()
    {
        Line.Faults.DuplicateWebhooks();
        await Line.Phone().SayAsync("一度だけ言いました");
        var calls = _gateway.Calls.After(0);
        Assert.Equal(2, calls.Count);
        Assert.Equal(calls[0].Body, calls[1].Body);
    }

    [Fact]
    public async Task Several_users_can_come_in_one_call()
    {
        var (one, other) = (Line.Phone(), Line.Phone());
        await Line.SendAsync(one.Text("ひとり"), other.Text("もうひとり"));
        var body = JsonNode.Parse(Assert.Single(_gateway.Calls.After(0)).Body)!;
        Assert.Equal([one.UserId, other.UserId], body["events"]!.AsArray().Select(each => Text(each!["source"]!["userId"])));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_ids()
    {
        await using var again = await SimulatorHost.StartAsync([Account], [], _time, seed: 1);
        Assert.Equal(Line.Phone().UserId, again.Line("komorebi").Phone().UserId);
    }

    [Fact]
    public async Task A_gateway_that_is_away_is_reported_and_not_thrown()
    {
        Line.Webhook = new Uri("http://127.0.0.1:1/");
        var delivery = await Line.Phone().SayAsync("…");
        Assert.Equal("could_not_connect", delivery.First.Reason);
    }

    private static JsonNode Event(ReceivedCall call) => JsonNode.Parse(call.Body)!["events"]![0]!;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
