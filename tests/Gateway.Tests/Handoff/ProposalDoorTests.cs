using System.Net;
using System.Text.Json.Nodes;
using Gateway.Handoff;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Gateway.TestKit.Handoff.SheetCalls;
using static Gateway.Tests.Handoff.SheetTalks;

namespace Gateway.Tests.Handoff;

/// <summary>Sending on another ground than consent, by the front doors: proposed beside the sheet, read and answered by a second person.</summary>
public sealed class ProposalDoorTests
{
    private const string Centre =
        """{"name":"みなと野市 こども相談所","kinds":["child_guidance"],"areas":[{"code":"992011"}],"handoffEmail":"child@example.jp","liaison":{"name":"もりた"},"takesNotifications":true}""";

    [Fact]
    public async Task A_notice_leaves_with_two_names_and_whoever_reads_the_phone_finds_nothing_of_it()
    {
        await using var night = await NightAsync();
        await using var counsellor = await night.ConsoleAsync();
        await using var supervisor = await night.ConsoleAsync(2);
        await using var other = await night.ConsoleAsync(3);
        var body = await ApprovedBodyAsync(supervisor, other, Centre);
        using var phone = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await phone.WriteAsync("お父さんにたたかれる");
        var root = await TakenAsync(night, counsellor);
        var sheet = await WrittenAsync(counsellor, root, body, "12_15");
        Assert.Equal(["law", "life", "children", "public_duty"], sheet["grounds"]!.AsArray().Select(code => (string)code!));
        var (status, _, made) = await ProposeAsync(counsellor, root, sheet);
        Assert.Equal(HttpStatusCode.OK, status);
        var id = (string)made!["id"]!;

        // Nothing has left; those who stand behind the counsellor are told, and read it whole.
        await supervisor.WaitForAsync(message => message.Target == "ChecksWaiting" && message.Arguments[0].GetInt32() == 1);
        Assert.Equal(HttpStatusCode.Forbidden, (await AnsweredAsync(counsellor, HttpMethod.Get, "/api/proposals", null)).Status);
        Assert.Equal(("proposed", true, true), await StandsAsync(counsellor, id));
        Assert.Equal("referral.not_now", (await AnsweredAsync(counsellor, HttpMethod.Post, $"/api/referrals/{id}/offer", null)).Code);
        var whole = (await AnsweredAsync(supervisor, HttpMethod.Get, $"/api/proposals/{id}", null)).Node!;
        Assert.Equal(("law", "たたかれたあとがある", false, true), ((string?)whole["proposal"]!["ground"], (string?)whole["why"], (bool)whole["personKnows"]!, (bool)whole["quiet"]!));
        Assert.Equal(["name", "story"], whole["items"]!.AsArray().Select(item => (string)item!["item"]!));
        Assert.NotEmpty(whole["always"]!.AsArray());

        Assert.Equal(HttpStatusCode.NoContent, (await SayAsync(supervisor, id, true)).Status);
        Assert.Equal("proposal.not_found", (await SayAsync(other, id, true)).Code);
        Assert.Equal(("offered", true, true), await StandsAsync(counsellor, id));
        var reader = new BodyReader(night.Setup.People[0].Organisation, body);
        var desk = night.Services.GetRequiredService<AnswerReferral>();
        var read = (await desk.OpenAsync(reader, id, Cancel))!.Value.Sheet!;
        Assert.Equal("本人には聞けない 本人には伝えていません。", read.Content.Consent.NoConsentReason);
        Assert.Equal(2, read.Content.Consent.NoConsentDecidedBy.Count);
        Assert.Null(read.Content.Situation.Health);

        // Not in the talk, not on the page of what was sent, and not by a question whether somebody may join.
        Assert.Equal(ReferralOutcome.Done, await desk.AcceptAsync(reader, id, Redacted.Of(new StepNote("担当します")), Cancel));
        Assert.DoesNotContain("こども相談所", await phone.ReadAsync(""), StringComparison.Ordinal);
        Assert.DoesNotContain("こども相談所", await phone.ReadAsync("/agree"), StringComparison.Ordinal);
        Assert.Empty(JsonNode.Parse(await counsellor.Http.GetStringAsync($"{root}/company", Cancel))!["possible"]!.AsArray());
        Assert.Equal("company.untold", (await AnsweredAsync(counsellor, HttpMethod.Post, $"{root}/company/{id}", null)).Code);

        // Later a supervisor lets them know: only then it stands on their page.
        Assert.Equal(HttpStatusCode.Forbidden, (await AnsweredAsync(counsellor, HttpMethod.Post, $"/api/referrals/{id}/told", null)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(supervisor, HttpMethod.Post, $"/api/referrals/{id}/told", null)).Status);
        Assert.Contains("こども相談所", await phone.ReadAsync("/agree"), StringComparison.Ordinal);
        Assert.Equal(
            ["ground.proposed", "ground.read", "ground.confirmed", "handoff.provided", "ground.told"],
            await night.Services.GetRequiredService<IRecords>().ReadAsync(
                session => session.QueryAsync<string>("SELECT action FROM audit WHERE action LIKE 'ground.%' OR action = 'handoff.provided' ORDER BY number"), Cancel));
    }

    [Fact]
    public async Task Both_people_decide_for_a_body_of_one_name()
    {
        await using var night = await NightAsync();
        await using var counsellor = await night.ConsoleAsync();
        await using var supervisor = await night.ConsoleAsync(2);
        await using var other = await night.ConsoleAsync(3);
        var body = await ApprovedBodyAsync(supervisor, other, Centre);
        using var phone = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await phone.WriteAsync("お父さんにたたかれる");
        var root = await TakenAsync(night, counsellor);
        var id = (string)(await ProposeAsync(counsellor, root, await WrittenAsync(counsellor, root, body, "12_15"))).Node!["id"]!;

        var version = (long)JsonNode.Parse(await supervisor.Http.GetStringAsync($"/api/bodies/{body}", Cancel))!["version"]!;
        var renamed = JsonNode.Parse(Centre.Replace("こども相談所", "くらしの相談所", StringComparison.Ordinal));
        var proposed = await SentAsync(supervisor, HttpMethod.Put, $"/api/bodies/{body}", new JsonObject { ["version"] = version, ["entry"] = renamed });
        await SentAsync(other, HttpMethod.Post, $"/api/bodies/{body}/approve", new JsonObject { ["version"] = (long)proposed["body"]!["version"]! });
        Assert.Equal("proposal.gate_shut", (await SayAsync(supervisor, id, true)).Code);
        Assert.Equal("gate_shut", (string?)(await AnsweredAsync(counsellor, HttpMethod.Get, $"/api/referrals/{id}", null)).Node!["steps"]!.AsArray()[^1]!["code"]);
        Assert.Equal(0, await night.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM provision"), Cancel));
    }

    [Theory]
    [InlineData(LegalBasis.Law, true, true)]
    [InlineData(LegalBasis.PublicDuty, true, true)]
    [InlineData(LegalBasis.Life, true, false)]
    [InlineData(LegalBasis.Life, false, true)]
    [InlineData(LegalBasis.SupportConference, true, false)]
    public void Of_a_notice_nothing_is_said_to_the_phone_whoever_knows(LegalBasis ground, bool personKnows, bool quiet) => Assert.Equal(quiet, GroundRules.IsQuiet(ground, personKnows));

    [Fact]
    public async Task A_no_says_why_a_changed_sheet_is_another_one_and_nothing_leaves()
    {
        await using var night = await NightAsync();
        var body = await SheetTalks.ApprovedBodyAsync(night);
        using var phone = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await phone.WriteAsync("もう消えたい");
        await using var counsellor = await night.ConsoleAsync();
        await using var supervisor = await night.ConsoleAsync(2);
        var root = await TakenAsync(night, counsellor);
        var sheet = await WrittenAsync(counsellor, root, body, "20s");

        Assert.Equal("proposal.ground", (await ProposeAsync(counsellor, root, sheet, ground: "a_feeling")).Code);
        Assert.Equal("proposal.ground", (await ProposeAsync(counsellor, root, sheet, ground: "consent")).Code);
        Assert.Equal("proposal.ground", (await ProposeAsync(counsellor, root, sheet, ground: "support_conference")).Code);
        Assert.Equal("proposal.not_notified", (await ProposeAsync(counsellor, root, sheet)).Code);
        Assert.Equal("proposal.reason", (await ProposeAsync(counsellor, root, sheet, ground: "life", why: " ")).Code);
        Assert.Equal("proposal.items", (await ProposeAsync(counsellor, root, sheet, ground: "life", items: [])).Code);
        Assert.Equal("proposal.items", (await ProposeAsync(counsellor, root, sheet, ground: "life", items: ["wishes"])).Code);
        Assert.Equal("sheet.conflict", (await ProposeAsync(counsellor, root, sheet, ground: "life", revision: 1)).Code);
        await using (var stranger = await night.ConsoleAsync(1))
            Assert.Equal("conversation.not_yours", (await ProposeAsync(stranger, root, sheet, ground: "life")).Code);

        var first = (string)(await ProposeAsync(counsellor, root, sheet, ground: "life")).Node!["id"]!;
        Assert.Equal("proposal.other_stands", (await ProposeAsync(counsellor, root, sheet, ground: "life")).Code);
        Assert.Equal("proposal.reason", (await SayAsync(supervisor, first, false)).Code);
        Assert.Equal(HttpStatusCode.NoContent, (await SayAsync(supervisor, first, false, "まず本人に聞いてください")).Status);
        var steps = (await AnsweredAsync(counsellor, HttpMethod.Get, $"/api/referrals/{first}", null)).Node!;
        Assert.Equal(("ended", "not_decided", "まず本人に聞いてください"), ((string?)steps["state"], (string?)steps["outcome"], (string?)steps["steps"]!.AsArray()[^1]!["text"]));

        var second = (string)(await ProposeAsync(counsellor, root, sheet, ground: "life")).Node!["id"]!;
        await SentAsync(counsellor, HttpMethod.Put, $"{root}/sheets/{sheet["id"]}", new JsonObject
        {
            ["revision"] = 2,
            ["fields"] = new JsonObject { ["situation.facts"] = new JsonObject { ["value"] = "別のこと" } },
        });
        Assert.Equal("proposal.not_found", (await SayAsync(supervisor, second, true)).Code);
        Assert.Equal("changed", (string?)(await AnsweredAsync(counsellor, HttpMethod.Get, $"/api/referrals/{second}", null)).Node!["steps"]!.AsArray()[^1]!["code"]);
        Assert.Null(await night.Services.GetRequiredService<AnswerReferral>().OpenAsync(new BodyReader(night.Setup.People[0].Organisation, body), second, Cancel));
        Assert.Equal(0, await night.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM provision"), Cancel));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<TestGateway> NightAsync() => TestGateway.StartAsync(
        new SetupSize { Counsellors = 2, Supervisors = 2 }, settings: [("Gateway:SupportBodies:AllowInventedAreas", "true")]);

    private static Task<(HttpStatusCode Status, string? Code, JsonNode? Node)> ProposeAsync(
        HubClient hub, string root, JsonNode sheet, string ground = "law", string why = "たたかれたあとがある", string[]? items = null, int revision = 2) =>
        AnsweredAsync(hub, HttpMethod.Post, $"{root}/sheets/{sheet["id"]}/proposal", new JsonObject
        {
            ["revision"] = revision,
            ["ground"] = ground,
            ["why"] = why,
            ["whyNoConsent"] = "本人には聞けない",
            ["items"] = new JsonArray([.. (items ?? ["name", "story"]).Select(item => JsonValue.Create(item))]),
            ["personKnows"] = false,
        });

    private static Task<(HttpStatusCode Status, string? Code, JsonNode? Node)> SayAsync(HubClient hub, string id, bool agrees, string? why = null) =>
        AnsweredAsync(hub, HttpMethod.Post, $"/api/proposals/{id}", new JsonObject { ["agrees"] = agrees, ["why"] = why });

    private static async Task<(string? State, bool OnGround, bool Quiet)> StandsAsync(HubClient hub, string id)
    {
        var one = (await AnsweredAsync(hub, HttpMethod.Get, $"/api/referrals/{id}", null)).Node!;
        return ((string?)one["state"], (bool?)one["onGround"] ?? false, (bool?)one["quiet"] ?? false);
    }
}
