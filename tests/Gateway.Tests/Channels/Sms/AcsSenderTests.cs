using System.Diagnostics.Metrics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Gateway.Channels;
using Gateway.Channels.Sms;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Gateway.Tests.Simulators;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Channels.Sms;

public sealed class AcsSenderTests : IAsyncLifetime
{
    private const string Key = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private const string SendKey = "8b5c1d1e-6f1f-4b7e-9d0a-0d5b8f0e6a11";
    private const string Accepted = """{"value":[{"to":"+819012345678","messageId":"Outgoing_1","httpStatusCode":202,"successful":true}]}""";

    private readonly FakeTime _time = new(new DateTimeOffset(2026, 11, 21, 3, 0, 30, TimeSpan.Zero));
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private Receiver _acs = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Status, the body: what it means for the reply.</summary>
    public static TheoryData<int, string, string> Outcomes => new()
    {
        { 202, Accepted, "Sent" },
        { 202, """{"value":[{"to":"+819012345678","httpStatusCode":200,"successful":true}]}""", "Sent" },
        { 202, """{"value":[{"to":"+819012345678","httpStatusCode":400,"successful":false,"errorMessage":"Invalid To phone number format."}]}""", "Refused address" },
        { 202, """{"value":[{"to":"+819012345678","httpStatusCode":401,"successful":false}]}""", "BadConfig" },
        { 202, """{"value":[{"to":"+819012345678","httpStatusCode":429,"successful":false}]}""", "Throttled" },
        { 202, """{"value":[{"to":"+819012345678","httpStatusCode":503,"successful":false}]}""", "Unknown" },
        { 202, """{"value":[]}""", "Unknown" },
        { 202, """{"value":null}""", "Unknown" },
        { 202, "{}", "Unknown" },
        { 202, "", "Unknown" },
        { 202, "<html>", "Unknown" },
        { 400, """{"error":{"code":"BadRequest","message":"x"}}""", "Refused rejected" },
        { 401, """{"error":{"code":"Denied","message":"x"}}""", "BadConfig" },
        { 403, "", "BadConfig" },
        { 404, "", "Refused rejected" },
        { 413, "", "Refused rejected" },
        { 429, "", "Throttled" },
        { 500, "", "Unknown" },
        { 502, "", "Unknown" },
        { 503, "", "Unknown" },
    };

    public async ValueTask InitializeAsync()
    {
        _acs = await Receiver.StartAsync();
        _acs.Body = _ => Accepted;
        _acs.Answers.Enqueue(202);
    }

    public async ValueTask DisposeAsync()
    {
        await _acs.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public void A_known_call_has_the_known_signature()
    {
        // Computed apart from this code.
        var hash = Convert.ToBase64String(SHA256.HashData(
            """{"from":"+815012345678","smsRecipients":[{"to":"+819012345678"}],"message":"test"}"""u8));
        Assert.Equal("9LW5ep5zFi77M2U6owu6NHZW93rM70Yh3nSRkWRqsx4=", hash);
        Assert.Equal(
            "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=oAN1RpxAZvGNKTGjyG5j48+fLFPcNQYxobLnfZMqde4=",
            AcsSignature.Authorization(
                Convert.FromBase64String(Key), "POST", "/sms?api-version=2026-01-23", "Sat, 21 Nov 2026 03:00:00 GMT", "contoso.communication.azure.com", hash));
    }

    [Fact]
    public async Task A_call_is_exactly_what_is_documented_and_signed_as_sent()
    {
        Assert.Equal(["Outgoing_1"], Assert.IsType<SendOutcome.Sent>(await SendAsync()).MessageIds);
        var call = Assert.Single(_acs.Calls.After(0));
        Assert.Equal(("/sms", "?api-version=2026-01-23"), (call.Path, call.Query));
        Assert.Equal(
            """{"from":"+815000000001","smsRecipients":[{"to":"+819012345678","repeatabilityRequestId":"8b5c1d1e-6f1f-4b7e-9d0a-0d5b8f0e6a11","repeatabilityFirstSent":"Sat, 21 Nov 2026 03:00:00 GMT"}],"message":"はい","smsSendOptions":{"enableDeliveryReport":true,"tag":"8b5c1d1e-6f1f-4b7e-9d0a-0d5b8f0e6a11"}}""",
            Encoding.UTF8.GetString(call.Body).Replace("\\u002B", "+", StringComparison.Ordinal).Replace("\\u306F\\u3044", "はい", StringComparison.Ordinal));
        var hash = Convert.ToBase64String(SHA256.HashData(call.Body));
        Assert.Equal(hash, call.Headers["x-ms-content-sha256"]);
        Assert.Equal("Sat, 21 Nov 2026 03:00:30 GMT", call.Headers["x-ms-date"]);
        Assert.Equal("application/json", call.Headers.ContentType);
        Assert.Equal(
            AcsSignature.Authorization(Convert.FromBase64String(Key), "POST", call.Path + call.Query, call.Headers["x-ms-date"]!, call.Headers.Host!, hash),
            call.Headers.Authorization);
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Every_answer_means_something_and_no_call_is_made_twice(int status, string body, string outcome)
    {
        _acs.Answers.Clear();
        _acs.Answers.Enqueue(status);
        _acs.Body = _ => body;
        Assert.Equal(outcome, InWords(await SendAsync()));
        Assert.Single(_acs.Calls.After(0));
    }

    [Fact]
    public async Task A_provider_that_is_not_there_was_not_reached()
    {
        var sender = Sender(new Uri($"http://127.0.0.1:{FreePort.Find()}"));
        Assert.IsType<SendOutcome.Unreachable>(await sender.SendAsync(Batch(), Stop));
    }

    [Fact]
    public async Task A_connection_that_is_cut_leaves_it_unknown()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var cut = Task.Run(async () =>
        {
            using var socket = await listener.AcceptSocketAsync(Stop);
            await socket.ReceiveAsync(new byte[4096], Stop);
            socket.Close(0);
        }, Stop);
        var sender = Sender(new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}"));
        Assert.IsType<SendOutcome.Unknown>(await sender.SendAsync(Batch(), Stop));
        await cut;
    }

    [Fact]
    public async Task An_account_that_is_not_in_the_set_up_calls_nobody()
    {
        Assert.IsType<SendOutcome.BadConfig>(await Sender(_acs.Address).SendAsync(Batch() with { ChannelAccount = "sms/gone" }, Stop));
        Assert.Equal(0, _acs.Calls.Last);
    }

    private Task<SendOutcome> SendAsync() => Sender(_acs.Address).SendAsync(Batch(), Stop);

    private SmsSender Sender(Uri endpoint) => new(
        new OrganisationDirectory([], [], [new AcsAccount("komorebi", "org-1", "+815000000001", endpoint, Redacted.Of(Key), Redacted.Of("events"), null)], []),
        [new AcsSender(new WayToProvider(NullLogger<WayToProvider>.Instance), _time)], new SmsFigures(_services.GetRequiredService<IMeterFactory>()));

    private static OutboundBatch Batch() => new(
        "sms/komorebi", Redacted.Of("+819012345678"), [Redacted.Of("はい")], SendKey, Routes.Push, null,
        new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());

    private static string InWords(SendOutcome outcome) => outcome is SendOutcome.Refused refused ? $"Refused {refused.Reason}" : outcome.GetType().Name;
}
