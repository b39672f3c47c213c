namespace Gateway.Demo;

/// <summary>The demo's own folder, held by one running demo at a time.</summary>
public sealed class DemoFolder : IDisposable
{
    private readonly FileStream _lock;

    private DemoFolder(string path, FileStream held) => (Path, _lock) = (path, held);

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>The set-up file of the example organisations.</summary>
    public string Setup => System.IO.Path.Combine(Path, "setup.yaml");

    /// <summary>The records.</summary>
    public string Records => System.IO.Path.Combine(Path, "gateway.db");

    /// <summary>Words that came while the records could not be used.</summary>
    public string Spool => System.IO.Path.Combine(Path, "spool");

    /// <summary>The keys that seal the records.</summary>
    public string Keys => System.IO.Path.Combine(Path, "keys");

    /// <summary>Takes the folder, and clears what an earlier demo left unless it is to be kept.</summary>
    /// <exception cref="IOException">Another demo runs on it.</exception>
    public static DemoFolder Take(DemoSettings settings)
    {
        Directory.CreateDirectory(settings.Folder);
        var held = new FileStream(System.IO.Path.Combine(settings.Folder, "running.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        var folder = new DemoFolder(settings.Folder, held);
        if (!settings.Keep)
            folder.Clear();
        return folder;
    }

    /// <inheritdoc/>
    public void Dispose() => _lock.Dispose();

    private void Clear()
    {
        foreach (var file in Directory.GetFiles(Path, "gateway.db*"))
            File.Delete(file);
        foreach (var folder in new[] { Keys, Spool }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }
}
