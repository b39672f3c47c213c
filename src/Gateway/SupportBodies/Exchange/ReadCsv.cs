using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Gateway.SupportBodies.Exchange;

/// <summary>A row of a table, by the names of its columns.</summary>
internal sealed record CsvRow(string File, int Line, IReadOnlyDictionary<string, (string Value, int Column)> Cells)
{
    public string? Said(string name) => Cells.TryGetValue(name, out var cell) && cell.Value.Length > 0 ? cell.Value : null;

    public Spot SpotOf(string name) => new(File, Line, Cells.TryGetValue(name, out var cell) ? cell.Column : 0);
}

/// <summary>Reads a table as table programs and municipalities write it: UTF-8 with or without a mark, or Shift_JIS; with commas or tabs.</summary>
internal static class ReadCsv
{
    private const int MostColumns = 500;

    // Strict: what is not UTF-8 is tried as Shift_JIS, and what is neither is refused instead of being garbled.
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly Encoding s_shiftJis = CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    /// <summary>The rows; what cannot be read is among the problems, with its line.</summary>
    public static IReadOnlyList<CsvRow> From(byte[] bytes, string file, List<ImportProblem> problems)
    {
        if (TextOf(bytes) is not { } text)
        {
            problems.Add(new Spot(file, 1, 0).Problem("", "encoding"));
            return [];
        }

        // A quote in the middle of a cell is only a letter to CsvHelper in this mode; a quote that never closes is not.
        var faults = new List<int>();
        var delimiter = text.AsSpan(0, Math.Max(0, text.IndexOf('\n', StringComparison.Ordinal))) is var head && head.Contains('\t') && !head.Contains(',') ? "\t" : ",";
        var options = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            HasHeaderRecord = false,
            Delimiter = delimiter,
            TrimOptions = TrimOptions.None,
            BadDataFound = bad => faults.Add(bad.Context.Parser?.RawRow ?? 0),
            MaxFieldSize = 1_000_000,
        };
        using var parser = new CsvParser(new StringReader(text), options);
        if (!parser.Read() || parser.Record is not { } header || header.Length > MostColumns)
        {
            problems.Add(new Spot(file, 1, 0).Problem("", "no_header"));
            return [];
        }

        var names = header.Select(name => name.Trim().Normalize(NormalizationForm.FormKC)).ToArray();
        var rows = new List<CsvRow>();
        // RawRow is where a row ends: cells may hold line breaks.
        for (var line = parser.RawRow + 1; parser.Read(); line = parser.RawRow + 1)
        {
            var cells = parser.Record!;
            if (faults.Count > 0)
            {
                problems.Add(new Spot(file, line, 0).Problem("", "not_csv", cells[0]));
                faults.Clear();
                continue;
            }

            if (cells.All(string.IsNullOrWhiteSpace)) continue;
            if (cells.Skip(names.Length).Any(cell => cell.Length > 0)) problems.Add(new Spot(file, line, names.Length + 1).Problem("", "extra_cells", cells[names.Length]));
            else rows.Add(new CsvRow(file, line, Named(names, cells)));
        }

        return rows;
    }

    /// <summary>The text of a file; nothing when it is in none of the encodings.</summary>
    public static string? TextOf(byte[] bytes)
    {
        try
        {
            if (bytes.AsSpan().StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
            return bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? s_utf8.GetString(bytes, 3, bytes.Length - 3) : s_utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            try
            {
                return s_shiftJis.GetString(bytes);
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }
    }

    private static Dictionary<string, (string, int)> Named(string[] names, string[] cells)
    {
        var named = new Dictionary<string, (string, int)>(StringComparer.Ordinal);
        for (var i = 0; i < Math.Min(names.Length, cells.Length); i++)
        {
            if (names[i].Length > 0) named[names[i]] = (cells[i], i + 1);
        }

        return named;
    }
}
