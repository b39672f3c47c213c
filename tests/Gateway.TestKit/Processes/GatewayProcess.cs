using System.Globalization;
using System.Net;

namespace Gateway.TestKit.Processes;

/// <summary>The built gateway as a real process, with its configuration given as environment variables.</summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-process-");
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(2) };

    private GatewayProcess(IReadOnlyDictionary<string, string> configuration, int port)
    {
        Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        _environment = configuration.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value)
            .Append(new("ASPNETCORE_URLS", Address.GetLeftPart(UriPartial.Authority)))
            .ToDictionary();
    }

    /// <summary>Where it listens; stays the same over a restart.</summary>
    public Uri Address { get; }

    /// <summary>The process itself, with what it wrote.</summary>
    public ChildProcess Process { get; private set; } = null!;

    /// <summary>Real time from the start of the process to the first "ready".</summary>
    public TimeSpan StartTook { get; private set; }

    /// <summary>Starts a gateway and waits until it is ready.</summary>
    /// <param name="configuration">Settings by their keys, for example <c>Gateway:Records:Engine</c>.</param>
    /// <param name="port">0: a free one.</param>
    /// <exception cref="InvalidOperationException">It ended, or was not ready in time; the message holds what it wrote.</exception>
    public static async Task<GatewayProcess> StartAsync(IReadOnlyDictionary<string, string> configuration, int port = 0)
    {
        var gateway = new GatewayProcess(configuration, port == 0 ? FreePort.Find() : port);
        await gateway.RestartAsync();
        return gateway;
    }

    /// <summary>Starts it without waiting for anything: for settings with which it is expected to stop, or with a command.</summary>
    public static ChildProcess Launch(IReadOnlyDictionary<string, string> configuration, params string[] command) =>
        new GatewayProcess(configuration, FreePort.Find()).Launch(command);

    /// <summary>Starts it again on the same port and waits until it is ready; three minutes when nothing else is said.</summary>
    public async Task RestartAsync(TimeSpan? timeout = null)
    {
        var start = TimeProvider.System.GetTimestamp();
        Process = Launch();
        while (!await IsReadyAsync())
        {
            if (!Process.Running)
                throw new InvalidOperationException($"The gateway ended with {Process.ExitCode}:\n{Process.LastLines}");
            if (TimeProvider.System.GetElapsedTime(start) > (timeout ?? TimeSpan.FromMinutes(3)))
                throw new InvalidOperationException($"The gateway was not ready in time:\n{Process.LastLines}");
            await Task.Delay(20);
        }
        StartTook = TimeProvider.System.GetElapsedTime(start);
    }

    /// <summary>Takes it away without warning.</summary>
    public Task Kill9Async() => Process.Kill9Async();

    /// <summary>Ends it as a container would: SIGTERM, and time to finish.</summary>
    public Task StopAsync() => Process.StopAsync();

    /// <summary>Whether it says that it is ready.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await _http.GetAsync(new Uri(Address, "/healthz/ready"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>Waits until it says that it is ready.</summary>
    /// <exception cref="TimeoutException">It has not said so for a minute.</exception>
    public async Task BecomesReadyAsync(string what)
    {
        for (var start = TimeProvider.System.GetTimestamp(); !await IsReadyAsync();)
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMinutes(1)) throw new TimeoutException($"{what}\n{Process.LastLines}");
            await Task.Delay(50);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _http.Dispose();
        _folder.Delete(recursive: true);
    }

    private ChildProcess Launch(params string[] command) =>
        ChildProcess.Start("dotnet", [GatewayProgram.Path, .. command], _folder.FullName, _environment);
}
