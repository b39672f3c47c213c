using System.Net;
using System.Text.Json.Nodes;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Handoff.Stories;
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

/// <summary>A story of what came of a hand-off, by the front doors: asked once, read, changed, agreed to, used, taken back.</summary>
public sealed class StoryTests
{
    private const string Since = "相談室の人といっしょに家賃の相談に行き、住むところが決まりました。";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_person_reads_the_words_strikes_some_out_and_what_they_left_is_used_until_they_take_it_back()
    {
        await using var world = await WorldAsync("20s");
        var (phone, counsellor, supervisor) = (world.Phone, world.Counsellor, world.Supervisor);
        Assert.Equal("none", (string?)Assert.Single(await world.OccasionsAsync())!["bar"]);
        Assert.Equal(HttpStatusCode.NoContent, (await world.AskAsync(("before", "家賃をためて困っていました。"), ("since", Since), ("prefecture", "13"))).Status);
        Assert.Equal("asked_before", (string?)Assert.Single(await world.OccasionsAsync())!["bar"]);

        // The very words stand on the page, nothing is ticked, and a yes without a use is asked back.
        var question = await world.QuestionAsync();
        var page = await phone.ReadAsync($"/agree/{question}");
        Assert.Contains(Since, page, StringComparison.Ordinal);
        Assert.DoesNotContain(" checked", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, await world.SayAsync(question, ("act", "agree")));
        Assert.Equal(HttpStatusCode.BadRequest, await world.SayAsync(question, ("act", "agree"), ("item", "use_inside"), ("field.before", ""), ("field.since", "")));
        Assert.Empty((await world.ShelfAsync())["agreed"]!.AsArray());

        // What they strike out is gone, and it is exactly what they left that they agree to.
        Assert.Equal(HttpStatusCode.SeeOther, await world.SayAsync(question, ("act", "agree"), ("item", "use_inside"), ("field.before", "")));
        var story = Assert.Single((await world.ShelfAsync())["agreed"]!.AsArray())!;
        Assert.Equal(("", Since, "13", true), ((string?)story["before"], (string?)story["since"], (string?)story["prefecture"], (bool)story["byPerson"]!));
        Assert.Equal(["use_inside"], story["uses"]!.AsArray().Select(use => (string?)use));
        Assert.Equal(HttpStatusCode.Forbidden, (await AnsweredAsync(counsellor, HttpMethod.Get, "/api/stories", null)).Status);

        // A file for print does not have it; one of all has, and the number in it is what remains when it is taken back.
        var number = (string)story["number"]!;
        Assert.DoesNotContain(number, await supervisor.Http.GetStringAsync("/api/stories/export?format=csv&use=use_published", Cancel), StringComparison.Ordinal);
        var csv = await supervisor.Http.GetStringAsync("/api/stories/export?format=csv", Cancel);
        Assert.Contains($"\r\n{number},,{Since},", csv, StringComparison.Ordinal);
        Assert.Contains(Since, await supervisor.Http.GetStringAsync("/api/stories/export?format=json", Cancel), StringComparison.Ordinal);
        Assert.Equal("story.format", (await AnsweredAsync(supervisor, HttpMethod.Get, "/api/stories/export?format=xml", null)).Code);

        question = await world.QuestionAsync();
        Assert.Contains("使っていいと答えました", await phone.ReadAsync($"/agree/{question}"), StringComparison.Ordinal);
        using (var back = await phone.Client.PostAsync(phone.At($"/agree/{question}/withdraw"), new FormUrlEncodedContent([]), Cancel)) Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        var shelf = await world.ShelfAsync();
        Assert.Empty(shelf["agreed"]!.AsArray());
        Assert.Equal(number, (string?)Assert.Single(shelf["gone"]!.AsArray())!["number"]);
        Assert.Contains("文は消されました", await phone.ReadAsync($"/agree/{question}"), StringComparison.Ordinal);
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM story s JOIN sealing_key k ON k.owner = s.id"));
        // Nothing of it is a hand-off.
        Assert.Single(JsonNode.Parse(await counsellor.Http.GetStringAsync("/api/referrals", Cancel))!["referrals"]!.AsArray());
        Assert.Equal(1, await world.CountAsync("SELECT COUNT(*) FROM provision"));
    }

    [Fact]
    public async Task Names_and_contacts_of_the_sheet_never_go_in_and_what_looks_like_them_is_looked_at_first()
    {
        await using var world = await WorldAsync("20s");
        Assert.Equal("story.words", (await world.AskAsync(("since", " "))).Code);
        Assert.Equal("story.words", (await world.AskAsync(("since", new string('あ', 301)))).Code);
        Assert.Equal("story.words", (await world.AskAsync(("since", Since), ("prefecture", "48"))).Code);
        var (status, code, answer) = await world.AskAsync(("since", "りくさんは、みなと野市 ふくし総合相談室で話しました"), ("looked", "1"));
        Assert.Equal((HttpStatusCode.Conflict, "story.known"), (status, code));
        Assert.Equal(["りく", "みなと野市 ふくし総合相談室"], answer!["found"]!.AsArray().Select(one => (string?)one));
        (_, code, answer) = await world.AskAsync(("since", "34歳のとき、八王子市の田中さんに会いました"));
        Assert.Equal("story.telling", code);
        Assert.Equal(3, answer!["found"]!.AsArray().Count);
        Assert.Equal(HttpStatusCode.NoContent, (await world.AskAsync(("since", "34歳のときに、相談できました"), ("looked", "1"))).Status);
    }

    [Fact]
    public async Task A_no_leaves_nothing_behind_and_nobody_asks_again()
    {
        await using var world = await WorldAsync("20s");
        await world.AskAsync(("since", Since));
        var question = await world.QuestionAsync();
        Assert.Equal(HttpStatusCode.SeeOther, await world.SayAsync(question, ("act", "decline")));
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM story"));
        Assert.Contains("何も変わりません", await world.Phone.ReadAsync($"/agree/{question}"), StringComparison.Ordinal);
        // Also when the talk in which they were asked is erased, and with it what was never given.
        await world.RunAsync("DELETE FROM consent WHERE valid_until IS NULL");
        Assert.Equal("story.asked_before", (await world.AskAsync(("since", Since))).Code);
    }

    [Fact]
    public async Task Somebody_of_whom_others_were_told_in_an_emergency_or_who_was_in_one_lately_is_not_asked()
    {
        await using var world = await WorldAsync("20s");
        var day = TimeSpan.FromDays(1).Ms();
        await world.RunAsync(
            "INSERT INTO emergency (id, organisation, conversation_id, opened_at, last_step) SELECT 'e', organisation, conversation_id, 0, 1 FROM referral; "
            + "INSERT INTO emergency_step (emergency_id, number, at, kind, code, body) VALUES ('e', 1, 0, 'call', 'consent', X'00')");
        Assert.Equal("danger", await world.BarAsync());
        // It counts from its end.
        await world.RunAsync($"UPDATE emergency SET closed_at = {TimeProvider.System.NowMs() - (89 * day)}");
        Assert.Equal("danger", await world.BarAsync());
        await world.RunAsync($"UPDATE emergency SET closed_at = {TimeProvider.System.NowMs() - (91 * day)}");
        Assert.Equal("none", await world.BarAsync());
        await world.RunAsync("UPDATE emergency_step SET code = 'dv_6'");
        Assert.Equal("not_by_consent", await world.BarAsync());
    }

    [Fact]
    public async Task What_another_sheet_of_theirs_says_stands_against_asking_too()
    {
        await using var world = await WorldAsync("20s");
        Assert.Equal("none", await world.BarAsync());
        var sheet = new Sheet { Person = new PersonPart { SafeContact = new SafeContact(HouseholdMayKnow: YesNo.No) } };
        var (talk, body) = (await world.TextAsync("SELECT conversation_id FROM referral"), await world.TextAsync("SELECT body FROM referral"));
        await world.Night.Services.GetRequiredService<IRecords>().WriteAsync(async session =>
        {
            var conversation = (await ConversationRows.FindAsync(session, talk))!;
            await world.Night.Services.GetRequiredService<SheetRows>().InsertAsync(session, conversation, new SheetRevision(
                "another", 1, conversation.Organisation, talk, body, null, 0, sheet.ContentHash(), SheetDraft.Empty with { Sheet = sheet }));
            return true;
        }, Cancel);
        Assert.Equal("unsafe", await world.BarAsync());
    }

    [Fact]
    public async Task Whoever_has_only_the_talk_of_the_hand_off_erased_takes_its_story_with_it()
    {
        await using var world = await WorldAsync("20s");
        await world.AskAsync(("since", Since));
        await world.SayAsync(await world.QuestionAsync(), ("act", "agree"), ("item", "use_inside"));
        Assert.Single((await world.ShelfAsync())["agreed"]!.AsArray());
        // The hand-off was of an earlier talk than the one in which they were asked.
        using var earlier = new ChatBrowser(new Uri(world.Night.Address, $"/chat/{world.Night.Setup.Chat[0]}"));
        await earlier.WriteAsync("前の相談です");
        var talk = await world.TextAsync("SELECT id FROM conversation WHERE id <> (SELECT conversation_id FROM story)");
        await world.RunAsync($"UPDATE referral SET conversation_id = '{talk}'");
        Assert.True(await world.Night.Services.GetRequiredService<EraseWords>().ConversationAsync(talk, EraseWords.Asked, Cancel));
        Assert.Empty((await world.ShelfAsync())["agreed"]!.AsArray());
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM story"));
    }

    [Fact]
    public async Task After_a_restore_no_story_is_used_and_each_that_somebody_may_have_taken_keeps_its_number()
    {
        await using var world = await WorldAsync("20s");
        await world.AskAsync(("since", Since));
        await world.SayAsync(await world.QuestionAsync(), ("act", "agree"), ("item", "use_inside"));
        var number = (string?)Assert.Single((await world.ShelfAsync())["agreed"]!.AsArray())!["number"];
        var backup = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        await world.Night.Services.GetRequiredService<IRecords>().WriteAsync(async session =>
        {
            Assert.Equal(1, await SettleStories.AfterRestoreAsync(session, backup.ToUnixTimeMilliseconds()));
            await EndConsents.AfterRestoreAsync(session, TimeProvider.System.NowMs());
            return await StoryRows.ForgetAsync(session);
        }, Cancel);
        var shelf = await world.ShelfAsync();
        Assert.Empty(shelf["agreed"]!.AsArray());
        var gone = Assert.Single(shelf["gone"]!.AsArray())!;
        Assert.Equal((number, backup), ((string?)gone["number"], (DateTimeOffset)gone["exportedAt"]!));
    }

    [Fact]
    public async Task What_was_withdrawn_is_listed_whole_and_takes_no_place_from_what_may_be_used()
    {
        await using var world = await WorldAsync("20s");
        await world.AskAsync(("since", Since));
        await world.SayAsync(await world.QuestionAsync(), ("act", "agree"), ("item", "use_inside"));
        await world.RunAsync(
            $"""
            WITH RECURSIVE other (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM other WHERE n <= {StoryRows.Most})
            INSERT INTO story (id, organisation, number, contact_id, conversation_id, referral_id, consent_id, revision, content_sealed, content_hash, written_by, written_at, exported_at)
            SELECT 'gone-' || n, s.organisation, 'N-' || n, s.contact_id, s.conversation_id, s.referral_id, '', 1, X'00', '', s.written_by, s.written_at + 1, 1 FROM other, story s
            """);
        var shelf = await world.ShelfAsync();
        Assert.Equal((1, StoryRows.Most + 1), (shelf["agreed"]!.AsArray().Count, shelf["gone"]!.AsArray().Count));
    }

    [Fact]
    public async Task Of_somebody_whose_age_is_not_known_a_second_person_reads_the_words_before_they_are_used()
    {
        await using var world = await WorldAsync("unknown");
        await world.AskAsync(("since", Since));
        Assert.Equal(HttpStatusCode.SeeOther, await world.SayAsync(await world.QuestionAsync(), ("act", "agree"), ("item", "use_inside"), ("item", "use_published")));
        var shelf = await world.ShelfAsync();
        Assert.Equal((0, 1), (shelf["agreed"]!.AsArray().Count, (int)shelf["waiting"]!));
        var check = (string)JsonNode.Parse(await world.Supervisor.Http.GetStringAsync("/api/checks", Cancel))![0]!["id"]!;
        var whole = (await AnsweredAsync(world.Supervisor, HttpMethod.Get, $"/api/checks/{check}", null)).Node!;
        Assert.Equal(("story", Since), ((string?)whole["purpose"], (string?)whole["items"]![0]!["fields"]![0]!["words"]!["ja"]));
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(world.Supervisor, HttpMethod.Post, $"/api/checks/{check}", new JsonObject { ["agrees"] = true })).Status);
        Assert.Single((await world.ShelfAsync())["agreed"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_has_their_words_erased_takes_the_story_with_them()
    {
        await using var world = await WorldAsync("20s");
        await world.AskAsync(("since", Since));
        await world.SayAsync(await world.QuestionAsync(), ("act", "agree"), ("item", "use_inside"));
        Assert.Single((await world.ShelfAsync())["agreed"]!.AsArray());
        await world.Night.Services.GetRequiredService<EraseWords>().PersonAsync(await world.TextAsync("SELECT contact_id FROM story"), EraseWords.Asked, Cancel);
        Assert.Empty((await world.ShelfAsync())["agreed"]!.AsArray());
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM story"));
        // Nothing tells of a stranger that they were asked.
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM contact WHERE story_asked = 1"));
    }

    private static async Task<StoryWorld> WorldAsync(string age)
    {
        var night = await TestGateway.StartAsync(new SetupSize { Counsellors = 2, Supervisors = 2 }, settings: [("Gateway:SupportBodies:AllowInventedAreas", "true")]);
        var body = await ApprovedBodyAsync(night);
        var phone = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await phone.WriteAsync("家賃のことで困っています");
        var counsellor = await night.ConsoleAsync();
        var supervisor = await night.ConsoleAsync(2);
        var root = await TakenAsync(night, counsellor);
        var world = new StoryWorld(night, phone, counsellor, supervisor, root);
        Assert.Empty(await world.OccasionsAsync());
        var agreed = await AgreedAsync(counsellor, root, await WrittenAsync(counsellor, root, body, age), phone, "name", "story");
        if (age == "unknown") await AnsweredAsync(supervisor, HttpMethod.Post, $"/api/checks/{agreed}", new JsonObject { ["agrees"] = true });
        var referral = (string)JsonNode.Parse(await counsellor.Http.GetStringAsync("/api/referrals", Cancel))!["referrals"]![0]!["id"]!;
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(counsellor, HttpMethod.Post, $"/api/referrals/{referral}/offer", null)).Status);
        var reader = new BodyReader(await world.TextAsync("SELECT organisation FROM referral"), body);
        var answer = night.Services.GetRequiredService<AnswerReferral>();
        Assert.Equal(ReferralOutcome.Done, await answer.AcceptAsync(reader, referral, Redacted.Of(new StepNote()), Cancel));
        Assert.Empty(await world.OccasionsAsync());
        Assert.Equal(ReferralOutcome.Done, await answer.ConnectAsync(reader, referral, AnswerReferral.Ways[0], Redacted.Of(new StepNote()), Cancel));
        world.Referral = referral;
        return world;
    }

    private sealed class StoryWorld(TestGateway night, ChatBrowser phone, HubClient counsellor, HubClient supervisor, string root) : IAsyncDisposable
    {
        public TestGateway Night => night;

        public ChatBrowser Phone => phone;

        public HubClient Counsellor => counsellor;

        public HubClient Supervisor => supervisor;

        public string Referral { get; set; } = "";

        public async Task<JsonArray> OccasionsAsync() => JsonNode.Parse(await counsellor.Http.GetStringAsync($"{root}/stories", Cancel))!.AsArray();

        public Task<(HttpStatusCode Status, string? Code, JsonNode? Node)> AskAsync(params (string Name, string Value)[] words)
        {
            var story = new JsonObject { ["referral"] = Referral };
            foreach (var (name, value) in words) story[name] = name == "looked" ? true : JsonValue.Create(value);
            return AnsweredAsync(counsellor, HttpMethod.Post, $"{root}/stories", story);
        }

        public async Task<string> QuestionAsync() => (string)(await ListAsync(counsellor, root))["questions"]!.AsArray()[^1]!["id"]!;

        public async Task<HttpStatusCode> SayAsync(string question, params (string Name, string Value)[] fields)
        {
            var page = ChatBrowser.FieldsOf(await phone.ReadAsync($"/agree/{question}"));
            using var form = new FormUrlEncodedContent([new("terms", page["terms"]), .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
            using var answer = await phone.Client.PostAsync(phone.At($"/agree/{question}"), form, Cancel);
            return answer.StatusCode;
        }

        public async Task<JsonNode> ShelfAsync() => JsonNode.Parse(await supervisor.Http.GetStringAsync("/api/stories", Cancel))!;

        public async Task<string?> BarAsync() => (string?)Assert.Single(await OccasionsAsync())!["bar"];

        public async Task RunAsync(string sql) => Assert.NotEqual(0, await night.Services.GetRequiredService<IRecords>().WriteAsync(session => session.ExecuteAsync(sql), Cancel));

        public Task<long> CountAsync(string sql) => night.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<long>(sql), Cancel);

        public async Task<string> TextAsync(string sql) => (await night.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<string>(sql), Cancel))!;

        public async ValueTask DisposeAsync()
        {
            await counsellor.DisposeAsync();
            await supervisor.DisposeAsync();
            phone.Dispose();
            await night.DisposeAsync();
        }
    }
}
