using System.Collections.Concurrent;

namespace Gateway.SupportBodies.Hours;

/// <summary>Clocks by their IANA names. Japan's needs no file of the machine: it has had one offset since 1952.</summary>
internal static class Clock
{
    private static readonly TimeZoneInfo s_japan = TimeZoneInfo.CreateCustomTimeZone(OpeningHours.Japan, TimeSpan.FromHours(9), OpeningHours.Japan, OpeningHours.Japan);

    private static readonly ConcurrentDictionary<string, TimeZoneInfo?> s_zones = new() { [OpeningHours.Japan] = s_japan };

    // Not more names are remembered than there are clocks.
    private const int MostNames = 1000;

    /// <summary>The clock with this name; nothing when the machine does not know it.</summary>
    public static TimeZoneInfo? Find(string name)
    {
        if (s_zones.TryGetValue(name, out var known)) return known;
        var found = name.Contains('/', StringComparison.Ordinal) && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null;
        if (s_zones.Count < MostNames) s_zones[name] = found;
        return found;
    }

    /// <summary>A moment at midnight and some minutes of a day, by a clock. A time that a change of the clock leaves out is the one after it.</summary>
    public static DateTimeOffset At(TimeZoneInfo zone, DateOnly day, int minutes)
    {
        var local = day.ToDateTime(TimeOnly.MinValue).AddMinutes(minutes);
        if (zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
