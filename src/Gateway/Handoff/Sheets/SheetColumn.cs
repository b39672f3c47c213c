using System.Globalization;
using System.Text;

namespace Gateway.Handoff.Sheets;

/// <summary>One column of the CSV: how it is written, and how it is read into a sheet.</summary>
/// <param name="Key">The machine's name of it; in the heading it stands before the label.</param>
/// <param name="Label">What people read.</param>
/// <param name="Write">The cell of a sheet.</param>
/// <param name="Read">Puts a cell into a sheet, and says whether it could; nothing for a column that repeats what another says.</param>
internal sealed record SheetColumn(string Key, string Label, Func<Sheet, string?> Write, Func<Sheet, string, Sheet?>? Read = null)
{
    /// <summary>The heading: the key, a blank, the label.</summary>
    public string Heading => $"{Key} {Label}";
}

/// <summary>Values as cells: codes as the numbers of receivers' forms, days as Excel reads them.</summary>
internal static class SheetCells
{
    private static readonly string[] s_days = ["yyyy-MM-dd", "yyyy/M/d", "yyyy-M-d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];
    private static readonly string[] s_moments = ["yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>The number of a code.</summary>
    public static string Number(Enum code) => Convert.ToInt32(code, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    /// <summary>The code of a number, a word or a label, in full or half width.</summary>
    public static T? Code<T>(string cell) where T : struct, Enum
    {
        var text = cell.Normalize(NormalizationForm.FormKC).Trim();
        foreach (var code in Enum.GetValues<T>())
        {
            if (text == Number(code) || text == SheetJson.CodeOf(code)) return code;
            foreach (var language in SheetTexts.Languages)
                if (text.Equals(SheetTexts.Code(language, code).Normalize(NormalizationForm.FormKC), StringComparison.OrdinalIgnoreCase)) return code;
        }

        return null;
    }

    /// <summary>A day as Excel in Japan reads and writes it.</summary>
    public static DateOnly? Day(string cell) =>
        DateOnly.TryParseExact(cell.Normalize(NormalizationForm.FormKC).Trim(), s_days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A moment in Japan's time.</summary>
    public static string Moment(DateTimeOffset moment) => moment.ToOffset(TimeSpan.FromHours(9)).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>A moment in Japan's time, or with its offset.</summary>
    public static DateTimeOffset? Moment(string cell)
    {
        var text = cell.Normalize(NormalizationForm.FormKC).Trim();
        if (text.Contains('T', StringComparison.Ordinal))
            return DateTimeOffset.TryParseExact(text, s_moments[^2..], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact) ? exact : null;
        return DateTime.TryParseExact(text, s_moments, CultureInfo.InvariantCulture, DateTimeStyles.None, out var there) ? new DateTimeOffset(there, TimeSpan.FromHours(9)) : null;
    }

    /// <summary>A whole number in full or half width.</summary>
    public static int? Whole(string cell) =>
        int.TryParse(cell.Normalize(NormalizationForm.FormKC).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
