using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Conversations;
using Gateway.Handoff.DataRequests;
using Gateway.Handoff.Referrals;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>Somebody asks what is kept of them, or that it stops or goes.</summary>
public sealed class DataRequestTests
{
    [Theory]
    [InlineData("disclosure", "talk", true)]
    [InlineData("provisions", "talk", true)]
    [InlineData("correction", "talk", true)]
    [InlineData("stop", "talk", true)]
    [InlineData("deletion", "talk", true)]
    [InlineData("stop", "receipt", true)]
    [InlineData("disclosure", "receipt", false)]
    [InlineData("provisions", "receipt", false)]
    [InlineData("correction", "receipt", false)]
    [InlineData("deletion", "receipt", false)]
    [InlineData("stop", "telephone", false)]
    [InlineData("anything", "talk", false)]
    public void A_receipt_alone_only_stops(string kind, string by, bool may) => Assert.Equal(may, DataRequestRules.MayAsk(kind, by));

    [Theory]
    [InlineData("disclosure", "granted", null, "aoi", true)]
    [InlineData("disclosure", "refused", null, "ren", false)]
    [InlineData("disclosure", "partly", " ", "ren", false)]
    [InlineData("disclosure", "refused", "ほかの人の名前がある", "ren", true)]
    [InlineData("disclosure", "dropped", null, "ren", true)]
    [InlineData("disclosure", "perhaps", null, "ren", false)]
    [InlineData("deletion", "granted", null, "aoi", false)]
    [InlineData("deletion", "granted", null, "ren", true)]
    [InlineData("deletion", "refused", "緊急対応の記録がある", "aoi", true)]
    public void A_no_has_its_reason_and_what_cannot_be_undone_takes_two(string kind, string decision, string? reason, string by, bool may) =>
        Assert.Equal(may, DataRequestRules.MayDecide(new DataRequest("1", "o", "c", "t", kind, "talk", 1, "aoi", 0, 1, null, null, null, null), decision, reason, by));

    [Theory]
    [InlineData("disclosure", "talk", "granted", true)]
    [InlineData("provisions", "talk", "partly", true)]
    [InlineData("disclosure", "talk", "refused", false)]
    [InlineData("deletion", "talk", "granted", false)]
    [InlineData("disclosure", "receipt", "granted", false)]
    public void What_is_kept_is_given_out_only_to_whoever_asked_in_their_talk(string kind, string by, string decision, bool gives) =>
        Assert.Equal(gives, DataRequestRules.GivesOut(new DataRequest("1", "o", "c", "t", kind, by, null, "aoi", 0, 1, decision, "ren", 1, null)));

    [Fact]
    public async Task Whoever_asks_in_their_talk_is_given_what_is_kept_of_them_and_nobody_else_is()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (talk, _) = await world.OfferAsync();
        await using var counsellor = await world.Gateway.ConsoleAsync(world.PlaceOf(world.Counsellor));
        await using var supervisor = await SupervisorAsync(world);
        var said = await EntryOfAsync(world, talk, Authors.Person);

        Assert.Equal(HttpStatusCode.Conflict, (await TakeAsync(counsellor, new { kind = "disclosure", conversation = talk.Id, entry = await EntryOfAsync(world, talk, Authors.Bot) })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await TakeAsync(counsellor, new { kind = "disclosure", conversation = "019aa2f0-0000-7000-8000-000000000000", entry = said })).Status);
        // A colleague who does not have the talk takes nothing of it.
        await using (var colleague = await world.Gateway.ConsoleAsync(1 - world.PlaceOf(world.Counsellor)))
            Assert.Equal(HttpStatusCode.NotFound, (await TakeAsync(colleague, new { kind = "disclosure", conversation = talk.Id, entry = said })).Status);
        var (status, request) = await TakeAsync(counsellor, new { kind = "disclosure", conversation = talk.Id, entry = said });
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal((true, false), (request.GetProperty("own").GetBoolean(), request.GetProperty("givesOut").GetBoolean()));
        var id = request.GetProperty("id").GetString();
        // Before it is decided nothing is given out, and a counsellor never gives it out.
        Assert.Equal(HttpStatusCode.NotFound, (await supervisor.Http.GetAsync($"/api/data-requests/{id}/file", world.Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await counsellor.Http.GetAsync($"/api/data-requests/{id}/file", world.Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await counsellor.Http.GetAsync("/api/data-requests", world.Cancel)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, await DecideAsync(supervisor, id, "refused", null));
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(supervisor, id, "granted", null));
        Assert.Equal(HttpStatusCode.Conflict, await DecideAsync(supervisor, id, "granted", null));

        var file = JsonDocument.Parse(await supervisor.Http.GetStringAsync($"/api/data-requests/{id}/file", world.Cancel)).RootElement;
        Assert.Contains(file.GetProperty("talks")[0].GetProperty("entries").EnumerateArray(), line => line.TryGetProperty("text", out var text) && text.GetString() == "住むところがない");
        Assert.Equal(ExampleBodyName, Assert.Single(file.GetProperty("provided").EnumerateArray()).GetProperty("recipient").GetString());
        var page = await supervisor.Http.GetStringAsync($"/api/data-requests/{id}/page", world.Cancel);
        Assert.Contains("あなた: 住むところがない", page, StringComparison.Ordinal);
        // Whoever asked reads words, and no codes of ours.
        Assert.Contains($"{ExampleBodyName}: 名前、連絡先", page, StringComparison.Ordinal);
        Assert.Contains("(本人の同意)", page, StringComparison.Ordinal);
        Assert.DoesNotContain("(consent)", page, StringComparison.Ordinal);
        var row = JsonDocument.Parse(await supervisor.Http.GetStringAsync("/api/data-requests", world.Cancel)).RootElement[0];
        Assert.Equal(
            ("granted", talk.Label, world.Counsellor.Name, false, true),
            (row.GetProperty("decision").GetString(), row.GetProperty("label").GetString(), row.GetProperty("takenBy").GetString(), row.GetProperty("own").GetBoolean(), row.GetProperty("givesOut").GetBoolean()));
        Assert.Equal(2, await world.CountAsync("SELECT COUNT(*) FROM audit WHERE action = 'data_request.given_out'"));
    }

    [Fact]
    public async Task The_number_of_a_receipt_stops_what_a_body_reads()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (_, referral) = await world.OfferAsync();
        await using var supervisor = await SupervisorAsync(world);
        Assert.Equal(HttpStatusCode.Conflict, (await TakeAsync(supervisor, new { kind = "disclosure", receipt = referral.ConsentId })).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await TakeAsync(supervisor, new { kind = "stop", receipt = "none" })).Status);
        var (_, request) = await TakeAsync(supervisor, new { kind = "stop", receipt = referral.ConsentId });
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(supervisor, request.GetProperty("id").GetString(), "granted", null));
        Assert.Equal(ReferralState.Withdrawn, (await world.FindAsync(referral)).State);
    }

    [Fact]
    public async Task A_stop_leaves_what_went_by_a_ground_in_law()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (_, referral) = await world.OfferAsync();
        await using var supervisor = await SupervisorAsync(world);
        // The same hand-off as two people would have stood for it.
        await world.Gateway.Services.GetRequiredService<IRecords>().WriteAsync(
            session => session.ExecuteAsync("UPDATE referral SET consent_id = '', ground_id = 'ground'"), world.Cancel);
        var (_, request) = await TakeAsync(supervisor, new { kind = "stop", receipt = referral.ConsentId });
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(supervisor, request.GetProperty("id").GetString(), "granted", null));
        Assert.Equal((long)ReferralState.Offered, await world.CountAsync("SELECT state FROM referral"));
    }

    [Fact]
    public async Task An_erasure_takes_two_people_erases_the_talks_and_leaves_the_register_and_the_records_of_the_law()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (talk, _) = await world.OfferAsync();
        await using var counsellor = await world.Gateway.ConsoleAsync(world.PlaceOf(world.Counsellor));
        await using var supervisor = await SupervisorAsync(world);
        var (_, request) = await TakeAsync(counsellor, new { kind = "deletion", conversation = talk.Id, entry = await EntryOfAsync(world, talk, Authors.Person) });
        var records = world.Gateway.Services.GetRequiredService<IRecords>();
        // While somebody is in danger nothing of them is erased.
        await records.WriteAsync(session => session.ExecuteAsync("UPDATE conversation SET emergency = 1"), world.Cancel);
        Assert.Equal(HttpStatusCode.Conflict, await DecideAsync(supervisor, request.GetProperty("id").GetString(), "granted", "ご本人の希望"));
        Assert.False((await records.ReadAsync(session => ConversationRows.FindAsync(session, talk.Id), world.Cancel))!.IsErased);
        await records.WriteAsync(session => session.ExecuteAsync("UPDATE conversation SET emergency = 0"), world.Cancel);
        Assert.Equal(HttpStatusCode.NoContent, await DecideAsync(supervisor, request.GetProperty("id").GetString(), "granted", "ご本人の希望"));
        Assert.True((await records.ReadAsync(session => ConversationRows.FindAsync(session, talk.Id), world.Cancel))!.IsErased);
        Assert.Equal(0, await world.CountAsync("SELECT COUNT(*) FROM referral WHERE sheet_sealed IS NOT NULL"));
        Assert.Equal(1, await world.CountAsync("SELECT COUNT(*) FROM provision"));
        Assert.Equal("ご本人の希望", JsonDocument.Parse(await supervisor.Http.GetStringAsync("/api/data-requests", world.Cancel)).RootElement[0].GetProperty("reason").GetString());
    }

    private const string ExampleBodyName = "みなと野市 ふくし総合相談室";

    private static async Task<HubClient> SupervisorAsync(DeskWorld world)
    {
        var name = await world.Gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<string>(
            "SELECT user_name FROM staff WHERE role = @Supervisor AND organisation = @Organisation", new { Roles.Supervisor, world.Counsellor.Organisation }), world.Cancel);
        return await world.Gateway.ConsoleAsync(world.Gateway.Setup.People.Select(person => person.UserName).ToList().IndexOf(name!));
    }

    private static async Task<long> EntryOfAsync(DeskWorld world, Conversation talk, string author) => (await world.Gateway.Services.GetRequiredService<IRecords>().ReadAsync(
        async session => await world.Gateway.Services.GetRequiredService<ConversationLog>().ReadAsync(session, (await ConversationRows.FindAsync(session, talk.Id))!, 0), world.Cancel))
        .First(entry => entry.Author == author && entry.Kind == EntryKinds.Message).Number;

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> TakeAsync(HubClient hub, object asked)
    {
        using var answer = await hub.Http.PostAsJsonAsync("/api/data-requests", asked, TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }

    private static async Task<HttpStatusCode> DecideAsync(HubClient hub, string? id, string decision, string? reason)
    {
        using var answer = await hub.Http.PostAsJsonAsync($"/api/data-requests/{id}/decision", new { decision, reason }, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
