using System.Net;
using System.Text.Json;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>Whatever is written is text.</summary>
public sealed class HostileTextTests
{
    public static readonly TheoryData<string> Texts =
    [
        "<script>alert(1)</script>", "</p></li></ol><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>",
        "<svg/onload=alert(1)>", "<iframe srcdoc='<script>alert(1)</script>'>", "<body onload=alert(1)>", "\"><script>alert(1)</script>",
        "'><img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)", "' autofocus onfocus='alert(1)", "`onfocus=alert(1)`", "javascript:alert(1)",
        "<a href=\"javascript:alert(1)\">x</a>", "<math><mtext></mtext><mglyph><svg><mtext><textarea><path id=\"</textarea><img onerror=alert(1) src=1>\">",
        "</textarea><script>alert(1)</script>", "</title><script>alert(1)</script>", "</noscript><script>alert(1)</script>", "<!--<script>alert(1)//-->",
        "--><script>alert(1)</script>", "<![CDATA[<script>alert(1)</script>]]>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "&amp;amp;",
        "<style>@import'//x'</style>", "<link rel=stylesheet href=//x>", "<meta http-equiv=refresh content=0;url=//x>", "<base href=//x>",
        "<form action=//x><button>送る</button></form>", "<details open ontoggle=alert(1)>", "<template><script>alert(1)</script></template>", "{{7*7}}${7*7}",
        "<x\u0001y>\u0002\u007f\u0085", "\ufeff<script>", "\u2028\u2029<script>", "\u202e\u2066あべこべ\u2069", "a\u200b\u200c\u200d\u2060b", "👩‍👩‍👧‍👦 𠮷 🏳️‍🌈",
        "مرحبا <b>עברית</b>", "data: x\n\nevent: end\ndata: 1\n\n", "一行め\n\n<b>三行め</b>", "\n先頭の改行",
    ];

    [Fact]
    public async Task Whatever_is_written_is_shown_as_text_everywhere()
    {
        await using var house = await ChatHouse.OpenAsync("--Gateway:Channels:WebChat:MessagesPerMinute=600");
        using var browser = house.Browser();
        foreach (string text in Texts)
        {
            Assert.Equal(HttpStatusCode.SeeOther, (await browser.WriteAsync(text)).StatusCode);
        }

        Assert.Equal(Texts.Select(row => row.Data), await house.WordsAsync());
        foreach (var page in new[] { await browser.ReadAsync(), await browser.ReadAsync("/log"), await browser.ReadAsync("?lang=en&large=1") })
        {
            Assert.DoesNotContain("alert(1)</script>", page, StringComparison.OrdinalIgnoreCase);
            foreach (var text in Texts.Select(row => row.Data))
            {
                if (text.Contains('<', StringComparison.Ordinal)) Assert.DoesNotContain(text, page, StringComparison.Ordinal);
                // One bubble for each, which a browser reads back as the very same text.
                Assert.Contains(Bubbles(page), bubble => bubble == text);
            }
        }
    }

    [Fact]
    public async Task What_could_not_be_taken_comes_back_into_its_field_as_text()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        var text = "</textarea><script>alert(1)</script>\"'&" + new string('x', 5000);
        var page = await (await browser.WriteAsync(text)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Contains(text, WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_the_stream_no_text_can_end_its_event()
    {
        await using var house = await ChatHouse.OpenAsync("--Gateway:Channels:WebChat:MessagesPerMinute=600");
        using var browser = house.Browser();
        foreach (string text in Texts) await browser.WriteAsync(text);
        await using var stream = await ChatStream.OpenAsync(browser);
        var heard = new List<string?>();
        while (heard.Count < Texts.Count)
        {
            var (name, _, data) = await stream.NextAsync();
            if (name != "entry") continue;
            var entry = JsonSerializer.Deserialize<JsonElement>(data);
            if (entry.GetProperty("author").GetString() == "person") heard.Add(entry.GetProperty("text").GetString());
        }

        Assert.Equal(Texts.Select(row => row.Data), heard);
    }

    private static List<string> Bubbles(string page) =>
        [.. page.Split("<p class=\"text\" dir=\"auto\">").Skip(1).Select(rest => WebUtility.HtmlDecode(rest[..rest.IndexOf("</p>", StringComparison.Ordinal)]))];
}
