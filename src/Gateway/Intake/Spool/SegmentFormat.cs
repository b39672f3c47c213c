using System.Buffers.Binary;
using System.Numerics;

namespace Gateway.Intake.Spool;

/// <summary>The bytes of a spool file (a segment). Pure.</summary>
/// <remarks>
/// Head: <c>GWSPOOL1</c>, the segment's id (16), the length of its wrapped key (2), the key, a checksum (4). Then frames: a mark (4),
/// the length of the box (4), the frame's number (4), a checksum over these (4), the box. Numbers are little-endian. A frame's
/// head has a checksum of its own, so that behind a damaged place the next frame is found again.
/// </remarks>
public static class SegmentFormat
{
    /// <summary>The largest box that is believed, in bytes: more than a webhook's whole body.</summary>
    public const int LargestBox = 2 * 1024 * 1024;

    /// <summary>The length of a frame's head, in bytes.</summary>
    public const int FrameHead = 16;

    private const int BeforeKey = 8 + 16 + 2;

    private static ReadOnlySpan<byte> Magic => "GWSPOOL1"u8;

    private static ReadOnlySpan<byte> Mark => [0xF7, (byte)'w', (byte)'r', (byte)'d'];

    /// <summary>The head of a new segment.</summary>
    public static byte[] Head(Guid id, ReadOnlySpan<byte> wrappedKey)
    {
        var head = new byte[BeforeKey + wrappedKey.Length + 4];
        Magic.CopyTo(head);
        id.TryWriteBytes(head.AsSpan(8));
        BinaryPrimitives.WriteUInt16LittleEndian(head.AsSpan(24), (ushort)wrappedKey.Length);
        wrappedKey.CopyTo(head.AsSpan(BeforeKey));
        BinaryPrimitives.WriteUInt32LittleEndian(head.AsSpan(head.Length - 4), Checksum(head.AsSpan(0, head.Length - 4)));
        return head;
    }

    /// <summary>Appends a frame to <paramref name="to"/>.</summary>
    public static void WriteFrame(Stream to, uint number, ReadOnlySpan<byte> box)
    {
        Span<byte> head = stackalloc byte[FrameHead];
        Mark.CopyTo(head);
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)box.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[8..], number);
        BinaryPrimitives.WriteUInt32LittleEndian(head[12..], Checksum(head[..12]));
        to.Write(head);
        to.Write(box);
    }

    /// <summary>Reads what a file holds, whatever happened to it.</summary>
    public static SegmentReading Read(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        // Nobody was answered before the head was on the disk.
        if (IsBlank(bytes) || (bytes.Length < Magic.Length && Magic.StartsWith(bytes))) return SegmentReading.Empty;
        if (!bytes.StartsWith(Magic)) return SegmentReading.Foreign;
        if (bytes.Length < BeforeKey) return SegmentReading.Empty;
        var keyLength = BinaryPrimitives.ReadUInt16LittleEndian(bytes[24..]);
        var headLength = BeforeKey + keyLength + 4;
        if (bytes.Length < headLength) return keyLength > 1024 ? SegmentReading.Foreign : SegmentReading.Empty;
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes[(headLength - 4)..]) != Checksum(bytes[..(headLength - 4)])) return SegmentReading.Foreign;

        var frames = new List<Frame>();
        var damaged = new List<Damage>();
        var at = headLength;
        while (at < bytes.Length)
        {
            if (FrameLength(bytes[at..]) is { } length)
            {
                if (at + FrameHead + length > bytes.Length) break;
                frames.Add(new Frame(BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 8)..]), at, file.Slice(at + FrameHead, length)));
                at += FrameHead + length;
                continue;
            }

            var next = NextFrame(bytes, at + 1);
            // The last write was torn: it was never answered for. Anything else at the end was something once.
            if (next < 0 && (bytes.Length - at < FrameHead || IsBlank(bytes[at..]))) break;
            var end = next < 0 ? bytes.Length : next;
            damaged.Add(new Damage(at, end - at));
            at = end;
        }

        return new SegmentReading(SegmentState.Good, new Guid(bytes.Slice(8, 16)), bytes.Slice(BeforeKey, keyLength).ToArray(), frames, damaged, bytes.Length - at);
    }

    private static int? FrameLength(ReadOnlySpan<byte> at)
    {
        if (at.Length < FrameHead || !at.StartsWith(Mark)) return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(at[12..]) != Checksum(at[..12])) return null;
        var length = BinaryPrimitives.ReadUInt32LittleEndian(at[4..]);
        return length is 0 or > LargestBox ? null : (int)length;
    }

    private static int NextFrame(ReadOnlySpan<byte> bytes, int from)
    {
        while (from < bytes.Length)
        {
            var found = bytes[from..].IndexOf(Mark);
            if (found < 0) return -1;
            if (FrameLength(bytes[(from + found)..]) is not null) return from + found;
            from += found + 1;
        }

        return -1;
    }

    private static bool IsBlank(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExcept((byte)0);

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes) sum = BitOperations.Crc32C(sum, one);
        return ~sum;
    }
}

/// <summary>What a spool file was found to be.</summary>
public enum SegmentState
{
    /// <summary>A segment; single frames may be damaged.</summary>
    Good,

    /// <summary>Begun, and nothing in it that anybody was answered for.</summary>
    Empty,

    /// <summary>Something else, or a segment whose head is damaged.</summary>
    Foreign,
}

/// <summary>One sealed word of a segment.</summary>
/// <param name="Number">Its number, bound into the box.</param>
/// <param name="At">Where its head begins.</param>
/// <param name="Box">The box.</param>
public readonly record struct Frame(uint Number, int At, ReadOnlyMemory<byte> Box);

/// <summary>A place of a segment that holds no frame.</summary>
/// <param name="At">Where it begins.</param>
/// <param name="Length">How long it is.</param>
public readonly record struct Damage(int At, int Length);

/// <summary>What a spool file holds.</summary>
/// <param name="State">What it is; without a segment the rest is empty.</param>
/// <param name="Id">The segment's id.</param>
/// <param name="WrappedKey">Its key, wrapped.</param>
/// <param name="Frames">The whole frames, in the order in which they were written.</param>
/// <param name="Damaged">What lies between them.</param>
/// <param name="Torn">How many bytes at the end are a write that was cut off.</param>
public sealed record SegmentReading(
    SegmentState State, Guid Id, byte[] WrappedKey, IReadOnlyList<Frame> Frames, IReadOnlyList<Damage> Damaged, int Torn)
{
    internal static SegmentReading Empty { get; } = new(SegmentState.Empty, default, [], [], [], 0);

    internal static SegmentReading Foreign { get; } = new(SegmentState.Foreign, default, [], [], [], 0);
}
