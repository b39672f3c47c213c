using System.Threading.Channels;
using Gateway.Primitives;
using Gateway.Records.Sealing;

namespace Gateway.Intake.Spool;

/// <summary>This node's spool: takes words, makes them durable, and keeps them until they are in the records.</summary>
/// <remarks>What waits together is written together and shares one flush. A word counts only when its flush has returned.</remarks>
public sealed partial class SpoolOnDisk : IAsyncDisposable
{
    private const int LargestGroup = 512;
    private const int LargestGroupBytes = 1024 * 1024;
    private const int LargestSegment = 4 * 1024 * 1024;

    private readonly SpoolFolder _folder;
    private readonly Vault _vault;
    private readonly TimeProvider _time;
    private readonly ILogger<SpoolOnDisk> _log;
    private readonly long _most;
    private readonly Channel<Waiting> _queue = Channel.CreateUnbounded<Waiting>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Lock _disk = new();
    private readonly Lock _order = new();
    private readonly List<Segment> _closed = [];
    private readonly Task _writer;
    private OpenSegment? _open;
    private long _turn;
    private long _bytes;
    private long _count;
    private long _refused;
    private int _aside;

    /// <summary>Takes its folder and finds what an earlier life left there.</summary>
    /// <exception cref="InvalidOperationException">The folder cannot be used.</exception>
    public SpoolOnDisk(SpoolSettings settings, Vault vault, TimeProvider time, ILogger<SpoolOnDisk> log)
    {
        (_vault, _time, _log) = (vault, time, log);
        _most = settings.MaxMb * 1024L * 1024;
        _folder = new SpoolFolder(settings);
        _closed.AddRange(FindSegments());
        _count = _closed.Sum(segment => segment.Count);
        _bytes = _closed.Sum(segment => segment.Bytes);
        _aside = _folder.CountAside();
        if (_count > 0) LogFound(_count, _closed.Count);
        if (_aside > 0) LogAside(_aside, _folder.Aside);
        _writer = Task.Run(WriteLoopAsync);
    }

    /// <summary>How many words lie here.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>How many bytes they take.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>How many words could not be taken since the start: the disk failed or the spool was full. Their providers were told.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>How many damaged pieces and files lie aside.</summary>
    public int Aside => Volatile.Read(ref _aside);

    /// <summary>When the oldest word that lies here was taken, in milliseconds; nothing when there is none.</summary>
    public long? OldestAt
    {
        get
        {
            lock (_disk)
            {
                var oldest = _closed.Where(segment => segment.Count > 0).Select(segment => segment.OldestAt).Append(_open?.OldestAt ?? long.MaxValue).Min();
                return oldest == long.MaxValue ? null : oldest;
            }
        }
    }

    /// <summary>Takes a word. Its place among the words of this node is given before this returns; it is durable when the task ends.</summary>
    /// <exception cref="IOException">It could not be written, or the spool is full: it is not taken.</exception>
    public Task AppendAsync(Inbound inbound, long takenAt)
    {
        lock (_order)
        {
            _turn = Math.Max(_turn + 1, _time.NowMs() << 12);
            var waiting = new Waiting(new SpooledWord(inbound, takenAt, _turn));
            if (Interlocked.Add(ref _bytes, waiting.Plain.Length) > _most)
            {
                Interlocked.Add(ref _bytes, -waiting.Plain.Length);
                return Task.FromException(Refuse(new IOException("The spool is full.")));
            }

            if (_queue.Writer.TryWrite(waiting)) return waiting.Done.Task;
            return Task.FromException(Refuse(new IOException("The spool is closed.")));
        }
    }

    /// <summary>Closes the segment that is being written, and gives all that are closed, oldest first.</summary>
    public IReadOnlyList<Segment> Close()
    {
        lock (_disk)
        {
            CloseOpen();
            return [.. _closed];
        }
    }

    /// <summary>Reads a closed segment. What is damaged in it is put aside, and does not come again.</summary>
    public OpenedSegment Read(Segment segment) => OpenedSegment.Read(segment.Path, _vault, PutAside);

    /// <summary>The words of a segment are in the records: it goes.</summary>
    public void Remove(Segment segment)
    {
        File.Delete(segment.Path);
        lock (_disk) _closed.Remove(segment);
        Interlocked.Add(ref _count, -segment.Count);
        Interlocked.Add(ref _bytes, -segment.Bytes);
    }

    /// <summary>Writes what waits, then lets the folder go.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
        lock (_disk) CloseOpen();
        _folder.Dispose();
    }

    private IEnumerable<Segment> FindSegments()
    {
        foreach (var path in _folder.Segments())
        {
            var found = OpenedSegment.Read(path, _vault, PutAside);
            if (found.Words.Count > 0)
            {
                _turn = Math.Max(_turn, found.Words.Max(word => word.Turn));
                yield return new Segment(path, found.Words.Count, new FileInfo(path).Length, found.Words.Min(word => word.TakenAt));
            }
            else if (File.Exists(path))
            {
                // Nothing in it that is not aside, or that anybody was answered for.
                File.Delete(path);
            }
        }
    }

    private async Task WriteLoopAsync()
    {
        var group = new List<Waiting>(LargestGroup);
        while (await _queue.Reader.WaitToReadAsync())
        {
            group.Clear();
            var bytes = 0;
            while (group.Count < LargestGroup && bytes < LargestGroupBytes && _queue.Reader.TryRead(out var waiting))
            {
                group.Add(waiting);
                bytes += waiting.Plain.Length;
            }

            Write(group);
        }
    }

    private void Write(List<Waiting> group)
    {
        var plain = group.Sum(waiting => waiting.Plain.Length);
        try
        {
            lock (_disk)
            {
                Interlocked.Add(ref _bytes, Open());
                Interlocked.Add(ref _bytes, _open!.Append(group) - plain);
                Interlocked.Add(ref _count, group.Count);
                if (_open!.Bytes > LargestSegment) CloseOpen();
            }

            foreach (var waiting in group) waiting.Done.SetResult();
        }
        catch (Exception error)
        {
            // Whatever it was, the writer must live: it is the only one. After a failed flush nothing may be added to the same file:
            // what the system says of it from then on cannot be believed.
            lock (_disk) CloseOpen();
            Interlocked.Add(ref _bytes, -plain);
            var refused = error as IOException ?? new IOException("The spool cannot be written.", error);
            Interlocked.Add(ref _refused, group.Count);
            LogRefused(error, group.Count);
            foreach (var waiting in group) waiting.Done.SetException(refused);
        }
    }

    private void CloseOpen()
    {
        if (_open is not { } open) return;
        _open = null;
        if (open.Close() is { } closed) _closed.Add(closed);
        else Interlocked.Add(ref _bytes, -open.Bytes);
    }

    // How many bytes that took.
    private long Open()
    {
        if (_open is not null) return 0;
        _open = OpenSegment.New(_folder, _vault, _time);
        return _open.Bytes;
    }

    private void PutAside(string file, Damage? damage, ReadOnlyMemory<byte> bytes)
    {
        if (damage is { } piece) _folder.PutAside(file, piece.At, bytes.Span.Slice(piece.At, piece.Length));
        else _folder.PutAside(file);
        Volatile.Write(ref _aside, _folder.CountAside());
        LogDamaged(damage?.Length ?? bytes.Length, _folder.Aside);
    }

    private IOException Refuse(IOException error)
    {
        Interlocked.Increment(ref _refused);
        LogRefused(error, 1);
        return error;
    }

    [LoggerMessage(1801, LogLevel.Error, "The spool could not take {Count} events; their providers were told to send them again")]
    private partial void LogRefused(Exception error, int count);

    [LoggerMessage(1802, LogLevel.Warning, "The spool holds {Count} words in {Files} files from before this start; they go to the records first")]
    private partial void LogFound(long count, int files);

    [LoggerMessage(1803, LogLevel.Error, "{Bytes} bytes of the spool cannot be read; they were put aside in {Folder}")]
    private partial void LogDamaged(int bytes, string folder);

    [LoggerMessage(1804, LogLevel.Error, "{Count} unreadable pieces of the spool lie in {Folder}: somebody must look at them")]
    private partial void LogAside(int count, string folder);
}

/// <summary>A word that waits for its flush.</summary>
internal sealed class Waiting(SpooledWord word)
{
    public SpooledWord Word { get; } = word;

    public byte[] Plain { get; } = word.ToBytes();

    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
