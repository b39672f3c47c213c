using System.Buffers;
using System.Text;

namespace Gateway.Handoff.Sheets;

/// <summary>What was read from a CSV.</summary>
/// <param name="Sheet">The sheet.</param>
/// <param name="Unread">The headings of columns that are unknown, or whose cell could not be understood. Their content is left out.</param>
public sealed record ReadCsv(Sheet Sheet, IReadOnlyList<string> Unread);

/// <summary>A sheet as one row of CSV that Excel opens by itself: UTF-8 with a mark at its beginning, CRLF, headings with key and label.</summary>
public static class SheetCsv
{
    private const char Mark = '\uFEFF';

    private static readonly SearchValues<char> s_quotedFor = SearchValues.Create("\",\r\n;\t");

    /// <summary>The row of what a receiver gets, with its headings.</summary>
    public static string Write(SharedSheet shared)
    {
        var text = new StringBuilder().Append(Mark);
        text.AppendJoin(',', SheetColumns.All.Select(column => Quoted(column.Heading))).Append("\r\n");
        text.AppendJoin(',', SheetColumns.All.Select(column => Quoted(Harmless(column.Write(shared.Content) ?? "")))).Append("\r\n");
        return text.ToString();
    }

    /// <summary>
    /// The sheet in the first row. Columns may stand in any order and be missing; commas, semicolons or tabs may part them; codes may be numbers,
    /// words or labels.
    /// </summary>
    /// <exception cref="FormatException">There is no row, or a quotation mark is never closed.</exception>
    public static ReadCsv Read(string text)
    {
        var rows = CsvRows.Of(text.TrimStart(Mark)).Where(row => row.Any(cell => cell.Trim().Length > 0)).Take(2).ToArray();
        if (rows is not [var headings, var cells]) throw new FormatException("There is no row below the headings.");
        var found = SheetColumns.All.Select(column => (Column: column, Place: Array.FindIndex(headings, heading => IsOf(column, heading)))).Where(pair => pair.Place >= 0).ToArray();
        var unread = headings.Where((_, place) => found.All(pair => pair.Place != place)).ToList();
        var sheet = new Sheet();
        // The columns of the reception form come last: they fill only what the fields left open.
        foreach (var (column, place) in found.OrderBy(pair => pair.Column.Key.StartsWith("a.", StringComparison.Ordinal)))
        {
            var cell = place < cells.Length ? Plain(cells[place]) : "";
            if (cell.Trim().Length == 0 || column.Read is null) continue;
            if (column.Read(sheet, cell) is { } more) sheet = more;
            else unread.Add(headings[place]);
        }

        return new ReadCsv(sheet, unread);
    }

    private static bool IsOf(SheetColumn column, string heading)
    {
        var text = heading.Trim();
        return string.Equals(text.Split(' ', 2)[0], column.Key, StringComparison.OrdinalIgnoreCase) || text == column.Label && SheetColumns.All.Count(other => other.Label == column.Label) == 1;
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(s_quotedFor) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    // A spreadsheet would take these for a formula.
    private static string Harmless(string cell) => cell is ['=' or '+' or '-' or '@' or '\'', ..] ? "'" + cell : cell;

    private static string Plain(string cell) => cell is ['\'', '=' or '+' or '-' or '@' or '\'', ..] ? cell[1..] : cell;
}
