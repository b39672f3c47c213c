using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Handoff.Sheets;
using Xunit;

namespace Gateway.Tests.Handoff.Sheets;

public sealed class SheetDraftTests
{
    [Fact]
    public void A_field_remembers_who_answers_for_it()
    {
        var draft = SheetDraft.Empty
            .With(SheetFields.OwnWords, Confirmed.Said<string>("今週で寮を出ろと言われた", 4, "staff-1"))
            .With(SheetFields.Assessment, Confirmed.ByStaff<string>("早めの住居確保が必要", "staff-1"))
            .With(SheetFields.Refusals, Confirmed.ByPerson<string>("実家への連絡"));
        Assert.Equal(new FieldSource(SourceKind.Said, 4, "staff-1"), draft.Sources["ownWords"]);
        Assert.Equal(SourceKind.WrittenByStaff, draft.Sources["situation.assessment"].Kind);
        Assert.Equal("実家への連絡", draft.Sheet.Wishes.Refusals);

        var again = SheetDraft.Read(JsonNode.Parse(draft.Write().ToJsonString())!.AsObject());
        Assert.Equal(draft.Sources, again.Sources);
        Assert.Equal(draft.Sheet.ContentHash(), again.Sheet.ContentHash());
    }

    [Fact]
    public void A_field_that_is_emptied_loses_its_mark()
    {
        var draft = SheetDraft.Empty.With(SheetFields.Health, Confirmed.Said<string>("眠れない", 2, "staff-1")).With(SheetFields.Health, Confirmed.ByPerson<string>(null));
        Assert.Empty(draft.Sources);
        Assert.True(SheetFields.Health.IsEmptyIn(draft.Sheet));
    }

    [Fact]
    public void The_marks_never_leave_with_the_sheet()
    {
        var draft = SheetDraft.Empty.With(SheetFields.OwnWords, Confirmed.Said<string>("寮を出る", 4, "staff-1"));
        Assert.DoesNotContain("staff-1", SheetJson.Write(draft.Sheet).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Text_is_tidied_on_the_way_in()
    {
        var draft = SheetDraft.Empty.With(SheetFields.PersonWishes, Confirmed.ByPerson<string>("  一人では\r\n説明\u202Eできない\t。\u0007 "));
        Assert.Equal("一人では\n説明できない 。", draft.Sheet.Wishes.Wishes);
        var page = SheetDraft.Empty.With(SheetFields.Of("safeContact"), Confirmed.ByPerson<JsonNode>(JsonNode.Parse("""{ "times": " 平日12時 ", "voicemail": "no" }""")));
        Assert.Equal(new SafeContact(Times: "平日12時", Voicemail: YesNo.No), page.Sheet.Person.SafeContact);
        Assert.Empty(CheckSheet.OfAnswer(draft.Sheet));
    }

    [Fact]
    public void Nobody_writes_the_consent_by_hand()
    {
        Assert.Throws<ArgumentException>(() => SheetDraft.Empty.With(SheetFields.ConsentGivenAt, Confirmed.ByStaff<DateTimeOffset?>(DateTimeOffset.UnixEpoch, "staff-1")));
        Assert.Throws<ArgumentException>(() => SheetDraft.Empty.With(SheetFields.Of("consentItems"), Confirmed.ByPerson<JsonNode>(new JsonArray("name"))));
        Assert.Equal(YesNo.No, SheetDraft.Empty.With(SheetFields.GuardianContactAllowed, Confirmed.ByStaff<YesNo?>(YesNo.No, "staff-1")).Sheet.Consent.GuardianContactAllowed);
    }

    [Fact]
    public void A_value_that_is_none_is_refused() =>
        Assert.Throws<JsonException>(() => SheetDraft.Empty.With(SheetFields.Of("gender"), Confirmed.ByPerson<JsonNode>(JsonValue.Create("man"))));

    [Fact]
    public void What_was_said_stands_in_an_entry_and_was_confirmed_by_somebody()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Confirmed.Said<string>("x", 0, "staff-1"));
        Assert.Throws<ArgumentException>(() => Confirmed.Said<string>("x", 1, ""));
        Assert.Throws<ArgumentException>(() => Confirmed.ByStaff<string>("x", ""));
    }
}
