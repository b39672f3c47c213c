using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.SupportBodies;
using Gateway.TestKit;
using Gateway.TestKit.Handoff;
using Xunit;
using static Gateway.TestKit.Handoff.SheetCalls;

namespace Gateway.Tests.Access.Tenants;

// The directory with its accounts and ways in, and the roster.
internal sealed partial class HouseOfAll
{
    private readonly Dictionary<string, HttpClient> _desks = [];

    private const string Body = """{"name":"こもれび第一相談室","kinds":["multi_agency"],"areas":[{"code":"992011"}],"handoffEmail":"desk@first.example.jp","liaison":{"name":"もりた"}}""";
    private const string StrangersBody = """{"name":"となり町相談室","kinds":["multi_agency"],"areas":[{"code":"992011"}],"handoffEmail":"desk@second.example.jp","liaison":{"name":"きたの"}}""";

    private async Task OpenBodiesAsync()
    {
        Theirs["body"] = await ApprovedBodyAsync(As("org1-supervisor1"), As("org1-supervisor2"), Body);
        Theirs["refuge"] = await ApprovedBodyAsync(As("org1-supervisor1"), As("org1-supervisor2"), JsonSerializer.Serialize(ExampleBodies.Refuge, BodyJson.Options));
        Strangers["body"] = await ApprovedBodyAsync(As("org2-supervisor1"), As("org2-supervisor2"), StrangersBody);
        await LetInAsync("org1", Theirs, "first", "さとう", "すずき");
        await LetInAsync("org2", Strangers, "second", "みうら", "むらい");
        (string, string)[] card = [("from", "もりた"), ("why", "夜眠れないと、こもれびに話している"), ("wish", "話を聞いてほしい"), ("yes", "口頭で"), ("agreed", "1"), ("language", "ja")];
        using var written = await DeskWorld.PostAsync(_desks["org1"], "/desk/introductions", card);
        Theirs["introduction"] = written.RequestMessage!.RequestUri!.AbsolutePath["/desk/introductions/".Length..];
    }

    // The body may introduce people, and has an account, an invitation that nobody used, and an open desk.
    private async Task LetInAsync(string organisation, Dictionary<string, string> things, string domain, params string[] invited)
    {
        var body = $"/api/bodies/{things["body"]}";
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(As($"{organisation}-supervisor1"), HttpMethod.Put, $"{body}/way-in", null)).Status);
        foreach (var (name, place) in invited.Select((name, place) => (name, place)))
            Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(
                As($"{organisation}-coordinator1"), HttpMethod.Post, $"{body}/invitations", new JsonObject { ["name"] = name, ["email"] = $"worker{place}@{domain}.example.jp" })).Status);
        var letter = await ComesAsync(() => _mail.Received.FirstOrDefault(mail => mail.To == $"worker0@{domain}.example.jp"), "the invitation");
        var desk = _desks[organisation] = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = Gateway.Address };
        using (var made = await DeskWorld.PostAsync(desk, InvitationLink().Match(letter.Text).Value, ("userName", $"worker-{domain}"), ("password", "a-long-sentence-of-mine")))
            Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        var accounts = await GetAsync($"{organisation}-coordinator1", $"{body}/accounts");
        (things["account"], things["invitation"]) = ((string)accounts["accounts"]![0]!["id"]!, (string)accounts["invitations"]![0]!["id"]!);
    }

    private async Task LayOutRosterAsync()
    {
        foreach (var (organisation, things) in new[] { ("org1", Theirs), ("org2", Strangers) })
        {
            var keeper = As($"{organisation}-coordinator1");
            things["shift"] = (string)(await SentAsync(keeper, HttpMethod.Post, "/api/roster/shifts", JsonNode.Parse("""{"day":"2037-11-23","from":"22:00","to":"23:00"}""")!))["id"]!;
            things["series"] = (string)(await SentAsync(keeper, HttpMethod.Post, "/api/roster/series", JsonNode.Parse("""{"hours":{"rules":[{"byDay":"MO","opens":"10:00","closes":"12:00"}]}}""")!))["id"]!;
            var counsellor = As($"{organisation}-person1");
            await AnsweredAsync(counsellor, HttpMethod.Put, "/api/roster/me", JsonNode.Parse("""{"country":"JP"}"""));
            things["staff"] = (string)(await GetAsync($"{organisation}-person1", "/api/roster/me"))["staffId"]!;
        }

        await SentAsync(As("org1-person1"), HttpMethod.Post, $"/api/roster/shifts/{Theirs["shift"]}/take", new JsonObject());
        await AnsweredAsync(As("org1-coordinator1"), HttpMethod.Put, "/api/roster/demands", JsonNode.Parse("""{"people":7}"""));
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(Counsellor, HttpMethod.Put, "/api/wishes/me", JsonNode.Parse("""{"gender":"woman","generation":"50s","languages":["vi"]}"""))).Status);
        Theirs["disaster"] = (string)(await SentAsync(Supervisor, HttpMethod.Post, "/api/disasters", JsonNode.Parse(
            """{"name":"架空県の大雨","areas":["17"],"words":{"ja":"大雨で、こもれびは混み合っています"},"reason":"ひみつ町の避難","endsAt":"2037-11-25T00:00:00Z"}""")!))["id"]!;
    }

    [GeneratedRegex("/desk/invited/[A-Za-z0-9_-]+")]
    private static partial Regex InvitationLink();
}
