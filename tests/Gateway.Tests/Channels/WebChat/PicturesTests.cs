using System.Net;
using System.Net.Http.Headers;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>A picture that a person chooses on the page, through the front door and without a script.</summary>
public sealed class PicturesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_is_on_the_page_as_sent_and_at_the_counsellor_to_be_looked_at()
    {
        await using var night = await NightAsync("pictures");
        await using var aoi = await night.ConsoleAsync();
        using var person = new Person(night);
        Assert.Contains("写真を送る", await person.ReadAsync(), StringComparison.Ordinal);
        await person.WriteAsync("これを見てください");
        using var answer = await person.SendAsync(DrawnPicture.Png(640, 480));
        Assert.Equal((HttpStatusCode.SeeOther, $"{person.Path}#newest"), (answer.StatusCode, answer.Headers.Location!.ToString()));
        Assert.Contains("(写真を送りました)", await person.ReadAsync(), StringComparison.Ordinal);

        var talk = await night.TakenByAsync(aoi);
        var sent = (await aoi.EntriesAfterAsync(talk.Id, 0)).Single(entry => entry.What == "image");
        Assert.Equal(("unknown", "here", "image/png", 640L), (sent.Kind, sent.Attachment!.State, sent.Attachment.Type, sent.Attachment.Width));
        var bytes = await aoi.Http.GetByteArrayAsync($"/api/conversations/{talk.Id}/attachments/{sent.Attachment.Id}", Stop);
        Assert.Equal(("PNG", sent.Attachment.Size), (System.Text.Encoding.ASCII.GetString(bytes[1..4]), bytes.Length));
    }

    [Fact]
    public async Task The_same_form_sent_again_is_one_picture_and_an_old_form_with_another_one_is_two()
    {
        await using var night = await NightAsync("pictures");
        using var person = new Person(night);
        await person.WriteAsync("これを見てください");
        var id = new Ids(TimeProvider.System).New();
        foreach (var width in new[] { 40, 40, 50 }) await person.SendAsync(DrawnPicture.Png(width, 40), clientId: id);
        using var door = new FrontDoor(night);
        Assert.Equal([40L, 50L], (await door.LogsAsync()).Single().Select(entry => entry.Body.Attachment?.Width).OfType<long>());
    }

    [Theory]
    [InlineData("none", "picture", HttpStatusCode.Forbidden, "写真は、いまはお受け取りできません")]
    [InlineData("pictures", "page", HttpStatusCode.BadRequest, "写真として開けませんでした")]
    [InlineData("pictures", "half", HttpStatusCode.BadRequest, "写真として開けませんでした")]
    [InlineData("pictures", "bomb", HttpStatusCode.RequestEntityTooLarge, "大きすぎて")]
    [InlineData("pictures", "large", HttpStatusCode.RequestEntityTooLarge, "大きすぎて")]
    [InlineData("pictures", "nothing", HttpStatusCode.BadRequest, "えらばれていない")]
    [InlineData("all", "program", HttpStatusCode.BadRequest, "写真として開けませんでした")]
    public async Task What_is_not_taken_is_told_kindly_and_kept_nowhere(string takes, string what, HttpStatusCode status, string words)
    {
        await using var night = await NightAsync(takes);
        using var person = new Person(night);
        await person.WriteAsync("これを見てください");
        using var answer = await person.SendAsync(Bytes(what));
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        using var door = new FrontDoor(night);
        Assert.Equal((0L, 0L), (await door.CountAsync("attachment"), await door.CountAsync("attachment_part")));
        Assert.DoesNotContain((await door.LogsAsync()).Single(), entry => entry.Kind == EntryKinds.Unknown);
    }

    [Fact]
    public async Task Nobody_begins_with_a_picture_and_nobody_sends_one_from_another_page()
    {
        await using var night = await NightAsync("pictures");
        using var stranger = new Person(night);
        using (var answer = await stranger.SendAsync(DrawnPicture.Png(8, 8))) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await stranger.WriteAsync("こんばんは");
        using (var answer = await stranger.SendAsync(DrawnPicture.Png(8, 8), site: "cross-site")) Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        using var door = new FrontDoor(night);
        Assert.Equal(0, await door.CountAsync("attachment"));
    }

    private static byte[] Bytes(string what) => what switch
    {
        "page" => "<html><script>alert(1)</script>"u8.ToArray(),
        "half" => DrawnPicture.Png(300, 300)[..400],
        "bomb" => DrawnPicture.Bomb(60_000, 60_000),
        "large" => [.. DrawnPicture.Png(8, 8), .. new byte[1024 * 1024]],
        "nothing" => [],
        "program" => [(byte)'M', (byte)'Z', 0x90, 0, 3],
        _ => DrawnPicture.Png(8, 8),
    };

    private static Task<TestGateway> NightAsync(string takes) => TestGateway.StartAsync(new SetupSize { Attachments = takes, LargestAttachmentMb = 1 });

    /// <summary>A browser without a script.</summary>
    private sealed class Person(TestGateway night) : IDisposable
    {
        private readonly HttpClient _http = new(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = night.Address };

        public string Path { get; } = $"/chat/{night.Setup.Chat[0]}";

        public Task<string> ReadAsync() => _http.GetStringAsync(Path, Stop);

        public async Task WriteAsync(string text)
        {
            using var form = new FormUrlEncodedContent([new("text", text)]);
            using var answer = await _http.PostAsync(Path + "/messages", form, Stop);
            Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        }

        public async Task<HttpResponseMessage> SendAsync(byte[] picture, string? clientId = null, string? site = null)
        {
            using var file = new ByteArrayContent(picture) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
            using var form = new MultipartFormDataContent { { file, "picture", "IMG_0001.png" } };
            if (clientId is not null) form.Add(new StringContent(clientId), "clientId");
            using var request = new HttpRequestMessage(HttpMethod.Post, Path + "/pictures") { Content = form };
            if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
            return await _http.SendAsync(request, Stop);
        }

        public void Dispose() => _http.Dispose();
    }
}
