using System.Globalization;
using System.Runtime.InteropServices;

namespace Gateway.Intake.Spool;

/// <summary>A folder that belongs to this process alone, as long as it lives: its segments, and what was put aside.</summary>
/// <remarks>
/// Below the folder of the settings each process takes the first <c>node-1</c>, <c>node-2</c> … whose lock is free. What lies in the
/// folders of processes that are gone comes to the next one that starts.
/// </remarks>
public sealed class SpoolFolder : IDisposable
{
    private const int MostProcesses = 64;
    private const string LockName = "lock";

    private readonly FileStream _lock;

    /// <summary>Takes a folder, tries whether it can be written, and takes over what dead processes left.</summary>
    /// <exception cref="InvalidOperationException">It cannot be used: the gateway does not start without it.</exception>
    public SpoolFolder(SpoolSettings settings)
    {
        var root = System.IO.Path.GetFullPath(settings.Folder);
        try
        {
            Make(root);
            (Path, _lock) = Take(root);
            Make(Aside);
            TryToWrite();
            TakeOver(root);
            Flush(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            _lock?.Dispose();
            throw new InvalidOperationException(
                $"The spool folder {root} cannot be used ({error.Message}). People's words are kept there while the records are away: " +
                "name a folder that this process may write to in Gateway:Spool:Folder.", error);
        }
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>Where damaged pieces and files are kept. Whoever runs the server decides what becomes of them.</summary>
    public string Aside => System.IO.Path.Combine(Path, "aside");

    /// <summary>How many pieces and files lie aside.</summary>
    public int CountAside() => Directory.EnumerateFiles(Aside).Count();

    /// <summary>The segments, oldest first.</summary>
    public IReadOnlyList<string> Segments() => [.. Directory.EnumerateFiles(Path, "*.spool").Order(StringComparer.Ordinal)];

    /// <summary>A path for a new segment that sorts behind all others.</summary>
    public string NewSegment(long nowMs, Guid id) =>
        System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{nowMs:D15}-{id:N}.spool"));

    /// <summary>Puts a whole file aside.</summary>
    public void PutAside(string file)
    {
        File.Move(file, System.IO.Path.Combine(Aside, System.IO.Path.GetFileName(file)), overwrite: true);
        Flush(Aside);
    }

    /// <summary>Puts a piece of a file aside, under a name that is the same whenever it is found again.</summary>
    public void PutAside(string file, int at, ReadOnlySpan<byte> piece)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{System.IO.Path.GetFileNameWithoutExtension(file)}-{at}.damaged");
        using (var handle = File.OpenHandle(System.IO.Path.Combine(Aside, name), FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, piece, 0);
            RandomAccess.FlushToDisk(handle);
        }

        Flush(Aside);
    }

    /// <summary>Makes the names in a folder durable: a file whose name is lost is lost.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = NativeOpen(folder, 0);
        if (handle < 0) throw new IOException($"{folder} cannot be opened.");
        var failed = NativeFsync(handle) != 0;
        _ = NativeClose(handle);
        if (failed) throw new IOException($"{folder} cannot be flushed.");
    }

    /// <inheritdoc />
    public void Dispose() => _lock.Dispose();

    private static (string, FileStream) Take(string root)
    {
        for (var number = 1; number <= MostProcesses; number++)
        {
            var folder = System.IO.Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"node-{number}"));
            Make(folder);
            if (TryLock(folder) is { } taken) return (folder, taken);
        }

        throw new IOException($"{MostProcesses} processes hold it already");
    }

    private static FileStream? TryLock(string folder)
    {
        var path = System.IO.Path.Combine(folder, LockName);
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process holds it.
            return null;
        }
    }

    private void TryToWrite()
    {
        var probe = System.IO.Path.Combine(Path, "probe");
        using (var handle = File.OpenHandle(probe, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, "can be written"u8, 0);
            RandomAccess.FlushToDisk(handle);
        }

        File.Delete(probe);
    }

    private void TakeOver(string root)
    {
        foreach (var folder in Directory.EnumerateDirectories(root, "node-*").Where(folder => folder != Path))
        {
            using var taken = TryLock(folder);
            if (taken is null) continue;
            foreach (var file in Directory.EnumerateFiles(folder, "*.spool")) File.Move(file, System.IO.Path.Combine(Path, System.IO.Path.GetFileName(file)));
            var aside = System.IO.Path.Combine(folder, "aside");
            if (!Directory.Exists(aside)) continue;
            foreach (var file in Directory.EnumerateFiles(aside)) File.Move(file, System.IO.Path.Combine(Aside, System.IO.Path.GetFileName(file)), overwrite: true);
        }
    }

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true, CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeOpen([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeFsync(int handle);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeClose(int handle);
}
