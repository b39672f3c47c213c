using System.Collections.Concurrent;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>Pictures and files in a counsellor's real browser: closed until they choose to look, and unable to do anything.</summary>
public sealed class AttachmentsInTheBrowserTests(TwoNodeWorld world) : IClassFixture<TwoNodeWorld>
{
    [Fact]
    public async Task A_picture_is_looked_at_by_choice_put_away_again_and_gone_when_it_is_taken_back()
    {
        var desk = await world.ConsoleAsync(counsellor: 0);
        var asked = new ConcurrentQueue<string>();
        desk.Request += (_, request) =>
        {
            if (request.Url.Contains("/attachments/", StringComparison.Ordinal)) asked.Enqueue(request.Url);
        };
        var phone = await TalkAsync(desk);
        var (messageId, _) = await phone.SendAsync(new LineContent("image", DrawnPicture.Png(640, 480)));

        var look = desk.GetByRole(AriaRole.Button, new() { Name = "写真を見る" });
        await Assertions.Expect(look).ToBeVisibleAsync();
        await desk.HasNoBarriersAsync("a closed picture");
        Assert.Empty(asked);

        // By keyboard, and the same button puts it away.
        await look.FocusAsync();
        await desk.Keyboard.PressAsync("Enter");
        var picture = desk.GetByRole(AriaRole.Img, new() { Name = "相談者が送った写真" });
        await Assertions.Expect(picture).ToBeVisibleAsync();
        await desk.BecomesAsync("document.querySelector('.attachment-picture').naturalWidth === 640");
        await desk.HasNoBarriersAsync("an open picture");
        await Assertions.Expect(desk.GetByRole(AriaRole.Button, new() { Name = "隠す" })).ToBeFocusedAsync();
        await desk.Keyboard.PressAsync("Enter");
        await Assertions.Expect(picture).ToHaveCountAsync(0);

        await look.ClickAsync();
        await Assertions.Expect(picture).ToBeVisibleAsync();
        await phone.UnsendAsync(messageId);
        await Assertions.Expect(picture).ToHaveCountAsync(0);
        Assert.Equal(404, (await desk.APIRequest.GetAsync(asked.First())).Status);
    }

    public static IEnumerable<(string What, LineContent Content)> Hostile() =>
    [
        ("a page as a picture", new("image", "<html><script>alert(1)</script></html>"u8.ToArray()) { Type = "image/png" }),
        ("a page as a file", new("file", "<html><script>alert(1)</script></html>"u8.ToArray()) { Type = "text/html", FileName = "a.html" }),
        ("SVG with a script", new("file", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'><script>alert(1)</script></svg>"u8.ToArray()) { Type = "image/svg+xml", FileName = "a.svg" }),
        ("a GIF that is a script", new("image", "GIF89a/*\0\0\0*/=1;alert(1)//<script>alert(1)</script>"u8.ToArray()) { Type = "image/gif" }),
        ("a PNG with a page behind it", new("image", [.. DrawnPicture.Png(20, 20), .. "<html><script>alert(1)</script>"u8]) { Type = "text/html" }),
        ("a PDF with a script", new("file", "%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"u8.ToArray()) { Type = "application/pdf", FileName = "a.pdf" }),
        ("a script", new("file", "alert(1)"u8.ToArray()) { Type = "text/javascript", FileName = "a.js" }),
        ("a style sheet", new("file", "*{background:url(javascript:alert(1))}"u8.ToArray()) { Type = "text/css", FileName = "a.css" }),
        ("a bomb", new("image", DrawnPicture.Bomb(60_000, 60_000)) { Type = "image/png" }),
        ("half a picture", new("image", DrawnPicture.Png(300, 300)[..400]) { Type = "image/png" }),
        ("nothing", new("image", []) { Type = "image/png" }),
        ("too much", new("file", [.. "%PDF-"u8, .. new byte[1024 * 1024]]) { SaidSize = 5, FileName = "a.pdf" }),
    ];

    [Fact]
    public async Task Nothing_that_is_sent_runs_whichever_way_it_is_opened()
    {
        var desk = await world.ConsoleAsync(counsellor: 1, isForAxe: false);
        var ran = new ConcurrentQueue<string>();
        desk.Context.Dialog += async (_, dialog) =>
        {
            ran.Enqueue(dialog.Page?.Url ?? "");
            await dialog.DismissAsync();
        };
        var addresses = new ConcurrentQueue<string>();
        desk.Request += (_, request) => addresses.Enqueue(request.Url);
        var phone = await TalkAsync(desk);
        var all = Hostile().ToList();
        foreach (var (_, content) in all) await phone.SendAsync(content);
        await Assertions.Expect(desk.Locator(".by-person .is-unknown")).ToHaveCountAsync(all.Count);
        await Assertions.Expect(desk.Locator(".attachment-state.is-waiting")).ToHaveCountAsync(0);

        var looks = desk.GetByRole(AriaRole.Button, new() { Name = "写真を見る" });
        while (await looks.CountAsync() > 0) await looks.First.ClickAsync();
        await desk.BecomesAsync("[...document.querySelectorAll('.attachment-picture')].every(one => one.complete && one.naturalWidth > 0)");
        var pictures = await desk.Locator(".attachment-picture").EvaluateAllAsync<string[]>("all => all.map(one => one.src)");
        var files = await desk.Locator(".attachment-file").EvaluateAllAsync<string[]>("all => all.map(one => one.href)");
        Assert.NotEmpty(pictures);
        Assert.True(files.Length >= 4, $"{files.Length} files");

        foreach (var address in pictures.Concat(files))
        {
            var page = await desk.Context.NewPageAsync();
            try
            {
                await page.GotoAsync(address);
            }
            catch (PlaywrightException download) when (download.Message.Contains("Download", StringComparison.Ordinal) || download.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
            {
                // What is no picture can only be saved.
            }

            Assert.Equal(pictures.Contains(address), await page.Locator("img").CountAsync() == 1);
            await page.CloseAsync();
        }

        // A strange page's ways to make something of a file, tried without the console's own policy around them.
        var stranger = await desk.Context.NewPageAsync();
        await stranger.GotoAsync(new Uri(world.Desk.Address, "/healthz/live").ToString());
        await stranger.EvaluateAsync(
            """
            async all => {
                for (const address of all) {
                    for (const [name, key] of [['script', 'src'], ['iframe', 'src'], ['object', 'data'], ['embed', 'src'], ['link', 'href']]) {
                        const made = document.createElement(name);
                        if (name === 'link') made.rel = 'stylesheet';
                        made[key] = address;
                        await new Promise(done => { made.onload = made.onerror = done; setTimeout(done, 300); document.documentElement.append(made); });
                    }
                }
            }
            """, pictures.Concat(files).ToArray());
        Assert.Empty(ran);
    }

    private async Task<LinePhone> TalkAsync(IPage desk)
    {
        var phone = world.Simulators.Line(world.Setup.Line[0].Account).Phone();
        await phone.SayAsync("見てほしいものがあります");
        await desk.TakeNextAsync();
        await Assertions.Expect(desk.GetByText("見てほしいものがあります").Last).ToBeVisibleAsync();
        return phone;
    }
}
