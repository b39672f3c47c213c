using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Gateway.Primitives;

/// <summary>Markup. What is put into it is encoded, unless it is markup itself: <c>Html.Of($"&lt;p&gt;{text}&lt;/p&gt;")</c>.</summary>
/// <remarks>Holes may only stand between tags or inside a quoted attribute. Nothing else compiles than text, whole numbers and markup.</remarks>
internal sealed partial record Html(string Markup)
{
    /// <summary>Nothing.</summary>
    public static readonly Html None = new("");

    // Japanese stays readable in the source; whatever has a meaning in HTML is still encoded.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    // Browsers read a reference to U+0080 … U+009F as a letter of an old code page (an ellipsis for U+0085); the character itself they leave alone.
    private static string Encode(string text) => OldControl().Replace(Encoder.Encode(text), match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString());

    /// <summary>Markup with everything encoded that is put into it.</summary>
    public static Html Of(Template template) => new(template.Text);

    /// <summary>One after another.</summary>
    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Markup)));

    [GeneratedRegex("&#x([89][0-9A-F]);")]
    private static partial Regex OldControl();

    /// <summary>The parts of an interpolated string, encoded.</summary>
    [InterpolatedStringHandler]
    internal readonly ref struct Template(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (formattedCount * 32));

        public string Text => _text.ToString();

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(Html markup) => _text.Append(markup.Markup);

        public void AppendFormatted(string? text) => _text.Append(Encode(text ?? ""));

        public void AppendFormatted(long number) => _text.Append(number.ToString(CultureInfo.InvariantCulture));
    }
}
