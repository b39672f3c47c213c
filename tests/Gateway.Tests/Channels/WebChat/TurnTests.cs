using System.Net;
using Gateway.Conversations;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>"Tell me at my turn" on the page: a button without a script, and the page says it.</summary>
public sealed class TurnTests
{
    [Fact]
    public async Task Whoever_waits_asks_with_a_button_and_reads_on_the_page_that_it_is_their_turn()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        Assert.Equal(HttpStatusCode.SeeOther, (await browser.PostAsync("/turn", new Dictionary<string, string>())).StatusCode);
        await browser.WriteAsync("はじめまして");
        var page = await browser.ReadAsync();
        Assert.Contains("data-asked=\"0\"", page, StringComparison.Ordinal);
        Assert.Contains("action=\"/chat/komorebi/turn\"", page, StringComparison.Ordinal);

        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await browser.PostAsync("/turn", new Dictionary<string, string>(), json: true)).StatusCode);
        Assert.Contains("data-asked=\"1\"", await browser.ReadAsync(), StringComparison.Ordinal);
        var asked = Assert.Single(Assert.Single(await house.ConversationsAsync()).Entries, entry => entry.Body.Stage == "turn_asked");
        Assert.DoesNotContain($"data-number=\"{asked.Number}\"", await browser.ReadAsync(), StringComparison.Ordinal);

        var talk = await StreamTests.TakeAsync(house);
        Assert.NotNull(talk.AsideFrom);
        Assert.Contains("順番が来ました", await browser.ReadAsync(), StringComparison.Ordinal);
        // Where somebody else's page asks it for them, nothing happens.
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/turn", new Dictionary<string, string>(), false, ("Origin", "https://elsewhere.example"))).StatusCode);
    }

    [Fact]
    public async Task Whoever_was_set_aside_reads_that_their_place_is_kept()
    {
        await using var house = await ChatHouse.OpenAsync("--Gateway:Conversations:AnswerMinutes=3");
        using var browser = house.Browser();
        await browser.WriteAsync("はじめまして");
        await browser.PostAsync("/turn", new Dictionary<string, string>());
        var talk = await StreamTests.TakeAsync(house);
        await house.Records.WriteAsync(session => session.ExecuteAsync("UPDATE conversation SET aside_from = 1"), TestContext.Current.CancellationToken);
        var move = (MoveConversation)house.App.Services.GetService(typeof(MoveConversation))!;
        Assert.Equal(AsideOutcome.Set, await move.SetAsideAsync(talk.Id, talk.AssignedTo!, TestContext.Current.CancellationToken));
        var page = await browser.ReadAsync();
        Assert.Contains("data-stage=\"waiting\"", page, StringComparison.Ordinal);
        Assert.Contains("順番を取ったまま、書いてくださるのをお待ちしています", page, StringComparison.Ordinal);
    }
}
