using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.Tests.Handoff.Sheets;

public sealed class CheckSheetTests
{
    [Fact]
    public void A_full_sheet_of_any_seed_breaks_no_form()
    {
        for (var seed = 0; seed < 200; seed++)
            Assert.Empty(CheckSheet.BeforeAsking(Ready(seed), ConsentItems.All.ToHashSet()));
    }

    [Fact]
    public void A_full_sheet_with_consent_may_leave()
    {
        for (var seed = 0; seed < 200; seed++) Assert.Empty(Ready(seed).Only(new RandomSheets(seed).Items().Append(ConsentItem.Name)).Problems());
    }

    [Fact]
    public void An_empty_sheet_says_what_is_missing_in_both_languages()
    {
        var problems = CheckSheet.BeforeAsking(new Sheet(), new HashSet<ConsentItem> { ConsentItem.Name });
        var missing = Assert.Single(problems, problem => problem.Field == SheetFields.PreferredName);
        Assert.Equal("「呼び名」がまだ書かれていません。", missing.Text("ja"));
        Assert.Equal("“Name to use” is still missing.", missing.Text("en"));
        Assert.Contains(problems, problem => problem.Field == SheetFields.Priority);
        Assert.DoesNotContain(problems, problem => problem.Field == SheetFields.AgeBand);
        Assert.DoesNotContain(problems, problem => problem.Field.Part == SheetPart.Consent);
    }

    [Fact]
    public void What_was_not_agreed_to_is_not_missed()
    {
        var sheet = Ready(1) with { Person = new PersonPart { PreferredName = "タカ" } };
        Assert.Empty(sheet.Only([ConsentItem.Name, ConsentItem.Wishes]).Problems());
        Assert.Contains(sheet.Only([ConsentItem.Name, ConsentItem.Contact]).Problems(), problem => problem is { Code: "required", Field.Key: "safeContact" });
    }

    [Fact]
    public void An_emergency_waits_for_nobodys_wishes_but_needs_two_who_decided()
    {
        var sheet = Ready(1) with
        {
            Wishes = new WishesPart(),
            Course = new CoursePart(),
            Consent = new ConsentPart { LegalBasis = LegalBasis.Life, NoConsentReason = "返事がない", NoConsentDecidedBy = ["SV はら", "SV はら"] },
        };
        sheet = sheet with { Document = sheet.Document with { UseKind = UseKind.Emergency, Priority = Priority.Immediate } };
        Assert.Equal("noConsentDecidedBy: conflict", Assert.Single(sheet.Only([ConsentItem.Name, ConsentItem.Story]).Problems()).ToString());
        sheet = sheet with { Consent = sheet.Consent with { NoConsentDecidedBy = ["SV はら", "SV みなみ"] } };
        Assert.Empty(sheet.Only([ConsentItem.Name, ConsentItem.Story]).Problems());
    }

    [Theory]
    [InlineData(UseKind.MultilayerConference, LegalBasis.SupportConference)]
    [InlineData(UseKind.RegionalCouncil, LegalBasis.Life)]
    [InlineData(UseKind.JointSupport, LegalBasis.Law)]
    [InlineData(UseKind.Handoff, LegalBasis.SupportConference)]
    public void A_use_that_needs_consent_takes_no_other_ground(UseKind use, LegalBasis ground)
    {
        var sheet = Ready(1);
        sheet = sheet with { Document = sheet.Document with { UseKind = use }, Consent = sheet.Consent with { LegalBasis = ground } };
        Assert.Contains(sheet.Only([ConsentItem.Name]).Problems(), problem => problem.Code == "ground");
    }

    [Fact]
    public void Somebody_below_18_needs_a_word_about_guardians()
    {
        var sheet = Ready(1);
        sheet = sheet with { Person = sheet.Person with { AgeBand = AgeGroup.From16To17, BirthDate = null }, Consent = sheet.Consent with { GuardianContactAllowed = YesNo.Unknown } };
        Assert.Equal("guardianContactAllowed: required", Assert.Single(CheckSheet.BeforeAsking(sheet, new HashSet<ConsentItem>())).ToString());
    }

    [Fact]
    public void Violence_by_somebody_needs_whom_never_to_contact()
    {
        var sheet = Ready(1);
        sheet = sheet with { Safety = sheet.Safety with { Kinds = [RiskKind.DomesticViolence], DoNotContact = [] } };
        Assert.Contains(CheckSheet.BeforeAsking(sheet, new HashSet<ConsentItem> { ConsentItem.Safety }), problem => problem.Field == SheetFields.DoNotContact);
    }

    public static TheoryData<string, Sheet> Broken => new()
    {
        { "wishes: too_long", new() { Wishes = new() { Wishes = new string('あ', 151) } } },
        { "wishes: untidy", new() { Wishes = new() { Wishes = "ab\u202Ecd" } } },
        { "wishes: untidy", new() { Wishes = new() { Wishes = " a" } } },
        { "currentSupports: too_many", new() { Situation = new() { CurrentSupports = ["a", "b", "c", "d", "e"] } } },
        { "currentSupports: untidy", new() { Situation = new() { CurrentSupports = [""] } } },
        { "areaCode: format", new() { Person = new() { AreaCode = "992012" } } },
        { "areaCode: format", new() { Person = new() { AreaCode = "99201１" } } },
        { "postalCode: format", new() { Person = new() { PostalCode = "000-0010" } } },
        { "contacts: format", new() { Person = new() { Contacts = [new(ContactKind.Sms)] } } },
        { "contacts: format", new() { Person = new() { Contacts = [new(ContactKind.Email, "nobody")] } } },
        { "contacts: too_long", new() { Person = new() { Contacts = [new(ContactKind.Line, null, new string('x', 16))] } } },
        { "safeContact: too_long", new() { Person = new() { SafeContact = new(Times: new string('x', 31)) } } },
        { "topics: format", new() { Situation = new() { Topics = [Topic.Debt, Topic.Debt] } } },
        { "mainTopic: conflict", new() { Situation = new() { MainTopic = Topic.Housing, Topics = [Topic.Debt] } } },
        { "connections.loneliness: format", new() { Situation = new() { Loneliness = 6 } } },
        { "languages: format", new() { Person = new() { Languages = ["Japanese!"] } } },
        { "withdrawUrl: format", new() { Consent = new() { WithdrawUrl = "http://x.example" } } },
        { "contactHistory: conflict", new() { Course = new() { History = new(new(2026, 11, 22), new(2026, 11, 21), 1, [ContactKind.Line]) } } },
        { "appointment: conflict", new() { Wishes = new() { WarmMethod = WarmMethod.Appointment } } },
        { "birthDate: conflict", new() { Document = new() { CreatedAt = new DateTimeOffset(2026, 11, 22, 0, 0, 0, TimeSpan.Zero) }, Person = new() { BirthDate = new(1996, 11, 23), AgeBand = AgeGroup.Thirties } } },
        { "documentId: format", new() { Document = new() { Id = "17" } } },
        { "formatVersion: format", new() { Document = new() { FormatVersion = "2.0.0" } } },
    };

    [Theory, MemberData(nameof(Broken))]
    public void What_is_wrong_is_named(string problem, Sheet sheet) => Assert.Contains(problem, CheckSheet.OfAnswer(sheet).Select(found => found.ToString()));

    [Fact]
    public void A_body_that_declines_says_why()
    {
        Assert.Equal("declineReason: required", Assert.Single(CheckSheet.OfAnswer(new() { Answer = new() { Decision = Decision.Declined } })).ToString());
        Assert.Empty(CheckSheet.OfAnswer(new() { Answer = new() { Decision = Decision.Declined, DeclineReason = DeclineReason.Full } }));
    }

    private static Sheet Ready(int seed)
    {
        var full = new RandomSheets(seed).Full();
        return full with
        {
            Document = full.Document with { UseKind = UseKind.Handoff },
            Consent = full.Consent with { LegalBasis = LegalBasis.Consent, GuardianContactAllowed = YesNo.No },
            Answer = new AnswerPart(),
        };
    }
}
