using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Simulators;
using Gateway.Simulators.Sms;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Simulators;

public sealed class SmsTests : IAsyncLifetime
{
    private const string Key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private const string Target = "/sms?api-version=2026-01-23";
    private const string Person = "+817000000012";
    private const string RequestId = "8b5c1d1e-6f1f-4b7e-9d0a-0d5b8f0e6a11";

    private static readonly SmsNumberOptions Number = new()
    {
        Account = "komorebi",
        Number = "+815000000001",
        AccessKey = Key,
        EventsKey = "events key",
        Retries = [TimeSpan.FromSeconds(10)],
        RatePerMinute = 5,
    };

    private readonly FakeTime _time = new();
    private readonly HttpClient _http = new();
    private SimulatorHost _host = null!;
    private Receiver _gateway = null!;

    private SmsNumber Sms => _host.Sms("komorebi");

    public async ValueTask InitializeAsync()
    {
        _gateway = await Receiver.StartAsync();
        _gateway.Body = call => JsonNode.Parse(call.Body)![0]!["data"]!["validationCode"] is { } code
            ? $$"""{"validationResponse":"{{code}}"}"""
            : "";
        _host = await SimulatorHost.StartAsync([], [Number], _time, seed: 1);
        _host.Providers.PointAt(_gateway.Address);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public void The_signature_is_the_one_of_the_documents()
    {
        var body = """{"from":"+815012345678","smsRecipients":[{"to":"+819012345678"}],"message":"test"}"""u8.ToArray();
        var hash = AcsSignature.ContentHash(body);
        Assert.Equal("9LW5ep5zFi77M2U6owu6NHZW93rM70Yh3nSRkWRqsx4=", hash);
        const string date = "Sat, 21 Nov 2026 03:00:00 GMT";
        const string host = "contoso.communication.azure.com";
        Assert.Equal("oAN1RpxAZvGNKTGjyG5j48+fLFPcNQYxobLnfZMqde4=", AcsSignature.Of(Key, "POST", Target, date, host, hash));

        var now = DateTimeOffset.Parse(date, CultureInfo.InvariantCulture);
        var call = new SignedCall("POST", Target, host, date, hash, AcsSignature.Header(Key, "POST", Target, date, host, hash), body);
        Assert.True(AcsSignature.Verifies(Key, call, now));
        Assert.False(AcsSignature.Verifies(Key, call, now + TimeSpan.FromMinutes(16)));
        Assert.False(AcsSignature.Verifies(Key, call with { Body = [.. body, 32] }, now));
        Assert.False(AcsSignature.Verifies(Key, call with { PathAndQuery = Target + "&x=1" }, now));
        Assert.False(AcsSignature.Verifies(Key, call with { Verb = "PUT" }, now));
        Assert.False(AcsSignature.Verifies(Convert.ToBase64String(new byte[32]), call, now));
    }

    [Fact]
    public async Task An_accepted_message_is_answered_202_row_by_row_and_reported()
    {
        var result = Row(await SendAsync(Body(Person, "こんばんは")), HttpStatusCode.Accepted);
        Assert.Equal(202, result["httpStatusCode"]!.GetValue<int>());
        Assert.True(result["successful"]!.GetValue<bool>());
        var messageId = result["messageId"]!.GetValue<string>();
        Assert.StartsWith("Outgoing_", messageId, StringComparison.Ordinal);
        Assert.Equal("こんばんは", Assert.Single(Sms.Phone(Person).Received).Text);

        var report = await (await Sms.Events.Reports.FirstAsync(_ => true));
        Assert.True(report.First.Accepted);
        var data = Data(_gateway.Calls.After(0)[^1]);
        Assert.Equal((messageId, "Delivered", "815000000001", Person, "conv-1"),
            (Text(data["messageId"]), Text(data["deliveryStatus"]), Text(data["from"]), Text(data["to"]), Text(data["Tag"])));
    }

    [Fact]
    public async Task A_repeated_request_id_is_sent_once()
    {
        var body = Body(Person, "こんばんは", $$""","repeatabilityRequestId":"{{RequestId}}","repeatabilityFirstSent":"Sat, 21 Nov 2026 13:00:00 GMT" """);
        var first = Row(await SendAsync(body), HttpStatusCode.Accepted);
        var again = Row(await SendAsync(body), HttpStatusCode.Accepted);
        Assert.Equal(first.ToJsonString(), again.ToJsonString());
        Assert.Equal("accepted", Text(again["repeatabilityResult"]));
        Assert.Single(Sms.Phone(Person).Received);
    }

    [Fact]
    public async Task A_request_id_without_its_date_is_rejected()
    {
        var row = Row(await SendAsync(Body(Person, "a", $$""","repeatabilityRequestId":"{{RequestId}}" """)), HttpStatusCode.Accepted);
        Assert.Equal((400, "rejected"), (row["httpStatusCode"]!.GetValue<int>(), Text(row["repeatabilityResult"])));
    }

    [Theory]
    [InlineData("07012345678", 400)]
    [InlineData("+0", 400)]
    public async Task A_wrong_number_fails_alone(string to, int status)
    {
        var row = Row(await SendAsync(Body(to, "a")), HttpStatusCode.Accepted);
        Assert.Equal(status, row["httpStatusCode"]!.GetValue<int>());
        Assert.Null(row["messageId"]);
    }

    [Theory]
    [InlineData("""{"smsRecipients":[{"to":"+817000000012"}],"message":"a"}""")]
    [InlineData("""{"from":"+815000000001","smsRecipients":[],"message":"a"}""")]
    [InlineData("""{"from":"+815000000001","smsRecipients":[{"to":"+817000000012"}],"message":""}""")]
    [InlineData("""{"from":"+815000000001","smsRecipients":[{"to":"+817000000012"}],"message":"a","smsSendOptions":{}}""")]
    [InlineData("""{""")]
    public async Task A_wrong_call_fails_whole(string body)
    {
        using var answer = await SendAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task More_than_2048_characters_are_refused()
    {
        using var right = await SendAsync(Body(Person, new string('あ', 2048)));
        using var wrong = await SendAsync(Body(Person, new string('あ', 2049)));
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.BadRequest), (right.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task An_unsigned_call_is_answered_401()
    {
        using var answer = await SendAsync(Body(Person, "a"), key: Convert.ToBase64String(new byte[32]));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal(0, _host.Outbox.Log.Last);
    }

    [Fact]
    public async Task Too_many_in_a_minute_are_answered_429()
    {
        for (var i = 0; i < 5; i++)
            (await SendAsync(Body(Person, "a"))).Dispose();
        using var over = await SendAsync(Body(Person, "a"));
        Assert.Equal(HttpStatusCode.TooManyRequests, over.StatusCode);
        _time.Advance(TimeSpan.FromMinutes(1));
        using var later = await SendAsync(Body(Person, "a"));
        Assert.Equal(HttpStatusCode.Accepted, later.StatusCode);
    }

    [Fact]
    public async Task The_handshake_comes_before_the_first_event_and_only_once()
    {
        await Task.WhenAll(Sms.Phone(Person).SayAsync("3日たべてない"), Sms.Phone("+817000000013").SayAsync("だれかいますか"));
        var calls = _gateway.Calls.After(0);
        Assert.Equal(["SubscriptionValidation", "Notification", "Notification"], calls.Select(call => call.Headers["aeg-event-type"].ToString()));
        Assert.All(calls, call => Assert.Equal(("/channels/sms/komorebi/events", "?key=events%20key"), (call.Path, call.Query)));
        var data = Data(calls[1]);
        Assert.Equal("815000000001", Text(data["to"]));
        Assert.DoesNotContain("+", Text(data["from"]), StringComparison.Ordinal);
        Assert.StartsWith("Incoming_", Text(data["messageId"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_right_echo_nothing_is_sent()
    {
        _gateway.Body = _ => """{"validationResponse":"another"}""";
        await Assert.ThrowsAsync<InvalidOperationException>(() => Sms.Phone(Person).SayAsync("a"));
        Assert.Equal(1, _gateway.Calls.Last);
    }

    [Theory]
    [InlineData(503, 2)]
    [InlineData(500, 2)]
    [InlineData(401, 1)]
    [InlineData(400, 1)]
    [InlineData(413, 1)]
    public async Task Event_grid_tries_again_unless_the_answer_was_final(int status, int tries)
    {
        await Sms.Events.SubscribeAsync();
        _gateway.Answers.Enqueue(status);
        var delivery = await Sms.Phone(Person).SayAsync("a");
        if (tries > 1)
            _time.Advance(TimeSpan.FromSeconds(10));
        await delivery.Last;
        Assert.Equal(tries, delivery.Attempts.Last);
    }

    [Fact]
    public async Task A_phone_that_is_off_is_reported_as_failed()
    {
        var phone = Sms.Phone(Person);
        phone.SetReachable(false);
        (await SendAsync(Body(Person, "a"))).Dispose();
        await (await Sms.Events.Reports.FirstAsync(_ => true));
        Assert.Equal("Failed", Text(Data(_gateway.Calls.After(0)[^1])["deliveryStatus"]));
        Assert.Empty(phone.Received);
    }

    [Theory]
    [InlineData("€", 1, 1)]
    [InlineData("a", 160, 1)]
    [InlineData("a", 161, 2)]
    [InlineData("a", 307, 3)]
    [InlineData("あ", 70, 1)]
    [InlineData("あ", 71, 2)]
    [InlineData("あ", 135, 3)]
    public void Segments_are_counted_by_alphabet(string letter, int length, int segments) =>
        Assert.Equal(segments, SmsText.Segments(string.Concat(Enumerable.Repeat(letter, length))));

    private async Task<HttpResponseMessage> SendAsync(string body, string key = Key)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var date = _time.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        var hash = AcsSignature.ContentHash(bytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Address, Target)) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation("x-ms-date", date);
        request.Headers.TryAddWithoutValidation("x-ms-content-sha256", hash);
        request.Headers.TryAddWithoutValidation(
            "Authorization", AcsSignature.Header(key, "POST", Target, date, _host.Address.Authority, hash));
        return await _http.SendAsync(request);
    }

    private static string Body(string to, string message, string more = "") =>
        $$$"""{"from":"+815000000001","smsRecipients":[{"to":"{{{to}}}"{{{more}}}}],"message":"{{{message}}}","smsSendOptions":{"enableDeliveryReport":true,"tag":"conv-1"}}""";

    private static JsonNode Row(HttpResponseMessage answer, HttpStatusCode expected)
    {
        using (answer)
        {
            Assert.Equal(expected, answer.StatusCode);
            using var reader = new StreamReader(answer.Content.ReadAsStream());
            return JsonNode.Parse(reader.ReadToEnd())!["value"]![0]!;
        }
    }

    private static JsonNode Data(ReceivedCall call) => JsonNode.Parse(call.Body)![0]!["data"]!;

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}
