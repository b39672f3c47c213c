using Gateway.Conversations;

namespace Gateway.Load.Night;

/// <summary>The same nights under three orders: who waits how long, by grade.</summary>
internal static class NightExperiment
{
    /// <summary>Lives the nights through, on a clock of their own.</summary>
    public static async Task<NightReport> RunAsync(NightOptions options, Action<string> say)
    {
        var rules = new List<RuleReport>();
        foreach (var rule in (QueueRule[])[QueueRule.HeadStart, QueueRule.FirstCome, QueueRule.GradeAlone])
        {
            var waits = new List<Wait>();
            for (var night = 0; night < options.Nights; night++) waits.AddRange(await new SimulatedNight(options, rule, options.Seed + night).LiveAsync());
            rules.Add(Report(rule, waits));
            say($"{rule}: {waits.Count} people in {options.Nights} nights");
        }

        return new NightReport(options, rules);
    }

    private static RuleReport Report(QueueRule rule, List<Wait> waits) => new(
        rule, Minutes(waits.Max(wait => wait.Time)),
        [.. Enum.GetValues<Grade>().OrderDescending().Where(grade => waits.Exists(wait => wait.Grade == grade)).Select(grade =>
        {
            var of = waits.Where(wait => wait.Grade == grade).Select(wait => wait.Time).Order().ToList();
            return new GradeReport(grade, of.Count, Minutes(of[of.Count / 2]), Minutes(of[of.Count * 95 / 100]), Minutes(of[^1]));
        })]);

    private static double Minutes(TimeSpan time) => Math.Round(time.TotalMinutes, 1);
}

/// <summary>What a night is like.</summary>
/// <param name="Persons">How many come.</param>
/// <param name="Counsellors">How many are there, all night.</param>
/// <param name="Surge">From the second to the fourth hour so many times as many come.</param>
/// <param name="Nights">How many nights, each with other people.</param>
/// <param name="Seed">The first night's.</param>
internal sealed record NightOptions(int Persons, int Counsellors, int Surge, int Nights, int Seed);

/// <summary>In which order people are taken.</summary>
internal enum QueueRule
{
    /// <summary>As the gateway does: by arrival less the head start of the grade.</summary>
    HeadStart,

    /// <summary>First come, first served.</summary>
    FirstCome,

    /// <summary>By the grade, and only then by arrival.</summary>
    GradeAlone,
}

/// <summary>What came of it.</summary>
internal sealed record NightReport(NightOptions Night, IReadOnlyList<RuleReport> Rules);

/// <summary>Under one rule; minutes.</summary>
internal sealed record RuleReport(QueueRule Rule, double Longest, IReadOnlyList<GradeReport> Grades);

/// <summary>Those of one grade (the one they had when they were taken); minutes.</summary>
internal sealed record GradeReport(Grade Grade, int People, double Median, double P95, double Longest);

/// <summary>One person's wait.</summary>
internal readonly record struct Wait(Grade Grade, TimeSpan Time);
