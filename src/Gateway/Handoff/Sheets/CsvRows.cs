using System.Text;

namespace Gateway.Handoff.Sheets;

/// <summary>Rows and cells of a CSV (RFC 4180), with whatever parts them.</summary>
internal static class CsvRows
{
    /// <summary>The rows. What parts the cells of the first row parts all.</summary>
    /// <exception cref="FormatException">A quotation mark is never closed.</exception>
    public static IEnumerable<string[]> Of(string text)
    {
        var first = text.Split('\n', 2)[0];
        var parts = ",\t;".MaxBy(mark => first.Count(letter => letter == mark));
        var row = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            var letter = text[at];
            if (quoted)
            {
                if (letter != '"') cell.Append(letter);
                else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[at++]);
                else quoted = false;
            }
            else if (letter == '"' && cell.Length == 0) quoted = true;
            else if (letter == parts) Next();
            else if (letter == '\n')
            {
                Next();
                yield return [.. row];
                row.Clear();
            }
            else if (letter != '\r') cell.Append(letter);
        }

        if (quoted) throw new FormatException("A quotation mark is never closed.");
        if (cell.Length > 0 || row.Count > 0)
        {
            Next();
            yield return [.. row];
        }

        void Next()
        {
            row.Add(cell.ToString());
            cell.Clear();
        }
    }
}
