using Gateway.Consortium;
using Gateway.Consortium.Overflow;
using Gateway.Consortium.Page;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>Which agreements can be signed, and what the public page can say.</summary>
public sealed class CheckCharterTests
{
    private static readonly OrganisationDirectory s_organisations = new(
        [.. new[] { "komorebi", "yoake", "gone" }.Select(id => new Organisation(id, id, null, id, null, null, Closed: id == "gone"))], [], [], []);

    private static Charter Good => ExampleCharters.Between("komorebi", "yoake");

    public static TheoryData<string, string> Wrong() => new()
    {
        { "name", "missing" }, { "purposeEn", "too_long" }, { "words", "missing" }, { "responsible.address", "missing" }, { "responsible.representative", "missing" },
        { "members", "too_few" }, { "members", "twice" }, { "members", "missing" }, { "members", "unknown" }, { "items", "unknown" }, { "items", "missing" },
        { "until", "contradicts" }, { "until", "out_of_range" }, { "rules.worthMinutes", "out_of_range" }, { "rules.countries", "unknown" },
    };

    [Fact]
    public void A_whole_charter_has_no_faults() => Assert.Empty(CheckCharter.Faults(Good, "komorebi", s_organisations));

    [Theory, MemberData(nameof(Wrong))]
    public void What_the_law_or_a_member_would_miss_is_named(string field, string code)
    {
        var charter = (field, code) switch
        {
            ("name", _) => Good with { Name = " " },
            ("purposeEn", _) => Good with { PurposeEn = new string('a', 501) },
            ("words", _) => Good with { Words = "" },
            ("responsible.address", _) => Good with { Responsible = Good.Responsible with { Address = "" } },
            ("responsible.representative", _) => Good with { Responsible = Good.Responsible with { Representative = "" } },
            ("members", "too_few") => Good with { Members = ["komorebi"] },
            ("members", "twice") => Good with { Members = ["komorebi", "yoake", "yoake"] },
            ("members", "missing") => Good with { Members = ["yoake", "gone"] },
            ("members", _) => Good with { Members = ["komorebi", "gone"] },
            ("items", "unknown") => Good with { Items = [.. Good.Items, "name"] },
            ("items", _) => Good with { Items = [SharedItems.Words, SharedItems.Grade] },
            ("until", "contradicts") => Good with { Until = Good.From.AddDays(-1) },
            ("until", _) => Good with { Until = Good.From.AddYears(6) },
            ("rules.worthMinutes", _) => Good with { Rules = new OverflowRules { WorthMinutes = 0 } },
            _ => Good with { Rules = new OverflowRules { Countries = ["Japan"] } },
        };
        Assert.Contains(new ConsortiumFault(field, code), CheckCharter.Faults(charter, "komorebi", s_organisations));
    }

    [Theory]
    [InlineData(Grade.Urgent, 1, false)]
    [InlineData(Grade.High, 2, true)]
    [InlineData(Grade.Middle, 2, true)]
    [InlineData(Grade.Unknown, 2, true)]
    [InlineData(Grade.Low, 2, false)]
    public void Nobody_waits_longer_than_somebody_in_less_danger(Grade grade, int minutes, bool borrowed) =>
        Assert.Equal((minutes, borrowed), new WaitLimits(Urgent: 1, High: 30, Middle: 20, Unknown: 40, Low: 2).For(grade));

    [Fact]
    public void The_page_has_the_same_words_in_both_languages_and_one_for_whatever_it_may_say()
    {
        Assert.Equal(ConsortiumWords.Keys("ja").Order(), ConsortiumWords.Keys("en").Order());
        string[] needed =
        [
            .. SharedItems.All.Select(item => "item." + item), .. Enum.GetNames<NotSharing>().Select(name => "standing." + name),
            .. Enum.GetValues<Grade>().Select(grade => $"grade.{(int)grade}"),
        ];
        Assert.Empty(needed.Except(ConsortiumWords.Keys("ja")));
    }
}
