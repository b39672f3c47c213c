namespace Gateway.Demo;

/// <summary>Where the demo listens, and where it keeps its files.</summary>
/// <param name="Gateway">The gateway; <c>--gateway http://localhost:5080</c>.</param>
/// <param name="Phones">The phones and the simulated providers; <c>--phones http://localhost:5090</c>.</param>
/// <param name="Folder">Records, keys and set-up file; <c>--folder artifacts/demo</c>.</param>
/// <param name="Keep">Goes on with the records of the last run instead of beginning afresh; <c>--keep true</c>.</param>
public sealed record DemoSettings(Uri Gateway, Uri Phones, string Folder, bool Keep)
{
    /// <summary>Reads the command line.</summary>
    public static DemoSettings From(string[] args)
    {
        var given = new ConfigurationBuilder().AddCommandLine(args).Build();
        return new DemoSettings(
            new Uri(given["gateway"] ?? "http://localhost:5080"),
            new Uri(given["phones"] ?? "http://localhost:5090"),
            Path.GetFullPath(given["folder"] ?? Path.Combine(Root(), "artifacts", "demo")),
            given.GetValue<bool>("keep"));
    }

    /// <summary>An address as it is written into settings and pages: without a slash at the end.</summary>
    public static string Plain(Uri address) => address.GetLeftPart(UriPartial.Authority);

    // The folder of the solution, wherever the command was given; else the working folder.
    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Gateway.sln")))
                return folder.FullName;
        }
        return Environment.CurrentDirectory;
    }
}
