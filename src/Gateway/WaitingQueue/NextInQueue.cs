using Gateway.Conversations;

namespace Gateway.WaitingQueue;

/// <summary>Who comes first, and to whom they are offered. Pure; the Redis scripts work on the numbers it gives.</summary>
public static class NextInQueue
{
    // Milliseconds since 1970 stay below 5e12 until the year 2128, and every sum below 2^53, the largest whole number of a Redis score.
    private const double GradeStep = 1e13;
    private const double NotReturned = 5e12;

    /// <summary>
    /// The smaller, the earlier: first by grade (緊急 first; 不明 counts as 中, because nothing is known against it), then
    /// people whom a counsellor gave back, then by arrival. Equal numbers are in order by conversation id.
    /// </summary>
    public static double Order(QueuePlace place) =>
        GradeOrder(place.Grade) + (place.Returned ? 0 : NotReturned) + place.ArrivedAt;

    /// <summary>What the grade alone adds to <see cref="Order"/>.</summary>
    public static double GradeOrder(Grade grade) => (4 - Weight(grade)) * GradeStep;

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
