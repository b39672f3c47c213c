using System.Text.Json;
using Gateway.Conversations;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Stories;

/// <summary>Somebody is in danger now: what the counsellor, two supervisors and the person live through, from the outside.</summary>
public sealed class InDangerTests : IAsyncLifetime
{
    private const string Now = "さっき薬をたくさん飲んじゃった。ねむい";
    private const int First = 2, Second = 3, Coordinator = 4;

    private readonly FakeTime _time = new();
    private TestGateway _night = null!;
    private HubClient _aoi = null!, _minato = null!, _sora = null!;

    public async ValueTask InitializeAsync()
    {
        _night = await TestGateway.StartAsync(new SetupSize { Supervisors = 2, Coordinators = 1 }, _time);
        (_aoi, _minato, _sora) = (await _night.ConsoleAsync(), await _night.ConsoleAsync(First), await _night.ConsoleAsync(Second));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var desk in new[] { _aoi, _minato, _sora }) await desk.DisposeAsync();
        await _night.DisposeAsync();
    }

    [Fact]
    public async Task The_alarm_rings_at_two_supervisors_and_everything_is_on_record()
    {
        var phone = _night.LinePhone();
        await phone.SayAsync(Now);
        var danger = await SeenAsync(_minato, one => one.RingsAt.Count > 0);
        Assert.Equal((null, 2, "supervisor"), (danger.OpenedBy, danger.Needed, Assert.Single(danger.RingsAt)));
        await SeenAsync(_sora, one => one.RingsAt.Count > 0);
        Assert.Empty(_aoi.Emergencies());

        // One has heard it: it rings on, until there are two. The counsellor who takes the person sees who.
        await _minato.AcknowledgeAsync(danger.Id);
        await _minato.AcknowledgeAsync(danger.Id);
        Assert.Equal(["supervisor"], (await SeenAsync(_sora, one => one.Acknowledged.Count == 1)).RingsAt);
        var talk = await _night.TakenByAsync(_aoi);
        Assert.Equal("スーパーバイザー org1-supervisor1", (await SeenAsync(_aoi, one => one.Acknowledged.Count == 1)).Acknowledged[0].Name);
        await _sora.AcknowledgeAsync(danger.Id);
        Assert.Empty((await SeenAsync(_minato, one => one.Acknowledged.Count == 2)).RingsAt);

        // The supervisor reads along, in her own name.
        var words = await _minato.InvokeAsync<IReadOnlyList<HubEntry>>("EmergencyTalk", danger.Id, 0L);
        Assert.Contains(words, entry => entry.Text == Now);

        // Two write in the worksheet at once, and nothing is lost.
        await WriteAsync(_aoi, danger.Id, 0, ("place", "駅の前"), ("known", "薬"));
        var sheet = await WriteAsync(_minato, danger.Id, 0, ("with", "ひとり"));
        Assert.Equal(("駅の前", "ひとり"), (sheet.Fields["place"], sheet.Fields["with"]));
        Assert.Equal("emergency.conflict", await CodeAsync(WriteAsync(_sora, danger.Id, 0, ("place", "家"))));
        sheet = await WriteAsync(_sora, danger.Id, sheet.Revision, ("place", "駅の南口"));
        Assert.Equal(["駅の前", "駅の南口"], sheet.Steps.Where(step => step.Kind == "sheet" && step.Fields!.ContainsKey("place")).Select(step => step.Fields!["place"]));

        // The card, with one tap, once.
        var card = Id();
        await _aoi.InvokeAsync<JsonElement>("SendCard", danger.Id, card);
        await _aoi.InvokeAsync<JsonElement>("SendCard", danger.Id, card);
        await phone.ReceivesAsync(text => text.Contains("119", StringComparison.Ordinal) && text.Contains("Net119", StringComparison.Ordinal));
        Assert.Single(await _aoi.EntriesAfterAsync(talk.Id, 0), entry => entry.Text == sheet.Card);

        // 119 was called without consent: on record at once, and waiting for a second person who did not write it.
        Assert.Equal("emergency.fields", await CodeAsync(CallAsync(_aoi, danger.Id, ("to", "fire"), ("told", "意識がうすい"))));
        await CallAsync(_aoi, danger.Id, ("to", "fire"), ("told", "意識がうすい。駅の南口"), ("receipt", "第214号"), ("ground", "appi_27_1_2"), ("why", "眠りかけていて返事がない"));
        var call = (await SeenAsync(_minato, one => one.Unconfirmed == 1)).LastStep;
        Assert.Equal("emergency.unconfirmed", await CodeAsync(_aoi.InvokeAsync<JsonElement>("ProposeClosing", danger.Id, "helped", "救急隊が着いた")));
        await Assert.ThrowsAnyAsync<HubRefusedException>(() => _aoi.InvokeAsync<JsonElement>("ConfirmCall", danger.Id, call));
        await _sora.InvokeAsync<JsonElement>("ConfirmCall", danger.Id, call);

        // Nothing ends it by time, nobody ends it or lowers the grade alone.
        await _aoi.SendAsync(talk.Id, "ここにいます");
        _time.Advance(TimeSpan.FromDays(3));
        await _night.PassAsync(TimeSpan.FromSeconds(12));
        Assert.Equal("talking", Assert.Single((await _aoi.ResumeAsync()).Conversations).Stage);
        Assert.Equal("conversation.in_emergency", await CodeAsync(_aoi.CloseAsync(talk.Id)));
        Assert.Equal("grade.in_emergency", await CodeAsync(_minato.InvokeAsync<JsonElement>("SetGrade", talk.Id, "low", "落ち着いた")));
        Assert.False(await _night.Services.GetRequiredService<EraseWords>().ConversationAsync(talk.Id, EraseWords.Asked, TestContext.Current.CancellationToken));

        // Two people close it.
        await _aoi.InvokeAsync<JsonElement>("ProposeClosing", danger.Id, "helped", "救急隊が着いた");
        var proposal = (await SeenAsync(_minato, one => one.Proposal is not null)).Proposal!;
        Assert.Equal("emergency.second_person", await CodeAsync(_aoi.InvokeAsync<JsonElement>("ConfirmClosing", danger.Id, proposal.Number)));
        Assert.Equal("emergency.step", await CodeAsync(_minato.InvokeAsync<JsonElement>("ConfirmClosing", danger.Id, proposal.Number - 1)));
        await _minato.InvokeAsync<JsonElement>("ConfirmClosing", danger.Id, proposal.Number);
        Assert.NotNull((await SeenAsync(_aoi, one => one.ClosedAt is not null)).ClosedAt);
        Assert.Equal("emergency.not_found", await CodeAsync(WriteAsync(_aoi, danger.Id, 99, ("note", "x"))));

        await _aoi.CloseAsync(talk.Id);
        var lines = (await _aoi.EntriesAfterAsync(talk.Id, 0)).Where(entry => entry.Kind == "emergency").Select(entry => entry.Stage);
        Assert.Equal(["opened", "acknowledged", "acknowledged", "sheet", "sheet", "sheet", "card", "call", "confirmed", "close_proposed", "closed"], lines);
        var kept = Assert.Single(await _minato.InvokeAsync<IReadOnlyList<HubEmergency>>("ClosedEmergencies"));
        Assert.Equal("第214号", (await _minato.ReadEmergencyAsync(kept.Id)).Steps.Single(step => step.Kind == "call").Fields!["receipt"]);
        await TheAuditTellsAsync(talk.Id);
    }

    [Fact]
    public async Task An_alarm_that_nobody_answers_rings_at_coordinators_too()
    {
        await using var kita = await _night.ConsoleAsync(Coordinator);
        await _night.LinePhone().SayAsync(Now);
        var danger = await SeenAsync(kita, one => one.RingsAt.Contains("supervisor"));
        Assert.DoesNotContain("coordinator", danger.RingsAt);
        await _night.PassAsync(TimeSpan.FromSeconds(70));
        Assert.Contains("coordinator", (await SeenAsync(kita, one => one.EscalatedAt is not null)).RingsAt);
        await kita.AcknowledgeAsync(danger.Id);
        Assert.Single((await SeenAsync(_minato, one => one.Acknowledged.Count == 1)).Acknowledged);
    }

    [Fact]
    public async Task A_supervisor_who_was_not_there_finds_it_when_they_come()
    {
        await _minato.DisposeAsync();
        await _sora.DisposeAsync();
        await _night.PassAsync(TimeSpan.FromSeconds(60));
        await _night.LinePhone().SayAsync("もしもし");
        var talk = await _night.TakenByAsync(_aoi);
        await _aoi.InvokeAsync<JsonElement>("RaiseAlarm", talk.Id, "電話の向こうで何かが割れた");
        // The counsellor is told at once that there is nobody.
        Assert.Equal((0, 0), await SeenAsync(_aoi, one => one.Supervisors is not null) is var alone ? (alone.Supervisors, alone.Coordinators) : default);

        _minato = await _night.ConsoleAsync(First);
        var danger = Assert.Single((await _minato.ResumeAsync()).Emergencies);
        Assert.Equal(("相談員 org1-person1", 1, 1), (danger.OpenedBy, danger.Needed, danger.Supervisors));
        await _minato.AcknowledgeAsync(danger.Id);
        Assert.Empty((await SeenAsync(_minato, one => one.Acknowledged.Count == 1)).RingsAt);
        // Another one comes: she has not heard of it yet.
        _sora = await _night.ConsoleAsync(Second);
        await SeenAsync(_sora, one => one.RingsAt.Count > 0);
        Assert.Equal("電話の向こうで何かが割れた", (await _aoi.ReadEmergencyAsync(danger.Id)).Steps[0].Text);
    }

    [Fact]
    public async Task An_alarm_whose_gateway_died_before_it_could_tell_anybody_rings_all_the_same()
    {
        await _night.LinePhone().SayAsync("もしもし");
        var talk = await _night.TakenByAsync(_aoi);
        // Committed by another gateway, and its nudge lost with it.
        await _night.Services.GetRequiredService<IRecords>().WriteAsync(session => session.ExecuteAsync(
            """
            INSERT INTO emergency (id, organisation, conversation_id, opened_at, last_step) VALUES ('e1', 'org1', @Id, @now, 1);
            INSERT INTO emergency_step (emergency_id, number, at, kind, body) VALUES ('e1', 1, @now, 'opened', @none);
            UPDATE conversation SET emergency = 1 WHERE id = @Id
            """, new { talk.Id, now = _time.GetUtcNow().ToUnixTimeMilliseconds(), none = Array.Empty<byte>() }), TestContext.Current.CancellationToken);
        await _night.PassAsync(TimeSpan.FromSeconds(3));
        Assert.Equal("supervisor", Assert.Single((await SeenAsync(_minato, one => one.Id == "e1")).RingsAt));
        await SeenAsync(_aoi, one => one.Id == "e1");
    }

    [Fact]
    public async Task What_is_over_begins_anew_with_the_next_word_of_danger()
    {
        var phone = _night.LinePhone();
        await phone.SayAsync(Now);
        var talk = await _night.TakenByAsync(_aoi);
        var first = await SeenAsync(_minato, one => one.ClosedAt is null);
        await _minato.InvokeAsync<JsonElement>("ProposeClosing", first.Id, "safe", "");
        var proposal = (await SeenAsync(_aoi, one => one.Proposal is not null)).Proposal!;
        await _aoi.InvokeAsync<JsonElement>("ConfirmClosing", first.Id, proposal.Number);
        await SeenAsync(_minato, one => one.ClosedAt is not null);
        await phone.SayAsync("また薬をたくさん飲んだ");
        var again = await SeenAsync(_minato, one => one.ClosedAt is null && one.Id != first.Id);
        Assert.Equal(talk.Id, again.ConversationId);
    }

    [Fact]
    public async Task Only_those_who_stand_behind_and_the_counsellor_herself_see_it()
    {
        await using var ren = await _night.ConsoleAsync(1);
        await _night.LinePhone().SayAsync(Now);
        var danger = await SeenAsync(_minato, one => one.RingsAt.Count > 0);
        await _night.TakenByAsync(_aoi);
        await SeenAsync(_aoi, one => one.Stage == "talking");
        Assert.Empty(ren.Emergencies());
        Assert.Equal("emergency.not_found", await CodeAsync(ren.ReadEmergencyAsync(danger.Id)));
        Assert.Equal("emergency.not_found", await CodeAsync(WriteAsync(ren, danger.Id, 0, ("note", "x"))));
        Assert.Equal("conversation.not_found", await CodeAsync(ren.InvokeAsync<JsonElement>("RaiseAlarm", danger.ConversationId, "")));
        await Assert.ThrowsAnyAsync<HubRefusedException>(() => _aoi.InvokeAsync<JsonElement>("EmergencyTalk", danger.Id, 0L));
    }

    private static string Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    private static Task<HubEmergencySheet> WriteAsync(HubClient desk, string id, long revision, params (string Name, string Value)[] fields) =>
        desk.InvokeAsync<HubEmergencySheet>("WriteWorksheet", id, revision, fields.ToDictionary(field => field.Name, field => field.Value));

    private static Task<JsonElement> CallAsync(HubClient desk, string id, params (string Name, string Value)[] fields) =>
        desk.InvokeAsync<JsonElement>("RecordCall", id, Id(), fields.ToDictionary(field => field.Name, field => field.Value));

    private static async Task<string> CodeAsync(Task refused) => (await Assert.ThrowsAsync<HubRefusedException>(() => refused)).Code;

    private async Task<HubEmergency> SeenAsync(HubClient desk, Func<HubEmergency, bool> wanted)
    {
        HubEmergency? found = null;
        await _night.EventuallyAsync(() => Task.FromResult((found = desk.Emergencies().Values.FirstOrDefault(wanted)) is not null), "the desk sees the emergency so");
        return found!;
    }

    private async Task TheAuditTellsAsync(string conversationId)
    {
        var records = _night.Services.GetRequiredService<IRecords>();
        var actions = await records.ReadAsync(session => session.QueryAsync<string>(
            "SELECT action FROM audit WHERE subject = @conversationId AND action LIKE 'emergency.%' ORDER BY number", new { conversationId }));
        Assert.Equal("emergency.opened", actions[0]);
        Assert.Contains("emergency.read", actions);
        Assert.Equal(1, actions.Count(action => action == "emergency.closed"));
        Assert.Null(await records.ReadAsync(session => AuditTrail.FirstBrokenLineAsync(session, "org1")));
    }
}
