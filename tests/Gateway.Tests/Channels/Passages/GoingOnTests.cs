using System.Net;
using System.Text.Json;
using Gateway.Conversations;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Channels.Passages;

/// <summary>A talk that begins on LINE or by SMS and goes on on the web page, and back.</summary>
public sealed class GoingOnTests
{
    [Fact]
    public async Task Somebody_on_LINE_asks_for_the_page_goes_on_there_and_comes_back()
    {
        await using var house = await PassageHouse.OpenAsync();
        var girl = house.Gateway.LinePhone();
        await girl.SayAsync("通知を親に見られそうです");
        var talk = await house.TakeAsync();
        await girl.SayAsync("ウェブ");
        var way = PassageHouse.WayOf(await girl.ReceivesAsync(text => text.Contains("/go/", StringComparison.Ordinal)));
        using var browser = house.Browser();
        var opened = await PassageHouse.PressAsync(browser, way);
        Assert.Equal(HttpStatusCode.SeeOther, opened.StatusCode);
        Assert.EndsWith("/chat/org1-chat1#newest", opened.Headers.Location!.ToString(), StringComparison.Ordinal);
        await girl.ReceivesAsync(text => text.Contains("ページで開かれました", StringComparison.Ordinal));
        await house.Aoi.HearsAsync(talk.Id, entry => entry.Stage == "on_page");

        // From now on everything is on the page, and nothing of it on LINE; nothing of before is on the page.
        await house.Aoi.SendAsync(talk.Id, "ここなら大丈夫ですか");
        await browser.WriteAsync("はい。スマホを見られても平気です");
        await house.Aoi.HearsAsync(talk.Id, entry => entry.Text == "はい。スマホを見られても平気です");
        var page = await browser.ReadAsync();
        Assert.Contains("ここなら大丈夫ですか", page, StringComparison.Ordinal);
        Assert.Contains("LINEに戻る", page, StringComparison.Ordinal);
        Assert.DoesNotContain("親に見られそう", page, StringComparison.Ordinal);
        Assert.DoesNotContain(girl.Received, item => item.Text.Contains("大丈夫ですか", StringComparison.Ordinal));

        var back = await browser.PostAsync("/back", new Dictionary<string, string>());
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
        Assert.Empty(browser.Cookies.GetAllCookies());
        await girl.ReceivesAsync(text => text.Contains("ここに戻りました", StringComparison.Ordinal));
        await house.Aoi.SendAsync(talk.Id, "おかえりなさい");
        await girl.ReceivesAsync(text => text == "おかえりなさい");
        var (conversation, _) = Assert.Single(await house.ConversationsAsync());
        Assert.Equal((null, Stage.Talking, "line"), (conversation.PassageId, conversation.Stage, conversation.Channel));
    }

    [Fact]
    public async Task The_counsellor_offers_it_to_somebody_who_writes_by_SMS()
    {
        await using var house = await PassageHouse.OpenAsync();
        var boy = house.Gateway.SmsPhone();
        await boy.SayAsync("長く書きたいです");
        var talk = await house.TakeAsync();
        await house.Aoi.InvokeAsync<JsonElement>("OfferPage", talk.Id);
        var offered = await boy.ReceivesAsync(text => text.Contains("/go/", StringComparison.Ordinal));
        Assert.Contains("このままここで続けても大丈夫です", offered.Text, StringComparison.Ordinal);

        // The counsellor sees that a link was sent, and not the link.
        var entries = await house.Aoi.EntriesAfterAsync(talk.Id, 0);
        Assert.DoesNotContain(entries, entry => entry.Text?.Contains("/go/", StringComparison.Ordinal) == true);

        using var browser = house.Browser();
        await PassageHouse.PressAsync(browser, PassageHouse.WayOf(offered));
        Assert.Contains("SMSに戻る", await browser.ReadAsync(), StringComparison.Ordinal);
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => house.Aoi.InvokeAsync<JsonElement>("OfferPage", talk.Id));
        Assert.Contains("page.there_already", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_writes_where_they_began_is_back_there_and_the_page_shows_nothing()
    {
        await using var house = await PassageHouse.OpenAsync();
        var girl = house.Gateway.LinePhone();
        using var browser = house.Browser();
        var talk = await house.GoOnAsync(girl, browser);
        await browser.WriteAsync("ページで書いたこと");
        await girl.SayAsync("やっぱりここで");
        await house.Aoi.HearsAsync(talk.Id, entry => entry.Text == "やっぱりここで");
        Assert.DoesNotContain("ページで書いたこと", await browser.ReadAsync(), StringComparison.Ordinal);

        // What is still written on the old page is not lost and not put elsewhere unasked.
        var late = await browser.WriteAsync("まだここにいます");
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("まだここにいます", await late.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single(await house.ConversationsAsync());
        await house.Aoi.SendAsync(talk.Id, "はい、ここで");
        await girl.ReceivesAsync(text => text == "はい、ここで");
    }

    [Fact]
    public async Task A_page_that_somebody_else_has_opened_is_closed_by_one_word()
    {
        await using var house = await PassageHouse.OpenAsync();
        var girl = house.Gateway.LinePhone();
        using var stranger = house.Browser();
        var talk = await house.GoOnAsync(girl, stranger);
        await girl.SayAsync("「閉じる」");
        await girl.ReceivesAsync(text => text.Contains("ページを閉じました", StringComparison.Ordinal));
        await house.Aoi.HearsAsync(talk.Id, entry => entry is { Stage: "off_page", Reason: "stopped" });
        await house.Aoi.SendAsync(talk.Id, "こちらには届いています");
        await girl.ReceivesAsync(text => text == "こちらには届いています");
        Assert.DoesNotContain("こちらには届いています", await stranger.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_the_way_out_on_the_page_nothing_comes_to_the_phone_until_its_person_writes_there()
    {
        await using var house = await PassageHouse.OpenAsync();
        var girl = house.Gateway.LinePhone();
        using var browser = house.Browser();
        var talk = await house.GoOnAsync(girl, browser);
        await browser.PostAsync("/exit", new Dictionary<string, string>());
        await house.Aoi.HearsAsync(talk.Id, entry => entry.Stage == "page_closed");
        await house.Aoi.SendAsync(talk.Id, "だいじょうぶですか");
        await girl.SayAsync("いま親が来ました");
        await girl.ReceivesAsync(text => text.Contains("ここに戻りました", StringComparison.Ordinal));
        Assert.DoesNotContain(girl.Received, item => item.Text == "だいじょうぶですか");
    }

    [Fact]
    public async Task A_talk_that_ends_on_the_page_stands_there_and_new_words_begin_a_new_one()
    {
        await using var house = await PassageHouse.OpenAsync();
        var girl = house.Gateway.LinePhone();
        using var browser = house.Browser();
        var talk = await house.GoOnAsync(girl, browser);
        await browser.WriteAsync("ありがとうございました");
        await house.Aoi.CloseAsync(talk.Id);
        var page = await browser.ReadAsync();
        Assert.Contains("data-stage=\"closed\"", page, StringComparison.Ordinal);
        Assert.Contains("ありがとうございました", page, StringComparison.Ordinal);
        Assert.DoesNotContain("LINEに戻る", page, StringComparison.Ordinal);
        Assert.DoesNotContain(girl.Received, item => item.Text.Contains("お話を聞かせてくださって", StringComparison.Ordinal));
        await browser.WriteAsync("また来ました");
        var all = await house.ConversationsAsync();
        Assert.Equal([("line", Stage.Closed), ("chat", Stage.Waiting)], all.Select(one => (one.Conversation.Channel, one.Conversation.Stage)));
    }
}
