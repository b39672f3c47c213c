using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.SupportBodies;
using Xunit;

namespace Gateway.Tests.Handoff.Sheets;

public sealed class SheetPresetTests
{
    [Fact]
    public void A_body_is_proposed_what_it_needs_to_begin()
    {
        Assert.Equal(
            [ConsentItem.Name, ConsentItem.Address, ConsentItem.Contact, ConsentItem.Story, ConsentItem.Economy, ConsentItem.Housing, ConsentItem.Wishes],
            SheetPreset.For("self_reliance", UseKind.Handoff));
        Assert.Equal([ConsentItem.Name, ConsentItem.Contact, ConsentItem.Story, ConsentItem.Wishes], SheetPreset.For("a_kind_of_tomorrow", UseKind.Handoff));
    }

    [Theory]
    [InlineData("ibasho")]
    [InlineData("library")]
    [InlineData("firm")]
    public void A_place_is_told_nothing(string kind) => Assert.Empty(SheetPreset.For(kind, UseKind.Handoff));

    [Fact]
    public void What_is_delicate_is_never_proposed_by_itself()
    {
        string[] kinds = ["self_reliance", "welfare_office", "child_guidance", "dv_shelter", "women_support", "medical", "maternity", "elder_support", "other_desk"];
        Assert.All(kinds.SelectMany(kind => Enum.GetValues<UseKind>().SelectMany(use => SheetPreset.For(kind, use))), item => Assert.DoesNotContain(item, ConsentItems.Sensitive));
    }

    [Fact]
    public void What_a_body_needs_is_proposed_what_it_never_wants_is_not_and_what_is_delicate_is_chosen_with_the_person()
    {
        var preset = new BodyPreset(["age", "health"], ["contact"]);
        Assert.Equal([ConsentItem.Name, ConsentItem.Age, ConsentItem.Story, ConsentItem.Wishes], SheetPreset.For("other_desk", UseKind.Handoff, preset));
        Assert.Equal(SheetPreset.For("self_reliance", UseKind.Handoff), SheetPreset.For("self_reliance", UseKind.Handoff, null));
        Assert.Empty(SheetPreset.For("library", UseKind.Handoff, preset));
    }

    [Fact]
    public void The_directory_says_the_same_items_and_uses_as_the_sheet()
    {
        Assert.Equal(ConsentItems.All.Select(ConsentItems.CodeOf), BodyPreset.Items);
        Assert.Equal(Enum.GetValues<UseKind>().Where(use => use != UseKind.Emergency).Select(use => SheetJson.CodeOf(use)), BodyPreset.Uses);
    }

    [Theory]
    [InlineData("name", "age", "handoff", "")]
    [InlineData("shoe_size", null, null, "preset.needs")]
    [InlineData("name", "name", null, "preset.never")]
    [InlineData(null, "use_inside", null, "preset.never")]
    [InlineData(null, null, "emergency", "preset.use")]
    public void A_body_names_only_what_there_is(string? needs, string? never, string? use, string fault) => Assert.Equal(
        fault, string.Join(',', new BodyPreset(needs is null ? null : [needs], never is null ? null : [never], use).Faults().Select(one => one.Field)));

    [Fact]
    public void A_meeting_is_not_told_how_to_reach_the_person() =>
        Assert.Equal([ConsentItem.Name, ConsentItem.Story, ConsentItem.Economy, ConsentItem.Housing, ConsentItem.Wishes], SheetPreset.For("self_reliance", UseKind.RegionalCouncil));
}
