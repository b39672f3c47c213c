using System.Net;
using Gateway.Conversations;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Channels.Passages;

/// <summary>A LINE account that is only an entrance: no word of anybody ever rests there or comes from there.</summary>
public sealed class EntranceOnlyTests
{
    private const string Written = "もう消えてしまいたい";

    [Fact]
    public async Task What_is_written_there_is_not_kept_and_its_person_gets_a_link()
    {
        await using var house = await PassageHouse.OpenAsync(entranceOnly: true);
        var girl = house.Gateway.LinePhone();
        await girl.SayAsync(Written);
        var told = await girl.ReceivesAsync(text => text.Contains("/go/", StringComparison.Ordinal));
        Assert.Contains("ここに書かれたことは残さず", told.Text, StringComparison.Ordinal);
        await girl.StickerAsync();
        var (conversation, entries) = Assert.Single(await house.ConversationsAsync());
        Assert.Equal(Stage.Intake, conversation.Stage);
        Assert.DoesNotContain(entries, entry => entry.Body.Text?.Contains(Written, StringComparison.Ordinal) == true);
        Assert.DoesNotContain(entries, entry => entry.Author == Authors.Person);
        var bytes = await File.ReadAllBytesAsync(Path.Combine(house.Gateway.Setup.Folder, "gateway.db"), TestContext.Current.CancellationToken);
        Assert.Equal(-1, bytes.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(Written)));
        // Five lines in a row are not answered by five links.
        Assert.Single(girl.Received, item => item.Text.Contains("/go/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_talk_is_on_the_page_alone_to_its_end()
    {
        await using var house = await PassageHouse.OpenAsync(entranceOnly: true);
        var girl = house.Gateway.LinePhone();
        await girl.FollowAsync();
        using var browser = house.Browser();
        Assert.Equal(
            HttpStatusCode.SeeOther,
            (await PassageHouse.PressAsync(browser, PassageHouse.WayOf(await girl.ReceivesAsync(text => text.Contains("/go/", StringComparison.Ordinal))))).StatusCode);
        await girl.ReceivesAsync(text => text.Contains("お話は、そのページで", StringComparison.Ordinal));
        var before = girl.Received.Count;
        await browser.WriteAsync(Written);
        var talk = await house.TakeAsync();
        await house.Aoi.SendAsync(talk.Id, "書いてくださって、ありがとうございます");
        var page = await browser.ReadAsync();
        Assert.Contains("書いてくださって、ありがとうございます", page, StringComparison.Ordinal);
        Assert.DoesNotContain("LINEに戻る", page, StringComparison.Ordinal);
        // There is no way back, not even for who makes up the form.
        await browser.PostAsync("/back", new Dictionary<string, string>());
        await house.Aoi.SendAsync(talk.Id, "ここにいます");
        Assert.Contains("ここにいます", await browser.ReadAsync(), StringComparison.Ordinal);
        await house.Aoi.CloseAsync(talk.Id);
        Assert.Equal(before, girl.Received.Count);
    }

    [Fact]
    public async Task Whoever_has_lost_the_page_gets_a_new_link_and_the_old_page_shows_nothing_more()
    {
        await using var house = await PassageHouse.OpenAsync(entranceOnly: true);
        var girl = house.Gateway.LinePhone();
        await girl.SayAsync("あの");
        using var first = house.Browser();
        await PassageHouse.PressAsync(first, PassageHouse.WayOf(await girl.ReceivesAsync(text => text.Contains("/go/", StringComparison.Ordinal))));
        await first.WriteAsync("書きはじめました");
        var talk = await house.TakeAsync();
        await girl.SayAsync("ページが消えました");
        await house.Gateway.EventuallyAsync(
            () => Task.FromResult(girl.Received.Count(item => item.Text.Contains("/go/", StringComparison.Ordinal)) == 2), "a second link");
        using var second = house.Browser();
        await PassageHouse.PressAsync(second, PassageHouse.WayOf(girl.Received.Last(item => item.Text.Contains("/go/", StringComparison.Ordinal))));
        await house.Aoi.SendAsync(talk.Id, "おかえりなさい");
        Assert.Contains("おかえりなさい", await second.ReadAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("おかえりなさい", await first.ReadAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("書きはじめました", await first.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_word_closes_the_page_and_still_nothing_goes_to_LINE()
    {
        await using var house = await PassageHouse.OpenAsync(entranceOnly: true);
        var girl = house.Gateway.LinePhone();
        await girl.SayAsync("あの");
        using var stranger = house.Browser();
        await PassageHouse.PressAsync(stranger, PassageHouse.WayOf(await girl.ReceivesAsync(text => text.Contains("/go/", StringComparison.Ordinal))));
        await stranger.WriteAsync("だれかです");
        var talk = await house.TakeAsync();
        await girl.SayAsync("閉じる");
        await girl.ReceivesAsync(text => text.Contains("ページを閉じました", StringComparison.Ordinal));
        await house.Aoi.HearsAsync(talk.Id, entry => entry is { Stage: "off_page", Reason: "stopped" });
        await house.Aoi.SendAsync(talk.Id, "どこにも出ないことば");
        Assert.DoesNotContain("どこにも出ないことば", await stranger.ReadAsync(), StringComparison.Ordinal);
        await girl.SayAsync("また話したい");
        await house.Gateway.EventuallyAsync(
            () => Task.FromResult(girl.Received.Count(item => item.Text.Contains("/go/", StringComparison.Ordinal)) == 2), "a second link");
        Assert.DoesNotContain(girl.Received, item => item.Text.Contains("どこにも出ないことば", StringComparison.Ordinal));
    }
}
