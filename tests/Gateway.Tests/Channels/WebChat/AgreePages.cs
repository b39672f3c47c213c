using System.Text.Json.Nodes;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.SupportBodies;
using Gateway.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>A talk in which a sheet was written and the person was asked, up to their own page.</summary>
internal sealed class AgreePages(ChatHouse house, ChatBrowser browser, Staff counsellor, string conversationId, SheetRevision sheet, string body) : IDisposable
{
    public static readonly ConsentItem[] Asked = [ConsentItem.Name, ConsentItem.Contact, ConsentItem.Story, ConsentItem.Health];

    /// <summary>The example bodies lie in a prefecture that does not exist.</summary>
    public const string Settings = "--Gateway:SupportBodies:AllowInventedAreas=true";

    public ChatBrowser Browser => browser;

    public SheetRevision Sheet => sheet;

    public string ConversationId => conversationId;

    public static async Task<AgreePages> AskedAsync(ChatHouse house)
    {
        var browser = house.Browser();
        await browser.WriteAsync("家賃が払えません");
        var services = house.App.Services;
        var counsellor = await house.Records.ReadAsync(async session => new Staff(
            (await session.FindAsync<string>("SELECT id FROM staff WHERE user_name = 'aoi'"))!, "aoi", "あおい", Roles.Volunteer, "komorebi"));
        var talk = Assert.Single(await house.ConversationsAsync()).Conversation;
        Assert.NotNull(await services.GetRequiredService<MoveConversation>().TakeAsync(talk.Id, counsellor.Id, counsellor.Name, fence: 1));
        var added = (await services.GetRequiredService<ProposeBody>().AddAsync(counsellor, ExampleBodies.CityDesk)).Body!;
        await services.GetRequiredService<ApproveBody>().ApproveAsync(counsellor with { Id = "minato", Role = Roles.Supervisor }, added.Id, added.Version);
        var begun = await services.GetRequiredService<WriteSheet>().BeginAsync(counsellor, talk.Id, added.Id);
        var pages = new AgreePages(house, browser, counsellor, talk.Id, begun.Revision!, added.Id);
        var written = await pages.WrittenAsync(begun.Revision!.Number, Words());
        var all = new AgreePages(house, browser, counsellor, talk.Id, written, added.Id);
        Assert.Equal(AskSheetOutcome.Asked, (await all.AskAsync()).Outcome);
        return all;
    }

    public async Task<SheetRevision> WrittenAsync(long seen, Dictionary<string, FieldChange> changes)
    {
        var written = await house.App.Services.GetRequiredService<WriteSheet>().SaveAsync(
            counsellor, conversationId, sheet.SheetId, seen, Redacted.Of<IReadOnlyDictionary<string, FieldChange>>(changes));
        Assert.Equal(WriteOutcome.Written, written.Outcome);
        return written.Revision!;
    }

    public Task<SheetAsked> AskAsync(bool again = false) => house.App.Services.GetRequiredService<AskAboutSheet>().AskAsync(
        counsellor, conversationId, new SheetQuestion(sheet.SheetId, sheet.Number, Asked, ConsentPurpose.Contact, "家賃のこと", again));

    /// <summary>The newest question.</summary>
    public async Task<ConsentRecord> ConsentAsync() =>
        (await house.Records.ReadAsync(session => house.App.Services.GetRequiredService<ConsentRows>().OfConversationAsync(session, conversationId)))[^1];

    /// <summary>Whether it holds now, for the newest revision.</summary>
    public async Task<(LiveCheck Check, IReadOnlyList<ConsentItem> Items)> LiveAsync()
    {
        var services = house.App.Services;
        var record = await ConsentAsync();
        var newest = await NewestAsync();
        var (live, check) = await house.Records.WriteAsync(session => LiveConsent.OfAsync(
            session, services.GetRequiredService<ConsentRows>(), record.Id, body, newest.SheetId, newest.ContentHash,
            services.GetRequiredService<TimeProvider>().NowMs(), services.GetRequiredService<ConsentSettings>()));
        return (check, live?.Items ?? []);
    }

    public async Task<SheetRevision> NewestAsync() => (await house.Records.ReadAsync(session => house.App.Services.GetRequiredService<SheetRows>().NewestAsync(session, sheet.SheetId)))!;

    public async Task<string> AddressAsync() => $"/agree/{(await ConsentAsync()).Id}";

    public async Task<Dictionary<string, string>> TermsAsync() => new() { ["terms"] = (await ConsentAsync()).TermsHash };

    public Task<HttpResponseMessage> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields) =>
        browser.Client.PostAsync(browser.At(path), new FormUrlEncodedContent(fields), TestContext.Current.CancellationToken);

    public void Dispose() => browser.Dispose();

    private static Dictionary<string, FieldChange> Words() => new()
    {
        ["preferredName"] = new(JsonValue.Create("りく")),
        ["ageBand"] = new(JsonValue.Create("20s")),
        ["contacts"] = new(JsonNode.Parse("""[{"kind":"web_chat"}]""")),
        ["safeContact"] = new(JsonNode.Parse("""{"by":"web_chat","voicemail":"no","householdMayKnow":"no"}""")),
        ["consulteeRelation"] = new(JsonValue.Create("self")),
        ["mainTopic"] = new(JsonValue.Create("housing")),
        ["topics"] = new(JsonNode.Parse("""["housing"]""")),
        ["situation.facts"] = new(JsonValue.Create("家賃を3か月ためている <b>&</b>")),
        ["situation.assessment"] = new(JsonValue.Create("ひとりで抱えている")),
        ["health"] = new(JsonValue.Create("夜に眠れない")),
        ["supportKinds"] = new(JsonNode.Parse("""["consultation"]""")),
        ["warmMethod"] = new(JsonValue.Create("three_way_chat")),
        ["sender.address"] = new(JsonValue.Create("架空県みなと野市1-1")),
        ["sender.representative"] = new(JsonValue.Create("代表 しみず")),
        ["senderSupervisor"] = new(JsonValue.Create("みなと")),
        ["senderContact"] = new(JsonValue.Create("000-0000-0009 毎日20時から5時")),
        ["guardianContactAllowed"] = new(JsonValue.Create("no")),
    };
}
