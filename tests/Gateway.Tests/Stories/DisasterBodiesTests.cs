using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Conversations;
using Gateway.Disasters;
using Gateway.Handoff;
using Gateway.Handoff.Referrals;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.SupportBodies;
using Gateway.TestKit;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Hub;
using Gateway.WaitingQueue;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Stories;

/// <summary>In a disaster: bodies of the directory that are listed first for people of its area, named by one person; and bodies for that time alone, entered by two.</summary>
public sealed class DisasterBodiesTests : IAsyncLifetime
{
    private const string Kanazawa = "172014";

    private const string Nobodys = "019aa2f0-0000-7000-8000-0000000000";

    private TestGateway _gateway = null!;
    private HubClient _counsellor = null!;
    private HubClient _keeper = null!;
    private HubClient _second = null!;
    private string _plain = "";
    private string _named = "";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(new SetupSize { Counsellors = 1, Supervisors = 2, SmsNumbers = 1 }, new FakeTime());
        (_counsellor, _keeper, _second) = (await _gateway.ConsoleAsync(0), await _gateway.ConsoleAsync(1), await _gateway.ConsoleAsync(2));
        // Without the disaster the name decides, and あ comes first.
        _plain = await SheetCalls.ApprovedBodyAsync(_keeper, _second, Entry("あさひの窓口"));
        _named = await SheetCalls.ApprovedBodyAsync(_keeper, _second, Entry("ん・避難所の相談"));
    }

    public async ValueTask DisposeAsync()
    {
        await _counsellor.DisposeAsync();
        await _keeper.DisposeAsync();
        await _second.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_named_body_stands_first_for_people_of_the_area_for_nobody_else_and_only_while_it_holds()
    {
        var id = await BeginAsync();
        Assert.Equal([_plain, _named], await ListedAsync($"area={Kanazawa}"));
        Assert.Equal(HttpStatusCode.NoContent, await NameAsync(_keeper, id, _named));
        Assert.Equal([_named, _plain], await ListedAsync($"area={Kanazawa}"));
        Assert.Contains("disaster_first", await ReasonsAsync(_named));
        Assert.Equal([_plain, _named], await ListedAsync(""));
        Assert.Equal([_plain, _named], await ListedAsync("area=130001&all=1"));
        Assert.Equal(
            ["disaster.begun", "disaster.bodies"],
            await Records(_gateway.Services).ReadAsync(session => session.QueryAsync<string>("SELECT action FROM audit WHERE subject = @id ORDER BY number", new { id }), Stop));
        await _gateway.PassAsync(TimeSpan.FromMinutes(31), TimeSpan.FromSeconds(20));
        Assert.Equal([_plain, _named], await ListedAsync($"area={Kanazawa}"));
        Assert.Equal(HttpStatusCode.NotFound, await NameAsync(_keeper, id, _named));
    }

    [Fact]
    public async Task In_a_talk_what_the_person_told_says_it_and_nobody_elses_talk_does()
    {
        await NameAsync(_keeper, await BeginAsync(), _named);
        await _gateway.SmsPhone().SayAsync("こんばんは");
        await _gateway.EventuallyAsync(async () => (await _gateway.Services.GetRequiredService<IQueueEngine>().SnapshotAsync("org1")).WaitingCount == 1, "somebody waits");
        var talk = (await _counsellor.TakeNextAsync())!.Id;
        Assert.Equal([_plain, _named], await ListedAsync($"talk={talk}"));
        await TellAreaAsync(talk, "17");
        Assert.Equal([_named, _plain], await ListedAsync($"talk={talk}"));
        // What is asked for says more than what was told.
        Assert.Equal([_plain, _named], await ListedAsync($"talk={talk}&area=130001&all=1"));
        Assert.Equal([_plain, _named], await ListedAsync($"talk={talk}", _keeper));
    }

    [Fact]
    public async Task Nobody_becomes_a_receiver_by_being_named_and_only_who_keeps_the_roster_names()
    {
        var proposed = (string)(await SheetCalls.SentAsync(_keeper, HttpMethod.Post, "/api/bodies", JsonNode.Parse(Entry("うその窓口"))!))["body"]!["id"]!;
        var id = await BeginAsync();
        Assert.Equal(HttpStatusCode.NoContent, await NameAsync(_keeper, id, proposed));
        Assert.Equal(HttpStatusCode.NoContent, await NameAsync(_second, id, _named));
        Assert.Equal([_named, _plain], await ListedAsync($"area={Kanazawa}"));
        using (var disabled = await _keeper.Http.PostAsJsonAsync($"/api/bodies/{_named}/disable", new { reason = "つながりません" }, Stop)) Assert.True(disabled.IsSuccessStatusCode);
        Assert.Equal([_plain], await ListedAsync($"area={Kanazawa}"));

        Assert.Equal(HttpStatusCode.Forbidden, await NameAsync(_counsellor, id, _named));
        Assert.Equal(HttpStatusCode.BadRequest, await NameAsync(_keeper, id, "anything"));
        Assert.Equal(HttpStatusCode.NotFound, await NameAsync(_keeper, Nobodys + "00", _named));
        for (var n = 2; n < DisasterPlan.MostBodies; n++) Assert.Equal(HttpStatusCode.NoContent, await NameAsync(_keeper, id, $"{Nobodys}{n:00}"));
        Assert.Equal(HttpStatusCode.Conflict, await NameAsync(_keeper, id, Nobodys + "99"));
        using (var away = await _keeper.Http.DeleteAsync($"/api/disasters/{id}/bodies/{_named}", Stop)) Assert.Equal(HttpStatusCode.NoContent, away.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, await NameAsync(_keeper, id, Nobodys + "99"));
    }

    [Fact]
    public async Task A_body_for_a_time_is_entered_by_two_offered_until_then_and_prolonged_by_two()
    {
        var until = _gateway.Time!.GetUtcNow().AddMinutes(20);
        var entry = Entry("あ・仮の窓口", $""","until":"{until:O}" """);
        var body = (await SheetCalls.SentAsync(_keeper, HttpMethod.Post, "/api/bodies", JsonNode.Parse(entry)!))["body"]!;
        var id = (string)body["id"]!;
        Assert.DoesNotContain(id, await ListedAsync($"area={Kanazawa}"));
        Assert.Equal("body.same_person", (await SheetCalls.AnsweredAsync(_keeper, HttpMethod.Post, $"/api/bodies/{id}/approve", new JsonObject { ["version"] = (long)body["version"]! })).Code);
        await SheetCalls.SentAsync(_second, HttpMethod.Post, $"/api/bodies/{id}/approve", new JsonObject { ["version"] = (long)body["version"]! });
        Assert.Contains(id, await ListedAsync($"area={Kanazawa}"));
        Assert.Contains("for_a_time", await ReasonsAsync(id));

        await _gateway.PassAsync(TimeSpan.FromMinutes(20), TimeSpan.FromSeconds(20));
        Assert.DoesNotContain(id, await ListedAsync($"area={Kanazawa}"));
        Assert.Contains(id, await ListedAsync($"area={Kanazawa}", _keeper));
        var seen = JsonNode.Parse(await _keeper.Http.GetStringAsync($"/api/bodies/{id}", Stop))!;
        Assert.Equal("over", (string)seen["state"]!);
        // One person cannot have it receive again.
        var longer = seen["entry"]!.DeepClone().AsObject();
        longer["until"] = _gateway.Time!.GetUtcNow().AddDays(1).ToString("O");
        var change = new JsonObject { ["version"] = (long)seen["version"]!, ["entry"] = longer };
        Assert.Equal("proposed", (string)(await SheetCalls.SentAsync(_keeper, HttpMethod.Put, $"/api/bodies/{id}", change))["outcome"]!);
        Assert.DoesNotContain(id, await ListedAsync($"area={Kanazawa}"));
    }

    [Fact]
    public async Task A_body_for_a_disaster_is_offered_while_it_holds_and_not_after_its_early_end()
    {
        var disaster = await BeginAsync();
        var id = await SheetCalls.ApprovedBodyAsync(_keeper, _second, Entry("あ・仮の窓口", $$""","disaster":"{{disaster}}" """));
        Assert.Contains(id, await ListedAsync($"area={Kanazawa}"));
        using (var ended = await _keeper.Http.PostAsync($"/api/disasters/{disaster}/end", null, Stop)) Assert.True(ended.IsSuccessStatusCode);
        Assert.DoesNotContain(id, await ListedAsync($"area={Kanazawa}"));
        // It goes out in no file: there it would be one for good.
        Assert.DoesNotContain("仮の窓口", await _keeper.Http.GetStringAsync("/api/bodies/export?format=hsds-json", Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_passed_on_before_its_end_is_answered_after_it_and_nothing_new_is()
    {
        await using var mail = MailServer.Start();
        var time = new FakeTime();
        await using var world = await DeskWorld.StartAsync(mail, time);
        var (talk, referral) = await world.OfferAsync();
        var services = world.Gateway.Services;
        var body = (await services.GetRequiredService<SupportBodyDirectory>().FindAsync(referral.Organisation, referral.Body, Stop))!;
        var people = await Records(services).ReadAsync(session => session.QueryAsync<Staff>("SELECT id, user_name AS UserName, name, role, organisation FROM staff"), Stop);
        var second = people.First(one => one.Role == Roles.Supervisor && one.Organisation == referral.Organisation);
        var proposed = await services.GetRequiredService<ProposeBody>().ChangeAsync(world.Counsellor, body.Id, body.Version, body.Entry with { Until = time.GetUtcNow().AddMinutes(5) }, Stop);
        Assert.Equal(BodyOutcome.Proposed, proposed.Outcome);
        Assert.Equal(BodyOutcome.InEffect, (await services.GetRequiredService<ApproveBody>().ApproveAsync(second, body.Id, proposed.Body!.Version, Stop)).Outcome);
        using var desk = world.Browser();
        await world.EnterAsync(desk, "desk@example.jp");
        await world.Gateway.PassAsync(TimeSpan.FromMinutes(6), TimeSpan.FromSeconds(20));

        Assert.Equal(WriteOutcome.NotARecipient, (await services.GetRequiredService<WriteSheet>().BeginAsync(world.Counsellor, talk.Id, body.Id, Stop)).Outcome);
        using (await DeskWorld.PostAsync(desk, $"/desk/referrals/{referral.Id}/accept", ("name", "たなか"))) { }
        Assert.Equal(ReferralState.Accepted, (await services.GetRequiredService<ReadReferrals>().OfStaffAsync(world.Counsellor, Stop)).Single(one => one.Id == referral.Id).State);
    }

    private static IRecords Records(IServiceProvider services) => services.GetRequiredService<IRecords>();

    private static string Entry(string name, string more = "") =>
        $$"""{"name":"{{name}}","kinds":["self_reliance"],"areas":[{"code":"170003"}],"handoffEmail":"desk@example.jp","liaison":{"name":"もりた"}{{more}}}""";

    private async Task<string> BeginAsync()
    {
        var plan = new DisasterPlan
        {
            Name = "能登の地震",
            Areas = ["16", "17", "18"],
            Words = new Dictionary<string, string> { ["ja"] = "地震で電話がつながりにくい" },
            Reason = "震度6",
            EndsAt = _gateway.Time!.GetUtcNow().AddMinutes(30),
        };
        using var answer = await _keeper.Http.PostAsJsonAsync("/api/disasters", plan, Stop);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("id").GetString()!;
    }

    private static async Task<HttpStatusCode> NameAsync(HubClient who, string disaster, string body)
    {
        using var answer = await who.Http.PutAsync($"/api/disasters/{disaster}/bodies/{body}", null, Stop);
        return answer.StatusCode;
    }

    private async Task<IEnumerable<string>> ListedAsync(string query, HubClient? who = null) => [.. (await BodiesAsync(query, who)).Select(body => (string)body!["id"]!)];

    private async Task<IEnumerable<string>> ReasonsAsync(string body) =>
        [.. (await BodiesAsync($"area={Kanazawa}", null)).Single(one => (string)one!["id"]! == body)!["reasons"]!.AsArray().Select(reason => (string)reason!["code"]!)];

    private async Task<JsonArray> BodiesAsync(string query, HubClient? who) => JsonNode.Parse(await (who ?? _counsellor).Http.GetStringAsync("/api/bodies?" + query, Stop))!["bodies"]!.AsArray();

    // As the guide would: the answer to its question about the prefecture.
    private async Task TellAreaAsync(string conversation, string area)
    {
        var log = _gateway.Services.GetRequiredService<ConversationLog>();
        await Records(_gateway.Services).WriteAsync(async session => await log.AppendAsync(
            session, (await ConversationRows.LockAsync(session, conversation))!,
            new NewEntry(EntryKinds.Facts, Authors.Bot, new EntryBody(Facts: new Dictionary<string, string> { ["area"] = area }))), Stop);
    }
}
