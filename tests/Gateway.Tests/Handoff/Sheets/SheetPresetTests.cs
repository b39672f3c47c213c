using Gateway.Consent;
using Gateway.Handoff.Sheets;
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
    public void A_meeting_is_not_told_how_to_reach_the_person() =>
        Assert.Equal([ConsentItem.Name, ConsentItem.Story, ConsentItem.Economy, ConsentItem.Housing, ConsentItem.Wishes], SheetPreset.For("self_reliance", UseKind.RegionalCouncil));
}
