using Gateway.SupportBodies;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.SupportBodies;

public sealed class CheckEntryTests
{
    private static readonly BodyEntry s_good = ExampleBodies.CityDesk;

    public static TheoryData<BodyEntry, string> Faulty() => new()
    {
        { s_good with { Name = " " }, "name: missing" },
        { s_good with { Name = new string('あ', 201) }, "name: too_long" },
        { s_good with { Name = "=HYPERLINK(\"https://evil.example\")" }, "name: formula" },
        { s_good with { Kinds = [] }, "kinds: missing" },
        { s_good with { Kinds = ["wizard"] }, "kinds: unknown" },
        { s_good with { Areas = [] }, "areas: missing" },
        { s_good with { Areas = [new BodyArea("992012")] }, "areas[0].code: check_digit" },
        { s_good with { Areas = [new BodyArea("99201")] }, "areas[0].code: format" },
        { s_good with { Areas = [new BodyArea("990001"), new BodyArea("481009")] }, "areas[1].code: unknown" },
        { s_good with { Hours = ExampleBodies.Weekly("XX", "09:00", "10:00") }, "hours.rules[0].byDay: format" },
        { s_good with { MinimumAge = 20, MaximumAge = 10 }, "maximumAge: range" },
        { s_good with { Languages = ["日本語"] }, "languages: format" },
        { s_good with { HandoffEmail = "もりた" }, "handoffEmail: format" },
        { s_good with { HandoffEmail = "a@example.jp, b@example.jp" }, "handoffEmail: format" },
        { s_good with { Website = "javascript:alert(1)" }, "website: format" },
        { s_good with { CorporateNumber = "1234567890123" }, "corporateNumber: check_digit" },
        { s_good with { Country = "日本" }, "country: format" },
        { ExampleBodies.Library with { HandoffEmail = "library@example.jp" }, "handoffEmail: place_only" },
    };

    [Theory, MemberData(nameof(Faulty))]
    public void What_cannot_be_used_is_named(BodyEntry entry, string fault) =>
        Assert.Contains(fault, CheckEntry.Faults(entry, allowInvented: true).Select(found => $"{found.Field}: {found.Fault}"));

    [Fact]
    public void Good_entries_have_no_fault()
    {
        foreach (var entry in new[] { s_good, ExampleBodies.ChildGuidance, ExampleBodies.Refuge, ExampleBodies.District, ExampleBodies.NightWork, ExampleBodies.Lounge, ExampleBodies.Library })
            Assert.Empty(CheckEntry.Faults(entry, allowInvented: true));
        // 国税庁 itself.
        Assert.True(CheckEntry.IsCorporateNumber("7000012050002"));
    }

    [Fact]
    public void A_place_that_does_not_exist_is_refused_unless_it_is_asked_for() =>
        Assert.Equal(["areas[0].code: unknown"], CheckEntry.Faults(s_good, allowInvented: false).Select(found => $"{found.Field}: {found.Fault}"));

    [Fact]
    public void Only_what_touches_where_particulars_go_needs_a_second_person()
    {
        Assert.True(BodyChanges.NeedsApproval(s_good, s_good with { HandoffEmail = "other@example.jp" }));
        Assert.True(BodyChanges.NeedsApproval(s_good, s_good with { Liaison = s_good.Liaison! with { Email = "other@example.jp" } }));
        Assert.True(BodyChanges.NeedsApproval(s_good, s_good with { Kinds = ["library"] }));
        Assert.True(BodyChanges.NeedsApproval(ExampleBodies.Refuge, ExampleBodies.Refuge with { AddressWithheld = false }));
        Assert.False(BodyChanges.NeedsApproval(s_good, s_good with { Alert = "24日は午後から", MaximumAge = 64, Kinds = [.. s_good.Kinds.Reverse()] }));
        Assert.False(BodyChanges.NeedsApproval(s_good, s_good with { AddressWithheld = true, Status = BodyStatus.Inactive }));
        Assert.True(BodyChanges.NeedsApproval(s_good with { Status = BodyStatus.Inactive }, s_good));
    }
}
