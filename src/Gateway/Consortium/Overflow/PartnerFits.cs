using Gateway.Conversations;
using Gateway.SupportBodies;
using Gateway.SupportBodies.Hours;

namespace Gateway.Consortium.Overflow;

/// <summary>Whether a partner can be offered to somebody. Pure. Where something is not known, or a partner's own terms contradict each other, it is not.</summary>
internal static class PartnerFits
{
    /// <summary>Everything that speaks against a partner but the time.</summary>
    public static IEnumerable<string> Against(OverflowFacts facts, MemberNow partner)
    {
        var (person, terms) = (facts.Person, partner.Terms);
        if (partner.Hindrance is { } hindrance) yield return ConsortiumJson.TextOf(hindrance).Trim('"');
        if (!terms.Takes) yield return "takes_nobody";
        if (terms.AgeFrom > terms.AgeTo || terms.Topics.Intersect(terms.NotTopics).Any()) yield return "terms_contradict";
        if (person.Been.Contains(partner.Id)) yield return "been_there";
        if (partner.OnShift == 0) yield return "nobody_there";
        if (WhenOpen.At(terms.Hours, facts.Now) == OpenState.Closed) yield return "closed";
        if (partner.TakenToday >= terms.PerDay) yield return "cap_day";
        if (partner.TakenNow >= terms.AtOnce) yield return "cap_at_once";
        // Any of them may answer: all must be allowed. What the roster knows only adds to what the member said: whoever comes next may sit elsewhere.
        if (terms.Countries.Union(partner.Countries).Except(facts.Rules.Countries).Any()) yield return "country";
        if (Weight(person.Grade) > Weight(terms.UpTo)) yield return "grade";
        if (!terms.Languages.Contains(person.Language)) yield return "language";
        if (Age(terms, person) is { } age) yield return age;
        if (Area(terms, person.Area) is { } area) yield return area;
        if (Topic(terms, person.Topics) is { } topic) yield return topic;
    }

    /// <summary>In how many respects a partner is there for certain people rather than for everybody.</summary>
    public static int Nearness(MemberTerms terms) =>
        (terms.AgeFrom is null && terms.AgeTo is null ? 0 : 1) + (terms.Topics.Count > 0 ? 1 : 0) + (terms.Areas.Count > 0 ? 1 : 0);

    // Somebody in their twenties may be 29: the whole band must fit.
    private static string? Age(MemberTerms terms, WaitingPerson person) =>
        terms.AgeFrom is null && terms.AgeTo is null ? null
        : person.Age is not { } age ? "age_unknown"
        : age < terms.AgeFrom || Math.Max(age, person.AgeTo ?? age) > terms.AgeTo ? "age" : null;

    private static string? Area(MemberTerms terms, string? area)
    {
        if (terms.Areas.Count == 0) return null;
        if (AreaCode.Find(area) is not { } lives) return "area_unknown";
        return terms.Areas.Any(code => AreaCode.Find(code) is { } place && place.Contains(lives)) ? null : "area";
    }

    private static string? Topic(MemberTerms terms, IReadOnlyList<string> topics) =>
        terms.NotTopics.Count > 0 && topics.Count == 0 && terms.Topics.Count == 0 ? "topic_unknown"
        : topics.Intersect(terms.NotTopics).Any() ? "topic"
        : terms.Topics.Count == 0 ? null
        : topics.Count == 0 ? "topic_unknown"
        : topics.All(topic => terms.Topics.Contains(topic)) ? null : "topic";

    // 不明 counts as 中, as in the queue.
    private static int Weight(Grade grade) => grade == Grade.Unknown ? (int)Grade.Middle : (int)grade;
}
