using Gateway.TestKit.Hostile;
using Gateway.TestKit.Hub;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>More than a thousand texts that try to be more than text, through every field, onto the person's page and the counsellor's console.</summary>
public sealed class HostileTextsTests(HostileWorld world) : IClassFixture<HostileWorld>
{
    // What LINE's file names and titles are cut at.
    private static readonly IReadOnlyList<string> Messages = HostileTexts.Messages(longest: 480);

    private readonly Dictionary<string, HubConversation> _taken = [];

    [Fact]
    public void There_are_a_thousand_of_them() => Assert.InRange(HostileTexts.All.Count, 1000, 2000);

    [Fact]
    public async Task On_the_persons_page_every_text_is_shown_as_it_was_written_and_nothing_runs()
    {
        var page = await world.NewPageAsync();
        await page.GotoAsync(world.Page.ToString());
        await page.Locator("#text").FillAsync(Messages[0]);
        await page.Locator(".send").ClickAsync();
        await page.Locator("body[data-stage=waiting]").WaitForAsync();
        var cookie = Assert.Single(await page.Context.CookiesAsync());
        foreach (var message in Messages.Skip(1)) await WriteAsync($"{cookie.Name}={cookie.Value}", message);
        var talk = await TakeAsync("chat");
        foreach (var message in Messages) await world.Counsellor.SendAsync(talk.Id, message);
        await ShowsAllAsync("live", ".entry.counsellor");
        await page.ReloadAsync();
        await ShowsAllAsync("read anew", ".entry.counsellor");
        Assert.Contains(HostileWorld.Name, await page.Locator(".entry.counsellor .who").First.TextContentAsync(), StringComparison.Ordinal);
        await page.GotoAsync(world.Page + "?lang=ja&furigana=1&large=1");
        await ShowsAllAsync("with readings", ".entry.counsellor");
        await page.GotoAsync(world.Page + "/log?still=1");
        await ShowsAllAsync("the log without scripts", ".entry.counsellor");
        await world.Counsellor.CloseAsync(talk.Id);
        Assert.Empty(world.Strangers);

        async Task ShowsAllAsync(string where, string theirs)
        {
            await page.Locator($"{theirs} >> nth={Messages.Count - 1}").WaitForAsync();
            Same(where, Messages, await page.Locator(".entry.person .text").AllTextContentsAsync());
            Same(where, Messages, await page.Locator(".entry.counsellor .text").AllTextContentsAsync());
            await HostileWorld.NothingRanAsync(page);
        }
    }

    [Fact]
    public async Task On_the_console_every_field_of_every_channel_is_shown_as_it_was_written_and_nothing_runs()
    {
        await world.LineAsync(Messages.SelectMany(text => new object[]
        {
            new { type = "text", id = Guid.CreateVersion7().ToString(), text },
            new { type = "sticker", id = Guid.CreateVersion7().ToString(), packageId = "1", stickerId = "1", stickerResourceType = "STATIC", keywords = new[] { text } },
            new { type = "file", id = Guid.CreateVersion7().ToString(), fileName = text, fileSize = 1 },
            new { type = "location", id = Guid.CreateVersion7().ToString(), title = text, latitude = 0, longitude = 0 },
        }));
        await world.SmsAsync(Messages);
        var (line, sms) = (await TakeAsync("line"), await TakeAsync("sms"));
        var console = await world.ConsoleAsync();
        await ShowsAsync("LINE", [.. Messages.SelectMany(text => Enumerable.Repeat(text, 4))]);
        await ShowsAsync("SMS", Messages);
        await world.Counsellor.CloseAsync(line.Id);
        await world.Counsellor.CloseAsync(sms.Id);
        await HostileWorld.NothingRanAsync(console);
        Assert.Empty(world.Strangers);

        async Task ShowsAsync(string channel, IReadOnlyList<string> texts)
        {
            await console.Locator(".held-open", new PageLocatorOptions { HasText = channel }).First.ClickAsync();
            var words = console.Locator(".row.by-person .words:not(.is-unknown)");
            var earlier = console.Locator("button.earlier");
            await words.First.WaitForAsync();
            while (await earlier.CountAsync() > 0) await earlier.ClickAsync();
            await Assertions.Expect(words).ToHaveCountAsync(texts.Count);
            Same(channel, texts, await words.AllTextContentsAsync());
            await HostileWorld.NothingRanAsync(console);
        }
    }

    private async Task<HubConversation> TakeAsync(string channel)
    {
        while (!_taken.ContainsKey(channel))
        {
            if (await world.Counsellor.TakeNextAsync() is { } talk) _taken[talk.Channel] = talk;
        }

        return _taken[channel];
    }

    private async Task WriteAsync(string cookie, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(world.Page + "/messages"))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["text"] = text, ["clientId"] = Guid.CreateVersion7().ToString() }),
        };
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Accept", "application/json");
        (await world.Http.SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
    }

    // Names the first place that differs, in letters that can be read.
    private static void Same(string where, IReadOnlyList<string> expected, IReadOnlyList<string> shown)
    {
        foreach (var (text, index) in expected.Select((text, index) => (text, index)))
        {
            if (index < shown.Count && shown[index] == text) continue;
            var other = index < shown.Count ? shown[index] : "";
            var at = text.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
            Assert.Fail($"{where}, message {index}, at {at}: {Spelt(text, at)} was shown as {Spelt(other, at)}");
        }

        Assert.Equal(expected.Count, shown.Count);
    }

    private static string Spelt(string text, int at) => string.Join(' ', text.Skip(at).Take(12).Select(letter => $"{(int)letter:X4}"));
}
