using Gateway.SystemTests.Browser;
using Gateway.TestKit.Hub;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>The person's page in a real browser.</summary>
public sealed class PersonsPageTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    [Fact]
    public async Task A_person_and_a_counsellor_talk_live_and_a_reload_shows_the_same()
    {
        await using var context = await world.ContextAsync();
        var page = await world.OpenAsync(context);
        var complaints = Complaints(page);
        await ChatWorld.WriteAsync(page, "会社を休んで3か月。外に出るのがこわい");
        await ChatWorld.StageAsync(page, "waiting");
        var talk = await world.TakeAsync("会社を休んで3か月。外に出るのがこわい");
        await ChatWorld.StageAsync(page, "talking");
        await world.Counsellor.SendAsync(talk.Id, "こんばんは。書いてくださって、ありがとうございます。");
        await page.Locator(".entry.counsellor").WaitForAsync();
        await page.Locator("#text").FocusAsync();
        await page.Keyboard.TypeAsync("はい");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.TypeAsync("コンビニにも行けなくて");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.Locator(".entry.person >> nth=1 >> .state >> text=送りました").WaitForAsync();
        Assert.Equal("text", await page.EvaluateAsync<string>("document.activeElement.id"));
        await world.Counsellor.HearsAsync(talk.Id, entry => entry.Text == "はい\nコンビニにも行けなくて");

        var before = await page.Locator("#entries .text").AllTextContentsAsync();
        await page.ReloadAsync();
        Assert.Equal(before, await page.Locator("#entries .text").AllTextContentsAsync());
        await world.Counsellor.CloseAsync(talk.Id);
        await ChatWorld.StageAsync(page, "closed");
        await ChatWorld.WriteAsync(page, "また書きます");
        await ChatWorld.StageAsync(page, "waiting");
        Assert.Equal("また書きます", await page.Locator("#entries .text").First.TextContentAsync());
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Whoever_looks_elsewhere_is_told_by_the_title_that_it_is_their_turn()
    {
        await using var context = await world.ContextAsync();
        var page = await world.OpenAsync(context);
        var complaints = Complaints(page);
        await ChatWorld.WriteAsync(page, "順番が来たら教えてください、と思って");
        await ChatWorld.StageAsync(page, "waiting");
        await page.Locator("#text").FillAsync("書きかけ");
        await page.Locator("#turn button").ClickAsync();
        await page.Locator("#waiting[data-asked='1']").WaitForAsync();
        await page.Locator(".turn-sound").ClickAsync();
        // What a browser says of a page that is not looked at.
        await page.EvaluateAsync("Object.defineProperty(document, 'hidden', { get: () => true, configurable: true })");
        await world.TakeAsync("順番が来たら教えてください、と思って");
        await ChatWorld.StageAsync(page, "talking");
        Assert.StartsWith("\u25cf", await page.TitleAsync(), StringComparison.Ordinal);
        await page.EvaluateAsync("(delete document.hidden, document.dispatchEvent(new Event('visibilitychange')))");
        Assert.Equal("チャット", await page.TitleAsync());
        await Assertions.Expect(page.Locator("#entries")).ToContainTextAsync("順番が来ました");
        Assert.Equal("書きかけ", await page.Locator("#text").InputValueAsync());
        Assert.Empty(complaints);
    }

    [Fact]
    public async Task Closing_at_once_empties_every_tab_and_nothing_comes_back()
    {
        await using var context = await world.ContextAsync();
        var page = await world.OpenAsync(context);
        await ChatWorld.WriteAsync(page, "見られたくない言葉");
        await ChatWorld.StageAsync(page, "waiting");
        var other = await world.OpenAsync(context);
        await page.Locator(".exit").ClickAsync();
        await ChatWorld.GoneAsync(page);
        await ChatWorld.GoneAsync(other);
        while ((await context.CookiesAsync()).Count > 0) await Task.Delay(50, TestContext.Current.CancellationToken);
        await page.GoBackAsync();
        Assert.DoesNotContain("見られたくない言葉", await page.ContentAsync(), StringComparison.Ordinal);
        await page.GotoAsync(world.Page.ToString());
        await ChatWorld.StageAsync(page, "none");
        Assert.DoesNotContain("見られたくない言葉", await page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Three_times_escape_leads_away_even_when_the_gateway_is_out_of_reach()
    {
        await using var context = await world.ContextAsync();
        var page = await world.OpenAsync(context);
        await page.Locator("#text").FillAsync("書きかけの言葉");
        await context.RouteAsync(world.Page + "/**", route => route.AbortAsync());
        for (var i = 0; i < 3; i++) await page.Keyboard.PressAsync("Escape");
        await ChatWorld.GoneAsync(page);
    }

    [Fact]
    public async Task Words_whose_answer_was_lost_are_sent_again_and_stand_there_once()
    {
        await using var context = await world.ContextAsync();
        var page = await world.OpenAsync(context);
        var calls = 0;
        await context.RouteAsync(world.Page + "/messages*", async route =>
        {
            if (++calls > 1)
            {
                await route.ContinueAsync();
                return;
            }

            await route.FetchAsync();
            await route.AbortAsync();
        });
        await ChatWorld.WriteAsync(page, "一度だけ");
        await page.Locator(".state >> text=送りました").WaitForAsync();
        await page.Locator(".entry.bot").First.WaitForAsync();
        Assert.Equal(2, calls);
        Assert.Equal(1, await page.Locator(".entry.person").CountAsync());
        await page.ReloadAsync();
        Assert.Equal(1, await page.Locator(".entry.person").CountAsync());
    }

    [Fact]
    public async Task Without_a_connection_nothing_is_lost_and_it_heals_by_itself()
    {
        await using var context = await world.ContextAsync();
        var page = await world.OpenAsync(context);
        await ChatWorld.WriteAsync(page, "ひとつめ");
        await ChatWorld.StageAsync(page, "waiting");
        await context.SetOfflineAsync(true);
        await ChatWorld.WriteAsync(page, "ふたつめ");
        await ChatWorld.WriteAsync(page, "みっつめ");
        await page.Locator("#offline:not([hidden])").WaitForAsync();
        await Assertions.Expect(page.Locator(".state").Last).ToContainTextAsync("押すともう一度送ります");
        await context.SetOfflineAsync(false);
        await page.Locator("#offline[hidden]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await Assertions.Expect(page.Locator(".entry.person .state", new() { HasText = "送りました" })).ToHaveCountAsync(3);
        await page.ReloadAsync();
        Assert.Equal(["ひとつめ", "ふたつめ", "みっつめ"], await page.Locator(".entry.person .text").AllTextContentsAsync());
    }

    [Fact]
    public async Task A_new_message_does_not_move_what_the_person_reads()
    {
        await using var context = await world.ContextAsync();
        var page = await world.OpenAsync(context);
        await ChatWorld.WriteAsync(page, "読んでいるところ");
        await ChatWorld.StageAsync(page, "waiting");
        var talk = await world.TakeAsync("読んでいるところ");
        await ChatWorld.StageAsync(page, "talking");
        await page.EvaluateAsync("scrollTo(0, 0)");
        await page.BecomesAsync("scrollY === 0");
        // The page hears of it with its next picture.
        await page.EvaluateAsync("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))");
        await world.Counsellor.SendAsync(talk.Id, "こんばんは");
        await page.Locator("#below:not([hidden])").WaitForAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("scrollY"));
        await page.Locator("#below").ClickAsync();
        Assert.True(await page.Locator("#below").IsHiddenAsync());
        await world.Counsellor.CloseAsync(talk.Id);
    }

    [Fact]
    public async Task Without_scripts_the_log_renews_itself_and_leaving_works()
    {
        await using var context = await world.ContextAsync(scripts: false);
        var page = await world.OpenAsync(context);
        await ChatWorld.WriteAsync(page, "スクリプトなしで");
        await page.WaitForURLAsync("**#newest", new() { WaitUntil = WaitUntilState.Commit });
        var talk = await world.TakeAsync("スクリプトなしで");
        await world.Counsellor.SendAsync(talk.Id, "届いています");
        for (var looks = 1; !await RenewsWhileTypingAsync(page, "届いています"); looks++)
        {
            Assert.True(looks < 4, "The log did not renew itself.");
            await page.GotoAsync(world.Page.ToString(), new() { WaitUntil = WaitUntilState.Commit });
        }

        await page.Locator(".leave summary").ClickAsync();
        await page.Locator(".leave button").ClickAsync();
        await ChatWorld.StageAsync(page, "closed");
    }

    // The log renews itself in a frame of its own, and the driver may lose that frame for good over it: then the page is opened anew.
    private static async Task<bool> RenewsWhileTypingAsync(IPage page, string words)
    {
        try
        {
            await page.Locator("#text").FillAsync("書きかけ");
            await page.FrameLocator("iframe").Locator(".entry.counsellor", new() { HasText = words }).WaitForAsync(new LocatorWaitForOptions { Timeout = 20_000 });
            Assert.Equal("スクリプトなしで", await page.FrameLocator("iframe").Locator(".entry.person .text").TextContentAsync(new LocatorTextContentOptions { Timeout = 5_000 }));
            Assert.Equal("書きかけ", await page.Locator("#text").InputValueAsync());
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    [Fact]
    public async Task What_a_person_writes_runs_nowhere()
    {
        await using var context = await world.ContextAsync();
        var page = await world.OpenAsync(context);
        page.Dialog += (_, dialog) => Assert.Fail($"A script ran: {dialog.Message}");
        var complaints = Complaints(page);
        string[] texts =
        [
            "<img src=x onerror=alert(1)>", "</p></li><script>alert(1)</script>", "\"><svg onload=alert(1)>", "</textarea><script>alert(1)</script>",
            "<iframe srcdoc='<script>parent.alert(1)</script>'>", "&lt;b&gt;", "\u202eあべこべ",
        ];
        foreach (var text in texts)
        {
            await ChatWorld.WriteAsync(page, text);
            await page.Locator($".entry.person >> nth={Array.IndexOf(texts, text)} >> .state >> text=送りました").WaitForAsync();
        }

        Assert.Equal(texts, await page.Locator(".entry.person .text").AllTextContentsAsync());
        await page.ReloadAsync();
        Assert.Equal(texts, await page.Locator(".entry.person .text").AllTextContentsAsync());
        Assert.Empty(complaints);
    }

    [Theory]
    [InlineData("", ColorScheme.Light)]
    [InlineData("?lang=en&large=1", ColorScheme.Dark)]
    [InlineData("?lang=ja-simple&furigana=1&large=1", ColorScheme.Dark)]
    [InlineData("?lang=th", ColorScheme.Light)]
    public async Task Every_state_is_free_of_barriers_and_fits_the_smallest_phone(string query, ColorScheme scheme)
    {
        await using var context = await world.ContextAsync(width: 320, forAxe: true, scheme: scheme);
        var page = await world.OpenAsync(context, query);
        await FitsAsync("empty");
        var words = $"状態を見る {query}";
        await ChatWorld.WriteAsync(page, words);
        await ChatWorld.StageAsync(page, "waiting");
        await page.Locator(".entry.bot").Last.WaitForAsync();
        foreach (var summary in await page.Locator(".waiting summary").AllAsync()) await summary.ClickAsync();
        await FitsAsync("waiting");
        var talk = await world.TakeAsync(words);
        await ChatWorld.StageAsync(page, "talking");
        await world.Counsellor.SendAsync(talk.Id, "こんばんは。" + new string('w', 200));
        await page.Locator(".entry.counsellor").WaitForAsync();
        await FitsAsync("talking");
        await page.Locator(".send").ClickAsync();
        await page.Locator(".leave summary").ClickAsync();
        await FitsAsync("problem");
        await context.SetOfflineAsync(true);
        await ChatWorld.WriteAsync(page, "つながらない");
        await page.Locator("button.state").WaitForAsync();
        await page.Locator("#offline:not([hidden])").WaitForAsync();
        await FitsAsync("offline");
        await context.SetOfflineAsync(false);
        await page.Locator("#offline[hidden]").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Attached });
        await world.Counsellor.CloseAsync(talk.Id);
        await ChatWorld.StageAsync(page, "closed");
        await FitsAsync("closed");
        // axe knows no renewing page that the reader may stop; it is shown the stopped one.
        await page.GotoAsync(world.Page + "/log?still=1" + query.Replace('?', '&'));
        await FitsAsync("log");
        await page.GotoAsync(world.Page + "-nobody" + query);
        await FitsAsync("missing");

        async Task FitsAsync(string state)
        {
            // Entries fade in; axe would measure a colour on its way.
            await page.BecomesAsync("document.getAnimations().every(a => a.playState === 'finished')");
            await ChatWorld.HasNoBarriersAsync(page, state);
            Assert.True(await page.EvaluateAsync<bool>("document.scrollingElement.scrollWidth <= innerWidth"), $"{state} is wider than the screen");
        }
    }

    // What the browser itself objects to, above all its content policy.
    private static List<string> Complaints(IPage page)
    {
        var complaints = new List<string>();
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error") complaints.Add(message.Text);
        };
        return complaints;
    }
}
