using System.Text.Json.Nodes;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Handoff.Sheets;
using Gateway.Primitives;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task A_sheet_is_written_revision_by_revision_and_none_is_ever_changed()
    {
        var (talk, body) = (await TalkingAsync(), await RecipientAsync());
        var first = await BeginAsync(talk, body);
        Assert.Equal((1L, "みなと野くらしの自立相談センター", "NPO法人 こもれび相談室"), (first.Number, first.Sheet.Recipient.Name, first.Sheet.Sender.Name));
        Assert.DoesNotContain(SheetFields.All, field => field.Item is not null && !field.IsEmptyIn(first.Sheet));
        Assert.Equal((first.SheetId, 1L), await IdAsync(BeginAsync(talk, body)));

        var second = await WrittenAsync(talk, first, ("situation.facts", "家賃を3か月ためている"), ("ownWords", "もう電話に出られない"));
        Assert.Equal((2L, ConversationsNode.Aoi), (second.Number, second.StaffId));
        Assert.Equal(2, (await WrittenAsync(talk, second, ("situation.facts", "家賃を3か月ためている"))).Number);
        Assert.NotEqual(first.ContentHash, second.ContentHash);
        Assert.Null((await RevisionAsync(first.SheetId, 1))!.Sheet.Situation.Facts);
        var read = (await RevisionAsync(first.SheetId, 2))!;
        Assert.Equal((second.ContentHash, second.ContentHash, "もう電話に出られない"), (read.ContentHash, read.Sheet.ContentHash(), read.Sheet.Situation.OwnWords));
        Assert.Equal(SourceKind.WrittenByStaff, read.Draft.Sources["ownWords"].Kind);

        var said = await SaveSheetAsync(talk, second, new FieldChange(JsonValue.Create("りく"), 1), "preferredName");
        Assert.Equal(new FieldSource(SourceKind.Said, 1, ConversationsNode.Aoi), said.Revision!.Draft.Sources["preferredName"]);
    }

    [Fact]
    public async Task Two_who_write_at_once_lose_nothing_and_are_told_when_they_meant_the_same_field()
    {
        var talk = await TalkingAsync();
        var first = await BeginAsync(talk, await RecipientAsync());
        await WrittenAsync(talk, first, ("health", "眠れない"));
        var beside = await WrittenAsync(talk, first, ("economy", "手持ちが少ない"));
        Assert.Equal(("眠れない", "手持ちが少ない"), (beside.Sheet.Situation.Health, beside.Sheet.Situation.Economy));
        var same = await SaveSheetAsync(talk, first, new FieldChange(JsonValue.Create("元気")), "health");
        Assert.Equal((WriteOutcome.Conflict, 3L, "眠れない"), (same.Outcome, same.Revision!.Number, same.Revision.Sheet.Situation.Health));

        var outcomes = await AllAtOnceAsync(6, i => Nodes[i % NodeCount].Get<WriteSheet>().SaveAsync(
            Aoi, talk.Id, first.SheetId, 3, Redacted.Of<IReadOnlyDictionary<string, FieldChange>>(new Dictionary<string, FieldChange> { ["workSchool"] = new(JsonValue.Create($"案{i}")) })));
        Assert.Equal(1, outcomes.Count(written => written.Outcome == WriteOutcome.Written));
        Assert.Equal(4, (await Node.Records.ReadAsync(session => Node.Get<SheetRows>().NewestAsync(session, first.SheetId)))!.Number);
    }

    [Fact]
    public async Task Only_who_has_the_talk_writes_and_only_what_is_theirs_to_write()
    {
        var talk = await TalkingAsync();
        var body = await RecipientAsync();
        var write = Node.Get<WriteSheet>();
        Assert.Equal(WriteOutcome.NotYours, (await write.BeginAsync(Minato, talk.Id, body)).Outcome);
        Assert.Equal(WriteOutcome.NotARecipient, (await write.BeginAsync(Aoi, talk.Id, "nobody")).Outcome);
        var sheet = await BeginAsync(talk, body);
        foreach (var key in new[] { "documentId", "recipient.name", "consentItems", "legalBasis", "ack.state", "none" })
            Assert.Equal((WriteOutcome.Field, key), await FieldAsync(SaveSheetAsync(talk, sheet, new FieldChange(JsonValue.Create("x")), key)));
        Assert.Equal((WriteOutcome.Field, "mainTopic"), await FieldAsync(SaveSheetAsync(talk, sheet, new FieldChange(JsonValue.Create("nonsense")), "mainTopic")));
        Assert.Equal((WriteOutcome.Field, "topics"), await FieldAsync(SaveSheetAsync(talk, sheet, new FieldChange(new JsonObject()), "topics")));
        Assert.Equal(WriteOutcome.TooMuch, (await SaveSheetAsync(talk, sheet, new FieldChange(JsonValue.Create(new string('あ', 70_000))), "health")).Outcome);
        var other = await TalkingAsync("U2");
        Assert.Equal(WriteOutcome.NotYours, (await SaveSheetAsync(other, sheet, new FieldChange(JsonValue.Create("x")), "health")).Outcome);
        Assert.Equal(1, (await Node.Records.ReadAsync(session => Node.Get<SheetRows>().NewestAsync(session, sheet.SheetId)))!.Number);
        await Node.Move.CloseAsync(talk.Id, _ => true, new Ending("closed", "talked", ConversationsNode.Aoi));
        Assert.Equal(WriteOutcome.NotYours, (await SaveSheetAsync(talk, sheet, new FieldChange(JsonValue.Create("x")), "health")).Outcome);
    }

    [Fact]
    public async Task A_change_of_the_sheet_ends_what_was_asked_and_given_for_the_old_one()
    {
        var talk = await TalkingAsync();
        var sheet = await WrittenAsync(talk, await BeginAsync(talk, await RecipientAsync()), ("situation.facts", "家賃を3か月ためている"));
        var given = await GivenAsync(talk, TermsOf() with { Document = sheet.SheetId, Revision = sheet.Number, DocumentHash = sheet.ContentHash });
        var changed = await WrittenAsync(talk, sheet, ("situation.facts", "家賃を4か月ためている"));
        Assert.Equal((ConsentState.Lapsed, ConsentEnds.Changed), ((await ConsentAsync(given)).State, (await ConsentAsync(given)).EndedWhy));

        // Whether the parents may be called is no part of what the person is asked about.
        var again = await GivenAsync(talk, TermsOf() with { Document = sheet.SheetId, Revision = changed.Number, DocumentHash = changed.ContentHash });
        await WrittenAsync(talk, changed, ("guardianContactAllowed", "no"));
        Assert.Equal(ConsentState.Given, (await ConsentAsync(again)).State);
    }

    [Fact]
    public async Task A_sheet_goes_with_the_words_of_its_talk()
    {
        var talk = await TalkingAsync();
        var sheet = await WrittenAsync(talk, await BeginAsync(talk, await RecipientAsync()), ("situation.facts", "家賃を3か月ためている"));
        await Node.Get<EraseWords>().ConversationAsync(talk.Id, EraseWords.Asked);
        Assert.Null(await RevisionAsync(sheet.SheetId, 1));
        Assert.Empty(await Node.Records.ReadAsync(session => Node.Get<SheetRows>().OfConversationAsync(session, talk.Id)));
        Assert.Equal(0, await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM sheet_revision")));
    }

    private async Task<SheetRevision> BeginAsync(Conversation talk, string body)
    {
        var begun = await Node.Get<WriteSheet>().BeginAsync(Aoi, talk.Id, body);
        Assert.Equal(WriteOutcome.Written, begun.Outcome);
        return begun.Revision!;
    }

    private async Task<SheetRevision> WrittenAsync(Conversation talk, SheetRevision seen, params (string Key, string Text)[] fields)
    {
        IReadOnlyDictionary<string, FieldChange> changes = fields.ToDictionary(field => field.Key, field => new FieldChange(JsonValue.Create(field.Text)));
        var written = await Nodes[^1].Get<WriteSheet>().SaveAsync(Aoi, talk.Id, seen.SheetId, seen.Number, Redacted.Of(changes));
        Assert.Equal(WriteOutcome.Written, written.Outcome);
        return written.Revision!;
    }

    private Task<SheetWritten> SaveSheetAsync(Conversation talk, SheetRevision seen, FieldChange change, string key) => Node.Get<WriteSheet>().SaveAsync(
        Aoi, talk.Id, seen.SheetId, seen.Number, Redacted.Of<IReadOnlyDictionary<string, FieldChange>>(new Dictionary<string, FieldChange> { [key] = change }));

    private Task<SheetRevision?> RevisionAsync(string sheetId, long revision) =>
        Nodes[^1].Records.ReadAsync(session => Nodes[^1].Get<SheetRows>().FindAsync(session, sheetId, revision));

    private static async Task<(string, long)> IdAsync(Task<SheetRevision> sheet) => ((await sheet).SheetId, (await sheet).Number);

    private static async Task<(WriteOutcome, string?)> FieldAsync(Task<SheetWritten> written) => ((await written).Outcome, (await written).Field);
}
