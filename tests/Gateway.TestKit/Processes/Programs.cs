namespace Gateway.TestKit.Processes;

/// <summary>Finds the programs of the system that tests run against.</summary>
internal static class Programs
{
    public static string Redis => Find("redis-server", "redis-server", "/usr/bin", "/usr/local/bin");

    public static string Postgres(string name) => Find(name, "postgresql", PostgresFolders());

    private static string[] PostgresFolders()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian)
            ? Directory.GetDirectories(debian).OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0)
            : Enumerable.Empty<string>();
        return [.. versions.Select(folder => Path.Combine(folder, "bin")), "/usr/bin", "/usr/local/bin"];
    }

    private static string Find(string program, string package, params string[] folders)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Concat(path).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists)
            ?? throw new InvalidOperationException(
                $"{program} is not installed: these tests need Debian's package {package} (apt-get install {package}).");
    }
}
