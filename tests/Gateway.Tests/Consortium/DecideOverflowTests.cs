using Gateway.Consortium;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.SupportBodies.Hours;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>When somebody is offered to a partner, to which, and what holds where two rules contradict each other.</summary>
public sealed class DecideOverflowTests
{
    // A Saturday, 22:00 in Japan.
    private static readonly DateTimeOffset s_now = new(2037, 11, 21, 13, 0, 0, TimeSpan.Zero);

    private static readonly OpeningHours s_afternoons = new() { Rules = [new HoursRule { ByDay = "MO,TU,WE,TH,FR,SA,SU", Opens = "13:00", Closes = "22:00" }], Holidays = HolidayUse.AsUsual };

    private static MemberTerms Both => new() { Gives = true, Takes = true };

    private static MemberNow Home => new() { Id = "komorebi", Terms = Both with { Hours = s_afternoons } };

    private static MemberNow Partner => new() { Id = "yoake", Terms = Both, OnShift = 2, Hands = 4, FreeHands = 2 };

    [Fact]
    public void Who_waits_at_a_closed_desk_is_asked_whether_a_partner_with_a_free_hand_may_answer()
    {
        var decision = Decide(Home, new WaitingPerson(), Partner);
        Assert.Equal((Verdict.Ask, "yoake"), (decision.Verdict, decision.Partner));
        Assert.Equal(["closed"], decision.Reasons);
        Assert.Equal(15 * 60, decision.HomeMinutes);
    }

    [Fact]
    public void Who_said_beforehand_that_any_member_may_answer_is_not_asked_again() =>
        Assert.Equal(Verdict.Move, Decide(Home, new WaitingPerson { Wish = WishToMove.Agreed }, Partner).Verdict);

    [Theory]
    [InlineData(Grade.Urgent, 1, "not_yet")]
    [InlineData(Grade.Urgent, 2, "waited")]
    [InlineData(Grade.High, 3, "not_yet")]
    [InlineData(Grade.High, 4, "waited")]
    [InlineData(Grade.Middle, 15, "not_yet")]
    [InlineData(Grade.Middle, 16, "waited")]
    [InlineData(Grade.Unknown, 16, "waited")]
    [InlineData(Grade.Low, 45, "not_yet")]
    [InlineData(Grade.Low, 46, "waited")]
    public void A_partner_is_looked_for_after_the_minutes_of_the_grade(Grade grade, int waited, string reason) =>
        Assert.Equal([reason], Decide(Busy(), new WaitingPerson { Grade = grade, WaitedMinutes = waited, Ahead = 3 }, Partner).Reasons);

    [Fact]
    public void Many_who_wait_for_each_counsellor_are_a_surge() =>
        Assert.Equal(["surge"], Decide(Busy(waiting: 12), new WaitingPerson { Ahead = 5 }, Partner).Reasons);

    [Fact]
    public void Nobody_there_though_it_is_open_is_a_reason_and_nobody_knows_for_how_long()
    {
        var decision = Decide(Home with { Terms = Both }, new WaitingPerson(), Partner);
        Assert.Equal(["nobody_there"], decision.Reasons);
        Assert.Null(decision.HomeMinutes);
    }

    [Theory]
    [InlineData("home_gives_nobody")]
    [InlineData("home_paused")]
    [InlineData("home_not_signed")]
    [InlineData("person_stays")]
    [InlineData("person_was_asked")]
    [InlineData("home_answers_now")]
    public void Some_things_keep_a_person_where_they_are_whatever_the_rules_say(string reason)
    {
        var home = reason switch
        {
            "home_gives_nobody" => Home with { Terms = Home.Terms with { Gives = false } },
            "home_paused" => Home with { Hindrance = NotSharing.Paused },
            "home_not_signed" => Home with { Hindrance = NotSharing.NotSigned },
            "home_answers_now" => Busy() with { FreeHands = 1 },
            _ => Home,
        };
        var wish = reason switch { "person_stays" => WishToMove.Stays, "person_was_asked" => WishToMove.Asked, _ => WishToMove.Agreed };
        var decision = Decide(home, new WaitingPerson { Wish = wish, WaitedMinutes = 100 }, Partner);
        Assert.Equal(Verdict.Stay, decision.Verdict);
        Assert.Null(decision.Partner);
        Assert.Equal([reason], decision.Reasons);
    }

    /// <summary>The roster adds to what a member said of itself, and never takes anything from it.</summary>
    [Theory]
    [InlineData("JP", "PT", false)]
    [InlineData("PT", "JP", false)]
    [InlineData("JP", "JP", true)]
    public void Whoever_is_there_from_a_country_that_the_rules_do_not_name_keeps_a_partner_from_being_offered(string said, string known, bool fits)
    {
        var partner = Partner with { Terms = Partner.Terms with { Countries = [said] }, Countries = [known] };
        var found = Assert.Single(Decide(Home, new WaitingPerson { Grade = Grade.High, WaitedMinutes = 100 }, partner).Partners);
        Assert.Equal(fits ? [] : ["country"], found.Against);
    }

    [Theory]
    [InlineData("not_signed")]
    [InlineData("paused")]
    [InlineData("left")]
    [InlineData("takes_nobody")]
    [InlineData("terms_contradict")]
    [InlineData("been_there")]
    [InlineData("nobody_there")]
    [InlineData("closed")]
    [InlineData("cap_day")]
    [InlineData("cap_at_once")]
    [InlineData("country")]
    [InlineData("grade")]
    [InlineData("language")]
    [InlineData("age")]
    [InlineData("age_unknown")]
    [InlineData("area")]
    [InlineData("area_unknown")]
    [InlineData("topic")]
    [InlineData("topic_unknown")]
    [InlineData("not_sooner")]
    public void A_partner_that_does_not_fit_is_not_offered_and_it_is_said_why(string against)
    {
        var (person, partner) = (new WaitingPerson { Grade = Grade.High, Age = 17, Area = "131016", Topics = ["school"] }, Partner);
        var terms = partner.Terms;
        partner = against switch
        {
            "not_signed" => partner with { Hindrance = NotSharing.NotSigned },
            "paused" => partner with { Hindrance = NotSharing.Paused },
            "left" => partner with { Hindrance = NotSharing.Left },
            "takes_nobody" => partner with { Terms = terms with { Takes = false } },
            "terms_contradict" => partner with { Terms = terms with { Topics = ["school", "dv"], NotTopics = ["dv"] } },
            "nobody_there" => partner with { OnShift = 0, Hands = 0, FreeHands = 0 },
            "closed" => partner with { Terms = terms with { Hours = s_afternoons } },
            "cap_day" => partner with { TakenToday = 20 },
            "cap_at_once" => partner with { TakenNow = 3 },
            "country" => partner with { Terms = terms with { Countries = ["JP", "PT"] } },
            "grade" => partner with { Terms = terms with { UpTo = Grade.Middle } },
            "language" => partner with { Terms = terms with { Languages = ["en"] } },
            "age" or "age_unknown" => partner with { Terms = terms with { AgeFrom = 18 } },
            "area" or "area_unknown" => partner with { Terms = terms with { Areas = ["271004"] } },
            "topic" or "topic_unknown" => partner with { Terms = terms with { Topics = ["money"] } },
            "not_sooner" => partner with { FreeHands = 0, Waiting = 400 },
            _ => partner,
        };
        person = against switch
        {
            "been_there" => person with { Been = ["yoake"] },
            "age_unknown" => person with { Age = null },
            "area_unknown" => person with { Area = null },
            "topic_unknown" => person with { Topics = [] },
            _ => person,
        };
        var decision = Decide(Home, person, partner);
        Assert.Equal(Verdict.Stay, decision.Verdict);
        Assert.Equal(["closed", "no_partner"], decision.Reasons);
        Assert.Equal([against], Assert.Single(decision.Partners).Against);
    }

    [Fact]
    public void Rules_that_let_somebody_in_danger_wait_longer_than_others_are_read_the_safer_way_and_it_is_said()
    {
        var rules = new OverflowRules { WaitMinutes = new WaitLimits(Urgent: 1, High: 30, Middle: 15, Unknown: 15, Low: 5) };
        var decision = DecideOverflow.Decide(new OverflowFacts(s_now, rules, new WaitingPerson { Grade = Grade.High, WaitedMinutes = 6, Ahead = 3 }, Busy(), [Partner]));
        Assert.Equal(Verdict.Ask, decision.Verdict);
        Assert.Equal(["grade_order"], decision.Conflicts);
    }

    [Fact]
    public void Hours_that_say_closed_do_not_count_against_people_who_are_there()
    {
        var decision = Decide(Home with { OnShift = 1, Hands = 2, FreeHands = 1 }, new WaitingPerson(), Partner);
        Assert.Equal(Verdict.Stay, decision.Verdict);
        Assert.Equal(["home_answers_now"], decision.Reasons);
        Assert.Equal(["closed_with_people_there"], decision.Conflicts);
    }

    [Fact]
    public void A_member_answers_its_own_people_first()
    {
        var decision = Decide(Home, new WaitingPerson(), Partner with { FreeHands = 2, Waiting = 2 }, Partner with { Id = "sorairo", FreeHands = 1 });
        Assert.Equal("sorairo", decision.Partner);
        Assert.Equal([("sorairo", 0), ("yoake", 12)], decision.Partners.Select(partner => (partner.Id, partner.Minutes!.Value)));
    }

    [Fact]
    public void Among_equals_the_one_comes_first_that_did_least_for_the_others_against_its_weight()
    {
        MemberNow One(string id, int taken, int given, int weight) => Partner with { Id = id, Taken = taken, Given = given, Terms = Both with { Weight = weight } };
        var decision = Decide(Home, new WaitingPerson(), One("a", 10, 0, 1), One("b", 25, 1, 3), One("c", 9, 0, 1), One("d", 9, 20, 1));
        Assert.Equal(["d", "b", "c", "a"], decision.Partners.Select(partner => partner.Id));
    }

    [Fact]
    public void Who_is_there_for_certain_people_comes_before_who_is_there_for_everybody_except_in_danger()
    {
        var (special, quick) = (Partner with { Id = "sorairo", FreeHands = 0, Terms = Both with { AgeTo = 19 } }, Partner with { Taken = 50, FreeHands = 0, Hands = 5 });
        // Both within ten minutes: 45 / 4 = 12 is the next band, so the quicker one is.
        Assert.Equal("yoake", Decide(Home, new WaitingPerson { Age = 15 }, special, quick).Partner);
        Assert.Equal("sorairo", Decide(Home, new WaitingPerson { Age = 15 }, special with { Hands = 6 }, quick).Partner);
        Assert.Equal("sorairo", Decide(Home, new WaitingPerson { Age = 15, Grade = Grade.High }, special with { Hands = 6 }, quick).Partner);
        Assert.Equal("yoake", Decide(Home, new WaitingPerson { Age = 15, Grade = Grade.High }, special with { Hands = 5 }, quick with { Hands = 6 }).Partner);
    }

    private static MemberNow Busy(int waiting = 4) => Home with { Terms = Both, OnShift = 2, Hands = 2, FreeHands = 0, Waiting = waiting };

    private static OverflowDecision Decide(MemberNow home, WaitingPerson person, params MemberNow[] partners) =>
        DecideOverflow.Decide(new OverflowFacts(s_now, new OverflowRules(), person, home, partners));
}
