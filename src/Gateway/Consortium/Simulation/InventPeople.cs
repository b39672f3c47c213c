using Gateway.Conversations;

namespace Gateway.Consortium.Simulation;

/// <summary>Invents the people of a month: when they write, how urgent it is, how long they wait and talk. The same plan gives the same people.</summary>
public static class InventPeople
{
    private const int ShortestTalk = 15;
    private const int LongestTalk = 120;

    /// <summary>Everybody, in the order in which they write.</summary>
    public static IReadOnlyList<PlannedPerson> Of(MonthPlan plan)
    {
        var random = new Random(plan.Seed);
        var people = new List<PlannedPerson>();
        foreach (var member in plan.Members.Where(member => member.PerHour.Count == 24))
        {
            for (var hour = 0; hour < plan.Days * 24; hour++)
            {
                // Arrivals that know nothing of each other: the gaps between them are exponential.
                for (var at = Gap(random, member.PerHour[hour % 24]); at < 60; at += Gap(random, member.PerHour[hour % 24]))
                    people.Add(One(random, plan, member, (hour * 60) + (int)at));
            }
        }

        return [.. people.OrderBy(person => person.At).ThenBy(person => person.Home, StringComparer.Ordinal)];
    }

    private static PlannedPerson One(Random random, MonthPlan plan, PlannedMember member, int at) => new(
        at, member.Id,
        random.Next(100) switch { < 2 => Grade.Urgent, < 10 => Grade.High, < 30 => Grade.Middle, < 50 => Grade.Unknown, _ => Grade.Low },
        random.Next(2) == 0 ? random.Next(member.AgeFrom, member.AgeTo + 1) : null,
        (int)Math.Min(LongestTalk, ShortestTalk + Exponential(random, 30)),
        1 + (int)Exponential(random, plan.PatienceMinutes),
        random.Next(100) < plan.AgreePercent);

    private static double Gap(Random random, double perHour) => perHour <= 0 ? double.MaxValue : Exponential(random, 60 / perHour);

    private static double Exponential(Random random, double mean) => -Math.Log(1 - random.NextDouble()) * mean;
}
