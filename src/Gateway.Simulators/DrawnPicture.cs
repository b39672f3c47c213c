using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Gateway.Simulators;

/// <summary>Pictures that somebody might send, made byte by byte: good ones and bad ones.</summary>
public static class DrawnPicture
{
    /// <summary>A PNG of an evening: sky, a low sun, a hill.</summary>
    public static byte[] Png(int width, int height) => Png(width, height, Rows(width, height));

    /// <summary>A PNG that says it is this large, and holds next to nothing: a decompression bomb.</summary>
    public static byte[] Bomb(int width, int height) => Png(width, height, new byte[1024]);

    /// <summary>A grey JPEG, with further segments (a marker and what stands behind its length) before the picture.</summary>
    public static byte[] Jpeg(int width, int height, params (byte Marker, byte[] Data)[] more)
    {
        using var jpeg = new MemoryStream();
        jpeg.Write([0xFF, 0xD8]);
        foreach (var (marker, data) in more) Segment(jpeg, marker, data);
        Segment(jpeg, 0xDB, [0, .. Enumerable.Repeat((byte)1, 64)]);
        Segment(jpeg, 0xC0, [8, (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 1, 1, 0x11, 0]);
        // Of each table one code of one bit: "as bright as the block before", and "nothing more in this block".
        Segment(jpeg, 0xC4, [0x00, 1, .. new byte[15], 0]);
        Segment(jpeg, 0xC4, [0x10, 1, .. new byte[15], 0]);
        Segment(jpeg, 0xDA, [1, 1, 0, 0, 63, 0]);
        var bits = 2 * ((width + 7) / 8) * ((height + 7) / 8);
        var scan = new byte[(bits + 7) / 8];
        if (bits % 8 != 0) scan[^1] = (byte)(0xFF >> (bits % 8));
        jpeg.Write(scan);
        jpeg.Write([0xFF, 0xD9]);
        return jpeg.ToArray();
    }

    /// <summary>What a telephone writes beside a photograph: which way is up (1 to 8), and any words, as for a place or a camera.</summary>
    public static (byte Marker, byte[] Data) Exif(int turned, string words) =>
        (0xE1, [.. "Exif\0\0II"u8, 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, (byte)turned, 0, 0, 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(words)]);

    /// <summary>A small PNG with a packed note (<c>zTXt</c>, <c>iTXt</c> or <c>iCCP</c>) that unpacks to so many bytes.</summary>
    public static byte[] WithPackedNote(string chunk, int unpacked)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var some = new byte[1024 * 1024];
            for (var done = 0; done < unpacked; done += some.Length) zlib.Write(some);
        }

        byte[] head = chunk == "iTXt" ? [.. "note"u8, 0, 1, 0, 0, 0] : [.. "note"u8, 0, 0];
        return Png(8, 8, Rows(8, 8), (chunk, [.. head, .. packed.ToArray()]));
    }

    private static byte[] Png(int width, int height, byte[] rows, params (string Name, byte[] Data)[] more)
    {
        using var png = new MemoryStream();
        png.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        Chunk(png, "IHDR"u8, header);
        foreach (var (name, data) in more) Chunk(png, Encoding.ASCII.GetBytes(name), data);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(rows);
        Chunk(png, "IDAT"u8, packed.ToArray());
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static void Segment(Stream to, byte marker, byte[] data)
    {
        var length = data.Length + 2;
        to.Write([0xFF, marker, (byte)(length >> 8), (byte)length]);
        to.Write(data);
    }

    private static byte[] Rows(int width, int height)
    {
        var line = 1 + (width * 3);
        var rows = new byte[height * line];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++) Colour((double)x / width, (double)y / height).CopyTo(rows, (y * line) + 1 + (x * 3));
        }

        return rows;
    }

    private static byte[] Colour(double x, double y)
    {
        if (y > 0.72 + (0.08 * Math.Sin(x * 5))) return [38, 54, 58];
        var fromSun = Math.Sqrt(Math.Pow((x - 0.62) * 1.33, 2) + Math.Pow(y - 0.62, 2));
        if (fromSun < 0.08) return [255, 226, 170];
        var glow = Math.Max(0, 0.5 - fromSun);
        return [(byte)(60 + (120 * y) + (90 * glow)), (byte)(80 + (50 * y) + (70 * glow)), (byte)(130 - (30 * y))];
    }

    private static void Chunk(Stream to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        to.Write(number);
        byte[] named = [.. name, .. data];
        to.Write(named);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum(named));
        to.Write(number);
    }

    // CRC-32 as PNG has it; the processor's own instruction is for another polynomial.
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++) sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
        }

        return ~sum;
    }
}
