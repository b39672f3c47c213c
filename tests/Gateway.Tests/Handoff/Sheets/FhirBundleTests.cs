using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Gateway.Handoff.Sheets;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.Tests.Handoff.Sheets;

/// <summary>What a bundle says. That it is FHIR R4 at all is judged by the published definitions, in the system tests.</summary>
public sealed class FhirBundleTests
{
    [Fact]
    public void Nothing_that_was_not_agreed_to_is_in_it() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(150), Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new RandomSheets(seed);
        var items = random.Items();
        var sheet = SheetFields.All.OfType<SheetField<string>>().Where(field => field.MaxLength >= 15).Aggregate(random.Full(), (left, field) => field.Put(left, $"MARK-{field.Number}-"));
        var text = FhirBundle.Write(sheet.Only(items)).ToJsonString();
        Assert.All(SheetFields.All.Where(field => field.Item is { } item && !items.Contains(item)), field => Assert.DoesNotContain($"MARK-{field.Number}-", text, StringComparison.Ordinal));
    }));

    [Fact]
    public void The_same_sheet_gives_the_same_bundle() => Assert.Equal(
        FhirBundle.Write(ExampleSheets.All["minor"]).ToJsonString(), FhirBundle.Write(ExampleSheets.All["minor"]).ToJsonString());

    [Fact]
    public void A_hand_off_with_consent_has_its_parts_and_no_more()
    {
        Assert.Equal(["Organization", "Organization", "Patient", "Consent", "ServiceRequest", "Task"], Types("home-lost-this-week"));
        Assert.Equal(["Organization", "Organization", "Patient", "RelatedPerson", "QuestionnaireResponse", "Consent", "ServiceRequest", "Task"], Types("supporter-writes"));
    }

    [Fact]
    public void Without_consent_there_is_no_consent_but_a_ground()
    {
        Assert.DoesNotContain("Consent", Types("emergency-without-consent"));
        var task = Resource("emergency-without-consent", "Task");
        Assert.Equal("life", (string?)task["reasonCode"]!["coding"]![0]!["code"]);
        Assert.Equal("stat", (string?)task["priority"]);
    }

    [Theory]
    [InlineData(null, null, null, null, "requested", "送付")]
    [InlineData(Acknowledgement.Received, null, null, null, "requested", "受領")]
    [InlineData(Acknowledgement.Received, Decision.Accepted, null, null, "accepted", "受入")]
    [InlineData(Acknowledgement.Returned, null, null, null, "rejected", "返戻")]
    [InlineData(Acknowledgement.Received, Decision.Declined, DeclineReason.Full, null, "rejected", "返戻")]
    [InlineData(Acknowledgement.Received, Decision.Accepted, null, SupportOutcome.Started, "completed", "つながった")]
    [InlineData(Acknowledgement.Received, Decision.Accepted, null, SupportOutcome.Interrupted, "failed", "つながらず")]
    public void The_task_says_where_it_stands(Acknowledgement? ack, Decision? decision, DeclineReason? reason, SupportOutcome? outcome, string status, string business)
    {
        var answer = new AnswerPart { Acknowledged = ack, Decision = decision, DeclineReason = reason, Outcome = outcome };
        var task = Of(FhirBundle.Write(new Sheet { Answer = answer }.Only([])), "Task");
        Assert.Equal((status, business), ((string?)task["status"], (string?)task["businessStatus"]!["text"]));
    }

    private static string[] Types(string example) => [.. FhirBundle.Write(ExampleSheets.All[example])["entry"]!.AsArray().Select(entry => (string)entry!["resource"]!["resourceType"]!)];

    private static JsonNode Resource(string example, string type) => Of(FhirBundle.Write(ExampleSheets.All[example]), type);

    private static JsonNode Of(JsonObject bundle, string type) => bundle["entry"]!.AsArray().Select(entry => entry!["resource"]!).First(resource => (string?)resource["resourceType"] == type);
}
