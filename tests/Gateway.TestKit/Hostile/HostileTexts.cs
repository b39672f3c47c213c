using System.Globalization;
using System.Text;

namespace Gateway.TestKit.Hostile;

/// <summary>
/// More than a thousand texts that try to be more than text: made from tables, so that every kind of mark-up meets every kind of handler, address and
/// encoding. What runs in any of them calls <c>alert</c> or sets <c>ran</c>.
/// </summary>
public static class HostileTexts
{
    private const string Run = "alert(1)";

    private static readonly string[] s_tags =
    [
        "img", "svg", "iframe", "body", "video", "audio", "source", "object", "embed", "input", "select", "textarea", "details", "marquee", "math", "a", "button",
        "form", "isindex", "keygen", "link", "meta", "style", "table", "td", "frameset", "dialog", "custom-tag", "animate", "set", "image", "template",
    ];

    private static readonly string[] s_handlers =
    [
        "onerror", "onload", "onfocus autofocus tabindex=0 onfocus", "ontoggle open ontoggle", "onmouseover", "onanimationstart", "onpointerenter", "onbegin",
        "onpageshow", "onbeforeinput", "onscrollend", "onwheel",
    ];

    private static readonly string[] s_closed =
    [
        "title", "textarea", "style", "script", "noscript", "template", "iframe", "xmp", "noembed", "plaintext", "select", "math", "svg", "option", "li", "p", "ol",
        "main", "body", "head", "html", "table", "button", "form", "bdi", "time", "ruby", "rt", "noframes",
    ];

    private static readonly string[] s_schemes =
    [
        "javascript:", "JaVaScRiPt:", "java\tscript:", "java\nscript:", "\u0001javascript:", " javascript:", "javascript&colon;", "&#106;avascript:", "&#x6A;avascript:",
        "vbscript:", "data:text/html,", "data:text/html;base64,", "data:image/svg+xml,", "blob:null/", "view-source:javascript:", "feed:javascript:", "//x.example/", "\\\\x.example\\",
        "https:x.example/", "tel:119;",
    ];

    private static readonly string[] s_holders =
    [
        "<a href=\"{0}\">x</a>", "<iframe src='{0}'></iframe>", "<form action={0}><button>送る</button></form>", "<object data=\"{0}\"></object>", "<svg><a xlink:href=\"{0}\"><text>x</text></a></svg>",
        "<meta http-equiv=refresh content=\"0;url={0}\">", "<base href=\"{0}\">", "{0}",
    ];

    private static readonly string[] s_quotes = ["\"", "'", "`", "\">", "'>", "-->", "\\\"", "&quot;"];

    private static readonly string[] s_strokes = ["<script>" + Run + "</script>", "<img src=x onerror=" + Run + ">", "\"><svg onload=" + Run + ">"];

    // Directions, joiners and spaces that are not seen, and marks of Unicode's own.
    private static readonly int[] s_unseen =
    [
        0x00AD, 0x034F, 0x061C, 0x115F, 0x180E, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2060, 0x2066, 0x2067,
        0x2068, 0x2069, 0x3164, 0xFE0F, 0xFEFF, 0xFFA0, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFC, 0xE0001, 0xE0041,
    ];

    private static readonly string[] s_odd =
    [
        "{{7*7}}", "${7*7}", "#{7*7}", "<%= 7*7 %>", "{{constructor.constructor('" + Run + "')()}}", "{% debug %}", "[[${7*7}]]", "{position}", "{organisation}{0}", "%s%n%x", "$$eval$$",
        "\",\"stage\":\"closed\",\"x\":\"", "\\\",\\\"author\\\":\\\"counsellor", "'});" + Run + ";//", "\\u003cscript\\u003e" + Run, "</script><!--", "<!--", "-->", "--!>" + s_strokes[0], "]]>", "<![CDATA[",
        "<?xml version='1.0'?>", "<!DOCTYPE html>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "data: 1\n\nevent: end\ndata: 1\n\n", "id: 99999\n", "retry: 1\n\n", ": beat", "\u001e{\"type\":7}", "{\"type\":1}\u001e",
        "'; DROP TABLE entry; --", "' OR 1=1 --", "=HYPERLINK(\"http://x.example\")", "=cmd|' /C calc'!A0", "@SUM(1+1)", "../../../../etc/passwd", "..\\..\\win.ini", "file:///etc/passwd", "\u001b[31mred\u001b[0m",
        "\u001b]0;title\u0007", "Set-Cookie: chat=x\nX: y", "GET / HTTP/1.1\nHost: x", "&", "&amp;", "&amp;amp;", "&lt;b&gt;", "&nosuch;", "&#0;", "&#x110000;", "&#xD800;", "&notin;", "<", ">", "<>", "</>", "<b", "\"", "'", "`",
        "\\", "\\n", "%00", "%3Cscript%3E", "%253Cscript%253E", "+ADw-script+AD4-", "\uFF1Cscript\uFF1E", "﹤script﹥", "<scr<script>ipt>" + Run + "</scr</script>ipt>", "<<script>" + Run + "//<</script>",
        "<script/src=data:," + Run + ">", "<svg><script>" + Run + "</script></svg>", "<svg><style><img src=x onerror=" + Run + "></style>", "<math><mi//xlink:href=\"data:x,<script>" + Run + "</script>\">",
        "<style>@import'//x.example/x.css'</style>", "<p style=\"background:url(javascript:" + Run + ")\">", "<div style=position:fixed;inset:0>", "<img src=//x.example/pixel>", "<link rel=stylesheet href=//x.example>",
        "<link rel=prefetch href=//x.example>", "<img srcset='//x.example 1x'>", "<video poster=//x.example>", "<body background=//x.example>", "<input type=image src=//x.example>", "<use href=data:image/svg+xml,x#y>",
        "__proto__", "constructor", "toString", "hasOwnProperty", "[object Object]", "undefined", "null", "NaN", "true", "-1", "1e309", "0x7fffffff", "İ", "ß", "ﬃ", "Å", "ﷺ", "𝖍𝖊𝖑𝖕",
        "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇯🇵🇯", "𠮷野家", "葛\U000E0100城市", "ゔ゙が゙", "̶̡̛͎͚̔t̵͍̓e̸̽ͅx̵̣̚t̶̟̽", "مرحبا <b>עברית</b>", "ا\u202Eabc\u202C", "ｱｲｳﾞ", "㍻", "一行め\n\n<b>三行め</b>", "  両端の空白  ", "\t",
    ];

    /// <summary>All of them, each once.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Make().Where(text => text.Trim().Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>The same, several to a message, so that a browser can show all of them in seconds.</summary>
    /// <param name="longest">The longest message, in UTF-16 units.</param>
    public static IReadOnlyList<string> Messages(int longest)
    {
        var messages = new List<string>();
        var message = new StringBuilder();
        foreach (var text in All)
        {
            if (message.Length > 0 && message.Length + text.Length + 1 > longest)
            {
                messages.Add(message.ToString());
                message.Clear();
            }

            if (message.Length > 0) message.Append('\n');
            message.Append(text);
        }

        messages.Add(message.ToString());
        return messages;
    }

    private static IEnumerable<string> Make()
    {
        foreach (var tag in s_tags)
        {
            foreach (var handler in s_handlers)
                yield return $"<{tag} src=x href=x {handler}={Run}>";
        }

        foreach (var (tag, stroke) in s_closed.SelectMany(tag => s_strokes.Select(stroke => (tag, stroke)))) yield return $"</{tag}>{stroke}";
        foreach (var (holder, scheme) in s_holders.SelectMany(holder => s_schemes.Select(scheme => (holder, scheme))))
            yield return string.Format(CultureInfo.InvariantCulture, holder, scheme + Run);
        foreach (var (quote, handler) in s_quotes.SelectMany(quote => s_handlers.Select(handler => (quote, handler))))
            yield return $"{quote} {handler}={quote[^1]}{Run}";
        foreach (var text in s_strokes.SelectMany(Encoded)) yield return text;
        foreach (var unseen in s_unseen.Select(char.ConvertFromUtf32))
        {
            yield return $"{unseen}あべこべ <script>{Run}</script>";
            yield return $"<scr{unseen}ipt>{Run}</scr{unseen}ipt>";
            yield return $"前{unseen}{unseen}{unseen}後";
            yield return $"<{unseen}img src=x onerror={Run}>{unseen}";
        }

        for (var control = 1; control < 0xA0; control++)
        {
            if (control is not ('\r' or (>= 0x20 and < 0x7F))) yield return $"<img{(char)control}src=x{(char)control}onerror={Run}>";
        }

        foreach (var text in s_odd) yield return text;
    }

    private static IEnumerable<string> Encoded(string text)
    {
        yield return text;
        yield return text.ToUpperInvariant();
        yield return string.Concat(text.Select((letter, i) => i % 2 == 0 ? char.ToUpperInvariant(letter) : letter));
        yield return string.Concat(text.Select(letter => $"&#{(int)letter};"));
        yield return string.Concat(text.Select(letter => $"&#{(int)letter:0000000}"));
        yield return string.Concat(text.Select(letter => $"&#x{(int)letter:X};"));
        yield return string.Concat(text.Select(letter => $"%{(int)letter:X2}"));
        yield return string.Concat(text.Select(letter => $"%25{(int)letter:X2}"));
        yield return string.Concat(text.Select(letter => $"\\u{(int)letter:x4}"));
        yield return string.Concat(text.Select(letter => $"\\x{(int)letter:x2}"));
        yield return string.Concat(text.Select(letter => letter is > ' ' and < (char)0x7F ? (char)(letter + 0xFEE0) : letter));
        yield return text.Replace("<", "\u00C0\u00BC", StringComparison.Ordinal);
        yield return text.Replace("<", "&lt", StringComparison.Ordinal);
        yield return text.Replace("<", "&LT;", StringComparison.Ordinal);
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        yield return string.Join('\n', text.ToCharArray());
        yield return text + text + text;
    }
}
