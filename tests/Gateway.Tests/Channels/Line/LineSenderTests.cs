using System.Diagnostics.Metrics;
using System.Net;
using System.Text;
using Gateway.Channels.Line;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Channels.Line;

public sealed class LineSenderTests : IDisposable
{
    private const string SendKey = "019aa2f0-0000-7000-8000-000000000001";

    private readonly LineServer _api = new();
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Status, a header, the body: what it means for the reply.</summary>
    public static TheoryData<int, string?, string, string> Outcomes => new()
    {
        { 200, null, """{"sentMessages":[{"id":"461230966842064897"}]}""", "Sent" },
        { 200, null, "not even JSON", "Sent" },
        { 409, "x-line-accepted-request-id", """{"message":"The retry key is already accepted"}""", "Sent" },
        { 409, null, """{"message":"Conflict"}""", "Refused rejected" },
        { 400, null, """{"message":"Invalid reply token"}""", "TokenSpent" },
        { 400, null, """{"message":"invalid REPLY token."}""", "TokenSpent" },
        { 400, null, """{"message":"Failed to send messages"}""", "Refused rejected" },
        { 400, null, """{"message":"The property, to, in the request body is invalid","details":[{"message":"x","property":"to"}]}""", "Refused rejected" },
        { 401, null, """{"message":"Authentication failed"}""", "BadConfig" },
        { 403, null, """{"message":"Not available"}""", "Refused rejected" },
        { 404, null, "", "Refused rejected" },
        { 410, null, "", "Refused rejected" },
        { 413, null, "", "Refused rejected" },
        { 415, null, "", "Refused rejected" },
        { 429, null, """{"message":"The API rate limit has been exceeded. Try again later."}""", "Throttled" },
        { 429, null, """{"message":"You have reached your monthly limit."}""", "Refused quota" },
        { 429, null, "", "Throttled" },
        { 500, null, """{"message":"The error occurred on our side"}""", "Unknown" },
        { 502, null, "<html>", "Unknown" },
        { 503, null, "", "Unknown" },
        { 504, null, "", "Unknown" },
    };

    [Fact]
    public async Task A_push_carries_the_person_the_texts_and_a_retry_key()
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Routes.Push, "こんばんは。", "二つ目 \"引用\" <b>"));
        var call = Assert.Single(_api.Calls);
        Assert.Equal("POST https://api.line.test/v2/bot/message/push", call.Line);
        Assert.Equal("Bearer channel-token", call.Headers["Authorization"]);
        Assert.Equal("application/json", call.Headers["Content-Type"]);
        Assert.Equal(SendKey, call.Headers["X-Line-Retry-Key"]);
        Assert.Equal(
            """{"to":"Uffffffffffffffffffffffffffffffff","messages":[{"text":"こんばんは。","type":"text"},{"text":"二つ目 \"引用\" <b>","type":"text"}]}""",
            Unescaped(call.Body));
    }

    [Fact]
    public async Task A_reply_carries_its_token_and_never_a_retry_key()
    {
        Assert.IsType<SendOutcome.Sent>(await SendAsync(Routes.Reply, "はい"));
        var call = Assert.Single(_api.Calls);
        Assert.Equal("POST https://api.line.test/v2/bot/message/reply", call.Line);
        Assert.Equal("Bearer channel-token", call.Headers["Authorization"]);
        Assert.DoesNotContain("X-Line-Retry-Key", call.Headers.Keys);
        Assert.Equal("""{"replyToken":"reply-token","messages":[{"text":"はい","type":"text"}]}""", Unescaped(call.Body));
    }

    [Fact]
    public async Task A_repetition_is_the_same_bytes_under_the_same_key()
    {
        await SendAsync(Routes.Push, "同じ");
        await SendAsync(Routes.Push, "同じ");
        Assert.Equal(_api.Calls[0].Body, _api.Calls[1].Body);
        Assert.Equal(_api.Calls[0].Headers["X-Line-Retry-Key"], _api.Calls[1].Headers["X-Line-Retry-Key"]);
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Every_answer_means_something(int status, string? header, string body, string outcome)
    {
        foreach (var route in new[] { Routes.Push, Routes.Reply })
        {
            _api.Answer = () =>
            {
                var answer = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
                if (header is not null) answer.Headers.Add(header, "a-request-id");
                return answer;
            };
            Assert.Equal(outcome, InWords(await SendAsync(route, "はい")));
        }
    }

    [Fact]
    public async Task A_text_that_is_too_long_for_one_message_becomes_several_in_the_same_call_and_has_the_id_of_the_first()
    {
        _api.Answer = () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"sentMessages":[{"id":"1"},{"id":"2"},{"id":"3"}]}""") };
        var sent = Assert.IsType<SendOutcome.Sent>(await SendAsync(Routes.Push, new string('a', 4999) + "。" + new string('b', 10), "c"));
        Assert.Equal(["1", "3"], sent.MessageIds);
        Assert.Equal(3, Assert.Single(_api.Calls).Body.Split("\"type\":\"text\"").Length - 1);
        Assert.Equal(2, Sender().PartsOf(Redacted.Of(new string('a', 5001))));
    }

    [Theory]
    [InlineData("""{"sentMessages":[{"id":"1"}]}""", new[] { "1", null })]
    [InlineData("""{"sentMessages":[{"id":7},{"id":"2"}]}""", new[] { null, "2" })]
    [InlineData("""{"sentMessages":7}""", null)]
    [InlineData("[]", null)]
    [InlineData("<html>", null)]
    public async Task What_LINE_does_not_say_of_its_ids_does_not_make_a_message_unsent(string body, string?[]? ids)
    {
        _api.Answer = () => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body) };
        Assert.Equal(ids, Assert.IsType<SendOutcome.Sent>(await SendAsync(Routes.Push, "a", "b")).MessageIds);
    }

    [Fact]
    public async Task An_answer_in_a_script_that_nobody_knows_is_read_all_the_same()
    {
        _api.Answer = () =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new ByteArrayContent("""{"message":"Invalid reply token"}"""u8.ToArray()) };
            answer.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=x-nobody-knows");
            return answer;
        };
        Assert.IsType<SendOutcome.TokenSpent>(await SendAsync(Routes.Reply, "はい"));
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, "Unreachable")]
    [InlineData(HttpRequestError.NameResolutionError, "Unreachable")]
    [InlineData(HttpRequestError.SecureConnectionError, "Unreachable")]
    [InlineData(HttpRequestError.ResponseEnded, "Unknown")]
    [InlineData(HttpRequestError.Unknown, "Unknown")]
    public async Task A_call_without_an_answer_was_sent_or_not(HttpRequestError error, string outcome)
    {
        _api.Answer = () => throw new HttpRequestException(error);
        Assert.Equal(outcome, InWords(await SendAsync(Routes.Push, "はい")));
    }

    [Fact]
    public async Task An_account_that_is_not_in_the_set_up_calls_nobody()
    {
        var batch = Batch(Routes.Push, "はい") with { ChannelAccount = "line/gone" };
        Assert.IsType<SendOutcome.BadConfig>(await Sender().SendAsync(batch, Stop));
        Assert.Empty(_api.Calls);
    }

    public void Dispose()
    {
        _api.Dispose();
        _meters.Dispose();
    }

    private Task<SendOutcome> SendAsync(string route, params string[] texts) => Sender().SendAsync(Batch(route, texts), Stop);

    private LineSender Sender()
    {
        var organisations = new OrganisationDirectory(
            [], [new LineAccount("komorebi", "org-1", "U0", Redacted.Of("secret"), null, new LineCredential.LongLived(Redacted.Of("channel-token")))], [], []);
        var settings = new LineSettings { Api = new Uri("https://api.line.test") };
        var call = new CallLine(_api, settings, new LineTokens(_api, settings, organisations, TimeProvider.System, NullLogger<LineTokens>.Instance));
        var meters = _meters.GetRequiredService<IMeterFactory>();
        return new(call, organisations, new WatchQuota(call, organisations, settings, meters, TimeProvider.System, NullLogger<WatchQuota>.Instance));
    }

    private static OutboundBatch Batch(string route, params string[] texts) => new(
        "line/komorebi", Redacted.Of("Uffffffffffffffffffffffffffffffff"), [.. texts.Select(Redacted.Of)], SendKey, route,
        route == Routes.Reply ? Redacted.Of("reply-token") : null, 0);

    private static string InWords(SendOutcome outcome) => outcome is SendOutcome.Refused refused ? $"Refused {refused.Reason}" : outcome.GetType().Name;

    // As JSON the escapes mean the same; in a table the text itself is easier to read.
    private static string Unescaped(string json) => System.Text.RegularExpressions.Regex.Replace(
        json, @"\\u([0-9A-F]{4})", match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString()).Replace("二つ目 \"引用\"", "二つ目 \\\"引用\\\"", StringComparison.Ordinal);

    private sealed record Call(string Line, Dictionary<string, string> Headers, string Body);

    private sealed class LineServer : HttpMessageHandler, IHttpClientFactory
    {
        public List<Call> Calls { get; } = [];

        public Func<HttpResponseMessage> Answer { get; set; } = () => new HttpResponseMessage(HttpStatusCode.OK);

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var headers = request.Headers.Concat(request.Content!.Headers).ToDictionary(header => header.Key, header => string.Join(',', header.Value));
            Calls.Add(new Call($"{request.Method} {request.RequestUri}", headers, await request.Content.ReadAsStringAsync(cancellationToken)));
            return Answer();
        }
    }
}
