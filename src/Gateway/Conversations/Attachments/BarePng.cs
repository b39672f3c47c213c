using System.Buffers.Binary;
using System.IO.Compression;

namespace Gateway.Conversations.Attachments;

/// <summary>Takes a PNG file apart into its chunks, unpacks the picture row by row and packs it anew. Of other chunks only palette and transparency stay.</summary>
internal static class BarePng
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <returns>The picture; nothing when it has too many pixels.</returns>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static BarePicture? Of(ReadOnlyMemory<byte> file)
    {
        if (!file.Span.StartsWith(Signature)) throw new InvalidDataException();
        using var packed = new MemoryStream();
        using var whole = new MemoryStream(file.Length + 64);
        whole.Write(Signature);
        Head? head = null;
        for (var at = Signature.Length; ;)
        {
            var (name, data) = ChunkAt(file.Span, at);
            at += 12 + data.Length;
            if (head is null)
            {
                if (!name.SequenceEqual("IHDR"u8)) throw new InvalidDataException();
                head = Head.Of(data);
                if (BarePicture.IsTooLarge(head.Width, head.Height)) return null;
                Write(whole, name, data);
            }
            else if (name.SequenceEqual("IEND"u8)) break;
            else if (name.SequenceEqual("IDAT"u8)) packed.Write(data);
            else if (name.SequenceEqual("IHDR"u8) || (name.SequenceEqual("PLTE"u8) && data.Length > 768)) throw new InvalidDataException();
            // Behind the picture they would mean nothing.
            else if (packed.Length == 0 && (name.SequenceEqual("PLTE"u8) || (name.SequenceEqual("tRNS"u8) && data.Length <= 256))) Write(whole, name, data);
        }

        packed.Position = 0;
        using var anew = new MemoryStream((int)packed.Length);
        Repack(packed, anew, head!);
        Write(whole, "IDAT"u8, anew.GetBuffer().AsSpan(0, (int)anew.Length));
        Write(whole, "IEND"u8, []);
        return new BarePicture(FileType.Png, whole.ToArray(), head!.Width, head.Height);
    }

    // Row by row: exactly as many bytes as the head says, each row under a filter that there is. What follows them stays behind.
    private static void Repack(MemoryStream packed, MemoryStream anew, Head head)
    {
        using var from = new ZLibStream(packed, CompressionMode.Decompress);
        using var to = new ZLibStream(anew, CompressionLevel.Fastest, leaveOpen: true);
        var row = new byte[1 + head.RowBytes(head.Width)];
        foreach (var (width, rows) in head.Passes())
        {
            var length = 1 + head.RowBytes(width);
            for (var i = 0; i < rows; i++)
            {
                if (from.ReadAtLeast(row.AsSpan(0, length), length, throwOnEndOfStream: false) < length || row[0] > 4) throw new InvalidDataException();
                to.Write(row, 0, length);
            }
        }
    }

    private static Chunk ChunkAt(ReadOnlySpan<byte> file, int at)
    {
        if (at + 12 > file.Length) throw new InvalidDataException();
        var length = BinaryPrimitives.ReadUInt32BigEndian(file[at..]);
        if (length > file.Length - at - 12) throw new InvalidDataException();
        var named = file.Slice(at + 4, 4 + (int)length);
        if (BinaryPrimitives.ReadUInt32BigEndian(file[(at + 8 + (int)length)..]) != Crc32.Of(named)) throw new InvalidDataException();
        return new Chunk(named[..4], named[4..]);
    }

    private static void Write(MemoryStream to, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        to.Write(number);
        var begin = (int)to.Length;
        to.Write(name);
        to.Write(data);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(to.GetBuffer().AsSpan(begin, 4 + data.Length)));
        to.Write(number);
    }

    private readonly ref struct Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        private readonly ReadOnlySpan<byte> _name = name;
        private readonly ReadOnlySpan<byte> _data = data;

        public void Deconstruct(out ReadOnlySpan<byte> name, out ReadOnlySpan<byte> data)
        {
            name = _name;
            data = _data;
        }
    }

    private sealed record Head(int Width, int Height, int BitsPerPixel, bool Interlaced)
    {
        public static Head Of(ReadOnlySpan<byte> data)
        {
            if (data.Length != 13) throw new InvalidDataException();
            var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
            var bits = (data[8], data[9]) switch
            {
                (1 or 2 or 4 or 8 or 16, 0) => data[8],
                (8 or 16, 2) => 3 * data[8],
                (1 or 2 or 4 or 8, 3) => data[8],
                (8 or 16, 4) => 2 * data[8],
                (8 or 16, 6) => 4 * data[8],
                _ => throw new InvalidDataException(),
            };
            if (width <= 0 || height <= 0 || data[10] != 0 || data[11] != 0 || data[12] > 1) throw new InvalidDataException();
            return new Head(width, height, bits, data[12] == 1);
        }

        public int RowBytes(int width) => (int)((((long)width * BitsPerPixel) + 7) / 8);

        /// <summary>The passes in which the rows come: one, or the seven of an interlaced picture.</summary>
        public IEnumerable<(int Width, int Rows)> Passes()
        {
            if (!Interlaced) return [(Width, Height)];
            (int X, int Y, int StepX, int StepY)[] seven = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];
            return seven.Select(pass => (Across(Width, pass.X, pass.StepX), Across(Height, pass.Y, pass.StepY))).Where(pass => pass is { Item1: > 0, Item2: > 0 });
        }

        private static int Across(int whole, int from, int step) => (whole - from + step - 1) / step;
    }
}
