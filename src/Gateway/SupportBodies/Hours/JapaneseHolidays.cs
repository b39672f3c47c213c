namespace Gateway.SupportBodies.Hours;

/// <summary>
/// 国民の祝日 and the days off that follow from them, computed from the law: fixed days, Mondays, equinoxes, the day after a Sunday, and a day
/// between two. The equinoxes of a year are announced in February of the year before; the formula has agreed with every announcement so far.
/// </summary>
public static class JapaneseHolidays
{
    /// <summary>The first year that is known: since then the law says how a Sunday is made up for as it does now.</summary>
    public const int FirstYear = 2007;

    /// <summary>The last year for which the equinoxes are computed.</summary>
    public const int LastYear = 2099;

    /// <summary>What is celebrated on a day, in Japanese; nothing on all other days, and outside the years that are known.</summary>
    public static string? NameOf(DateOnly day)
    {
        if (day.Year is < FirstYear or > LastYear) return null;
        if (Named(day) is { } name) return name;
        // 振替休日: the first day after a holiday on a Sunday that is none itself.
        for (var before = day.AddDays(-1); Named(before) is not null; before = before.AddDays(-1))
        {
            if (before.DayOfWeek == DayOfWeek.Sunday) return "振替休日";
        }

        return Named(day.AddDays(-1)) is not null && Named(day.AddDays(1)) is not null ? "国民の休日" : null;
    }

    /// <summary>Whether it is a day off by law.</summary>
    public static bool Is(DateOnly day) => NameOf(day) is not null;

    private static string? Named(DateOnly day) => OfYear(day) is var (special, only) && (special is not null || only) ? special : Usual(day);

    // Years in which a law of its own moved days. "Only": on this day the usual rule does not hold.
    private static (string? Name, bool Only) OfYear(DateOnly day) => (day.Year, day.Month, day.Day) switch
    {
        (2019, 5, 1) => ("天皇の即位の日", true),
        (2019, 10, 22) => ("即位礼正殿の儀の行われる日", true),
        (2020, 7, 23) or (2021, 7, 22) => ("海の日", true),
        (2020, 7, 24) or (2021, 7, 23) => ("スポーツの日", true),
        (2020, 8, 10) or (2021, 8, 8) => ("山の日", true),
        (2020 or 2021, 7 or 8 or 10, _) => (null, true),
        _ => (null, false),
    };

    private static string? Usual(DateOnly day) => day.Month switch
    {
        1 => day.Day == 1 ? "元日" : IsMonday(day, 2) ? "成人の日" : null,
        2 => day.Day == 11 ? "建国記念の日" : day.Day == 23 && day.Year >= 2020 ? "天皇誕生日" : null,
        3 => day.Day == Equinox(20.8431, day.Year) ? "春分の日" : null,
        4 => day.Day == 29 ? "昭和の日" : null,
        5 => day.Day switch { 3 => "憲法記念日", 4 => "みどりの日", 5 => "こどもの日", _ => null },
        7 => IsMonday(day, 3) ? "海の日" : null,
        8 => day.Day == 11 && day.Year >= 2016 ? "山の日" : null,
        9 => IsMonday(day, 3) ? "敬老の日" : day.Day == Equinox(23.2488, day.Year) ? "秋分の日" : null,
        10 => IsMonday(day, 2) ? day.Year >= 2020 ? "スポーツの日" : "体育の日" : null,
        11 => day.Day switch { 3 => "文化の日", 23 => "勤労感謝の日", _ => null },
        12 => day.Day == 23 && day.Year <= 2018 ? "天皇誕生日" : null,
        _ => null,
    };

    private static bool IsMonday(DateOnly day, int nth) => day.DayOfWeek == DayOfWeek.Monday && (day.Day + 6) / 7 == nth;

    // The usual approximation of the sun's longitude for Japan, good from 1980 to 2099.
    private static int Equinox(double in1980, int year) => (int)(in1980 + (0.242194 * (year - 1980))) - ((year - 1980) / 4);
}
