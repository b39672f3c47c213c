using System.Text.Json.Serialization;

namespace Gateway.SupportBodies.Hours;

/// <summary>When a body is open: rules for every week or month, what holds on public holidays and over the end of the year, and single days.</summary>
public sealed record OpeningHours
{
    /// <summary>The clock of bodies that name no other.</summary>
    public const string Japan = "Asia/Tokyo";

    /// <summary>The rules. None: nobody has said when it is open.</summary>
    public IReadOnlyList<HoursRule> Rules { get; init; } = [];

    /// <summary>Public holidays: <c>closed</c>, or <c>as_usual</c>.</summary>
    public string Holidays { get; init; } = HolidayUse.Closed;

    /// <summary>The first day of the closing over the end of the year, <c>MM-DD</c>; nothing: it does not close.</summary>
    public string? YearEndFrom { get; init; }

    /// <summary>The last day of it, <c>MM-DD</c>.</summary>
    public string? YearEndTo { get; init; }

    /// <summary>Days on which none of this holds. The last one that names a day counts.</summary>
    public IReadOnlyList<HoursException> Exceptions { get; init; } = [];

    /// <summary>The clock by which all of this is meant, as an IANA name.</summary>
    public string TimeZone { get; init; } = Japan;

    /// <summary>What no rule can say, in words.</summary>
    public string? Note { get; init; }

    /// <summary>Whether anything is known.</summary>
    [JsonIgnore]
    public bool IsKnown => Rules.Count > 0 || Exceptions.Any(exception => exception.Opens is not null);

    /// <summary>What cannot be used, as the name of the field; nothing when all is well.</summary>
    public string? Fault()
    {
        if (Rules.Count > 50) return "rules";
        for (var i = 0; i < Rules.Count; i++)
        {
            if (Rules[i].Fault() is { } fault) return $"rules[{i}].{fault}";
        }

        if (Holidays is not (HolidayUse.Closed or HolidayUse.AsUsual)) return "holidays";
        if ((YearEndFrom is null) != (YearEndTo is null) || MonthDay(YearEndFrom) is null != YearEndFrom is null || MonthDay(YearEndTo) is null != YearEndTo is null) return "yearEndFrom";
        for (var i = 0; i < Exceptions.Count; i++)
        {
            if (Exceptions[i].Fault() is { } fault) return $"exceptions[{i}].{fault}";
        }

        return Exceptions.Count > 200 ? "exceptions" : Clock.Find(TimeZone) is null ? "timeZone" : null;
    }

    /// <summary>The times at which it opens on a day, in minutes after midnight; they may reach into the next day.</summary>
    internal IEnumerable<(int From, int To)> On(DateOnly day)
    {
        var single = Exceptions.LastOrDefault(exception => exception.Covers(day));
        if (single is not null) return single.Minutes is { } minutes ? [minutes] : [];
        if (IsYearEnd(day) || (Holidays == HolidayUse.Closed && JapaneseHolidays.Is(day))) return [];
        return Rules.Where(rule => rule.Covers(day)).Select(rule => rule.Minutes);
    }

    /// <summary>Month and day as one number, for example 1229; nothing when it is none.</summary>
    internal static int? MonthDay(string? text) =>
        DateOnly.TryParseExact("2000-" + text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.None, out var day)
            ? day.Month * 100 + day.Day
            : null;

    private bool IsYearEnd(DateOnly day)
    {
        if (MonthDay(YearEndFrom) is not { } from || MonthDay(YearEndTo) is not { } to) return false;
        var today = day.Month * 100 + day.Day;
        return from <= to ? today >= from && today <= to : today >= from || today <= to;
    }
}

/// <summary>What holds on public holidays.</summary>
public static class HolidayUse
{
    /// <summary>It is closed.</summary>
    public const string Closed = "closed";

    /// <summary>It is open as on any other day of the week.</summary>
    public const string AsUsual = "as_usual";
}

/// <summary>Days on which the rules do not hold.</summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="Opens">When it opens; nothing: it stays closed.</param>
/// <param name="Closes">When it closes.</param>
/// <param name="Note">Why.</param>
public sealed record HoursException(DateOnly From, DateOnly To, string? Opens = null, string? Closes = null, string? Note = null)
{
    internal (int From, int To)? Minutes => Opens is null ? null : new HoursRule { Opens = Opens, Closes = Closes ?? "24:00" }.Minutes;

    internal bool Covers(DateOnly day) => day >= From && day <= To;

    internal string? Fault() =>
        From > To ? "to"
        : Opens is null ? Closes is null ? null : "opens"
        : HoursRule.Clock(Opens) is not { } opens || opens >= 1440 ? "opens"
        : HoursRule.Clock(Closes) is null ? "closes" : null;
}
