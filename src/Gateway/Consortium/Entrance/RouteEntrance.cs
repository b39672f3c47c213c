using Gateway.Consortium.Overflow;
using Gateway.Conversations;

namespace Gateway.Consortium.Entrance;

/// <summary>共同の窓口: which member answers somebody who came to the common entrance. Pure: the same facts always give the same answer, on every node.</summary>
/// <remarks>The rules in words, with a worked example: <c>docs/entrance.md</c>.</remarks>
public static class RouteEntrance
{
    /// <summary>The number of these rules: it stands in <c>docs/entrance.md</c>, and changes with them.</summary>
    public const int Version = 2;

    /// <summary>The reason with which the responsible body has them, and yet lets nobody answer them: its supervisors keep them at the door.</summary>
    public const string KeptAtDoor = "kept_at_door";

    private static readonly string[] s_unknown = ["age_unknown", "area_unknown", "topic_unknown"];

    /// <summary>Decides. Somebody always answers: where nobody fits, the responsible body.</summary>
    public static EntranceDecision Decide(EntranceFacts facts)
    {
        var all = facts.Members.OrderBy(member => member.Id, StringComparer.Ordinal).Select(member => (Member: member, Fit: FitOf(facts, member))).ToList();
        var fitting = all.Where(one => one.Fit.Against.Count == 0).Order(ByTurn(facts)).ToList();
        var (member, reasons) = Choose(facts, all, fitting);
        return new EntranceDecision(member, reasons, [.. fitting.Select(one => one.Fit), .. all.Where(one => one.Fit.Against.Count > 0).Select(one => one.Fit)]);
    }

    private static (string Member, IReadOnlyList<string> Reasons) Choose(
        EntranceFacts facts, List<(MemberNow Member, PartnerFit Fit)> all, List<(MemberNow Member, PartnerFit Fit)> fitting)
    {
        var (person, responsible) = (facts.Person, facts.Responsible);
        if (person.Emergency) return (person.Current ?? responsible, ["emergency_here"]);
        List<string> reasons = [];
        if (person.Wish is { } wish)
        {
            // What they did not tell is no reason against what they chose; to the body that runs the entrance anybody may go.
            if ((wish == responsible && !KeptOut(person, wish)) || MayGo(all, wish)) return (wish, ["chosen"]);
            // Whoever waits somewhere asked for this one and for no third.
            if (person is { Waits: true, Current: { } current }) return (current, ["chosen_not_possible", "stays"]);
            reasons.Add("chosen_not_possible");
        }

        if (person.Grade >= Grade.High) return InDanger(facts, all, fitting, reasons);
        if (person.HadLast is { } last && MayGo(all, last)) return (last, [.. reasons, "had_last"]);
        return fitting.Count > 0 ? (fitting[0].Member.Id, [.. reasons, "fits"])
            : (responsible, KeptOut(person, responsible) ? [.. reasons, "nobody_fits", KeptAtDoor] : [.. reasons, "nobody_fits"]);
    }

    /// <summary>Whether it would be worth asking: the best was chosen among several by what is known, or somebody is there whom only an unknown age, area or topic rules out.</summary>
    internal static bool MayChangeByAnswers(EntranceDecision decision) =>
        decision.Reasons.Contains("fits") || (decision.Reasons.Contains("nobody_fits") && decision.Members.Any(one => one.Against.All(s_unknown.Contains)));

    private static bool KeptOut(EntrancePerson person, string member) => person.NotAgain.Contains(member);

    // The responsible body by default; another only where it is sooner. Nobody in danger is asked anything: where only those are there who ask for what is not known of them, the best of these answers.
    private static (string Member, IReadOnlyList<string> Reasons) InDanger(
        EntranceFacts facts, List<(MemberNow Member, PartnerFit Fit)> all, List<(MemberNow Member, PartnerFit Fit)> fitting, List<string> reasons)
    {
        var own = all.FirstOrDefault(one => one.Member.Id == facts.Responsible).Fit?.Minutes;
        if (fitting.Count > 0 && (own is not { } minutes || fitting[0].Fit.Minutes < minutes)) return (fitting[0].Member.Id, [.. reasons, "danger"]);
        var there = own is null ? all.Where(one => one.Fit.Against.All(s_unknown.Contains)).Order(ByTurn(facts)).Select(one => one.Member.Id).FirstOrDefault() : null;
        return there is not null ? (there, [.. reasons, "danger", "not_known"])
            : (facts.Responsible, [.. reasons, "danger", own is null ? "nobody_fits" : "responsible_answers"]);
    }

    private static bool MayGo(List<(MemberNow Member, PartnerFit Fit)> all, string member) =>
        all.FirstOrDefault(one => one.Member.Id == member).Fit is { } fit && fit.Against.All(s_unknown.Contains);

    private static PartnerFit FitOf(EntranceFacts facts, MemberNow member)
    {
        var person = facts.Person;
        var waiting = new WaitingPerson
        {
            Grade = person.Grade,
            Language = person.Language,
            Age = person.Age,
            AgeTo = person.AgeTo,
            Area = person.Area,
            Topics = person.Topics,
            Been = person.NotAgain,
        };
        return new PartnerFit(
            member.Id, member.OnShift > 0 ? Turns.Reckon(member, member.Waiting, facts.Rules) : null,
            [.. PartnerFits.Against(new OverflowFacts(facts.Now, facts.Rules, waiting, member, []), member)]);
    }

    // Who answers within the time that the members agreed for this grade answers soon enough: then who is there for such people comes first. After that, and in danger, it goes by time.
    private static Comparer<(MemberNow Member, PartnerFit Fit)> ByTurn(EntranceFacts facts)
    {
        if (facts.Person.Grade >= Grade.High) return Turns.Of(facts.Rules, facts.Person.Grade);
        var patience = facts.Rules.WaitMinutes.For(facts.Person.Grade).Minutes;
        var byTime = Turns.Of(facts.Rules, facts.Person.Grade);
        return Comparer<(MemberNow Member, PartnerFit Fit)>.Create((one, two) =>
        {
            var order = (one.Fit.Minutes > patience).CompareTo(two.Fit.Minutes > patience);
            if (order == 0 && one.Fit.Minutes <= patience) order = Turns.ByNearness(one.Member, two.Member);
            return order != 0 ? order : byTime.Compare(one, two);
        });
    }
}
