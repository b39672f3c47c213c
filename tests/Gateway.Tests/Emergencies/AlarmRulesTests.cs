using Gateway.Conversations;
using Gateway.Emergencies;
using Xunit;

namespace Gateway.Tests.Emergencies;

/// <summary>At whom an alarm rings, and what waits for a second person: pure.</summary>
public sealed class AlarmRulesTests
{
    [Theory]
    [InlineData(0, 3, false, 2, "supervisor")]
    [InlineData(1, 3, false, 2, "supervisor")]
    [InlineData(2, 3, false, 2, "")]
    [InlineData(0, 1, false, 1, "supervisor")]
    [InlineData(1, 1, false, 1, "")]
    [InlineData(1, 2, false, 2, "supervisor")]
    [InlineData(0, 0, false, 1, "supervisor coordinator")]
    [InlineData(1, 0, false, 1, "")]
    [InlineData(0, 2, true, 2, "supervisor coordinator")]
    [InlineData(0, null, false, 2, "supervisor")]
    [InlineData(1, null, false, 2, "supervisor")]
    public void It_rings_until_two_have_heard_it_or_the_only_one(int acknowledged, int? supervisors, bool escalated, int needed, string roles)
    {
        var alarm = Alarm.Of(acknowledged, supervisors, escalated);
        Assert.Equal((needed, roles), (alarm.Needed, string.Join(' ', alarm.Roles)));
    }

    [Fact]
    public void A_call_without_consent_waits_until_it_is_confirmed_and_one_with_consent_does_not()
    {
        var state = EmergencyState.Of(
        [
            Step(1, StepKinds.Opened), Step(2, StepKinds.Call, code: "appi_27_1_2"), Step(3, StepKinds.Call, code: Grounds.Consent), Step(4, StepKinds.Call, code: "penal_37"),
            Step(5, StepKinds.Confirmed, of: 2),
        ]);
        Assert.Equal([4], state.Unconfirmed);
    }

    [Fact]
    public void A_newer_proposal_takes_the_place_of_an_older_one_and_nobody_is_counted_twice()
    {
        var state = EmergencyState.Of(
            [Step(1, StepKinds.Opened), Step(2, StepKinds.Acknowledged, "a"), Step(3, StepKinds.Acknowledged, "a"), Step(4, StepKinds.CloseProposed, "a"), Step(5, StepKinds.CloseProposed, "b")]);
        Assert.Single(state.Acknowledged);
        Assert.Equal("b", state.Proposal!.StaffId);
    }

    [Fact]
    public void The_card_fits_into_an_sms_in_every_language_and_names_both_numbers()
    {
        var card = new EmergencyCard(new PersonTexts(), new EmergencyNumbers());
        Assert.All(PersonLanguages.All, language =>
        {
            var text = card.Text(language.Code);
            Assert.InRange(text.Length, 40, SpeakToPerson.LongestText(ChannelNames.Sms));
            Assert.All(["119", "110", "Net119", "110番アプリ"], number => Assert.Contains(number, text, StringComparison.Ordinal));
            Assert.DoesNotContain("{", text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_number_was_checked_within_ninety_days_of_the_release()
    {
        var numbers = new EmergencyNumbers();
        Assert.All(numbers.VerifiedOn, number => Assert.True(
            numbers.Release.DayNumber - number.Value.DayNumber is >= 0 and <= 90, $"{number.Key} was last checked on {number.Value}"));
    }

    [Theory]
    [InlineData("", "org1", false)]
    [InlineData("org1, org2", "org2", true)]
    [InlineData("org1", "org11", false)]
    [InlineData("*", "org1", true)]
    public void The_guide_sends_the_card_by_itself_only_where_it_was_told_to(string setting, string organisation, bool sends) =>
        Assert.Equal(sends, new EmergencySettings { CardByItself = setting }.SendsCardItself(organisation));

    private static EmergencyStep Step(long number, string kind, string? staff = null, long? of = null, string? code = null) =>
        new("e", number, number, kind, staff, "supervisor", of, code, staff);
}
