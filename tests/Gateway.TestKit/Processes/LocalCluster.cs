using System.Globalization;

namespace Gateway.TestKit.Processes;

/// <summary>The cluster of <c>infra/local</c>, as its script starts it: gateways behind HAProxy, PostgreSQL, Redis with a replica.</summary>
public sealed class LocalCluster : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    // The script opens it to those who pass through; inside, what is secret is closed.
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-cluster-");

    private LocalCluster()
    {
    }

    /// <summary>The load balancer: where phones and consoles go.</summary>
    public Uri Front { get; private set; } = null!;

    /// <summary>Starts one and waits until the load balancer passes calls on.</summary>
    /// <param name="setup">The set-up file and everything the gateways are told beside the engines.</param>
    /// <param name="simulators">Where the simulated providers listen.</param>
    /// <param name="nodes">How many gateways.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<LocalCluster> StartAsync(RunSetup setup, Uri simulators, int nodes = 2, params (string Key, string Value)[] settings)
    {
        var cluster = new LocalCluster();
        var given = setup.Write(simulators);
        // The test's machine is busy; the defaults are for a quiet one.
        given["Gateway:Records:TimeoutMs"] = "10000";
        given["Gateway:Redis:TimeoutMs"] = "3000";
        foreach (var (key, value) in settings) given[key] = value;
        string[] chosen = ["Gateway:Setup:File", "Gateway:Records:Engine", "Gateway:Records:Sqlite:File", "Gateway:Queue:Engine", "Gateway:Keys:Directory", "Gateway:Keys:CreateForDevelopment"];
        try
        {
            await cluster.RunAsync(
                ["up", "--nodes", nodes.ToString(CultureInfo.InvariantCulture), "--setup", given["Gateway:Setup:File"], "--program", GatewayProgram.Path,
                    .. given.Where(one => !chosen.Contains(one.Key)).SelectMany(one => new[] { "--set", $"{one.Key}={one.Value}" })]);
        }
        catch
        {
            cluster._folder.Delete(recursive: true);
            throw;
        }

        cluster.Front = new Uri($"http://127.0.0.1:{cluster.Port("FRONT_PORT")}");
        return cluster;
    }

    /// <summary>One gateway, past the load balancer.</summary>
    public Uri Gateway(int number) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port($"GATEWAY{number}_PORT")}"));

    /// <summary>SIGTERM to one part, for example <c>gateway1</c>; returns when it has ended.</summary>
    public Task StopAsync(string part) => RunAsync(["stop", part]);

    /// <summary>kill -9 to one part.</summary>
    public Task KillAsync(string part) => RunAsync(["kill", part]);

    /// <summary>Starts a stopped part again and waits until it is ready.</summary>
    public Task StartAsync(string part) => RunAsync(["start", part]);

    /// <summary>Kills the primary Redis and makes the replica the primary.</summary>
    public Task FailOverAsync() => RunAsync(["failover"]);

    /// <summary>What a part has written.</summary>
    public string LogOf(string part) => File.ReadAllText(Path.Combine(_folder.FullName, "log", part + ".log"));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await RunAsync(["down", "--clean"]);
        if (Directory.Exists(_folder.FullName)) _folder.Delete(recursive: true);
    }

    private string Port(string name) => File.ReadLines(Path.Combine(_folder.FullName, "world.env"))
        .First(line => line.StartsWith(name + "=", StringComparison.Ordinal))[(name.Length + 1)..];

    private async Task RunAsync(IEnumerable<string> arguments)
    {
        await using var script = ChildProcess.Start("bash", [Script, .. arguments, "--folder", _folder.FullName]);
        await script.EndedAsync(Patience);
        if (script.ExitCode != 0) throw new InvalidOperationException($"local.sh {string.Join(' ', arguments)} ended with {script.ExitCode}:\n{script.LastLines}");
    }

    private static string Script { get; } = FindScript();

    private static string FindScript()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gateway.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "infra", "local", "local.sh");
    }
}
