using System.Security.Cryptography;

namespace Gateway.Records.Sealing;

/// <summary>Reads and makes the key files: 32 random bytes each, as Base64 text, readable by the owner alone.</summary>
public static class KeyFolder
{
    private const string Lookup = "lookup.key";
    private const string Sealing = "master-";
    private const string Opening = "opens-";

    /// <summary>What keeps this folder from being used; empty when it is fine.</summary>
    public static IEnumerable<string> Problems(string folder)
    {
        if (!Directory.Exists(folder))
        {
            yield return $"there is no folder {folder}";
            yield break;
        }

        if (Files(folder, Sealing).Length == 0) yield return $"{folder} holds no master-….key";
        if (!File.Exists(Path.Combine(folder, Lookup))) yield return $"{folder} holds no {Lookup}";
        foreach (var file in AllMasters(folder).Append(Path.Combine(folder, Lookup)).Where(File.Exists))
        {
            if (!TryRead(file, out _)) yield return $"{Path.GetFileName(file)} is not 32 bytes in Base64";
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
                yield return $"{Path.GetFileName(file)} can be read by others (chmod 600)";
        }
    }

    /// <summary>
    /// Makes a lookup key if there is none, and a new master key named after <paramref name="now"/>: in a folder without one it seals
    /// at once, otherwise it only opens until <see cref="Use"/>, so that every gateway can learn to open with it first.
    /// </summary>
    /// <returns>The path of the new master key.</returns>
    public static string Create(string folder, DateTimeOffset now)
    {
        Directory.CreateDirectory(folder);
        var lookup = Path.Combine(folder, Lookup);
        if (!File.Exists(lookup)) Write(lookup);
        var master = Path.Combine(folder, $"{(Files(folder, Sealing).Length == 0 ? Sealing : Opening)}{now:yyyyMMdd-HHmmss}.key");
        Write(master);
        return master;
    }

    /// <summary>Makes the newest key that only opens the sealing one, from the next start of the gateway on.</summary>
    /// <returns>Its new path.</returns>
    /// <exception cref="InvalidOperationException">There is no such key, or it would not come last by name and so not seal.</exception>
    public static string Use(string folder)
    {
        if (!Directory.Exists(folder) || Files(folder, Opening) is not [.., var newest])
            throw new InvalidOperationException($"{folder} holds no opens-….key; make one with: keys new {folder}");
        var master = Path.Combine(folder, Sealing + Path.GetFileName(newest)[Opening.Length..]);
        if (Files(folder, Sealing).Any(other => string.CompareOrdinal(other, master) >= 0))
            throw new InvalidOperationException($"{folder} holds a newer master key than {Path.GetFileName(newest)}; that one seals. Make a new one with: keys new {folder}");
        File.Move(newest, master);
        return master;
    }

    /// <summary>Whether this is the file of a key that seals, or sealed once.</summary>
    public static bool Seals(string file) => Path.GetFileName(file).StartsWith(Sealing, StringComparison.Ordinal);

    /// <summary>The master keys, the sealing one last, and the lookup key.</summary>
    /// <exception cref="InvalidOperationException">A file is missing or spoilt; see <see cref="Problems"/>.</exception>
    public static (IReadOnlyList<byte[]> Masters, byte[] Lookup) Read(string folder)
    {
        var problems = Problems(folder).ToList();
        if (problems.Count > 0) throw new InvalidOperationException(string.Join("; ", problems));
        return ([.. AllMasters(folder).Select(ReadKey)], ReadKey(Path.Combine(folder, Lookup)));
    }

    private static string[] AllMasters(string folder) => [.. Files(folder, Opening), .. Files(folder, Sealing)];

    private static string[] Files(string folder, string kind)
    {
        var files = Directory.GetFiles(folder, kind + "*.key");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    private static byte[] ReadKey(string file) => TryRead(file, out var key) ? key : throw new InvalidOperationException(file);

    private static bool TryRead(string file, out byte[] key)
    {
        key = new byte[32];
        return Convert.TryFromBase64String(File.ReadAllText(file).Trim(), key, out var length) && length == 32;
    }

    private static void Write(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // Whole or not at all: a gateway that starts at this moment would read half a key.
        var unfinished = $"{file}.{RandomNumberGenerator.GetHexString(8)}.tmp";
        using (var writer = new StreamWriter(unfinished, options)) writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        try
        {
            File.Move(unfinished, file);
        }
        catch (IOException)
        {
            File.Delete(unfinished);
            throw;
        }
    }
}
