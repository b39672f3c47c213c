using System.Net;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Channels.Passages;

/// <summary>A link is a secret that one browser may use once, for a short time.</summary>
public sealed class LinkTests
{
    [Fact]
    public async Task Fetching_a_link_for_a_preview_opens_nothing()
    {
        await using var house = await PassageHouse.OpenAsync();
        var (_, _, way) = await LinkAsync(house);
        using var preview = house.Browser();
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await preview.GetAsync(way)).StatusCode);
            using var head = new HttpRequestMessage(HttpMethod.Head, preview.At(way));
            await preview.Client.SendAsync(head, TestContext.Current.CancellationToken);
        }

        Assert.Empty(preview.Cookies.GetAllCookies());
        using var browser = house.Browser();
        Assert.Equal(HttpStatusCode.SeeOther, (await PassageHouse.PressAsync(browser, way)).StatusCode);
    }

    [Fact]
    public async Task Of_many_who_open_it_at_once_exactly_one_gets_the_talk()
    {
        await using var house = await PassageHouse.OpenAsync();
        var (_, talk, way) = await LinkAsync(house);
        var browsers = Enumerable.Range(0, 12).Select(_ => house.Browser()).ToList();
        var forms = await Task.WhenAll(browsers.Select(browser => browser.FormAsync(way)));
        var answers = await Task.WhenAll(browsers.Select((browser, i) => browser.PostAsync(way, forms[i])));
        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.SeeOther);
        Assert.Equal(11, answers.Count(answer => answer.StatusCode == HttpStatusCode.Gone));
        await house.Aoi.SendAsync(talk.Id, "ここにいます");
        var pages = await Task.WhenAll(browsers.Select(browser => browser.ReadAsync()));
        Assert.Single(pages, page => page.Contains("ここにいます", StringComparison.Ordinal));
        foreach (var browser in browsers) browser.Dispose();
    }

    [Fact]
    public async Task A_second_tap_in_the_same_browser_is_the_same_browser_and_anybody_else_is_refused()
    {
        await using var house = await PassageHouse.OpenAsync();
        var (girl, _, way) = await LinkAsync(house);
        using var browser = house.Browser();
        var form = await browser.FormAsync(way);
        var answers = await Task.WhenAll(browser.PostAsync(way, form), browser.PostAsync(way, form));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        await girl.ReceivesAsync(text => text.Contains("ページで開かれました", StringComparison.Ordinal));
        Assert.Single(girl.Received, item => item.Text.Contains("ページで開かれました", StringComparison.Ordinal));

        using var stranger = house.Browser();
        var refused = await PassageHouse.PressAsync(stranger, way);
        Assert.Equal(HttpStatusCode.Gone, refused.StatusCode);
        Assert.Contains("もう使われています", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Gone, (await stranger.PostAsync(way, form.ToDictionary(field => field.Key, field => new string('x', 32)))).StatusCode);
    }

    [Fact]
    public async Task Its_time_ends()
    {
        var time = new FakeTime();
        await using var house = await PassageHouse.OpenAsync(time);
        var (_, _, way) = await LinkAsync(house);
        using var browser = house.Browser();
        var form = await browser.FormAsync(way);
        time.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(HttpStatusCode.Gone, (await browser.PostAsync(way, form)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(way)).StatusCode);
        Assert.Empty(browser.Cookies.GetAllCookies());
    }

    [Fact]
    public async Task It_ends_with_the_talk()
    {
        await using var house = await PassageHouse.OpenAsync();
        var (_, talk, way) = await LinkAsync(house);
        using var browser = house.Browser();
        var form = await browser.FormAsync(way);
        await house.Aoi.CloseAsync(talk.Id);
        Assert.Equal(HttpStatusCode.Gone, (await browser.PostAsync(way, form)).StatusCode);
    }

    [Fact]
    public async Task A_newer_one_takes_its_place_and_there_are_not_many_in_an_hour()
    {
        var time = new FakeTime();
        await using var house = await PassageHouse.OpenAsync(time);
        var (girl, _, first) = await LinkAsync(house);
        using var browser = house.Browser();
        string? second = null;
        for (var asked = 2; asked <= 3; asked++)
        {
            await house.Gateway.PassAsync(TimeSpan.FromSeconds(31));
            await girl.SayAsync("ウェブ");
            var links = asked;
            await house.Gateway.EventuallyAsync(() => Task.FromResult(Links(girl).Count == links), "another link");
            second = PassageHouse.WayOf(Links(girl)[^1]);
        }

        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(second!)).StatusCode);
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(31));
        await girl.SayAsync("ウェブ");
        await girl.ReceivesAsync(text => text.Contains("少し時間をおいて", StringComparison.Ordinal));
        Assert.Equal(3, Links(girl).Count);
    }

    [Fact]
    public async Task A_browser_in_which_another_talk_is_open_does_not_lose_it()
    {
        await using var house = await PassageHouse.OpenAsync();
        var (_, _, way) = await LinkAsync(house);
        using var browser = house.Browser();
        await browser.WriteAsync("このブラウザーでも書いています");
        var refused = await PassageHouse.PressAsync(browser, way);
        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Contains("このブラウザーでも書いています", await browser.ReadAsync(), StringComparison.Ordinal);
        using var other = house.Browser();
        Assert.Equal(HttpStatusCode.SeeOther, (await PassageHouse.PressAsync(other, way)).StatusCode);
    }

    [Theory]
    [InlineData("/go/x")]
    [InlineData("/go/AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/go/%E3%81%82%E3%81%84%E3%81%86%E3%81%88%E3%81%8A%E3%81%8B%E3%81%8D%E3%81%8F")]
    public async Task What_was_never_a_link_opens_nothing(string way)
    {
        await using var house = await PassageHouse.OpenAsync();
        using var browser = house.Browser();
        Assert.Equal(HttpStatusCode.Gone, (await browser.GetAsync(way)).StatusCode);
        Assert.Equal(HttpStatusCode.Gone, (await browser.PostAsync(way, new Dictionary<string, string> { ["browser"] = new('a', 32) })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync(way, new Dictionary<string, string>(), headers: ("Origin", "https://evil.example"))).StatusCode);
    }

    [Fact]
    public async Task The_records_hold_nothing_by_which_a_link_could_be_opened()
    {
        await using var house = await PassageHouse.OpenAsync();
        var (_, _, way) = await LinkAsync(house);
        var all = await house.ConversationsAsync();
        Assert.DoesNotContain(all.SelectMany(one => one.Entries), entry => entry.Body.Text?.Contains(way["/go/".Length..], StringComparison.Ordinal) == true);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(house.Gateway.Setup.Folder, "gateway.db"), TestContext.Current.CancellationToken);
        Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(way["/go/".Length..])));
    }

    private static List<string> Links(LinePhone phone) =>
        [.. phone.Received.Select(item => item.Text).Where(text => text.Contains("/go/", StringComparison.Ordinal))];

    private static async Task<(LinePhone Phone, HubConversation Talk, string Way)> LinkAsync(PassageHouse house)
    {
        var girl = house.Gateway.LinePhone();
        await girl.SayAsync("こんばんは");
        var talk = await house.TakeAsync();
        await girl.SayAsync("ウェブ");
        return (girl, talk, PassageHouse.WayOf(await girl.ReceivesAsync(text => text.Contains("/go/", StringComparison.Ordinal))));
    }
}
