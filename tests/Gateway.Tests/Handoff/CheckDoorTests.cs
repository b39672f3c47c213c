using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Gateway.TestKit.Handoff.SheetCalls;
using static Gateway.Tests.Handoff.SheetTalks;

namespace Gateway.Tests.Handoff;

/// <summary>The second person's look at a consent of somebody young, by the front doors.</summary>
public sealed class CheckDoorTests
{
    [Fact]
    public async Task Somebody_of_seventeen_is_sent_once_a_second_person_has_looked()
    {
        await using var night = await NightAsync();
        var body = await ApprovedBodyAsync(night);
        using var phone = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await phone.WriteAsync("家に帰りたくない");
        await using var counsellor = await night.ConsoleAsync();
        var root = await TakenAsync(night, counsellor);
        await using var supervisor = await night.ConsoleAsync(2);
        var question = await AgreedAsync(counsellor, root, await WrittenAsync(counsellor, root, body, "16_17"), phone, "name", "story");

        // Those who stand behind the counsellors are told; nobody else may look.
        await supervisor.WaitForAsync(message => message.Target == "ChecksWaiting" && message.Arguments[0].GetInt32() == 1);
        Assert.Equal(HttpStatusCode.Forbidden, (await AnsweredAsync(counsellor, HttpMethod.Get, "/api/checks", null)).Status);
        var referral = await ReferralAsync(counsellor, waits: "second");
        Assert.Equal("referral.second", (await AnsweredAsync(counsellor, HttpMethod.Post, $"/api/referrals/{referral}/offer", null)).Code);
        var row = Assert.Single(await WaitingAsync(supervisor))!;
        Assert.Equal((question, "16_17", false), ((string?)row["id"], (string?)row["ageBand"], (bool)row["needsGuardian"]!));

        // What they read is what would be passed on, and what the person was told.
        var whole = (await AnsweredAsync(supervisor, HttpMethod.Get, $"/api/checks/{question}", null)).Node!;
        Assert.Equal(["name", "story"], whole["items"]!.AsArray().Select(item => (string)item!["item"]!));
        Assert.Equal(["health"], whole["kept"]!.AsArray().Select(item => (string)item!));
        Assert.Contains("家賃を3か月ためている", Read(whole["items"]!), StringComparison.Ordinal);
        Assert.DoesNotContain("夜に眠れない", Read(whole), StringComparison.Ordinal);
        Assert.Contains("みなと野市 ふくし総合相談室", (string)whole["shown"]!, StringComparison.Ordinal);
        Assert.Equal(("tap", "家賃のこと"), ((string?)whole["method"], (string?)whole["topic"]));

        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(supervisor, HttpMethod.Post, $"/api/checks/{question}", new JsonObject { ["agrees"] = true })).Status);
        await counsellor.HearsAsync(root.Split('/')[^1], entry => entry is { Kind: "consent", Reason: "checked" });
        var given = (await ListAsync(counsellor, root))["questions"]![0]!;
        Assert.Equal((false, true), ((bool)given["needsSecond"]!, (bool)given["checked"]!["agrees"]!));
        Assert.Empty(await WaitingAsync(supervisor));
        Assert.Equal("check.not_found", (await AnsweredAsync(supervisor, HttpMethod.Get, $"/api/checks/{question}", null)).Code);
        await ReferralAsync(counsellor, waits: null);
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(counsellor, HttpMethod.Post, $"/api/referrals/{referral}/offer", null)).Status);
        Assert.Equal(
            ["consent.asked", "consent.given", "consent.read", "consent.checked"],
            await night.Services.GetRequiredService<IRecords>().ReadAsync(
                session => session.QueryAsync<string>("SELECT action FROM audit WHERE action LIKE 'consent.%' ORDER BY number"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task For_a_child_a_guardian_must_agree_as_well_and_a_no_says_why()
    {
        await using var night = await NightAsync();
        var body = await ApprovedBodyAsync(night);
        using var phone = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await phone.WriteAsync("学校に行けない");
        await using var counsellor = await night.ConsoleAsync();
        var root = await TakenAsync(night, counsellor);
        var question = await AgreedAsync(counsellor, root, await WrittenAsync(counsellor, root, body, "12_15"), phone, "name");
        await using var supervisor = await night.ConsoleAsync(2);
        Assert.True((bool)Assert.Single(await WaitingAsync(supervisor))!["needsGuardian"]!);

        Assert.Equal("check.guardian", (await SayAsync(supervisor, question, true, guardian: "not_to_ask")).Code);
        Assert.Equal("check.guardian_word", (await SayAsync(supervisor, question, true, guardian: "perhaps")).Code);
        Assert.Equal("check.reason", (await SayAsync(supervisor, question, false)).Code);
        Assert.Equal("request.not_json", (await AnsweredAsync(supervisor, HttpMethod.Post, $"/api/checks/{question}", new JsonObject { ["why"] = "x" })).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await SayAsync(supervisor, question, false, "保護者に聞けません", "not_to_ask")).Status);
        Assert.Equal("check.not_found", (await SayAsync(supervisor, question, true, guardian: "given")).Code);

        // The counsellor reads why, and may ask anew; the person is told by the counsellor, not by a machine.
        var ended = (await ListAsync(counsellor, root))["questions"]![0]!;
        Assert.Equal(("lapsed", "not_confirmed", "保護者に聞けません"), ((string?)ended["state"], (string?)ended["ended"], (string?)ended["checked"]!["why"]));
        Assert.DoesNotContain("保護者に聞けません", await phone.ReadAsync(""), StringComparison.Ordinal);
        Assert.Empty(JsonNode.Parse(await counsellor.Http.GetStringAsync("/api/referrals", TestContext.Current.CancellationToken))!["referrals"]!.AsArray());
    }

    [Fact]
    public async Task A_long_sheet_is_said_to_need_a_second_side_before_it_is_sent()
    {
        await using var night = await NightAsync();
        var body = await ApprovedBodyAsync(night);
        using var phone = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await phone.WriteAsync("話したいことがたくさんあります");
        await using var counsellor = await night.ConsoleAsync();
        var root = await TakenAsync(night, counsellor);
        var sheet = await WrittenAsync(counsellor, root, body, "20s");
        Assert.False((bool)sheet["secondSide"]!);
        (string Key, int Letters)[] texts = [("situation.facts", 400), ("situation.assessment", 200), ("strengths", 200), ("ownWords", 200), ("health", 200),
            ("workSchool", 200), ("economy", 200), ("wishes", 200), ("refusals", 100), ("proposedSupport", 300)];
        var more = new JsonObject();
        foreach (var (key, letters) in texts) more[key] = new JsonObject { ["value"] = new string('あ', letters) };
        sheet = await SentAsync(counsellor, HttpMethod.Put, $"{root}/sheets/{sheet["id"]}", new JsonObject { ["revision"] = 2, ["fields"] = more });
        Assert.True((bool)sheet["secondSide"]!);
    }

    [Fact]
    public async Task A_sheet_vouches_only_for_words_that_the_person_said()
    {
        await using var night = await NightAsync();
        var body = await ApprovedBodyAsync(night);
        using var phone = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await phone.WriteAsync("家賃のことです");
        await using var counsellor = await night.ConsoleAsync();
        var root = await TakenAsync(night, counsellor);
        var sheet = await SentAsync(counsellor, HttpMethod.Post, $"{root}/sheets", new JsonObject { ["body"] = body });
        // The first entry is the person's, the next the guide's; beyond the end nobody said anything.
        foreach (var (entry, status) in new[] { (1, HttpStatusCode.OK), (2, HttpStatusCode.BadRequest), (9999, HttpStatusCode.BadRequest), (0, HttpStatusCode.BadRequest) })
        {
            var (answer, code, _) = await AnsweredAsync(counsellor, HttpMethod.Put, $"{root}/sheets/{sheet["id"]}", new JsonObject
            {
                ["revision"] = entry == 1 ? 1 : 2,
                ["fields"] = new JsonObject { ["ownWords"] = new JsonObject { ["value"] = $"家賃のことです{entry}", ["saidIn"] = entry } },
            });
            Assert.Equal((status, status == HttpStatusCode.OK ? null : "sheet.field"), (answer, code));
        }
    }

    [Fact]
    public async Task Whoever_asked_is_not_the_second_person()
    {
        await using var night = await NightAsync();
        var body = await ApprovedBodyAsync(night);
        using var phone = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await phone.WriteAsync("こんばんは");
        await using var supervisor = await night.ConsoleAsync(2);
        var root = await TakenAsync(night, supervisor);
        var question = await AgreedAsync(supervisor, root, await WrittenAsync(supervisor, root, body, "unknown"), phone, "name");
        Assert.Empty(await WaitingAsync(supervisor));
        Assert.Equal("check.not_found", (await AnsweredAsync(supervisor, HttpMethod.Get, $"/api/checks/{question}", null)).Code);
        Assert.Equal("check.same_person", (await SayAsync(supervisor, question, true)).Code);
        Assert.Equal("check.same_person", (await SayAsync(supervisor, question, false, "だめ")).Code);
        await using var second = await night.ConsoleAsync(3);
        Assert.Equal("unknown", (string?)Assert.Single(await WaitingAsync(second))!["ageBand"]);
        Assert.Equal(HttpStatusCode.NoContent, (await SayAsync(second, question, true)).Status);
    }

    private static string Read(JsonNode node) => node.ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private static Task<TestGateway> NightAsync() => TestGateway.StartAsync(
        new SetupSize { Counsellors = 2, Supervisors = 2 }, settings: [("Gateway:SupportBodies:AllowInventedAreas", "true")]);

    private static async Task<JsonArray> WaitingAsync(HubClient hub) =>
        JsonNode.Parse(await hub.Http.GetStringAsync("/api/checks", TestContext.Current.CancellationToken))!.AsArray();

    private static async Task<string> ReferralAsync(HubClient hub, string? waits)
    {
        var list = JsonNode.Parse(await hub.Http.GetStringAsync("/api/referrals", TestContext.Current.CancellationToken))!;
        var one = Assert.Single(list["referrals"]!.AsArray())!;
        Assert.Equal(waits, (string?)one["waits"]);
        return (string)one["id"]!;
    }

    private static Task<(HttpStatusCode Status, string? Code, JsonNode? Node)> SayAsync(HubClient hub, string question, bool agrees, string? why = null, string? guardian = null) =>
        AnsweredAsync(hub, HttpMethod.Post, $"/api/checks/{question}", new JsonObject { ["agrees"] = agrees, ["why"] = why, ["guardian"] = guardian });
}
