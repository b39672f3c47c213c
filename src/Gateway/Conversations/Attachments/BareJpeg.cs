using System.Buffers.Binary;

namespace Gateway.Conversations.Attachments;

/// <summary>Takes a JPEG file apart at its markers and keeps the picture: tables, frame, scans. Of the notes only which way is up.</summary>
internal static class BareJpeg
{
    // A file of a few kilobytes can ask for thousands of passes over the whole picture.
    private const int MostScans = 64;

    /// <returns>The picture; nothing when it has too many pixels.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or of a kind that no browser shows.</exception>
    public static BarePicture? Of(ReadOnlySpan<byte> file)
    {
        if (!file.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8])) throw new InvalidDataException();
        using var kept = new MemoryStream(file.Length);
        var (width, height, scans, turned, at) = (0, 0, 0, 1, 2);
        byte? colours = null;
        while (true)
        {
            var marker = MarkerAt(file, ref at);
            if (marker == 0xD9) break;
            var segment = SegmentAt(file, at);
            var whole = file.Slice(at - 2, 2 + segment.Length + 2);
            at += 2 + segment.Length;
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2:
                    if (width != 0) throw new InvalidDataException();
                    (width, height) = SizeIn(segment);
                    if (BarePicture.IsTooLarge(width, height)) return null;
                    kept.Write(whole);
                    break;
                case 0xC4 or 0xDB or 0xDD:
                    kept.Write(whole);
                    break;
                case 0xDA:
                    if (width == 0 || ++scans > MostScans) throw new InvalidDataException();
                    kept.Write(whole);
                    var end = EndOfScan(file, at);
                    kept.Write(file[at..end]);
                    at = end;
                    break;
                case 0xE1:
                    turned = OrientationIn(segment) ?? turned;
                    break;
                case 0xEE when segment is [(byte)'A', (byte)'d', (byte)'o', (byte)'b', (byte)'e', _, _, _, _, _, _, var transform, ..]:
                    colours = transform;
                    break;
                case >= 0xE0 and <= 0xEF or 0xFE:
                    break;
                default:
                    throw new InvalidDataException();
            }
        }

        if (scans == 0) throw new InvalidDataException();
        var bytes = Whole(kept, turned, colours);
        return turned < 5 ? new BarePicture(FileType.Jpeg, bytes, width, height) : new BarePicture(FileType.Jpeg, bytes, height, width);
    }

    private static byte MarkerAt(ReadOnlySpan<byte> file, ref int at)
    {
        if (at >= file.Length || file[at] != 0xFF) throw new InvalidDataException();
        while (at < file.Length && file[at] == 0xFF) at++;
        return at < file.Length ? file[at++] : throw new InvalidDataException();
    }

    // The bytes behind the length.
    private static ReadOnlySpan<byte> SegmentAt(ReadOnlySpan<byte> file, int at)
    {
        if (at + 2 > file.Length) throw new InvalidDataException();
        var length = BinaryPrimitives.ReadUInt16BigEndian(file[at..]);
        return length >= 2 && at + length <= file.Length ? file.Slice(at + 2, length - 2) : throw new InvalidDataException();
    }

    private static (int Width, int Height) SizeIn(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < 6 || frame[0] != 8 || frame[5] is not (1 or 3 or 4) || frame.Length != 6 + (3 * frame[5])) throw new InvalidDataException();
        var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(frame[1..]), BinaryPrimitives.ReadUInt16BigEndian(frame[3..]));
        return width > 0 && height > 0 ? (width, height) : throw new InvalidDataException();
    }

    // Within a scan FF stands only before a zero, before a restart, or before another FF; anything else is the next marker.
    private static int EndOfScan(ReadOnlySpan<byte> file, int at)
    {
        while (at + 1 < file.Length)
        {
            var next = file[at..].IndexOf((byte)0xFF);
            if (next < 0 || at + next + 1 >= file.Length) break;
            at += next;
            if (file[at + 1] is not (0 or >= 0xD0 and <= 0xD7 or 0xFF)) return at;
            at += file[at + 1] == 0xFF ? 1 : 2;
        }

        throw new InvalidDataException();
    }

    private static int? OrientationIn(ReadOnlySpan<byte> note)
    {
        if (!note.StartsWith("Exif\0\0"u8) || note.Length < 14) return null;
        var tiff = note[6..];
        var isLittle = tiff.StartsWith("II"u8);
        var directory = (long)Number32(tiff[4..], isLittle);
        if (directory + 2 > tiff.Length) return null;
        var count = Number16(tiff[(int)directory..], isLittle);
        for (var i = 0; i < count && directory + 2 + (12 * (i + 1)) <= tiff.Length; i++)
        {
            var entry = tiff.Slice((int)directory + 2 + (12 * i), 12);
            if (Number16(entry, isLittle) == 0x0112) return Number16(entry[8..], isLittle) is var turned and >= 1 and <= 8 ? turned : null;
        }

        return null;
    }

    private static ushort Number16(ReadOnlySpan<byte> at, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(at) : BinaryPrimitives.ReadUInt16BigEndian(at);

    private static uint Number32(ReadOnlySpan<byte> at, bool isLittle) => isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(at) : BinaryPrimitives.ReadUInt32BigEndian(at);

    // The head is our own: which way is up, and how the colours are to be read.
    private static byte[] Whole(MemoryStream kept, int turned, byte? colours)
    {
        using var whole = new MemoryStream((int)kept.Length + 128);
        whole.Write([0xFF, 0xD8]);
        if (colours is { } transform) whole.Write([0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, transform]);
        else whole.Write([0xFF, 0xE0, 0, 16, .. "JFIF\0"u8, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        if (turned > 1)
            whole.Write([0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM"u8, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (byte)turned, 0, 0, 0, 0, 0, 0]);
        kept.WriteTo(whole);
        whole.Write([0xFF, 0xD9]);
        return whole.ToArray();
    }
}
