using System.Text;
using Gateway.Channels.Sms;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.TestKit.Processes;
using Gateway.Tests.Simulators;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.Sms;

public sealed class TwilioSenderTests : IAsyncLifetime
{
    private const string Sid = "AC00000000000000000000000000000000";
    private const string Reference = "8b5c1d1e-6f1f-4b7e-9d0a-0d5b8f0e6a11";

    private readonly ServiceProvider _services = new ServiceCollection()
        .AddHttpClient("twilio").ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false }).Services.BuildServiceProvider();

    private Receiver _twilio = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Status, the code in the body: what it means for the reply.</summary>
    public static TheoryData<int, string, string> Outcomes => new()
    {
        { 201, """{"sid":"SM1","status":"queued","error_code":null}""", "Sent" },
        { 201, "", "Sent" },
        { 201, "<html>", "Sent" },
        { 200, "{}", "Sent" },
        { 400, """{"code":21610,"message":"x","status":400}""", "Refused opted_out" },
        { 403, """{"code":21610}""", "Refused opted_out" },
        { 400, """{"code":21211}""", "Refused address" },
        { 400, """{"code":21614}""", "Refused address" },
        { 400, """{"code":21612}""", "Refused address" },
        { 400, """{"code":21408}""", "Refused region" },
        { 403, """{"code":21408}""", "Refused region" },
        { 400, """{"code":21606}""", "BadConfig" },
        { 400, """{"code":21617}""", "Refused rejected" },
        { 400, """{"code":21611}""", "Throttled" },
        { 400, """{"code":"21610"}""", "Refused rejected" },
        { 400, "", "Refused rejected" },
        { 400, "[]", "Refused rejected" },
        { 401, """{"code":20003}""", "BadConfig" },
        { 401, "", "BadConfig" },
        { 403, "", "BadConfig" },
        { 404, """{"code":20404}""", "BadConfig" },
        { 408, "", "Unknown" },
        { 429, """{"code":20429}""", "Throttled" },
        { 429, "", "Throttled" },
        { 500, """{"code":21610}""", "Unknown" },
        { 502, "", "Unknown" },
        { 503, "", "Unknown" },
        { 302, "", "BadConfig" },
    };

    public async ValueTask InitializeAsync() => _twilio = await Receiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _twilio.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task A_call_is_exactly_what_is_documented()
    {
        _twilio.Answers.Enqueue(201);
        Assert.IsType<SendOutcome.Sent>(await SendAsync(_twilio.Address));
        var call = Assert.Single(_twilio.Calls.After(0));
        Assert.Equal($"/2010-04-01/Accounts/{Sid}/Messages.json", call.Path);
        Assert.Equal("application/x-www-form-urlencoded", call.Headers.ContentType);
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Sid}:the-token")), call.Headers.Authorization);
        Assert.Equal(
            "To=%2B819012345678&From=%2B815000000001&Body=%E3%81%AF%E3%81%84+%26&StatusCallback="
            + Uri.EscapeDataString($"https://gw.example.jp/channels/twilio/komorebi/status?ref={Reference}"),
            Encoding.UTF8.GetString(call.Body));
    }

    [Theory]
    [MemberData(nameof(Outcomes))]
    public async Task Every_answer_means_something_and_no_call_is_made_twice(int status, string body, string outcome)
    {
        _twilio.Answers.Enqueue(status);
        _twilio.Body = _ => body;
        Assert.Equal(outcome, InWords(await SendAsync(_twilio.Address)));
        Assert.Single(_twilio.Calls.After(0));
    }

    [Fact]
    public async Task A_provider_that_is_not_there_was_not_reached() =>
        Assert.IsType<SendOutcome.Unreachable>(await SendAsync(new Uri($"http://127.0.0.1:{FreePort.Find()}")));

    [Fact]
    public async Task An_address_with_a_path_keeps_it()
    {
        await SendAsync(new Uri(_twilio.Address, "/like/twilio/"));
        Assert.Equal($"/like/twilio/2010-04-01/Accounts/{Sid}/Messages.json", Assert.Single(_twilio.Calls.After(0)).Path);
    }

    private Task<SendOutcome> SendAsync(Uri endpoint) => new TwilioSender(_services.GetRequiredService<IHttpClientFactory>()).SendAsync(
        new TwilioAccount("komorebi", "org-1", "+815000000001", endpoint, Sid, Redacted.Of("the-token"), null, new Uri("https://gw.example.jp/")),
        new OutboundSms(Redacted.Of("+819012345678"), Redacted.Of("はい &"), Reference, new DateTimeOffset(2026, 11, 21, 3, 0, 0, TimeSpan.Zero)), Stop);

    private static string InWords(SendOutcome outcome) => outcome is SendOutcome.Refused refused ? $"Refused {refused.Reason}" : outcome.GetType().Name;
}
