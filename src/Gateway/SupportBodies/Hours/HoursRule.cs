using System.Globalization;
using System.Text.Json.Serialization;

namespace Gateway.SupportBodies.Hours;

/// <summary>When a body is open, as one rule in the words of RFC 5545: every week, or on certain days of a month.</summary>
/// <remarks>A time that ends at or before its beginning ends on the next day; 24:00 is the end of a day.</remarks>
public sealed record HoursRule
{
    /// <summary><c>WEEKLY</c> or <c>MONTHLY</c>.</summary>
    public string Freq { get; init; } = "WEEKLY";

    /// <summary>Days of the week, <c>MO,TU,WE,TH,FR,SA,SU</c>; monthly with the number of the week: <c>3SA</c> is the third Saturday, <c>-1FR</c> the last Friday.</summary>
    public string ByDay { get; init; } = "";

    /// <summary>Monthly: days of the month, <c>1,15</c>; <c>-1</c> is the last.</summary>
    public string ByMonthDay { get; init; } = "";

    /// <summary>Every so many weeks or months, counted from <see cref="Start"/>; 1 to 52.</summary>
    public int Interval { get; init; } = 1;

    /// <summary>Where the counting of <see cref="Interval"/> begins.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>When it opens, <c>HH:MM</c>.</summary>
    public string Opens { get; init; } = "00:00";

    /// <summary>When it closes, <c>HH:MM</c>.</summary>
    public string Closes { get; init; } = "24:00";

    /// <summary>The first day on which the rule holds.</summary>
    public DateOnly? ValidFrom { get; init; }

    /// <summary>The last day on which the rule holds.</summary>
    public DateOnly? ValidTo { get; init; }

    /// <summary>Minutes after midnight at which it opens and closes; the second is above 1,440 when that is on the next day.</summary>
    [JsonIgnore]
    public (int From, int To) Minutes
    {
        get
        {
            var (from, to) = (Clock(Opens) ?? 0, Clock(Closes) ?? 1440);
            return (from, to <= from ? to + 1440 : to);
        }
    }

    /// <summary>Whether the rule opens the body on a day.</summary>
    public bool Covers(DateOnly day)
    {
        if (day < ValidFrom || day > ValidTo) return false;
        if (Interval > 1 && !IsCounted(day)) return false;
        return Freq == "MONTHLY" ? CoversOfMonth(day) : Has(ByDay, DayNames[(int)day.DayOfWeek]);
    }

    /// <summary>What cannot be used, as the name of the field; nothing when all is well.</summary>
    public string? Fault()
    {
        if (Freq is not ("WEEKLY" or "MONTHLY")) return "freq";
        if (Interval is < 1 or > 52 || (Interval > 1 && Start is null)) return "interval";
        if (Clock(Opens) is not { } from || from >= 1440) return "opens";
        if (Clock(Closes) is null) return "closes";
        if (ValidFrom > ValidTo) return "validTo";
        if (ByDay.Length > 0 && !Parts(ByDay).All(part => IsDay(part, Freq == "MONTHLY"))) return "byDay";
        if (ByMonthDay.Length > 0 && (Freq == "WEEKLY" || !Parts(ByMonthDay).All(IsMonthDay))) return "byMonthDay";
        return ByDay.Length + ByMonthDay.Length == 0 ? "byDay" : null;
    }

    /// <summary>Minutes after midnight, 0 to 1,440; nothing when it is no time. Seconds and an offset, which HSDS allows, are let go.</summary>
    public static int? Clock(string? text)
    {
        if (text is null) return null;
        var parts = text.Split(':');
        if (parts.Length is < 2 or > 4 || parts[0].Length is < 1 or > 2 || parts[1].Length < 2) return null;
        if (!int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            || !int.TryParse(parts[1].AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minute)) return null;
        return hour * 60 + minute is var minutes && minutes <= 1440 && minute < 60 ? minutes : null;
    }

    /// <summary>Two letters for each day of the week, from Sunday.</summary>
    internal static IReadOnlyList<string> DayNames { get; } = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"];

    internal static string[] Parts(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private bool CoversOfMonth(DateOnly day)
    {
        var length = DateTime.DaysInMonth(day.Year, day.Month);
        var name = DayNames[(int)day.DayOfWeek];
        var byDay = ByDay.Length == 0 || Parts(ByDay).Any(part => part == name
            || part == Nth((day.Day + 6) / 7, name) || part == Nth(-((length - day.Day) / 7) - 1, name));
        var byDate = ByMonthDay.Length == 0 || Parts(ByMonthDay).Any(part => part == Number(day.Day) || part == Number(day.Day - length - 1));
        return byDay && byDate;
    }

    private bool IsCounted(DateOnly day)
    {
        if (Start is not { } start || day < start) return false;
        if (Freq == "MONTHLY") return ((day.Year - start.Year) * 12 + day.Month - start.Month) % Interval == 0;
        // Weeks begin on Monday, as RFC 5545 has it unless told otherwise.
        return (Monday(day).DayNumber - Monday(start).DayNumber) / 7 % Interval == 0;
    }

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    private static bool Has(string list, string name) => list.Contains(name, StringComparison.Ordinal);

    private static string Nth(int nth, string name) => Number(nth) + name;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static bool IsDay(string part, bool monthly) =>
        part.Length >= 2 && DayNames.Contains(part[^2..])
        && (part.Length == 2 || (monthly && int.TryParse(part[..^2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var nth) && nth is (>= 1 and <= 5) or (>= -5 and <= -1)
            && part[..^2] == Number(nth)));

    private static bool IsMonthDay(string part) =>
        int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var day) && day is (>= 1 and <= 31) or (>= -31 and <= -1) && part == Number(day);
}
