using Gateway.Simulators;
using Gateway.TestKit.Hub;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.WebChat;

/// <summary>A person chooses a picture on their page, with the script and without.</summary>
public sealed class PictureOnThePageTests(ChatWorld world) : IClassFixture<ChatWorld>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_picture_is_chosen_sent_and_told_on_the_page(bool scripts)
    {
        var words = scripts ? "写真を見てほしいです" : "写真を見てほしいです(スクリプトなし)";
        await using var context = await world.ContextAsync(scripts: scripts);
        var page = await world.OpenAsync(context);
        Assert.False(await page.Locator(".picture").IsVisibleAsync());
        await ChatWorld.WriteAsync(page, words);
        await ChatWorld.StageAsync(page, "waiting");

        await page.Locator(".picture summary").ClickAsync();
        await page.Locator("#picture").SetInputFilesAsync(new FilePayload { Name = "IMG_0001.png", MimeType = "image/png", Buffer = DrawnPicture.Png(320, 240) });
        await page.Locator(".picture button").ClickAsync();
        var log = scripts ? page.Locator("#entries") : page.FrameLocator("iframe").Locator("#entries");
        await log.GetByText("(写真を送りました)").WaitForAsync();

        var talk = await world.TakeAsync(words);
        var sent = (await world.Counsellor.EntriesAfterAsync(talk.Id, 0)).Single(entry => entry.What == "image");
        Assert.Equal(("here", 320L), (sent.Attachment!.State, sent.Attachment.Width));
        await world.Counsellor.CloseAsync(talk.Id);
    }

    [Fact]
    public async Task What_is_no_picture_is_refused_in_words_and_the_form_has_no_barriers()
    {
        await using var context = await world.ContextAsync(width: 320, forAxe: true);
        var page = await world.OpenAsync(context);
        await ChatWorld.WriteAsync(page, "ファイルを送ります");
        await ChatWorld.StageAsync(page, "waiting");
        await page.Locator(".picture summary").ClickAsync();
        await ChatWorld.HasNoBarriersAsync(page, "choosing a picture");
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await page.Locator("#picture").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = "<script>alert(1)</script>"u8.ToArray() });
        await page.Locator(".picture button").ClickAsync();
        await page.GetByText("写真として開けませんでした").WaitForAsync();
        await ChatWorld.HasNoBarriersAsync(page, "a refused picture");
    }
}
