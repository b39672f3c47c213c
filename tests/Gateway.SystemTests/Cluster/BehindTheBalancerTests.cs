using System.Net;
using System.Text.RegularExpressions;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.SystemTests.Cluster;

/// <summary>One night behind HAProxy: LINE, web chat and console; a gateway is killed, then Redis fails over, and every word is there.</summary>
public sealed partial class BehindTheBalancerTests
{
    [Fact]
    public async Task A_gateway_is_killed_and_Redis_fails_over_and_the_talks_go_on()
    {
        await using var world = await ClusterWorld.StartAsync(new SetupSize { Counsellors = 1 });
        await using var aoi = await world.ConsoleAsync(world.Setup.People[0]);
        await aoi.SetAvailabilityAsync(available: false, capacity: 3);
        using var browser = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() }) { BaseAddress = world.Cluster.Front };
        var girl = world.Phone();

        await girl.SayAsync("LINE の一つめ");
        await WriteAsync(browser, world, "窓の一つめ");
        var first = await TakeAsync(aoi);
        var second = await TakeAsync(aoi);
        var (line, chat) = first.Channel == "line" ? (first, second) : (second, first);
        await aoi.SendAsync(line.Id, "聞いています");
        await girl.ReceivesAsync(text => text == "聞いています", TimeSpan.FromSeconds(30));

        // kill -9: HAProxy hands the next call to the other gateway, whichever of them dies.
        await world.Cluster.KillAsync("gateway1");
        Assert.True((await (await girl.SayAsync("LINE の二つめ")).Last).Accepted);
        await WriteAsync(browser, world, "窓の二つめ");
        await ClusterWorld.ConnectedAsync(aoi);
        await SaidAsync(aoi, line.Id, "LINE の二つめ");
        await SaidAsync(aoi, chat.Id, "窓の二つめ");
        await world.Cluster.StartAsync("gateway1");

        // The replica takes over; the queue is filled again from the records, and words have been taken all the time.
        await world.Cluster.FailOverAsync();
        Assert.True((await (await girl.SayAsync("LINE の三つめ")).Last).Accepted);
        await SaidAsync(aoi, line.Id, "LINE の三つめ");
        var boy = world.Phone();
        await boy.SayAsync("はじめて書きます");
        var third = await TakeAsync(aoi);
        Assert.Equal("はじめて書きます", (await aoi.EntriesAfterAsync(third.Id, 0))[0].Text);
        await aoi.SendAsync(third.Id, "ここにいます");
        await boy.ReceivesAsync(text => text == "ここにいます", TimeSpan.FromSeconds(30));
        await world.Cluster.StartAsync("redis1");

        foreach (var id in new[] { line.Id, chat.Id, third.Id })
        {
            var entries = await aoi.EntriesAfterAsync(id, 0);
            Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Number));
        }

        // Nobody outside needs to know how the gateways feel.
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync(new Uri("/healthz/ready", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode);
        Assert.DoesNotContain("key=", world.Cluster.LogOf("haproxy"), StringComparison.Ordinal);
    }

    private static Task<HubConversation> TakeAsync(HubClient hub) =>
        ClusterWorld.UntilAsync(hub.TakeNextAsync, "somebody to take");

    private static Task<HubEntry> SaidAsync(HubClient hub, string conversationId, string text) => ClusterWorld.UntilAsync(
        async () => (await hub.EntriesAfterAsync(conversationId, 0)).SingleOrDefault(entry => entry.Text == text), text);

    private static async Task WriteAsync(HttpClient browser, ClusterWorld world, string text)
    {
        var page = new Uri($"/chat/{world.Setup.Chat[0]}", UriKind.Relative);
        var html = await browser.GetStringAsync(page, TestContext.Current.CancellationToken);
        var form = HiddenField().Matches(html).GroupBy(field => field.Groups[1].Value)
            .ToDictionary(same => same.Key, same => WebUtility.HtmlDecode(same.First().Groups[2].Value));
        form["text"] = text;
        using var content = new FormUrlEncodedContent(form);
        using var answer = await browser.PostAsync(new Uri(page + "/messages", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"the page answered {(int)answer.StatusCode}");
    }

    [GeneratedRegex("<input type=\"hidden\"(?: id=\"\\w+\")? name=\"(\\w+)\" value=\"([^\"]*)\"")]
    private static partial Regex HiddenField();
}
