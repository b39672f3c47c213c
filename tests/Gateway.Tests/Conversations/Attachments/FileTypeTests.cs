using System.Text;
using Gateway.Conversations.Attachments;
using Gateway.Simulators;
using Xunit;

namespace Gateway.Tests.Conversations.Attachments;

/// <summary>What a file is, by its first bytes.</summary>
public sealed class FileTypeTests
{
    public static TheoryData<string, byte[], string?> Files() => new()
    {
        { "PNG", DrawnPicture.Png(4, 4), "image/png" },
        { "JPEG", [0xFF, 0xD8, 0xFF, 0xE0], "image/jpeg" },
        { "GIF", "GIF89a"u8.ToArray(), "image/gif" },
        { "no GIF", "GIF88a\0"u8.ToArray(), null },
        { "WebP", "RIFF\x01\x01\x01\x01WEBPVP8 "u8.ToArray(), "image/webp" },
        { "WAV", "RIFF\x01\x01\x01\x01WAVEfmt "u8.ToArray(), "audio/wav" },
        { "a video of LINE", [0, 0, 0, 24, .. "ftypmp42"u8], "video/mp4" },
        { "a voice message of LINE", [0, 0, 0, 24, .. "ftypM4A "u8], "audio/mp4" },
        { "HEIC", [0, 0, 0, 24, .. "ftypheic"u8], "image/heic" },
        { "MP3", "ID3\x04\0"u8.ToArray(), "audio/mpeg" },
        { "PDF", "%PDF-1.7"u8.ToArray(), "application/pdf" },
        { "a document of an office", [(byte)'P', (byte)'K', 3, 4, 20, 0], "application/zip" },
        { "words", "こんにちは\r\n"u8.ToArray(), "text/plain" },
        { "words whose last letter is cut", "こんにちは"u8.ToArray()[..14], "text/plain" },
        { "a page", "<html><script>alert(1)</script>"u8.ToArray(), "text/plain" },
        { "SVG", "<svg onload='alert(1)'/>"u8.ToArray(), "text/plain" },
        { "a program of Windows", [(byte)'M', (byte)'Z', 0x90, 0], null },
        { "a program of Linux", [0x7F, (byte)'E', (byte)'L', (byte)'F'], null },
        { "words in no known writing", [0x83, 0x65, 0xFF, 0xFE], null },
        { "nothing", [], null },
    };

    [Theory, MemberData(nameof(Files))]
    public void A_file_is_what_its_first_bytes_say(string what, byte[] head, string? type) => Assert.Equal((what, type), (what, FileType.Of(head)?.Name));

    [Theory]
    [InlineData("image/jpeg", "jpg")]
    [InlineData("application/pdf", "pdf")]
    [InlineData("application/x-of-tomorrow", "bin")]
    public void Each_type_has_an_ending_of_ours(string type, string ending) => Assert.Equal(ending, FileType.EndingOf(type));

    [Fact]
    public void No_first_bytes_throw()
    {
        var chance = new Random(4);
        for (var i = 0; i < 2000; i++)
        {
            var head = new byte[chance.Next(0, 24)];
            chance.NextBytes(head);
            FileType.Of(head);
        }

        Assert.Null(FileType.Of(Encoding.ASCII.GetBytes("\u0001")));
    }
}
