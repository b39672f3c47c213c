using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Primitives;

namespace Gateway.Handoff.Stories;

/// <summary>A story as those who may use it read it, and as it goes into a file.</summary>
/// <param name="Number">By which it is found again when it is taken back.</param>
/// <param name="Before">困っていたこと; empty where it was struck out, as in the others.</param>
/// <param name="Since">つながったあと.</param>
/// <param name="Now">いま.</param>
/// <param name="Prefecture">Two digits of JIS X 0401; nothing as a rule.</param>
/// <param name="Uses">What it may be used for: <c>use_inside</c>, <c>use_published</c>.</param>
/// <param name="AgreedAt">When the person agreed.</param>
/// <param name="Until">Until when it may be used, unless it is taken back before.</param>
/// <param name="Receipt">The number of the receipt.</param>
/// <param name="ByPerson">The person has changed words of it.</param>
/// <param name="Look">What looks as if somebody could be known by it; a person may have written it themselves.</param>
internal sealed record StoryView(
    string Number, string Before, string Since, string Now, string? Prefecture, IReadOnlyList<string> Uses, DateTimeOffset AgreedAt, DateTimeOffset Until, string Receipt, bool ByPerson,
    IReadOnlyList<string> Look)
{
    public override string ToString() => $"story {Number}";
}

/// <summary>The stories as files.</summary>
internal static class StoryFile
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcJson() },
        WriteIndented = true,
    };

    private static readonly string[] s_columns = ["number", "before", "since", "now", "prefecture", "uses", "agreedAt", "until", "receipt", "byPerson", "look"];

    /// <summary>JSON, UTF-8.</summary>
    public static byte[] Json(IReadOnlyList<StoryView> stories, DateTimeOffset madeAt) =>
        JsonSerializer.SerializeToUtf8Bytes(new { format = "gateway-stories", version = 1, madeAt, stories }, s_options);

    /// <summary>CSV (RFC 4180), UTF-8 with a mark, because table programs need it for Japanese.</summary>
    public static byte[] Csv(IReadOnlyList<StoryView> stories)
    {
        var text = new StringBuilder("\uFEFF").AppendJoin(',', s_columns).Append("\r\n");
        foreach (var one in stories)
        {
            string[] cells =
            [
                one.Number, one.Before, one.Since, one.Now, one.Prefecture ?? "", string.Join(' ', one.Uses), At(one.AgreedAt), At(one.Until), one.Receipt, one.ByPerson ? "1" : "0",
                string.Join(' ', one.Look),
            ];
            text.AppendJoin(',', cells.Select(Cell)).Append("\r\n");
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    // What a table program would take for a formula is made a text.
    private static string Cell(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..]) text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string At(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
