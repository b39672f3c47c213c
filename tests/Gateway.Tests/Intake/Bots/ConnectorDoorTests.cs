using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Gateway.Records;
using Gateway.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Intake.Bots;

/// <summary>The doors at which a bot of an organisation's own comes in: closed to everybody else.</summary>
public sealed class ConnectorDoorTests
{
    private const string Keyed = "{ mode: connector, url: 'https://bot.example.jp/api/messages', appId: bot-1, secret: 'env:PATH' }";
    private const string Local = "{ mode: connector, url: 'http://127.0.0.1:9/api/messages', local: true }";
    private const string Message = """{"type":"message","text":"こんにちは"}""";

    [Fact]
    public async Task Without_such_a_bot_there_is_no_such_door()
    {
        await using var night = await TestGateway.StartAsync();
        foreach (var path in new[] { ".well-known/openid-configuration", ".well-known/keys", "org1/v3/conversations/x/members" })
            Assert.Equal(HttpStatusCode.NotFound, (await night.Http.GetAsync(new Uri($"/bots/{path}", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(night, "activities", Message)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await TokenAsync(night, "bot-1", "x")).StatusCode);
    }

    [Fact]
    public async Task With_keys_only_its_token_opens_and_only_its_secret_gets_the_token()
    {
        await using var night = await StartAsync(Keyed);
        var talk = await TalkAsync(night);
        var secret = Environment.GetEnvironmentVariable("PATH")!.Trim();
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(night, "activities", Message, talk)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync(night, "bot-1", "guess")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await TokenAsync(night, "bot-2", secret)).StatusCode);
        var given = JsonDocument.Parse(await (await TokenAsync(night, "bot-1", secret)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        var token = given.GetProperty("access_token").GetString()!;
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(night, "activities", Message, talk, token: token)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(night, "activities", Message, talk, token: token[..^4] + "AAAA")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PostAsync(night, "activities", Message, "0123456789abcdef0123456789abcdef", token: token)).StatusCode);
    }

    [Fact]
    public async Task A_local_bot_comes_from_this_machine_and_through_no_proxy()
    {
        await using var night = await StartAsync(Local);
        var talk = await TalkAsync(night);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(night, "activities/x", Message, talk)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(night, "activities", Message, talk, ("X-Forwarded-For", "203.0.113.9"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(night, "activities", Message, talk, ("X-Forwarded-For", "127.0.0.1"))).StatusCode);
    }

    [Fact]
    public async Task What_is_said_twice_under_one_request_id_is_said_once()
    {
        await using var night = await StartAsync(Local);
        var phone = night.LinePhone();
        await phone.SayAsync("こんばんは");
        var talk = await AliasAsync(night);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
            ids.Add(await (await PostAsync(night, "activities/a1", Message, talk, ("x-ms-client-request-id", "11111111-2222-3333-4444-555555555555"))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("""{"id":"11111111-2222-3333-4444-555555555555"}""", Assert.Single(ids.Distinct()));
        await phone.ReceivesAsync(text => text == "こんにちは");
        await PostAsync(night, "activities", """{"type":"message","text":"それから"}""", talk);
        await phone.ReceivesAsync(text => text == "それから");
        Assert.Single(phone.Received, item => item.Text == "こんにちは");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"type":5}""")]
    public async Task What_is_no_activity_is_refused(string body)
    {
        await using var night = await StartAsync(Local);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(night, "activities", body, "x")).StatusCode);
    }

    [Fact]
    public async Task What_a_channel_cannot_do_is_said_plainly_and_members_are_the_two()
    {
        await using var night = await StartAsync(Local);
        var address = new Uri("/bots/org1/v3/conversations/abc/activities/1", UriKind.Relative);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await night.Http.PutAsync(address, null, TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await night.Http.DeleteAsync(address, TestContext.Current.CancellationToken)).StatusCode);
        var members = await night.Http.GetStringAsync(new Uri("/bots/org1/v3/conversations/abc/members", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("""[{"id":"bot","role":"bot"},{"id":"person-abc","role":"user"}]""", members);
    }

    private static Task<TestGateway> StartAsync(string bot) => TestGateway.StartAsync(
        new SetupSize { IntakeBot = bot }, settings: ("Gateway:Bots:Address", "https://chat.example.jp"));

    // The bot's own address leads nowhere: its talk is there all the same, as after a word that it has not answered yet.
    private static async Task<string> TalkAsync(TestGateway night)
    {
        await night.LinePhone().SayAsync("こんばんは");
        return await AliasAsync(night);
    }

    private static async Task<string> AliasAsync(TestGateway night)
    {
        string? alias = null;
        await night.EventuallyAsync(
            async () => (alias = await night.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<string>("SELECT alias FROM bot_talk"))) is not null, "a talk");
        return alias!;
    }

    private static async Task<HttpResponseMessage> PostAsync(
        TestGateway night, string path, string body, string talk = "x", (string Name, string Value)? header = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/bots/org1/v3/conversations/{talk}/{path}");
        request.Content = new StringContent(body, null, "application/json");
        if (header is { } one) request.Headers.TryAddWithoutValidation(one.Name, one.Value);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await night.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<HttpResponseMessage> TokenAsync(TestGateway night, string id, string secret)
    {
        using var form = new FormUrlEncodedContent([new("grant_type", "client_credentials"), new("client_id", id), new("client_secret", secret), new("scope", "x/.default")]);
        return await night.Http.PostAsync(new Uri("/bots/org1/oauth2/v2.0/token", UriKind.Relative), form, TestContext.Current.CancellationToken);
    }
}
