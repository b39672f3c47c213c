using FsCheck;
using FsCheck.Fluent;
using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.Tests.Handoff.Sheets;

public sealed class SharedSheetTests
{
    private static readonly Config s_often = Config.QuickThrowOnFailure.WithMaxTest(400);

    [Fact]
    public void A_receiver_gets_nothing_of_an_item_that_was_not_agreed_to() => Check.One(s_often, Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomSheets(seed);
        var (sheet, items) = (random.Full(), random.Items());
        var shared = sheet.Only(items);
        var left = Leaves(SheetJson.Write(shared));
        var allowed = SheetFields.All.Where(field => field.Item is null || items.Contains(field.Item.Value)).Select(field => field.Key).ToHashSet();
        Assert.Superset(left, allowed);
        Assert.Superset(shared.Fields.Select(field => field.Key).ToHashSet(), left);
    }));

    [Fact]
    public void Everything_that_was_agreed_to_is_there() => Check.One(s_often, Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomSheets(seed);
        var (sheet, items) = (random.Full() is var full ? full with { Document = full.Document with { UseKind = UseKind.Handoff } } : null!, random.Items());
        var left = Leaves(SheetJson.Write(sheet.Only(items)));
        Assert.All(SheetFields.All.Where(field => field.Item is { } item && items.Contains(item)), field => Assert.Contains(field.Key, left));
    }));

    [Fact]
    public void No_word_of_what_was_left_out_stands_anywhere_in_the_document() => Check.One(s_often.WithMaxTest(100), Prop.ForAll(Seeds, seed =>
    {
        var random = new RandomSheets(seed);
        var items = random.Items();
        var sheet = Marked(random.Full());
        var text = SheetJson.Write(sheet.Only(items)).ToJsonString();
        Assert.All(SheetFields.All.Where(field => field is SheetField<string> && field.Item is { } item && !items.Contains(item) && Free(field)), field => Assert.DoesNotContain($"MARK-{field.Number}-", text, StringComparison.Ordinal));
    }));

    [Fact]
    public void A_refusal_is_not_told_unless_the_person_wants_it()
    {
        var sheet = new RandomSheets(7).Full() is var full ? full with { Consent = full.Consent with { LegalBasis = LegalBasis.Consent } } : null!;
        Assert.DoesNotContain("notSharedItems", Leaves(SheetJson.Write(sheet.Only([ConsentItem.Name]))));
        var said = sheet.Only(ConsentItems.All.Except([ConsentItem.Health]), sayWhatIsMissing: true);
        Assert.Equal([ConsentItem.Health], said.Content.Consent.NotShared);
        Assert.Equal(17, said.Content.Consent.Items.Count);
    }

    [Fact]
    public void An_item_about_which_nothing_stands_is_never_called_refused()
    {
        var sheet = SheetFields.Health.EmptiedIn(new RandomSheets(7).Full()) is var left ? left with { Consent = left.Consent with { LegalBasis = LegalBasis.Consent } } : null!;
        Assert.Empty(sheet.Only(ConsentItems.All.Except([ConsentItem.Health]), sayWhatIsMissing: true).Content.Consent.NotShared);
    }

    [Fact]
    public void Without_consent_items_count_as_released_and_never_as_agreed_to()
    {
        var sheet = new RandomSheets(3).Full() is var full ? full with { Consent = full.Consent with { LegalBasis = LegalBasis.Life } } : null!;
        var shared = sheet.Only([ConsentItem.Name, ConsentItem.Safety], sayWhatIsMissing: true);
        Assert.Empty(shared.Content.Consent.Items);
        Assert.Empty(shared.Content.Consent.NotShared);
        Assert.Equal([ConsentItem.Name, ConsentItem.Safety], shared.Content.Consent.Released);
    }

    [Theory]
    [InlineData(UseKind.SupportConference)]
    [InlineData(UseKind.MultilayerConference)]
    [InlineData(UseKind.RegionalCouncil)]
    public void Those_at_a_table_get_neither_the_name_nor_the_numbers(UseKind use)
    {
        var full = new RandomSheets(5).Full();
        var shared = (full with { Document = full.Document with { UseKind = use } }).Only(ConsentItems.All);
        Assert.Null(shared.Content.Person.Name);
        Assert.Empty(shared.Content.Person.Contacts);
        Assert.NotNull(shared.Content.Person.PreferredName);
        Assert.NotNull(shared.Content.Situation.Facts);
    }

    [Fact]
    public void A_person_without_the_age_agreed_shows_none_by_what_is_said_of_guardians() => Check.One(s_often.WithMaxTest(50), Prop.ForAll(Seeds, seed =>
        Assert.NotNull(new Sheet { Person = new RandomSheets(seed).Any().Person }.Only([]).Content.Consent.GuardianContactAllowed)));

    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue).ToArbitrary();

    private static bool Free(SheetField field) => field.MaxLength >= 15;

    private static Sheet Marked(Sheet sheet) => SheetFields.All.OfType<SheetField<string>>().Where(Free).Aggregate(sheet, (left, field) => field.Put(left, $"MARK-{field.Number}-"));

    private static HashSet<string> Leaves(System.Text.Json.Nodes.JsonObject json) =>
        [.. json.SelectMany(pair => SheetFields.Find(pair.Key) is not null ? [pair.Key] : pair.Value!.AsObject().Select(inner => $"{pair.Key}.{inner.Key}"))];
}
