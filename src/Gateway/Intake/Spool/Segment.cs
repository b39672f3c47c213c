using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Primitives;
using Gateway.Records.Sealing;
using Microsoft.Win32.SafeHandles;

namespace Gateway.Intake.Spool;

/// <summary>A closed file of the spool.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Count">How many words are in it.</param>
/// <param name="Bytes">How long it is.</param>
/// <param name="OldestAt">When its oldest word was taken.</param>
public sealed record Segment(string Path, int Count, long Bytes, long OldestAt);

/// <summary>The file that is being written.</summary>
internal sealed class OpenSegment
{
    private readonly SegmentSeal _seal;
    private readonly SafeFileHandle _file;
    private readonly string _path;
    private uint _number;

    private OpenSegment(string path, SafeFileHandle file, SegmentSeal seal) => (_path, _file, _seal) = (path, file, seal);

    /// <summary>How long it is.</summary>
    public long Bytes { get; private set; }

    /// <summary>When its oldest word was taken.</summary>
    public long OldestAt { get; private set; } = long.MaxValue;

    /// <summary>Makes a file with nothing but a head.</summary>
    public static OpenSegment New(SpoolFolder folder, Vault vault, TimeProvider time)
    {
        var id = Guid.CreateVersion7(time.GetUtcNow());
        var seal = SegmentSeal.New(vault, id);
        var path = folder.NewSegment(time.NowMs(), id);
        var head = SegmentFormat.Head(id, seal.Wrapped);
        var file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
        try
        {
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            RandomAccess.Write(file, head, 0);
            RandomAccess.FlushToDisk(file);
            SpoolFolder.Flush(folder.Path);
        }
        catch
        {
            file.Dispose();
            File.Delete(path);
            throw;
        }

        return new OpenSegment(path, file, seal) { Bytes = head.Length };
    }

    /// <summary>Writes words and flushes them, once for all.</summary>
    /// <returns>How many bytes they took.</returns>
    public long Append(IReadOnlyList<Waiting> group)
    {
        using var frames = new MemoryStream();
        var number = _number;
        foreach (var waiting in group)
        {
            SegmentFormat.WriteFrame(frames, number, _seal.Seal(number, waiting.Plain));
            number++;
        }

        try
        {
            RandomAccess.Write(_file, frames.GetBuffer().AsSpan(0, (int)frames.Length), Bytes);
            RandomAccess.FlushToDisk(_file);
        }
        catch
        {
            // Nobody is answered for these: the file ends where it did before.
            TryToCut();
            throw;
        }

        _number = number;
        Bytes += frames.Length;
        OldestAt = Math.Min(OldestAt, group.Min(waiting => waiting.Word.TakenAt));
        return frames.Length;
    }

    /// <summary>Closes it; nothing when it holds no word, and then it is gone.</summary>
    public Segment? Close()
    {
        _file.Dispose();
        if (_number > 0) return new Segment(_path, (int)_number, Bytes, OldestAt);
        File.Delete(_path);
        return null;
    }

    private void TryToCut()
    {
        try
        {
            RandomAccess.SetLength(_file, Bytes);
        }
        catch (IOException)
        {
            // What stays behind is a torn end: it is found as such.
        }
    }
}

/// <summary>What a segment holds, opened.</summary>
/// <param name="Seal">Its key; nothing when there is no word.</param>
/// <param name="Id">Its id.</param>
/// <param name="Words">The words, in the order in which they were written.</param>
/// <param name="Frames">Their frames.</param>
public sealed record OpenedSegment(SegmentSeal? Seal, Guid Id, IReadOnlyList<SpooledWord> Words, IReadOnlyList<Frame> Frames)
{
    private static OpenedSegment Nothing { get; } = new(null, default, [], []);

    /// <summary>Reads and opens a file. What cannot be read goes to <paramref name="aside"/>: a piece, or (without a place) the whole file.</summary>
    internal static OpenedSegment Read(string path, Vault vault, Action<string, Damage?, ReadOnlyMemory<byte>> aside)
    {
        var bytes = File.ReadAllBytes(path);
        var reading = SegmentFormat.Read(bytes);
        if (reading.State == SegmentState.Empty) return Nothing;
        if (reading.State == SegmentState.Foreign || Key(reading, vault) is not { } seal)
        {
            aside(path, null, bytes);
            return Nothing;
        }

        foreach (var damage in reading.Damaged) aside(path, damage, bytes);
        var words = new List<SpooledWord>(reading.Frames.Count);
        var frames = new List<Frame>(reading.Frames.Count);
        foreach (var frame in reading.Frames)
        {
            try
            {
                words.Add(SpooledWord.Of(seal.Unseal(frame.Number, frame.Box.Span)));
                frames.Add(frame);
            }
            catch (Exception error) when (error is CryptographicException or JsonException)
            {
                aside(path, new Damage(frame.At, SegmentFormat.FrameHead + frame.Box.Length), bytes);
            }
        }

        return new OpenedSegment(seal, reading.Id, words, frames);
    }

    private static SegmentSeal? Key(SegmentReading reading, Vault vault)
    {
        try
        {
            return SegmentSeal.Open(vault, reading.Id, reading.WrappedKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
