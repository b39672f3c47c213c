using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.SupportBodies;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.TestKit.Handoff;

/// <summary>A line with a web chat, LINE and SMS, and a body whose way in is open: its worker sits at the desk with a card to write.</summary>
public sealed partial class IntroductionWorld : IAsyncDisposable
{
    /// <summary>What the worker writes.</summary>
    public const string Why = "仕事をやめてから、夜眠れないと話している";

    private readonly MailServer _mail;
    private int _codes;

    private IntroductionWorld(MailServer mail, TestGateway gateway) => (_mail, Gateway) = (mail, gateway);

    /// <summary>The gateway.</summary>
    public TestGateway Gateway { get; }

    /// <summary>Ends with the test.</summary>
    public CancellationToken Cancel { get; } = TestContext.Current.CancellationToken;

    /// <summary>A supervisor, signed in.</summary>
    public HttpClient Keeper { get; private set; } = null!;

    /// <summary>The worker's browser, with an open desk.</summary>
    public HttpClient Worker { get; private set; } = null!;

    /// <summary>The body's id.</summary>
    public string Body { get; private set; } = "";

    /// <summary>The page on which a number is typed.</summary>
    public string CardAddress => $"/chat/{Gateway.Setup.Chat[0]}/card";

    /// <summary>Starts it, up to the open desk.</summary>
    public static async Task<IntroductionWorld> OpenAsync(FakeTime? time = null)
    {
        var mail = MailServer.Start();
        var gateway = await TestGateway.StartAsync(new SetupSize { Counsellors = 1, Supervisors = 2, SmsNumbers = 1 }, time, settings:
        [
            ("Gateway:Mail:Host", "127.0.0.1"), ("Gateway:Mail:Port", mail.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("Gateway:Mail:Tls", "false"),
            ("Gateway:Mail:From", "tsunagi@example.jp"), ("Gateway:Desk:Address", "http://127.0.0.1"), ("Gateway:SupportBodies:AllowInventedAreas", "true"),
        ]);
        var world = new IntroductionWorld(mail, gateway);
        var people = await gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.QueryAsync<Staff>(
            "SELECT id, user_name AS UserName, name, role, organisation FROM staff WHERE role = 'supervisor' ORDER BY id"), world.Cancel);
        var added = (await gateway.Services.GetRequiredService<ProposeBody>().AddAsync(people[0], ExampleBodies.CityDesk, world.Cancel)).Body!;
        await gateway.Services.GetRequiredService<ApproveBody>().ApproveAsync(people[1], added.Id, added.Version, world.Cancel);
        world.Body = added.Id;
        world.Keeper = await world.SignedInAsync(1);
        using (var opened = await world.Keeper.PutAsync($"/api/bodies/{added.Id}/way-in", null, world.Cancel)) Assert.Equal(HttpStatusCode.NoContent, opened.StatusCode);
        world.Worker = await world.EnterAsync();
        return world;
    }

    /// <summary>Opens the desk by the newest letter and a code.</summary>
    public async Task<HttpClient> EnterAsync()
    {
        var (browser, link) = (Browser(), await LinkAsync());
        using (await browser.PostAsync($"{link}/code", null, Cancel)) { }
        using var opened = await DeskWorld.PostAsync(browser, link, ("code", await CodeAsync()));
        Assert.Equal("/desk", opened.RequestMessage!.RequestUri!.AbsolutePath);
        return browser;
    }

    /// <summary>The path of the link in the newest letter.</summary>
    public async Task<string> LinkAsync()
    {
        await Gateway.EventuallyAsync(() => Task.FromResult(Links().Any()), "the letter");
        return DeskWorld.LinkIn(Links().Last());
    }

    /// <summary>The newest letter to an address.</summary>
    public async Task<ReceivedMail> LetterAsync(string to)
    {
        await Gateway.EventuallyAsync(() => Task.FromResult(_mail.Received.Any(letter => letter.To == to)), $"a letter to {to}");
        return _mail.Received.Last(letter => letter.To == to);
    }

    /// <summary>The next code that is mailed.</summary>
    public async Task<string> CodeAsync()
    {
        _codes++;
        await Gateway.EventuallyAsync(() => Task.FromResult(Codes().Count() >= _codes), "the code");
        return DeskWorld.CodeIn(Codes().Last());
    }

    /// <summary>The worker writes an introduction; the number on its card, and the card's page.</summary>
    public async Task<(string Number, string Card)> WriteAsync(bool asksAnswer = true)
    {
        (string, string)[] fields = [("from", "山田(リンクワーカー)"), ("why", Why), ("wish", "夜に話を聞いてほしい"), ("yes", "面談で、口頭で"), ("agreed", "1"), ("language", "ja")];
        using var written = await DeskWorld.PostAsync(Worker, "/desk/introductions", asksAnswer ? [.. fields, ("answer", "1")] : fields);
        var page = await written.Content.ReadAsStringAsync(Cancel);
        var number = Number().Match(page).Value;
        Assert.NotEqual("", number);
        Assert.DoesNotContain(Why, page, StringComparison.Ordinal);
        return (number, written.RequestMessage!.RequestUri!.AbsolutePath);
    }

    /// <summary>Somebody's browser.</summary>
    public HttpClient Browser()
    {
        var browser = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Gateway.Address };
        browser.DefaultRequestHeaders.Add("Accept-Language", "ja");
        return browser;
    }

    /// <summary>Types a number on the page.</summary>
    public async Task<(HttpStatusCode Status, string Page)> TypeAsync(HttpClient browser, string number)
    {
        var secret = Hidden().Match(await browser.GetStringAsync(CardAddress, Cancel)).Groups[1].Value;
        using var answer = await DeskWorld.PostAsync(browser, CardAddress, ("number", number), ("browser", secret));
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Taps one of the two buttons.</summary>
    public async Task<string> DecideAsync(HttpClient browser, string page, string act, bool tell = false)
    {
        using var answer = await DeskWorld.PostAsync(browser, Choice().Match(page).Value, tell ? [("act", act), ("tell", "1")] : [("act", act)]);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>Says something in the web chat.</summary>
    public async Task<string> SayAsync(HttpClient browser, string text)
    {
        var chat = $"/chat/{Gateway.Setup.Chat[0]}";
        var beginning = Beginning().Match(await browser.GetStringAsync(chat, Cancel)).Groups[1].Value;
        using var answer = await DeskWorld.PostAsync(browser, $"{chat}/messages", ("text", text), ("beginning", beginning));
        return await answer.Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>A counsellor takes who waits, and reads all that the talk holds.</summary>
    public async Task<IReadOnlyList<HubEntry>> TakenAsync()
    {
        await using var counsellor = await Gateway.ConsoleAsync();
        HubConversation? talk = null;
        await Gateway.EventuallyAsync(async () => (talk = await counsellor.TakeNextAsync()) is not null, "taken");
        return await counsellor.EntriesAfterAsync(talk!.Id, 0);
    }

    /// <summary>A count out of the records.</summary>
    public Task<long> CountAsync(string sql) => Gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<long>(sql), Cancel);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await _mail.DisposeAsync();
    }

    private IEnumerable<ReceivedMail> Links() => _mail.Received.Where(mail => mail.Text.Contains("/desk/go/", StringComparison.Ordinal));

    private IEnumerable<ReceivedMail> Codes() => _mail.Received.Where(mail => !mail.Text.Contains("/desk/go/", StringComparison.Ordinal));

    private async Task<HttpClient> SignedInAsync(int person)
    {
        var http = new HttpClient(new SocketsHttpHandler()) { BaseAddress = Gateway.Address };
        var who = Gateway.Setup.People[person];
        using var answer = await http.PostAsJsonAsync("/api/session", new { userName = who.UserName, password = who.Password }, Cancel);
        answer.EnsureSuccessStatusCode();
        return http;
    }

    // Not a piece of an id: about one in two hundred has three such groups.
    [GeneratedRegex("(?<![0-9a-f-])[0-9]{4}-[0-9]{4}-[0-9]{4}(?![0-9a-f-])")]
    private static partial Regex Number();

    [GeneratedRegex("name=\"browser\" value=\"([^\"]+)\"")]
    private static partial Regex Hidden();

    [GeneratedRegex("name=\"beginning\" value=\"([^\"]+)\"")]
    private static partial Regex Beginning();

    [GeneratedRegex("/chat/[^\"/]+/card/[0-9a-f-]{36}")]
    private static partial Regex Choice();
}
