using System.Globalization;

namespace Gateway.Handoff.Sheets;

/// <summary>Moments as a body in Japan reads them. Japan has no summer time.</summary>
internal static class JapanTime
{
    private static readonly TimeSpan s_offset = TimeSpan.FromHours(9);

    /// <summary>For machines: <c>2026-11-24T12:10:00+09:00</c>.</summary>
    public static string Text(DateTimeOffset moment) => moment.ToOffset(s_offset).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>For people: <c>2026年11月24日(火) 12:10</c>, or <c>Tue 24 Nov 2026, 12:10</c>.</summary>
    public static string Shown(string language, DateTimeOffset moment)
    {
        var there = moment.ToOffset(s_offset);
        return language == "en"
            ? there.ToString("ddd d MMM yyyy, HH:mm", CultureInfo.GetCultureInfo("en-GB"))
            : there.ToString("yyyy年M月d日(ddd) HH:mm", CultureInfo.GetCultureInfo("ja-JP"));
    }

    /// <summary>The day in Japan, for the name of a file: <c>20261124</c>.</summary>
    public static string Day(DateTimeOffset moment) => moment.ToOffset(s_offset).ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    /// <summary>The moment of a day and a time as a form sends them, <c>2026-11-24</c> and <c>12:10</c>; nothing when they are none.</summary>
    public static DateTimeOffset? Find(string day, string time) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && TimeOnly.TryParseExact(time, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var clock)
            ? new DateTimeOffset(date.ToDateTime(clock), s_offset) : null;

    /// <summary>A time from and until: with words in Japanese and English, in digits alone for every other language.</summary>
    public static string Span(string language, DateTimeOffset from, DateTimeOffset until)
    {
        var (begins, ends) = (from.ToOffset(s_offset), until.ToOffset(s_offset));
        var begin = language is "ja" or "ja-simple" ? Shown("ja", from) : language == "en" ? Shown("en", from) : begins.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var end = ends.ToString("HH:mm", CultureInfo.InvariantCulture);
        return language is "ja" or "ja-simple" ? $"{begin}から{end}" : $"{begin}–{end}";
    }

    /// <summary>A day for people: <c>2026年11月24日</c>, or <c>24 Nov 2026</c>.</summary>
    public static string Shown(string language, DateOnly day) => language == "en"
        ? day.ToString("d MMM yyyy", CultureInfo.GetCultureInfo("en-GB"))
        : day.ToString("yyyy年M月d日", CultureInfo.GetCultureInfo("ja-JP"));
}
