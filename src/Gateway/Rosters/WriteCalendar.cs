using System.Globalization;
using System.Text;

namespace Gateway.Rosters;

/// <summary>Somebody's shifts as iCalendar (RFC 5545): times and nothing else. No colleague, no person, no topic is named.</summary>
internal static class WriteCalendar
{
    /// <summary>The file.</summary>
    /// <param name="organisation">What the organisation is called.</param>
    /// <param name="shifts">The shifts.</param>
    /// <param name="now">The moment at which it is written.</param>
    public static string Of(string organisation, IEnumerable<RosterShift> shifts, DateTimeOffset now)
    {
        var text = new StringBuilder();
        Line(text, "BEGIN:VCALENDAR");
        Line(text, "VERSION:2.0");
        Line(text, "PRODID:-//SNS counselling gateway//Roster//EN");
        Line(text, "METHOD:PUBLISH");
        Line(text, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        foreach (var shift in shifts)
        {
            Line(text, "BEGIN:VEVENT");
            Line(text, $"UID:{shift.Id}@roster");
            Line(text, $"DTSTAMP:{Moment(now)}");
            Line(text, $"SEQUENCE:{shift.Version.ToString(CultureInfo.InvariantCulture)}");
            Line(text, $"DTSTART:{Moment(shift.BeginsAt)}");
            Line(text, $"DTEND:{Moment(shift.EndsAt)}");
            Line(text, $"SUMMARY:{Escaped($"シフト ({organisation})")}");
            Line(text, "CLASS:PRIVATE");
            Line(text, "END:VEVENT");
        }

        Line(text, "END:VCALENDAR");
        return text.ToString();
    }

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).ReplaceLineEndings("\\n");

    // A line has at most 75 bytes; what is longer goes on after a space, never within a letter.
    private static void Line(StringBuilder text, string line)
    {
        var bytes = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > 74)
            {
                text.Append("\r\n ");
                bytes = 1;
            }

            text.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        text.Append("\r\n");
    }
}
