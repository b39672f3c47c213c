using System.Text;

namespace Gateway.SupportBodies.Exchange;

/// <summary>Writes a table: UTF-8 with a mark (table programs need it for Japanese), commas, lines that end as RFC 4180 says.</summary>
internal static class WriteCsv
{
    public static byte[] Of(IReadOnlyList<string> columns, IEnumerable<IReadOnlyDictionary<string, string>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        Line(text, columns);
        foreach (var row in rows) Line(text, columns.Select(column => row.GetValueOrDefault(column, "")));
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells)
    {
        var first = true;
        foreach (var cell in cells)
        {
            if (!first) text.Append(',');
            first = false;
            if (cell.AsSpan().ContainsAny(",\"\r\n\t") || (cell.Length > 0 && (char.IsWhiteSpace(cell[0]) || char.IsWhiteSpace(cell[^1]))))
                text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
            else text.Append(cell);
        }

        text.Append("\r\n");
    }
}
