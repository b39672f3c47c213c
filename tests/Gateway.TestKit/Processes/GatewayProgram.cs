namespace Gateway.TestKit.Processes;

/// <summary>Where the built gateway lies.</summary>
public static class GatewayProgram
{
    /// <summary>Its own output folder beside the test's (<c>artifacts/bin/Gateway/debug</c>), where all its content lies too.</summary>
    public static string Path { get; } = Find();

    private static string Find()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var beside = System.IO.Path.Combine(here.Parent?.Parent?.FullName ?? here.FullName, "Gateway", here.Name, "Gateway.dll");
        var own = System.IO.Path.Combine(here.FullName, "Gateway.dll");
        return File.Exists(beside) ? beside
            : File.Exists(own) ? own
            : throw new InvalidOperationException($"The built gateway lies neither at {beside} nor at {own}.");
    }
}
