using System.Net;
using System.Text.Json.Nodes;
using Gateway.Consent;
using Gateway.Handoff;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Gateway.TestKit.Handoff.SheetCalls;
using static Gateway.Tests.Handoff.SheetTalks;

namespace Gateway.Tests.Stories;

/// <summary>A counsellor writes the sheet with somebody, who reads it on their own phone; all of it by the front doors.</summary>
public sealed class AgreedOnTheSheetTests
{
    [Fact]
    public async Task Somebody_changes_one_text_leaves_one_item_off_agrees_and_takes_it_back()
    {
        await using var night = await TestGateway.StartAsync(
            new SetupSize { Counsellors = 2, Supervisors = 2 }, settings: [("Gateway:SupportBodies:AllowInventedAreas", "true")]);
        var body = await ApprovedBodyAsync(night);
        using var phone = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await phone.WriteAsync("家賃が払えません");
        await using var counsellor = await night.ConsoleAsync();
        HubConversation? talk = null;
        await night.EventuallyAsync(async () => (talk = await counsellor.TakeNextAsync()) is not null, "taken");
        var root = $"/api/conversations/{talk!.Id}";

        // They look at it together: what the person said, and nothing that nobody said.
        var sheet = await SentAsync(counsellor, HttpMethod.Post, $"{root}/sheets", new JsonObject { ["body"] = body });
        Assert.Equal("みなと野市 ふくし総合相談室", (string?)sheet["bodyName"]);
        Assert.Empty(sheet["held"]!.AsArray());
        var early = await AnsweredAsync(counsellor, HttpMethod.Post, $"{root}/sheets/{sheet["id"]}/question", Question(1, "name"));
        Assert.Equal(HttpStatusCode.BadRequest, early.Status);
        sheet = await SentAsync(counsellor, HttpMethod.Put, $"{root}/sheets/{sheet["id"]}", new JsonObject { ["revision"] = 1, ["fields"] = Fields.DeepClone() });
        Assert.Equal(["name", "age", "story", "health"], sheet["held"]!.AsArray().Select(code => (string)code!));
        Assert.Equal("said", (string?)sheet["sources"]!["preferredName"]!["kind"]);

        // A colleague reads nothing of it.
        await using var colleague = await night.ConsoleAsync(1);
        Assert.Equal(HttpStatusCode.NotFound, (await AnsweredAsync(colleague, HttpMethod.Get, $"{root}/sheets", null)).Status);

        await SentAsync(counsellor, HttpMethod.Post, $"{root}/sheets/{sheet["id"]}/question", Question(2, "name", "story", "health"));
        Assert.Equal("question.other_stands", (await AnsweredAsync(counsellor, HttpMethod.Post, $"{root}/sheets/{sheet["id"]}/question", Question(2, "name"))).Code);

        // On their own phone: one text is changed, one item stays off.
        var question = (await ListAsync(counsellor, root))["questions"]![0]!;
        var page = await phone.ReadAsync($"/agree/{question["id"]}");
        Assert.DoesNotContain("checked", page, StringComparison.Ordinal);
        var fields = ChatBrowser.FieldsOf(page);
        var answer = await phone.Client.PostAsync(phone.At($"/agree/{question["id"]}"), new FormUrlEncodedContent(
            [new("terms", fields["terms"]), new("field.situation.facts", "家賃を2か月ためている"), new("item", "name"), new("item", "story"), new("act", "agree")]),
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);

        var after = await ListAsync(counsellor, root);
        var given = after["questions"]!.AsArray()[^1]!;
        Assert.Equal("given", (string?)given["state"]);
        Assert.Equal(["name", "story"], given["agreed"]!.AsArray().Select(code => (string)code!));
        Assert.True((bool)after["sheets"]![0]!["byPerson"]!);
        Assert.Equal("家賃を2か月ためている", (string?)after["sheets"]![0]!["values"]!["situation.facts"]);
        Assert.Equal(LiveCheck.Live, await CheckAsync(night, (string)given["id"]!, body, (string)sheet["id"]!));

        // What leaves is that, and the person sees that it left.
        var referral = await ReferralAsync(counsellor, root);
        Assert.Equal(("agreed", false, null), ((string?)referral["state"], (bool)referral["secondSide"]!, (string?)referral["waits"]));
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(counsellor, HttpMethod.Post, $"/api/referrals/{referral["id"]}/offer", null)).Status);
        Assert.Equal("referral.not_now", (await AnsweredAsync(counsellor, HttpMethod.Post, $"/api/referrals/{referral["id"]}/offer", null)).Code);
        Assert.Contains("<ul class=\"sent\">", await phone.ReadAsync("/agree"), StringComparison.Ordinal);
        var sent = Assert.Single(JsonNode.Parse(await phone.ReadAsync($"/agree/{given["id"]}/receipt"))!["provided"]!.AsArray())!;
        Assert.Equal(["name", "story"], sent["items"]!.AsArray().Select(item => (string)item!["item"]!));

        await phone.Client.PostAsync(phone.At($"/agree/{given["id"]}/withdraw"), new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);
        Assert.Equal("withdrawn", (string?)(await ListAsync(counsellor, root))["questions"]!.AsArray()[^1]!["state"]);
        Assert.Equal(LiveCheck.NotGiven, await CheckAsync(night, (string)given["id"]!, body, (string)sheet["id"]!));
    }

    private static async Task<JsonNode> ReferralAsync(HubClient hub, string root) => JsonNode.Parse(
        await hub.Http.GetStringAsync($"/api/referrals?conversation={root.Split('/')[^1]}", TestContext.Current.CancellationToken))!["referrals"]!.AsArray()[^1]!;

    private static async Task<LiveCheck> CheckAsync(TestGateway night, string consent, string body, string sheetId)
    {
        var services = night.Services;
        return await services.GetRequiredService<IRecords>().WriteAsync(async session =>
        {
            var newest = (await services.GetRequiredService<SheetRows>().NewestAsync(session, sheetId))!;
            return (await LiveConsent.OfAsync(
                session, services.GetRequiredService<ConsentRows>(), consent, body, sheetId, newest.ContentHash, services.GetRequiredService<TimeProvider>().NowMs(),
                services.GetRequiredService<ConsentSettings>())).Check;
        });
    }
}
