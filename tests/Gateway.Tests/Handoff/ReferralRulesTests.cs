using System.Globalization;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.SupportBodies.Hours;
using Gateway.SupportBodies;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>The states of a hand-off, walked through in every way there is.</summary>
public sealed class ReferralRulesTests
{
    private static readonly ReferralSettings Settings = new();

    public static TheoryData<ReferralState> States() => [.. Enum.GetValues<ReferralState>()];

    [Theory, MemberData(nameof(States))]
    public void Every_state_ends_by_itself_when_nobody_does_anything(ReferralState state)
    {
        var left = state;
        for (var steps = 0; !left.IsOver(); steps++)
        {
            Assert.InRange(steps, 0, 5);
            var rungs = ReferralRules.Rungs(left, Priority.Normal, Settings);
            // Before anything has left, the time of the consent, or of the decision, counts.
            Assert.True(rungs.Count > 0 || left is ReferralState.Asked or ReferralState.Agreed or ReferralState.Proposed);
            foreach (var rung in rungs) left = ReferralRules.Next(left, rung.Happens)!.Value;
            if (rungs.Count == 0) left = ReferralRules.Next(left, ReferralEvent.TimeOut)!.Value;
        }

        Assert.Equal(state == ReferralState.Withdrawn ? ReferralState.Withdrawn : ReferralState.Ended, left);
    }

    [Theory, MemberData(nameof(States))]
    public void The_rungs_of_a_state_come_one_after_another_and_only_the_last_leads_out(ReferralState state)
    {
        foreach (var priority in Enum.GetValues<Priority>())
        {
            var rungs = ReferralRules.Rungs(state, priority, Settings);
            Assert.Equal(rungs.Select(rung => rung.After).Distinct().Order(), rungs.Select(rung => rung.After));
            Assert.All(rungs.SkipLast(1), rung => Assert.Equal(state, ReferralRules.Next(state, rung.Happens)));
            Assert.All(rungs.TakeLast(1), rung => Assert.NotEqual(state, ReferralRules.Next(state, rung.Happens)));
        }
    }

    [Theory, MemberData(nameof(States))]
    public void Whatever_a_body_may_read_the_person_and_the_counsellor_can_stop(ReferralState state)
    {
        if (!state.BodyReads()) return;
        Assert.Equal(ReferralState.Withdrawn, ReferralRules.Next(state, ReferralEvent.Withdraw));
        Assert.False(ReferralRules.Next(state, ReferralEvent.Stop)!.Value.BodyReads());
        Assert.False(ReferralRules.Next(state, ReferralEvent.TimeOut)!.Value.BodyReads());
    }

    [Fact]
    public void Nothing_that_a_body_may_read_comes_from_anywhere_but_an_offer() => Assert.All(
        from state in Enum.GetValues<ReferralState>()
        from happens in Enum.GetValues<ReferralEvent>()
        let next = ReferralRules.Next(state, happens)
        where next is { } to && to.BodyReads() && !state.BodyReads()
        select (state, happens),
        step =>
        {
            Assert.Equal(ReferralEvent.Offer, step.happens);
            Assert.True(step.state is ReferralState.Agreed or ReferralState.Proposed);
        });

    [Fact]
    public void Nothing_leads_out_of_what_is_over() => Assert.All(
        from state in Enum.GetValues<ReferralState>() where state.IsOver() from happens in Enum.GetValues<ReferralEvent>() select ReferralRules.Next(state, happens), Assert.Null);

    [Fact]
    public void What_is_pressing_waits_a_quarter_as_long() => Assert.Equal(
        [.. ReferralRules.Rungs(ReferralState.Offered, Priority.Normal, Settings).Select(rung => rung.After / 4)],
        ReferralRules.Rungs(ReferralState.Offered, Priority.Pressing, Settings).Select(rung => rung.After));

    // Saturday the 21st of November 2037 in Japan; Monday is a holiday.
    [Theory]
    [InlineData(ReferralState.Offered, Priority.Normal, "08:30-17:30", "2037-11-24T16:30")]
    [InlineData(ReferralState.Seen, Priority.Soon, "08:30-17:30", "2037-11-24T16:30")]
    [InlineData(ReferralState.Offered, Priority.Normal, "", "2037-11-22T22:00")]
    [InlineData(ReferralState.Offered, Priority.Pressing, "08:30-17:30", "2037-11-22T04:00")]
    [InlineData(ReferralState.Offered, Priority.Immediate, "08:30-17:30", "2037-11-21T23:00")]
    [InlineData(ReferralState.Questioned, Priority.Normal, "08:30-17:30", "2037-11-22T22:00")]
    [InlineData(ReferralState.Accepted, Priority.Normal, "08:30-17:30", "2037-11-28T22:00")]
    [InlineData(ReferralState.Offered, Priority.Normal, "12:00-12:01", "2037-12-02T22:00")]
    public void A_body_is_waited_for_while_it_is_open_unless_it_cannot_wait(ReferralState state, Priority priority, string open, string due)
    {
        var hours = new OpeningHours
        {
            Rules = open.Length == 0 ? [] : [new HoursRule { ByDay = "MO,TU,WE,TH,FR", Opens = open.Split('-')[0], Closes = open.Split('-')[1] }],
        };
        var since = new DateTimeOffset(2037, 11, 21, 22, 0, 0, TimeSpan.FromHours(9));
        var first = ReferralRules.Rungs(state, priority, Settings)[0];
        Assert.Equal(due, ReferralRules.DueAt(state, first, since, priority, hours, Settings).ToOffset(since.Offset).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
    }

    [Theory, MemberData(nameof(States))]
    public void However_a_body_opens_its_rungs_come_one_after_another_and_never_later_than_closed_doors_may_delay_them(ReferralState state)
    {
        var since = new DateTimeOffset(2037, 12, 26, 3, 0, 0, TimeSpan.Zero);
        foreach (var days in new[] { "MO,TU,WE,TH,FR", "SU", "MO,TU,WE,TH,FR,SA,SU" })
        {
            var hours = new OpeningHours { Rules = [new HoursRule { ByDay = days, Opens = "10:00", Closes = "16:00" }], YearEndFrom = "12-28", YearEndTo = "01-05" };
            var rungs = ReferralRules.Rungs(state, Priority.Normal, Settings);
            var due = rungs.Select(rung => ReferralRules.DueAt(state, rung, since, Priority.Normal, hours, Settings)).ToList();
            Assert.Equal(due.Distinct().Order(), due);
            Assert.All(rungs.Zip(due), pair => Assert.InRange(pair.Second, since, since + pair.First.After + TimeSpan.FromDays(Settings.ClosedDays)));
        }
    }

    [Fact]
    public void Settings_that_do_not_climb_are_refused()
    {
        Assert.Empty(Settings.Problems());
        Assert.Equal(2, new ReferralSettings { RemindHours = 48, AnswerHours = 24 }.Problems().Count());
        Assert.Equal(3, new ReferralSettings { MunicipalityHours = 96, OpenHoursOfDay = 25, ClosedDays = 31 }.Problems().Count());
    }

    [Fact]
    public void The_municipality_is_the_nearest_desk_that_may_receive_and_then_the_prefectures()
    {
        var area = AreaCode.Find(ExampleBodies.Minatono)!.Value;
        var silent = ExampleBodies.Approved(ExampleBodies.Desk("黙っている窓口", ExampleBodies.Minatono, "self_reliance"));
        var city = ExampleBodies.Approved(ExampleBodies.CityDesk);
        var prefecture = ExampleBodies.Approved(ExampleBodies.Desk("架空県 孤独・孤立対策室", ExampleBodies.Prefecture, "prefecture_desk"));
        var welfare = ExampleBodies.Approved(ExampleBodies.Desk("みなと野市 福祉事務所", ExampleBodies.Minatono, "welfare_office"));
        Assert.Equal(city, BringMunicipality.Of([prefecture, welfare, silent, city], area, silent.Id));
        Assert.Equal(welfare, BringMunicipality.Of([prefecture, welfare, silent, city], area, city.Id));
        Assert.Equal(prefecture, BringMunicipality.Of([prefecture, silent, city with { Approval = null }], area, silent.Id));
        Assert.Equal(prefecture, BringMunicipality.Of([prefecture, silent, city], AreaCode.Find(ExampleBodies.Tsukiyama)!.Value, silent.Id));
        Assert.Null(BringMunicipality.Of([silent, prefecture with { Disabled = new BodyDisabling("a", 0, "x") }], area, silent.Id));
    }

    [Theory, MemberData(nameof(States))]
    public void The_person_is_told_whenever_something_left_comes_back(ReferralState state)
    {
        foreach (var happens in new[] { ReferralEvent.Decline, ReferralEvent.TimeOut, ReferralEvent.Stop })
        {
            if (ReferralRules.Next(state, happens) == ReferralState.Returned) Assert.NotNull(ReferralWords.KeyOf(state, happens));
        }
    }
}
