using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.Simulators.Sms;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.TestKit.Handoff;

/// <summary>A gateway in which Taka has written on LINE, a counsellor talks with them, and a body with a mailbox can receive: everything by the front doors.</summary>
public sealed partial class TakasNight : IAsyncDisposable
{
    private TakasNight(MailServer mail, TestGateway gateway, LinePhone phone) => (Mail, Gateway, Phone) = (mail, gateway, phone);

    /// <summary>Where the letters come to.</summary>
    public MailServer Mail { get; }

    /// <summary>The gateway.</summary>
    public TestGateway Gateway { get; }

    /// <summary>Taka's phone.</summary>
    public LinePhone Phone { get; }

    /// <summary>Taka's other phone, where they write by SMS.</summary>
    public SmsPhone? Sms { get; private init; }

    /// <summary>The console of the counsellor.</summary>
    public HubClient Counsellor { get; private set; } = null!;

    /// <summary>The talk.</summary>
    public HubConversation Talk { get; private set; } = null!;

    /// <summary>The sheet's side of the counsellor.</summary>
    public TakasSheet Side => new(Counsellor, Talk.Id);

    /// <summary>The newest question, as it stood on the phone.</summary>
    public string Question { get; private set; } = "";

    /// <summary>The body's id.</summary>
    public string Body { get; private set; } = "";

    /// <summary>Says something on the phone with which Taka wrote.</summary>
    public Task SayAsync(string text) => Sms is { } sms ? sms.SayAsync(text) : Phone.SayAsync(text);

    /// <summary>Waits for something on that phone.</summary>
    public async Task<string> HearsAsync(Func<string, bool> wanted, long after = 0) =>
        (Sms is { } sms ? await sms.ReceivesAsync(wanted, after: after) : await Phone.ReceivesAsync(wanted, after: after)).Text;

    /// <summary>Starts it, up to the talk.</summary>
    /// <param name="sms">Taka writes by SMS, and not on LINE.</param>
    /// <param name="language">What Taka says to be written to in another way, for example やさしいにほんご.</param>
    public static async Task<TakasNight> BeginAsync(bool sms = false, string? language = null)
    {
        var mail = MailServer.Start();
        var gateway = await TestGateway.StartAsync(new SetupSize { Counsellors = 1, Supervisors = 2, SmsNumbers = 1 }, settings:
        [
            ("Gateway:Mail:Host", "127.0.0.1"), ("Gateway:Mail:Port", mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Gateway:Mail:Tls", "false"),
            ("Gateway:Mail:From", "tsunagi@example.jp"), ("Gateway:Desk:Address", "http://127.0.0.1"), ("Gateway:SupportBodies:AllowInventedAreas", "true"), ("Gateway:Passage:Address", "https://chat.example.jp"),
        ]);
        var night = new TakasNight(mail, gateway, gateway.LinePhone()) { Sms = sms ? gateway.SmsPhone() : null };
        night.Body = await night.ApprovedBodyAsync();
        await night.SayAsync(TakasSheet.FirstWords);
        if (language is not null) await night.SayAsync(language);
        night.Counsellor = await gateway.ConsoleAsync();
        HubConversation? talk = null;
        await gateway.EventuallyAsync(async () => (talk = await night.Counsellor.TakeNextAsync()) is not null, "taken");
        night.Talk = talk!;
        return night;
    }

    /// <summary>The counsellor writes the sheet and asks: the sheet, and the two digits that Taka answers with.</summary>
    public async Task<(JsonNode Sheet, string Digits)> AskAsync()
    {
        var sheet = await Side.WriteAsync(Body);
        return (sheet, await AskAsync(sheet));
    }

    /// <summary>Asks about a sheet; the digits.</summary>
    public async Task<string> AskAsync(JsonNode sheet)
    {
        var seen = Gateway.Simulators.Outbox.Log.Last;
        await Side.AskAsync(sheet);
        Question = await HearsAsync(text => Digits().IsMatch(text), seen);
        return Digits().Match(Question).Groups[1].Value;
    }

    /// <summary>Taka agrees to all of it, it is sent, and somebody at the body has the desk open: their browser, and the hand-off's address there.</summary>
    public async Task<(HttpClient Browser, string Address, string Digits)> AtTheDeskAsync()
    {
        var (_, digits) = await AskAsync();
        await Phone.SayAsync($"{digits} はい");
        await StateAsync("given");
        await Side.SendAsync();
        var browser = Browser();
        var link = DeskWorld.LinkIn(await Mail.Log.FirstAsync(mail => mail.Text.Contains("/desk/go/", StringComparison.Ordinal)));
        using (await browser.PostAsync($"{link}/code", null, TestContext.Current.CancellationToken)) { }
        var code = DeskWorld.CodeIn(await Mail.Log.FirstAsync(mail => !mail.Text.Contains("/desk/go/", StringComparison.Ordinal)));
        using var opened = await DeskWorld.PostAsync(browser, link, ("code", code));
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        return (browser, opened.RequestMessage!.RequestUri!.AbsolutePath, digits);
    }

    /// <summary>A browser that keeps cookies and follows where it is led.</summary>
    public HttpClient Browser()
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Gateway.Address };
        browser.DefaultRequestHeaders.Add("Accept-Language", "ja");
        return browser;
    }

    /// <summary>Waits until the newest question stands so.</summary>
    public Task StateAsync(string state) => Gateway.EventuallyAsync(async () => (string?)(await Side.QuestionAsync())["state"] == state, $"the question is {state}");

    /// <summary>How the hand-off stands at the counsellor.</summary>
    public async Task<string?> HandoffAsync() =>
        (string?)JsonNode.Parse(await Counsellor.Http.GetStringAsync($"/api/referrals?conversation={Talk.Id}", TestContext.Current.CancellationToken))!["referrals"]!.AsArray()[^1]!["state"];

    /// <summary>A supervisor takes the body out of the directory.</summary>
    public async Task DisableBodyAsync()
    {
        await using var supervisor = await Gateway.ConsoleAsync(1);
        using var done = await supervisor.Http.PostAsJsonAsync($"/api/bodies/{Body}/disable", new JsonObject { ["reason"] = "新しい人を受けていない" }, TestContext.Current.CancellationToken);
        Assert.True(done.IsSuccessStatusCode, $"{done.StatusCode} {await done.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Counsellor is not null) await Counsellor.DisposeAsync();
        await Gateway.DisposeAsync();
        await Mail.DisposeAsync();
    }

    private async Task<string> ApprovedBodyAsync()
    {
        await using var first = await Gateway.ConsoleAsync(1);
        await using var second = await Gateway.ConsoleAsync(2);
        var entry = JsonNode.Parse("""{"name":"みなと野くらしの自立相談センター","kinds":["self_reliance"],"areas":[{"code":"992011"}],"handoffEmail":"desk@example.jp","liaison":{"name":"たなか"}}""");
        using var added = await first.Http.PostAsJsonAsync("/api/bodies", entry, TestContext.Current.CancellationToken);
        var body = JsonNode.Parse(await added.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["body"]!;
        using var approved = await second.Http.PostAsJsonAsync($"/api/bodies/{body["id"]}/approve", new JsonObject { ["version"] = (long)body["version"]! }, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, approved.StatusCode);
        return (string)body["id"]!;
    }

    [GeneratedRegex("「([0-9]{2}) はい」")]
    private static partial Regex Digits();
}
