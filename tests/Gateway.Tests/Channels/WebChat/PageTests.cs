using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Gateway.Channels.WebChat;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>The page itself: its headers, its words, its weight.</summary>
public sealed partial class PageTests
{
    [Fact]
    public async Task Every_answer_forbids_what_is_foreign_and_is_kept_nowhere()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        foreach (var path in new[] { "", "/log", "/stream", "/nowhere/../log" })
        {
            var answer = await browser.GetAsync(path);
            var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; ", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Contains("base-uri 'none'", policy, StringComparison.Ordinal);
            Assert.Contains(path == "/log" || path.Contains("..", StringComparison.Ordinal) ? "frame-ancestors 'self'" : "frame-ancestors 'none'", policy, StringComparison.Ordinal);
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        }
    }

    [Fact]
    public async Task The_page_asks_nothing_of_third_parties_and_holds_no_script_of_its_own()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        var page = await browser.ReadAsync();
        Assert.All(Addresses().Matches(page), match => Assert.Matches("^(/|#|tel:)", match.Groups[1].Value));
        Assert.DoesNotContain("<style", page, StringComparison.Ordinal);
        Assert.DoesNotContain("style=", page, StringComparison.Ordinal);
        Assert.DoesNotMatch("\\son[a-z]+=", page);
        foreach (Match match in Assets().Matches(page))
        {
            var answer = await browser.Client.GetAsync(new Uri(house.Page, match.Value), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", answer.Headers.CacheControl!.ToString());
        }

        Assert.Equal(
            HttpStatusCode.NotFound,
            (await browser.Client.GetAsync(new Uri(house.Page, "/chat-assets/000000000000/chat.js"), TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_script_weighs_at_most_ten_kilobytes()
    {
        await using var script = typeof(ChatAssets).Assembly.GetManifestResourceStream("Gateway.Channels.WebChat.Assets.chat.js")!;
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            await script.CopyToAsync(gzip, TestContext.Current.CancellationToken);
        Assert.InRange(compressed.Length, 1, 10 * 1024);
    }

    [Fact]
    public async Task An_unknown_entrance_is_answered_kindly()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = new ChatBrowser(new Uri(house.Page, "/chat/nobody"));
        foreach (var path in new[] { "", "/log", "/stream" })
        {
            var answer = await browser.GetAsync(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("119", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await browser.PostAsync("/messages", new Dictionary<string, string> { ["text"] = "x" })).StatusCode);
    }

    [Theory]
    [InlineData("'none'", "https://www.jma.go.jp/", 0)]
    [InlineData("'self' https://www.example.jp", "https://www.jma.go.jp/", 0)]
    [InlineData("https://a.example; script-src *", "https://www.jma.go.jp/", 1)]
    [InlineData("*", "https://www.jma.go.jp/", 1)]
    [InlineData("'none'", "http://www.jma.go.jp/", 1)]
    [InlineData("'none'", "javascript:alert(1)", 1)]
    [InlineData("'none'", "/elsewhere", 1)]
    public void Settings_that_would_weaken_the_page_are_refused(string ancestors, string exit, int problems) =>
        Assert.Equal(problems, new WebChatSettings { FrameAncestors = ancestors, ExitTo = exit }.Problems().Count());

    [Fact]
    public void Another_days_words_carry_their_date()
    {
        var at = new DateTimeOffset(2026, 11, 21, 14, 59, 0, TimeSpan.Zero);
        Assert.Equal("23:59", ChatClock.Words(at, at, "ja"));
        Assert.Equal("11月21日(土) 23:59", ChatClock.Words(at, at.AddMinutes(2), "ja"));
        Assert.Equal("11月21日(土) 23:59", ChatClock.Words(at, at.AddMinutes(2), "ja-simple"));
        Assert.Equal("21 Nov, 23:59", ChatClock.Words(at, at.AddMinutes(2), "en"));
        Assert.Equal("11月21日 23:59", ChatClock.Words(at, at.AddMinutes(2), "zh-Hant"));
        Assert.Equal("21 พ.ย., 23:59", ChatClock.Words(at, at.AddMinutes(2), "th"));
    }

    [GeneratedRegex("(?:href|src|action)=\"([^\"]*)\"")]
    private static partial Regex Addresses();

    [GeneratedRegex("/chat-assets/[^\"]+")]
    private static partial Regex Assets();
}
