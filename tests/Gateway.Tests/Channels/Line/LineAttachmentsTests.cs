using System.Net;
using System.Net.Sockets;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Xunit;

namespace Gateway.Tests.Channels.Line;

/// <summary>Pictures and files from a LINE phone to a counsellor's console, through every real door, with a content host that misbehaves.</summary>
public sealed class LineAttachmentsTests
{
    private static readonly byte[] Pdf = [.. "%PDF-1.7\n"u8, .. new byte[2000]];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_picture_reaches_the_counsellor_as_a_copy_that_no_browser_makes_a_page_of()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Attachments = "pictures", Counsellors = 2 });
        await using var aoi = await night.ConsoleAsync();
        await using var minato = await night.ConsoleAsync(1);
        var (talk, sent, told) = await SendsAsync(night, aoi, new LineContent("image", DrawnPicture.Png(640, 480)) { Type = "text/html" });
        Assert.Equal(("image", "waiting"), (sent.What, sent.Attachment!.State));
        Assert.Equal(("here", "image/png", 640L, 480L), (told.Attachment!.State, told.Attachment.Type, told.Attachment.Width, told.Attachment.Height));

        var address = $"/api/conversations/{talk.Id}/attachments/{sent.Attachment.Id}";
        using var answer = await aoi.Http.GetAsync(address, Stop);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("image/png", told.Attachment.Size), (answer.Content.Headers.ContentType!.ToString(), answer.Content.Headers.ContentLength));
        Assert.Equal(
            ("nosniff", "no-store", "sandbox; default-src 'none'; frame-ancestors 'none'", "same-origin"),
            (Header(answer, "X-Content-Type-Options"), Header(answer, "Cache-Control"), Header(answer, "Content-Security-Policy"), Header(answer, "Cross-Origin-Resource-Policy")));
        Assert.Equal("PNG"u8.ToArray(), (await answer.Content.ReadAsByteArrayAsync(Stop))[1..4]);

        // Somebody else's, nobody's, and one that is not there are all the same: not there.
        Assert.Equal(HttpStatusCode.NotFound, (await minato.Http.GetAsync(address, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await night.Http.GetAsync(address, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await aoi.Http.GetAsync(address[..^1], Stop)).StatusCode);
    }

    [Fact]
    public async Task A_file_is_a_download_without_a_type()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Attachments = "all" });
        await using var aoi = await night.ConsoleAsync();
        var (talk, sent, told) = await SendsAsync(night, aoi, new LineContent("file", Pdf) { FileName = "\"><script>.html", Type = "text/html" });
        Assert.Equal(("here", "application/pdf", (long)Pdf.Length), (told.Attachment!.State, told.Attachment.Type, told.Attachment.Size));
        using var answer = await aoi.Http.GetAsync($"/api/conversations/{talk.Id}/attachments/{sent.Attachment!.Id}", Stop);
        Assert.Equal("application/octet-stream", answer.Content.Headers.ContentType!.ToString());
        Assert.Equal($"attachment; filename=\"{sent.Number}.pdf\"", answer.Content.Headers.ContentDisposition!.ToString());
        Assert.Equal(Pdf, await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    [Theory]
    [InlineData("none", "image", "not_allowed", "受け取りできません")]
    [InlineData("pictures", "audio", "kind_not_allowed", "写真のほか")]
    [InlineData("pictures", "file", "kind_not_allowed", "写真のほか")]
    public async Task What_the_organisation_does_not_take_is_never_fetched_and_both_are_told_once(string takes, string kind, string state, string words)
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Attachments = takes });
        await using var aoi = await night.ConsoleAsync();
        var phone = night.LinePhone();
        var first = await phone.SendAsync(new LineContent(kind, DrawnPicture.Png(8, 8)));
        await phone.SendAsync(new LineContent(kind, DrawnPicture.Png(8, 8)));
        var talk = await night.TakenByAsync(aoi);
        await phone.ReceivesAsync(text => text.Contains(words, StringComparison.Ordinal));
        var entries = await aoi.EntriesAfterAsync(talk.Id, 0);
        Assert.Equal([state, state], entries.Where(entry => entry.Author == "person").Select(entry => entry.Attachment!.State));
        Assert.Single(entries, entry => entry.Text?.Contains(words, StringComparison.Ordinal) == true);
        Assert.Equal(0, night.Simulators.Line(night.Setup.Line[0].Account).Contents.Asked(first.MessageId));
    }

    public static TheoryData<string, LineContent, string> Hosts() => new()
    {
        { "gone", new LineContent("image", []) { Status = 410 }, "gone" },
        { "never heard of", new LineContent("image", []) { Status = 404 }, "gone" },
        { "refused", new LineContent("image", []) { Status = 400 }, "failed" },
        { "elsewhere", new LineContent("image", []) { Elsewhere = "http://169.254.169.254/latest/meta-data" }, "elsewhere" },
        { "being converted", new LineContent("video", [0, 0, 0, 24, .. "ftypmp42"u8, .. new byte[500]]) { StillProcessing = 2 }, "here" },
        { "cannot be converted", new LineContent("audio", []) { CannotBeConverted = true }, "failed" },
        { "nothing in it", new LineContent("image", []), "failed" },
        { "larger than said", new LineContent("file", [.. Pdf, .. new byte[2 * 1024 * 1024]]) { SaidSize = 10, WithoutLength = true }, "too_large" },
        { "larger and said so", new LineContent("file", Pdf) { SaidSize = 2 * 1024 * 1024 }, "too_large" },
        { "a bomb", new LineContent("image", DrawnPicture.Bomb(60_000, 60_000)), "too_large" },
        { "half a picture", new LineContent("image", DrawnPicture.Png(400, 400)[..500]), "failed" },
        { "a page that calls itself a picture", new LineContent("image", "<html><script>alert(1)</script>"u8.ToArray()) { Type = "image/jpeg" }, "here" },
        { "a program", new LineContent("file", [.. "MZ"u8, 0x90, 0, .. new byte[200]]) { FileName = "letter.pdf" }, "kind_not_allowed" },
    };

    [Theory, MemberData(nameof(Hosts))]
    public async Task Whatever_the_content_host_does_the_counsellor_is_told_how_it_stands(string what, LineContent content, string state)
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Attachments = "all", LargestAttachmentMb = 1 }, new FakeTime());
        await using var aoi = await night.ConsoleAsync();
        var phone = night.LinePhone();
        await phone.SendAsync(content);
        var talk = await night.TakenByAsync(aoi);
        HubAttachment? now = null;
        await night.EventuallyAsync(
            async () => (now = (await aoi.EntriesAfterAsync(talk.Id, 0)).LastOrDefault(entry => entry.Attachment is not null)?.Attachment) is { State: not "waiting" }, what);
        Assert.Equal((what, state), (what, now!.State));
    }

    [Fact]
    public async Task A_redirection_is_not_followed_and_the_token_goes_nowhere_else()
    {
        using var elsewhere = new TcpListener(IPAddress.Loopback, 0);
        elsewhere.Start();
        await using var night = await TestGateway.StartAsync(new SetupSize { Attachments = "all" });
        await using var aoi = await night.ConsoleAsync();
        var (_, _, told) = await SendsAsync(night, aoi, new LineContent("image", []) { RedirectTo = $"http://{elsewhere.LocalEndpoint}/v2/bot" });
        Assert.Equal("failed", told.Attachment!.State);
        Assert.False(elsewhere.Pending());
    }

    [Fact]
    public async Task A_message_id_that_would_lead_elsewhere_on_the_host_is_not_asked_for()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Attachments = "all" });
        await using var aoi = await night.ConsoleAsync();
        var (_, _, told) = await SendsAsync(night, aoi, new LineContent("image", DrawnPicture.Png(8, 8)), messageId: "../info?");
        Assert.Equal("failed", told.Attachment!.State);
    }

    [Fact]
    public async Task What_is_cut_off_is_asked_for_again()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Attachments = "all" });
        await using var aoi = await night.ConsoleAsync();
        var account = night.Simulators.Line(night.Setup.Line[0].Account);
        var phone = night.LinePhone();
        var whole = new LineContent("file", Pdf);
        var (id, _) = await phone.SendAsync(whole with { CutAfter = 100 });
        await night.EventuallyAsync(() => Task.FromResult(account.Contents.Asked(id) > 0), "asked for");
        account.Contents.Put(id, whole);
        var talk = await night.TakenByAsync(aoi);
        var state = "";
        await night.EventuallyAsync(async () => (state = (await aoi.EntriesAfterAsync(talk.Id, 0)).Last(entry => entry.Attachment is not null).Attachment!.State) != "waiting", "fetched");
        Assert.Equal("here", state);
    }

    private static async Task<(HubConversation Talk, HubEntry Sent, HubEntry Told)> SendsAsync(
        TestGateway night, HubClient counsellor, LineContent content, string? messageId = null)
    {
        var phone = night.LinePhone();
        await phone.SayAsync("これを見てほしいです");
        var talk = await night.TakenByAsync(counsellor);
        await phone.SendAsync(content, messageId);
        var told = await counsellor.HearsAsync(talk.Id, entry => entry.Kind == "attachment");
        return (talk, (await counsellor.EntriesAfterAsync(talk.Id, 0)).Single(entry => entry.Number == told.Of), told);
    }

    private static string Header(HttpResponseMessage answer, string name) => string.Join(',', answer.Headers.GetValues(name));
}
