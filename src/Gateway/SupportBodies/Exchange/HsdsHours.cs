using System.Globalization;
using Gateway.SupportBodies.Hours;

namespace Gateway.SupportBodies.Exchange;

/// <summary>Reads the schedules of a service. A rule that cannot be kept as it is meant is refused rather than shown wrongly.</summary>
internal static class HsdsHours
{
    private static readonly string[] s_notSupported = ["byyearday", "byweekno", "count"];

    public static OpeningHours Read(Node service, Dictionary<string, string> extras, List<ImportProblem> problems)
    {
        var rules = new List<HoursRule>();
        var exceptions = new List<HoursException>();
        var zone = extras.GetValueOrDefault("time_zone") ?? OpeningHours.Japan;
        // The hours of a service, or of the one place where it is given.
        var schedules = service.Several("schedules");
        if (schedules.Count == 0) schedules = service.First("service_at_locations")?.Several("schedules") ?? [];
        foreach (var schedule in schedules)
        {
            foreach (var name in s_notSupported)
            {
                if (schedule.Said(name) is { } said) problems.Add(schedule.SpotOf(name).Problem("schedules." + name, "not_supported", said));
            }

            if (schedule.Said("timezone") is { } offset && zone == OpeningHours.Japan && offset is not ("9" or "+9" or "9.0")) problems.Add(schedule.SpotOf("timezone").Problem("schedules.timezone", "offset", offset));
            if (schedule.Said("freq") is null && schedule.Said("byday") is null)
            {
                if (HsdsReader.Day(schedule, "valid_from", problems) is { } from)
                    exceptions.Add(new HoursException(from, HsdsReader.Day(schedule, "valid_to", problems) ?? from, Time(schedule, "opens_at", zone, problems), Closing(schedule, zone, problems), schedule.Said("notes")));
                continue;
            }

            rules.Add(Rule(schedule, zone, problems));
        }

        var yearEnd = extras.GetValueOrDefault("year_end")?.Split('/');
        return new OpeningHours
        {
            Rules = rules,
            Exceptions = exceptions,
            TimeZone = zone,
            Note = extras.GetValueOrDefault("hours_note"),
            Holidays = extras.GetValueOrDefault("public_holidays") ?? HolidayUse.Closed,
            YearEndFrom = yearEnd is [var first, _] ? first : null,
            YearEndTo = yearEnd is [_, var last] ? last : null,
        };
    }

    private static HoursRule Rule(Node schedule, string zone, List<ImportProblem> problems)
    {
        var rule = new HoursRule
        {
            Freq = schedule.Said("freq") ?? "WEEKLY",
            ByDay = Compact(schedule.Said("byday")),
            ByMonthDay = Compact(schedule.Said("bymonthday")),
            Interval = int.TryParse(schedule.Said("interval") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture, out var interval) ? interval : 0,
            Start = HsdsReader.Day(schedule, "dtstart", problems),
            ValidFrom = HsdsReader.Day(schedule, "valid_from", problems),
            ValidTo = HsdsReader.Day(schedule, "valid_to", problems) ?? HsdsReader.Day(schedule, "until", problems),
            Opens = Time(schedule, "opens_at", zone, problems) ?? "00:00",
            Closes = Closing(schedule, zone, problems) ?? "24:00",
        };
        // Days without hours are all that many directories have.
        if (rule.Fault() is { } fault)
        {
            var name = fault switch { "byDay" => "byday", "byMonthDay" => "bymonthday", "opens" => "opens_at", "closes" => "closes_at", "validTo" => "valid_to", _ => fault };
            problems.Add(schedule.SpotOf(name).Problem("schedules." + name, "format", schedule.Said(name)));
        }

        return rule;
    }

    // Midnight at the end of a day is 24:00 here.
    private static string? Closing(Node schedule, string zone, List<ImportProblem> problems) => Time(schedule, "closes_at", zone, problems) is { } time ? time == "00:00" ? "24:00" : time : null;

    private static string? Time(Node schedule, string name, string zone, List<ImportProblem> problems)
    {
        if (schedule.Said(name) is not { } text) return null;
        if (HoursRule.Clock(text) is not { } minutes)
        {
            problems.Add(schedule.SpotOf(name).Problem("schedules." + name, "format", text));
            return null;
        }

        var tail = text.IndexOfAny(['+', '-', 'Z']);
        if (tail > 0 && zone == OpeningHours.Japan && text[tail..] is not ("+09:00" or "+0900" or "+09")) problems.Add(schedule.SpotOf(name).Problem("schedules." + name, "offset", text));
        return string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}");
    }

    private static string Compact(string? list) => list?.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant() ?? "";
}
