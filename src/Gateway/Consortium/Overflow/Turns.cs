using Gateway.Conversations;

namespace Gateway.Consortium.Overflow;

/// <summary>How long it takes at a member, and whose turn it is among those that fit: for overflow and for common entrances alike. Pure.</summary>
internal static class Turns
{
    /// <summary>Who comes before them, and how many talks must end until it is their turn; in minutes, 0 when a hand is free.</summary>
    public static int Reckon(MemberNow member, int ahead, OverflowRules rules) =>
        member.FreeHands > ahead ? 0 : (int)Math.Ceiling((double)(ahead - member.FreeHands + 1) * rules.TalkMinutes / Math.Max(1, member.Hands));

    /// <summary>In danger the quickest; otherwise whose wait is about the same is equal, and then who knows the person's matter, then who has done least for the others.</summary>
    public static Comparer<(MemberNow Member, PartnerFit Fit)> Of(OverflowRules rules, Grade grade)
    {
        var band = grade >= Grade.High ? 1 : rules.WorthMinutes;
        return Comparer<(MemberNow Member, PartnerFit Fit)>.Create((one, two) =>
        {
            var order = (one.Fit.Minutes!.Value / band).CompareTo(two.Fit.Minutes!.Value / band);
            if (order == 0) order = ByNearness(one.Member, two.Member);
            return order != 0 ? order : ByShare(one.Member, two.Member);
        });
    }

    /// <summary>First who is there for such people rather than for everybody.</summary>
    public static int ByNearness(MemberNow one, MemberNow two) => PartnerFits.Nearness(two.Terms).CompareTo(PartnerFits.Nearness(one.Terms));

    /// <summary>First who did least for the others, then whose last one is longest ago, then by id.</summary>
    public static int ByShare(MemberNow one, MemberNow two)
    {
        var order = Share(one, two).CompareTo(Share(two, one));
        if (order == 0) order = (one.LastTookAt ?? long.MinValue).CompareTo(two.LastTookAt ?? long.MinValue);
        return order != 0 ? order : string.CompareOrdinal(one.Id, two.Id);
    }

    // What a member did for others less what others did for it, against its weight; multiplied out, so that nothing is rounded.
    private static long Share(MemberNow member, MemberNow other) => ((long)member.Taken - member.Given) * other.Terms.Weight;
}
