using System.Globalization;
using Gateway.Conversations.Passages;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Xunit;

namespace Gateway.Tests.Channels.Passages;

/// <summary>Somebody came by a LINE account that is only an entrance and is away: LINE tells them once that there is something new, and not a word of it.</summary>
public sealed class NewsTests
{
    private const string Word = "お帰りになったら、つづきをどうぞ";
    private const string Told = "新しいお知らせがあります";

    [Fact]
    public async Task Somebody_who_is_away_is_told_once_and_the_link_leads_to_what_nobody_has_read()
    {
        await using var house = await PassageHouse.OpenAsync(new FakeTime(), entranceOnly: true);
        var girl = house.Gateway.LinePhone();
        using var first = house.Browser();
        var talk = await ComeAsync(house, girl, first, "きょうは、もう寝ます");
        var read = await house.Aoi.SendAsync(talk.Id, "ここまでは読みました");
        await SeeAsync(first, read.Number);
        await house.Aoi.SendAsync(talk.Id, Word);
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(13));
        Assert.Equal(0, Notices(girl));
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(8));
        var told = await girl.ReceivesAsync(text => text.Contains(Told, StringComparison.Ordinal));
        Assert.DoesNotContain("つづき", told.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("相談", told.Text.Split("http")[0], StringComparison.Ordinal);
        await house.Aoi.SendAsync(talk.Id, "いつでも大丈夫です");
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, Notices(girl));

        using var second = house.Browser();
        await PassageHouse.PressAsync(second, PassageHouse.WayOf(told));
        var page = await second.ReadAsync();
        Assert.Contains(Word, page, StringComparison.Ordinal);
        Assert.Contains("いつでも大丈夫です", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ここまでは読みました", page, StringComparison.Ordinal);
        Assert.DoesNotContain("もう寝ます", page, StringComparison.Ordinal);
        Assert.DoesNotContain(Told, page, StringComparison.Ordinal);

        // They were back, and are away again.
        await SeeAsync(second, Last(page));
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, Notices(girl));
        await house.Aoi.SendAsync(talk.Id, "おやすみなさい");
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(20));
        await house.Gateway.EventuallyAsync(() => Task.FromResult(Notices(girl) == 2), "a second notice");
    }

    [Fact]
    public async Task Whoever_comes_back_to_the_page_they_had_may_be_told_again()
    {
        await using var house = await PassageHouse.OpenAsync(new FakeTime(), entranceOnly: true);
        var girl = house.Gateway.LinePhone();
        using var browser = house.Browser();
        var talk = await ComeAsync(house, girl, browser, "席を外します");
        await house.Aoi.SendAsync(talk.Id, Word);
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(20));
        await house.Gateway.EventuallyAsync(() => Task.FromResult(Notices(girl) == 1), "a notice");
        // Without a script the log itself says that it was read.
        var log = await browser.ReadAsync("/log");
        Assert.Contains(Word, log, StringComparison.Ordinal);
        // What was said on LINE meanwhile is not for the page.
        Assert.DoesNotContain(Told, log, StringComparison.Ordinal);
        // A link that has just been sent is not followed by another.
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(30));
        await house.Aoi.SendAsync(talk.Id, "おかえりなさい");
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(20));
        await house.Gateway.EventuallyAsync(() => Task.FromResult(Notices(girl) == 2), "a second notice");
    }

    [Fact]
    public async Task Whoever_has_read_it_is_told_nothing()
    {
        await using var house = await PassageHouse.OpenAsync(new FakeTime(), entranceOnly: true);
        var girl = house.Gateway.LinePhone();
        using var browser = house.Browser();
        var talk = await ComeAsync(house, girl, browser, "ここにいます");
        await SeeAsync(browser, (await house.Aoi.SendAsync(talk.Id, Word)).Number);
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(30));
        // What no page can have shown says nothing.
        await house.Aoi.SendAsync(talk.Id, "もうひとつ");
        await SeeAsync(browser, long.MaxValue);
        Assert.Equal(0, Notices(girl));
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(20));
        await house.Gateway.EventuallyAsync(() => Task.FromResult(Notices(girl) == 1), "a notice of the last one");
    }

    [Fact]
    public async Task After_the_way_out_and_after_the_word_that_closes_the_page_LINE_says_nothing()
    {
        await using var house = await PassageHouse.OpenAsync(new FakeTime(), entranceOnly: true);
        var girl = house.Gateway.LinePhone();
        using var browser = house.Browser();
        var talk = await ComeAsync(house, girl, browser, "だれか来ました");
        await browser.PostAsync("/exit", new Dictionary<string, string>());
        await house.Aoi.HearsAsync(talk.Id, entry => entry.Stage == "page_closed");
        await house.Aoi.SendAsync(talk.Id, Word);
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, Notices(girl));
        await house.Aoi.CloseAsync(talk.Id);

        var boy = house.Gateway.LinePhone();
        using var stranger = house.Browser();
        var other = await ComeAsync(house, boy, stranger, "知らないだれか");
        await boy.SayAsync("閉じる");
        await house.Aoi.HearsAsync(other.Id, entry => entry is { Stage: "off_page" });
        await house.Aoi.SendAsync(other.Id, Word);
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, Notices(boy));
    }

    [Fact]
    public async Task Where_hardly_a_push_is_left_this_month_none_goes_to_news()
    {
        await using var house = await PassageHouse.OpenAsync(new FakeTime(), entranceOnly: true, quota: 0);
        var girl = house.Gateway.LinePhone();
        using var browser = house.Browser();
        var talk = await ComeAsync(house, girl, browser, "またあとで");
        await house.Aoi.SendAsync(talk.Id, Word);
        await house.Gateway.PassAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(0, Notices(girl));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(14, false)]
    [InlineData(15, true)]
    [InlineData(3600, true)]
    [InlineData(3601, false)]
    public void Only_a_sensible_time_is_taken(int seconds, bool good) =>
        Assert.Equal(good, !new PassageSettings { NewsSeconds = seconds }.Problems().Any());

    // By the link to the page; there they write, and are taken.
    private static async Task<HubConversation> ComeAsync(PassageHouse house, LinePhone phone, ChatBrowser browser, string words)
    {
        await phone.SayAsync("あの");
        await PassageHouse.PressAsync(browser, PassageHouse.WayOf(await phone.ReceivesAsync(text => text.Contains("/go/", StringComparison.Ordinal))));
        await browser.WriteAsync(words);
        var talk = await house.TakeAsync();
        await SeeAsync(browser, Last(await browser.ReadAsync()));
        return talk;
    }

    private static Task<HttpResponseMessage> SeeAsync(ChatBrowser browser, long number) =>
        browser.PostAsync("/seen", new Dictionary<string, string> { ["number"] = number.ToString(CultureInfo.InvariantCulture) });

    private static long Last(string page) => long.Parse(page.Split("data-last=\"")[1].Split('"')[0], CultureInfo.InvariantCulture);

    private static int Notices(LinePhone phone) => phone.Received.Count(item => item.Text.Contains(Told, StringComparison.Ordinal));
}
