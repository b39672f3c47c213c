using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Handoff.Sheets;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.Tests.Handoff.Sheets;

public sealed class SheetJsonTests
{
    [Fact]
    public void What_is_written_is_read_again() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(Seeds, seed =>
    {
        var sheet = new RandomSheets(seed).Any();
        var again = SheetJson.Read(JsonNode.Parse(SheetJson.Write(sheet).ToJsonString())!.AsObject());
        Assert.Equal(SheetJson.Write(sheet).ToJsonString(), SheetJson.Write(again).ToJsonString());
        Assert.Equal(sheet.ContentHash(), again.ContentHash());
    }));

    [Fact]
    public void The_fingerprint_notices_every_change_of_what_the_person_is_asked_about()
    {
        var sheet = new RandomSheets(11).Full();
        var hash = sheet.ContentHash();
        Assert.Matches("^[0-9a-f]{64}$", hash);
        Assert.All(SheetFields.All.Where(field => !field.IsEmptyIn(sheet)), field =>
        {
            var isAsked = field.Part is not (SheetPart.Consent or SheetPart.Answer);
            Assert.True(isAsked == (field.EmptiedIn(sheet).ContentHash() != hash), field.Key);
        });
    }

    [Fact]
    public void The_fingerprint_is_the_one_that_other_systems_compute()
    {
        // Computed by hand from the canonical form: sha256 of {"formatVersion":"1.0.0","preferredName":"タカ\"\n"}.
        var sheet = new Sheet { Person = new PersonPart { PreferredName = "タカ\"\n" } };
        Assert.Equal("{\"formatVersion\":\"1.0.0\",\"preferredName\":\"タカ\\\"\\n\"}", CanonicalJson.Of(SheetJson.Write(sheet, SheetFields.All.Where(field => field.Part != SheetPart.Consent))));
        Assert.Equal("{\"a\":[1,true,null],\"é\":\"\\u0001\\\\\",\"か\":{\"x\":-2}}", CanonicalJson.Of(JsonNode.Parse("""{ "か": {"x": -2}, "é": "\u0001\\", "a": [1, true, null] }""")));
    }

    [Fact]
    public void The_fingerprint_of_the_document_notices_a_change_of_the_consent_too()
    {
        var full = new RandomSheets(11).Full() is var some ? some with { Consent = some.Consent with { LegalBasis = LegalBasis.Consent, Method = AgreedBy.Tap } } : null!;
        var other = full with { Consent = full.Consent with { Method = AgreedBy.Typed } };
        Assert.Equal(full.Only([]).ContentHash, other.Only([]).ContentHash);
        Assert.NotEqual(full.Only([]).DocumentHash, other.Only([]).DocumentHash);
    }

    [Fact]
    public void A_newer_version_with_further_keys_can_be_read() =>
        Assert.Equal("タカ", SheetJson.Read(JsonNode.Parse("""{ "formatVersion": "1.7.0", "preferredName": "タカ", "somethingNew": { "x": 1 } }""")!.AsObject()).Person.PreferredName);

    [Theory]
    [InlineData("""{ "gender": "man" }""", "gender")]
    [InlineData("""{ "gender": 1 }""", "gender")]
    [InlineData("""{ "wishes": 5 }""", "wishes")]
    [InlineData("""{ "wishes": ["a"] }""", "wishes")]
    [InlineData("""{ "topics": "housing" }""", "topics")]
    [InlineData("""{ "topics": [null] }""", "topics")]
    [InlineData("""{ "currentSupports": [null] }""", "currentSupports")]
    [InlineData("""{ "birthDate": "31/12/1999" }""", "birthDate")]
    [InlineData("""{ "createdAt": "yesterday" }""", "createdAt")]
    [InlineData("""{ "contacts": [{ "value": "000" }] }""", "contacts")]
    [InlineData("""{ "contacts": [null] }""", "contacts")]
    [InlineData("""{ "connections": { "loneliness": 2.5 } }""", "connections.loneliness")]
    [InlineData("""{ "connections": { "loneliness": "3" } }""", "connections.loneliness")]
    [InlineData("""{ "log": [{ "at": "2026-11-22T00:00:00Z", "by": null, "what": "x" }] }""", "log")]
    [InlineData("""{ "consentItems": ["everything"] }""", "consentItems")]
    public void A_value_that_is_none_is_refused_and_the_field_is_named(string json, string key)
    {
        var problem = Assert.Throws<JsonException>(() => SheetJson.Read(JsonNode.Parse(json)!.AsObject()));
        Assert.Equal(key, problem.Path);
    }

    [Fact]
    public void Moments_are_written_as_japan_reads_them() => Assert.Equal(
        "2026-11-24T12:10:00+09:00",
        SheetJson.Write(new Sheet { Wishes = new WishesPart { Appointment = new DateTimeOffset(2026, 11, 24, 3, 10, 0, TimeSpan.Zero) } })["appointment"]!.GetValue<string>());

    [Fact]
    public void A_sheet_prints_nothing_of_itself()
    {
        var sheet = new RandomSheets(1).Full();
        Assert.Equal("[sheet]", $"{sheet}");
        Assert.Equal("[sheet]", $"{SheetDraft.Empty with { Sheet = sheet }}");
        Assert.Equal("[Said]", $"{Confirmed.Said<string>("ことば", 3, "staff")}");
    }

    private static Arbitrary<int> Seeds => Gen.Choose(0, int.MaxValue).ToArbitrary();
}
