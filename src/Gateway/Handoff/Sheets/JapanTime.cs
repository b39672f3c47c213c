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

    /// <summary>A day for people: <c>2026年11月24日</c>, or <c>24 Nov 2026</c>.</summary>
    public static string Shown(string language, DateOnly day) => language == "en"
        ? day.ToString("d MMM yyyy", CultureInfo.GetCultureInfo("en-GB"))
        : day.ToString("yyyy年M月d日", CultureInfo.GetCultureInfo("ja-JP"));
}
