using System.Globalization;
using Gateway.TestKit.Processes;

namespace Gateway.SystemTests.Intake.Bots;

/// <summary>The bot in <c>bots/examples/dialog</c> as a process of its own: the Bot Framework SDK of npm, unchanged.</summary>
internal sealed class ExampleBot : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private ExampleBot(ChildProcess process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Where it takes messages.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/api/messages");

    /// <summary>What it has printed.</summary>
    public IReadOnlyList<string> Lines => [.. _process.Output.After(0)];

    public static async Task<ExampleBot> StartAsync(int? port = null, params (string Name, string Value)[] environment)
    {
        var chosen = port ?? FreePort.Find();
        var all = environment.ToDictionary(one => one.Name, one => one.Value);
        all["PORT"] = chosen.ToString(CultureInfo.InvariantCulture);
        var bot = new ExampleBot(ChildProcess.Start("node", ["index.js"], Path.Combine(Root(), "bots", "examples", "dialog"), all), chosen);
        for (var i = 0; !bot.Lines.Any(line => line.StartsWith("listening", StringComparison.Ordinal)); i++)
        {
            if (i == 1200) throw new TimeoutException("The example bot does not listen after a minute:\n" + bot._process.LastLines);
            if (!bot._process.Running) throw new InvalidOperationException("The example bot ended at once:\n" + bot._process.LastLines);
            await Task.Delay(50);
        }

        return bot;
    }

    public Task KillAsync() => _process.Kill9Async();

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gateway.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
