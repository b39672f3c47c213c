using System.Buffers.Binary;
using System.Text;
using Gateway.Conversations.Attachments;
using Gateway.Simulators;
using Xunit;

namespace Gateway.Tests.Conversations.Attachments;

/// <summary>What is left of a picture once it was put together anew, and what hostile files come to.</summary>
public sealed class BarePictureTests
{
    [Theory]
    [InlineData(1, 60, 40)]
    [InlineData(3, 60, 40)]
    [InlineData(6, 40, 60)]
    [InlineData(8, 40, 60)]
    public void Of_a_photograph_only_the_picture_and_which_way_is_up_is_left(int turned, int width, int height)
    {
        var photo = DrawnPicture.Jpeg(60, 40,
            DrawnPicture.Exif(turned, "GPS 35.68 139.76 CameraOfSomebody"), (0xE1, "http://ns.adobe.com/xap/1.0/ Secret"u8.ToArray()), (0xE2, "ICC_PROFILE Secret"u8.ToArray()),
            (0xED, "Photoshop Secret"u8.ToArray()), (0xFE, "a comment: Secret"u8.ToArray()));
        var bare = Picture([.. photo, .. "<script>Secret"u8]);
        Assert.Equal((FileType.Jpeg, width, height), (bare.Type, bare.Width, bare.Height));
        foreach (var word in new[] { "Secret", "GPS", "Camera", "script" }) Assert.DoesNotContain(word, Encoding.Latin1.GetString(bare.Bytes), StringComparison.Ordinal);
        Assert.Equal(turned, TurnedIn(bare.Bytes));
        // What is bare already stays as it is.
        Assert.Equal(bare.Bytes, Picture(bare.Bytes).Bytes);
    }

    [Fact]
    public void Of_a_PNG_only_the_picture_is_left_packed_anew()
    {
        byte[] file = [.. DrawnPicture.WithPackedNote("zTXt", 1000), .. "<script>alert(1)</script>"u8];
        var bare = Picture(file);
        Assert.Equal((FileType.Png, 8, 8), (bare.Type, bare.Width, bare.Height));
        Assert.Equal(["IHDR", "IDAT", "IEND"], ChunksOf(bare.Bytes));
        Assert.Equal(bare.Bytes, Picture(bare.Bytes).Bytes);
    }

    [Theory]
    [InlineData("png", 60_000, 60_000)]
    [InlineData("png", 7100, 7100)]
    [InlineData("jpeg", 60_000, 60_000)]
    [InlineData("jpeg", 7100, 7100)]
    public void A_bomb_is_refused_by_its_head(string kind, int width, int height)
    {
        var bomb = kind == "png" ? DrawnPicture.Bomb(width, height) : Resized(DrawnPicture.Jpeg(8, 8), width, height);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(AttachmentStates.TooLarge, BarePicture.Of(bomb).State);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData("zTXt")]
    [InlineData("iTXt")]
    [InlineData("iCCP")]
    public void A_note_that_unpacks_to_any_size_is_never_unpacked(string chunk)
    {
        var bomb = DrawnPicture.WithPackedNote(chunk, 200 * 1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(["IHDR", "IDAT", "IEND"], ChunksOf(Picture(bomb).Bytes));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 * 1024 * 1024);
    }

    [Fact]
    public void A_JPEG_that_asks_for_thousands_of_passes_is_refused()
    {
        var jpeg = DrawnPicture.Jpeg(8, 8);
        byte[] scan = [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x3F];
        byte[] many = [.. jpeg[..^2], .. Enumerable.Repeat(scan, 2000).SelectMany(one => one), 0xFF, 0xD9];
        Assert.Equal(AttachmentStates.Failed, BarePicture.Of(many).State);
    }

    public static TheoryData<string, byte[]> Broken() => new()
    {
        { "nothing", [] },
        { "a head alone", [0xFF, 0xD8, 0xFF] },
        { "half a JPEG", DrawnPicture.Jpeg(300, 300)[..^2] },
        { "a JPEG without a picture", [0xFF, 0xD8, 0xFF, 0xD9] },
        { "a JPEG whose segment ends behind its end", [0xFF, 0xD8, 0xFF, 0xDB, 0xFF, 0xFF, 0] },
        { "a JPEG of lossless kind", [0xFF, 0xD8, 0xFF, 0xC3, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0, 0xFF, 0xD9] },
        { "half a PNG", DrawnPicture.Png(300, 300)[..400] },
        { "a PNG with a wrong checksum", [.. DrawnPicture.Png(8, 8)[..30], 0, .. DrawnPicture.Png(8, 8)[31..]] },
        { "a PNG with fewer rows than it says", DrawnPicture.Bomb(200, 200) },
        { "SVG", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray() },
    };

    [Theory, MemberData(nameof(Broken))]
    public void What_is_damaged_is_told_and_never_thrown(string what, byte[] file) =>
        Assert.Equal((what, AttachmentStates.Failed), (what, BarePicture.Of(file).State));

    [Fact]
    public void No_damage_throws_or_hangs_and_whatever_is_left_is_bare()
    {
        var chance = new Random(4);
        var kept = 0;
        byte[][] whole = [DrawnPicture.Png(64, 48), DrawnPicture.Jpeg(64, 48, DrawnPicture.Exif(6, "Secret"), (0xFE, "Secret"u8.ToArray()))];
        for (var i = 0; i < 4000; i++)
        {
            var file = whole[i % 2].ToArray();
            for (var change = 0; change < i % 5; change++) file[chance.Next(2, file.Length)] = (byte)chance.Next(256);
            var (picture, state) = BarePicture.Of(file.AsMemory(0, chance.Next(4) == 0 ? chance.Next(file.Length) : file.Length));
            Assert.Equal(picture is null, state != AttachmentStates.Here);
            if (picture is null) continue;
            kept++;
            Assert.Equal(picture.Bytes, Picture(picture.Bytes).Bytes);
        }

        Assert.InRange(kept, 500, 3999);
    }

    private static BarePicture Picture(byte[] file)
    {
        var (picture, state) = BarePicture.Of(file);
        Assert.Equal(AttachmentStates.Here, state);
        return picture!;
    }

    private static byte[] Resized(byte[] jpeg, int width, int height)
    {
        var frame = jpeg.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xC0]);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 5), (ushort)height);
        BinaryPrimitives.WriteUInt16BigEndian(jpeg.AsSpan(frame + 7), (ushort)width);
        return jpeg;
    }

    // Where this code puts it, 1 where it puts none.
    private static int TurnedIn(byte[] jpeg) => jpeg.AsSpan().IndexOf("Exif"u8) is var at and > 0 ? jpeg[at + 6 + 8 + 2 + 9] : 1;

    private static List<string> ChunksOf(byte[] png)
    {
        List<string> names = [];
        for (var at = 8; at < png.Length; at += 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at))) names.Add(Encoding.ASCII.GetString(png, at + 4, 4));
        return names;
    }
}
