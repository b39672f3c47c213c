using Gateway.SupportBodies.Hours;

namespace Gateway.Consortium.Overflow;

/// <summary>Whether somebody who waits is offered to a partner, and to which. Pure: the same facts always give the same decision, on every node and in every simulation.</summary>
/// <remarks>The rules in words, with a worked example: <c>docs/consortium.md</c>.</remarks>
public static class DecideOverflow
{
    /// <summary>Decides.</summary>
    public static OverflowDecision Decide(OverflowFacts facts)
    {
        var (rules, person, home) = (facts.Rules, facts.Person, facts.Home);
        var opening = WhenOpen.Look(home.Terms.Hours, facts.Now);
        var (limit, borrowed) = rules.WaitMinutes.For(person.Grade);
        List<string> conflicts = [];
        if (borrowed) conflicts.Add("grade_order");
        if (opening.State == OpenState.Closed && home.OnShift > 0) conflicts.Add("closed_with_people_there");
        var homeMinutes = AtHome(home, person, rules, opening, facts.Now);
        var partners = facts.Partners.Where(partner => partner.Id != home.Id).OrderBy(partner => partner.Id, StringComparer.Ordinal)
            .Select(partner => (Member: partner, Fit: FitOf(facts, partner, homeMinutes))).ToList();
        var fitting = partners.Where(one => one.Fit.Against.Count == 0).Order(Turns.Of(rules, person.Grade)).ToList();

        var stays = Stays(home, person, homeMinutes);
        var reasons = stays.Count > 0 ? stays : Reasons(rules, home, person, opening.State, limit);
        var verdict = Verdict.Stay;
        if (stays.Count == 0 && reasons.Count == 0) reasons.Add("not_yet");
        else if (stays.Count == 0 && fitting.Count == 0) reasons.Add("no_partner");
        else if (stays.Count == 0) verdict = person.Wish == WishToMove.Agreed ? Verdict.Move : Verdict.Ask;
        return new OverflowDecision(
            verdict, verdict == Verdict.Stay ? null : fitting[0].Member.Id, reasons, conflicts, homeMinutes,
            [.. fitting.Select(one => one.Fit), .. partners.Where(one => one.Fit.Against.Count > 0).Select(one => one.Fit)]);
    }

    // What keeps somebody where they are, whatever the rules say.
    private static List<string> Stays(MemberNow home, WaitingPerson person, int? homeMinutes)
    {
        List<string> stays = [];
        if (home.Hindrance is { } hindrance) stays.Add("home_" + Word(hindrance));
        if (!home.Terms.Gives) stays.Add("home_gives_nobody");
        if (person.Wish == WishToMove.Stays) stays.Add("person_stays");
        if (person.Wish == WishToMove.Asked) stays.Add("person_was_asked");
        if (homeMinutes == 0) stays.Add("home_answers_now");
        return stays;
    }

    private static List<string> Reasons(OverflowRules rules, MemberNow home, WaitingPerson person, OpenState open, int limit)
    {
        List<string> reasons = [];
        if (home.OnShift == 0 && open == OpenState.Closed && rules.WhenClosed) reasons.Add("closed");
        if (home.OnShift == 0 && open != OpenState.Closed && rules.WhenNobodyIsThere) reasons.Add("nobody_there");
        if (home.OnShift > 0 && rules.SurgePerCounsellor > 0 && home.Waiting >= rules.SurgePerCounsellor * home.OnShift) reasons.Add("surge");
        if (person.WaitedMinutes > limit) reasons.Add("waited");
        return reasons;
    }

    // Nothing: nobody is there, and nobody has said when somebody will be.
    private static int? AtHome(MemberNow home, WaitingPerson person, OverflowRules rules, WhenOpen opening, DateTimeOffset now) =>
        home.OnShift > 0 ? Turns.Reckon(home, person.Ahead, rules)
        : opening is { State: OpenState.Closed, From: { } from } ? Math.Max(1, (int)Math.Ceiling((from - now).TotalMinutes))
        : null;

    private static PartnerFit FitOf(OverflowFacts facts, MemberNow partner, int? homeMinutes)
    {
        var against = PartnerFits.Against(facts, partner).ToList();
        // The member's own people first: reckoned as if everybody who waits there came before.
        int? minutes = partner.OnShift > 0 ? Turns.Reckon(partner, partner.Waiting, facts.Rules) : null;
        if (minutes is { } there && homeMinutes is { } here && there + (long)facts.Rules.WorthMinutes > here) against.Add("not_sooner");
        return new PartnerFit(partner.Id, minutes, against);
    }

    private static string Word(NotSharing hindrance) => ConsortiumJson.TextOf(hindrance).Trim('"');
}
