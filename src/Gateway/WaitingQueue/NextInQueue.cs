using Gateway.Conversations;
using Gateway.Primitives;

namespace Gateway.WaitingQueue;

/// <summary>Who comes first, and to whom they are offered. Pure; the Redis scripts work on the numbers it gives.</summary>
public static class NextInQueue
{
    private static readonly TimeSpan s_moved = TimeSpan.FromHours(12);
    private static readonly TimeSpan s_returned = TimeSpan.FromMinutes(20);

    /// <summary>The formula's number: it stands in <c>docs/queue.md</c>, and changes with the formula.</summary>
    public const int Version = 1;

    // Every order is positive, also in a test that begins in 1970.
    private static readonly TimeSpan s_most = HeadStart(Grade.Urgent) + s_returned;

    /// <summary>
    /// The smaller, the earlier: when the person came, less the head start of their grade, and later by what a crowd costs them. So whoever waits overtakes, with time, everybody who comes
    /// later, and nobody has to be put in order anew: the wait counts by itself. Equal numbers are in order by conversation id.
    /// </summary>
    /// <remarks>Whole milliseconds, below 2^53, the largest whole number of a Redis score. The formula, with a worked example: <c>docs/queue.md</c>.</remarks>
    public static double Order(QueuePlace place) => place.ArrivedAt + (s_most - HeadStart(place)).Ms() + Behind(place);

    /// <summary>By how much a place stands before one of grade 低 that came at the same moment: the larger of what its grade gives and, when a supervisor moved it, twelve hours;
    /// and twenty minutes more for whoever was in a talk that broke off.</summary>
    public static TimeSpan HeadStart(QueuePlace place)
    {
        var head = HeadStart(place.Grade);
        if (place.Moved && head < s_moved) head = s_moved;
        return place.Returned ? head + s_returned : head;
    }

    /// <summary>
    /// What the grade gives. Whoever waits longer than the difference is not overtaken any more: 低 by nobody of 中 after 20 minutes, by nobody of 高
    /// after six hours. 不明 counts as 中, because nothing is known against it.
    /// </summary>
    public static TimeSpan HeadStart(Grade grade) => grade switch
    {
        Grade.Urgent => TimeSpan.FromHours(24),
        Grade.High => TimeSpan.FromHours(6),
        Grade.Middle or Grade.Unknown => TimeSpan.FromMinutes(20),
        Grade.Low => TimeSpan.Zero,
    };

    // Nobody with signs of danger is placed behind, whoever else stands behind their address.
    private static long Behind(QueuePlace place) => place.Moved || place.Grade >= Grade.Middle ? 0 : place.LaterBy;

    /// <summary>How much later somebody of a disaster may have their place than whoever is passed over for them: so nobody waits longer because of a disaster than for those who came within this time.</summary>
    public static readonly TimeSpan DisasterHeadStart = TimeSpan.FromHours(2);

    /// <summary>How many places behind the first one somebody of a disaster is looked for.</summary>
    internal const int DisasterLooksAhead = 500;

    /// <summary>
    /// Whom a counsellor takes who has chosen people of a disaster first: the first of them, where everybody who stands before them has the same grade and may stand behind; otherwise whoever is
    /// next for everybody. Nobody's place changes by it.
    /// </summary>
    /// <param name="inOrder">Those whom this counsellor may take, in their order; one at least.</param>
    /// <param name="placeOf">The place of one.</param>
    /// <param name="now">The moment, in milliseconds.</param>
    public static T DisasterFirst<T>(IEnumerable<T> inOrder, Func<T, QueuePlace> placeOf, long now) where T : class
    {
        T? first = null;
        foreach (var one in inOrder)
        {
            var place = placeOf(one);
            if (first is not null && !StandsInReach(placeOf(first), place)) return first;
            if (place.IsOfDisaster(now)) return one;
            if (!place.MayStandBehindDisaster(now)) return first ?? one;
            first ??= one;
        }

        return first!;
    }

    private static bool StandsInReach(QueuePlace first, QueuePlace other) =>
        Weight(first.Grade) == Weight(other.Grade) && Order(other) - Order(first) <= DisasterHeadStart.Ms();

    /// <summary>Whether <paramref name="next"/> is more urgent than <paramref name="now"/>, or says 中 where nothing was known. Never moves anybody back.</summary>
    public static bool IsHigher(Grade next, Grade now) =>
        Weight(next) > Weight(now) || (now == Grade.Unknown && next == Grade.Middle);

    /// <summary>The counsellors in the order in which they are asked: with the most free hands first, among equals the one asked or busied longest ago.</summary>
    /// <param name="candidates">Who is available and present. Whoever has no free hand is left out.</param>
    /// <remarks>A counsellor is asked for one person at a time.</remarks>
    public static IEnumerable<string> Counsellors(IEnumerable<(string StaffId, int Free, long LastAskedAt)> candidates) =>
        candidates.Where(c => c.Free > 0).OrderByDescending(c => c.Free).ThenBy(c => c.LastAskedAt).ThenBy(c => c.StaffId, StringComparer.Ordinal)
            .Select(c => c.StaffId);

    private static int Weight(Grade grade) => grade == Grade.Unknown ? (int)Grade.Middle : (int)grade;
}
