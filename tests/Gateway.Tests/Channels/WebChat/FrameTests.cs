using System.Net;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>The page within another site's page: only where the set-up file allows it, and with cookies of its own.</summary>
public sealed class FrameTests
{
    [Fact]
    public async Task Only_the_listed_sites_may_show_an_entrance_and_none_unless_listed()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        using var city = new ChatBrowser(new Uri(house.Page, "/chat/city"));
        Assert.Equal("frame-ancestors 'none'", await AncestorsAsync(browser, ""));
        Assert.Equal("frame-ancestors 'self'", await AncestorsAsync(browser, "/log"));
        Assert.Equal("frame-ancestors https://www.city.example", await AncestorsAsync(city, ""));
        // The log is a frame in the frame: every page above it is asked.
        Assert.Equal("frame-ancestors 'self' https://www.city.example", await AncestorsAsync(city, "/log"));
    }

    [Fact]
    public async Task An_entrance_that_nobody_may_frame_gives_no_cookies_of_a_frame()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        var answer = await browser.GetAsync("?framed=1");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("framed=1", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var written = await browser.PostAsync("/messages?framed=1", new Dictionary<string, string>(await browser.FormAsync()) { ["text"] = "こんにちは" });
        Assert.Contains("samesite=lax", Assert.Single(written.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_frame_the_cookies_are_kept_apart_for_the_site_around_it()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = new FramedBrowser(new Uri(house.Page, "/chat/city"));
        var first = await browser.GetAsync("?framed=1&lang=en");
        Assert.Equal("/chat/city?lang=en&framed=1&tried=1", first.Headers.Location!.ToString());
        Assert.All(first.Headers.GetValues("Set-Cookie"), cookie => Assert.Matches("(?i)^chat-frame=1; path=/chat/city; secure; samesite=none; httponly; partitioned$", cookie));
        var page = await (await browser.GetAsync("?framed=1&tried=1")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("data-stage=\"none\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/chat/city\" target=\"_blank\" rel=\"noopener\"", page, StringComparison.Ordinal);
        var written = await browser.PostAsync("/messages?framed=1", new Dictionary<string, string>(ChatBrowser.FieldsOf(page)) { ["text"] = "枠の中の言葉" });
        Assert.Matches("(?i)^chat-framed=[^;]{32}; path=/chat/city; secure; samesite=none; httponly; partitioned$", Assert.Single(written.Headers.GetValues("Set-Cookie")));
        Assert.Contains("枠の中の言葉", await (await browser.GetAsync("?framed=1")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        // In a window of its own the same browser is somebody else.
        Assert.DoesNotContain("枠の中の言葉", await (await browser.GetAsync("")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var exit = await browser.PostAsync("/exit?framed=1", new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.OK, exit.StatusCode);
        Assert.DoesNotContain("枠の中の言葉", await exit.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(browser.Cookies);
    }

    [Fact]
    public async Task Where_the_browser_keeps_nothing_in_a_frame_the_way_leads_to_a_window_of_its_own()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = new ChatBrowser(new Uri(house.Page, "/chat/city"));
        var answer = await browser.GetAsync("?framed=1&tried=1&lang=en");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("href=\"/chat/city?lang=en\" target=\"_blank\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<textarea", page, StringComparison.Ordinal);
    }

    private static async Task<string> AncestorsAsync(ChatBrowser browser, string path) =>
        (await browser.GetAsync(path)).Headers.GetValues("Content-Security-Policy").Single().Split("; ").Single(part => part.StartsWith("frame-ancestors", StringComparison.Ordinal));

    // Keeps cookies by hand: the ready-made container takes no secure ones without TLS, as browsers do from their own machine.
    private sealed class FramedBrowser(Uri page) : IDisposable
    {
        private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false });

        public Dictionary<string, string> Cookies { get; } = [];

        public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, page + path));

        public Task<HttpResponseMessage> PostAsync(string path, IDictionary<string, string> fields) =>
            SendAsync(new HttpRequestMessage(HttpMethod.Post, page + path) { Content = new FormUrlEncodedContent(fields) });

        public void Dispose() => _client.Dispose();

        private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
        {
            if (Cookies.Count > 0) request.Headers.Add("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
            var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);
            foreach (var cookie in answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : [])
            {
                Assert.Contains("partitioned", cookie, StringComparison.OrdinalIgnoreCase);
                var (name, value) = (cookie.Split('=')[0], cookie.Split(';')[0].Split('=', 2)[1]);
                if (cookie.Contains("expires=Thu, 01 Jan 1970", StringComparison.Ordinal)) Cookies.Remove(name);
                else Cookies[name] = value;
            }

            return answer;
        }
    }
}
