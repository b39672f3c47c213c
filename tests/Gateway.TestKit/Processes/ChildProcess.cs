using System.Diagnostics;
using System.Globalization;
using Gateway.Simulators;

namespace Gateway.TestKit.Processes;

/// <summary>A process that a test started: its output is kept, and it does not outlive the test run.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ChildProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>What it has written, both streams, line by line.</summary>
    public NumberedLog<string> Output { get; } = new();

    /// <summary>Whether it is still there.</summary>
    public bool Running => !_process.HasExited;

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>The code it ended with.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>The last lines it wrote, for the message of a failing test.</summary>
    public string LastLines => string.Join('\n', Output.After(Math.Max(0, Output.Last - 40)));

    /// <summary>Starts a program in a folder, with further environment variables.</summary>
    public static ChildProcess Start(
        string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return new ChildProcess(Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start."));
    }

    /// <summary>Runs a program to its end; its output.</summary>
    /// <exception cref="InvalidOperationException">It ended with another code than 0.</exception>
    public static async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        await using var child = Start(program, arguments);
        await child.EndedAsync(TimeSpan.FromMinutes(1));
        return child.ExitCode == 0
            ? child.LastLines
            : throw new InvalidOperationException($"{Path.GetFileName(program)} ended with {child.ExitCode}:\n{child.LastLines}");
    }

    /// <summary>Takes it away without warning, as a power cut would.</summary>
    public async Task Kill9Async()
    {
        _process.Kill();
        await EndedAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>Asks it to end (SIGTERM, or another signal) and waits for it.</summary>
    /// <exception cref="TimeoutException">It did not end in time; it has been killed then.</exception>
    public async Task StopAsync(string signal = "TERM", TimeSpan? timeout = null)
    {
        if (!Running)
            return;
        Signal(signal);
        await EndedAsync(timeout ?? TimeSpan.FromSeconds(30));
    }

    /// <summary>Sends a signal by its name, for example STOP and CONT to hold a process and let it go on.</summary>
    public void Signal(string name)
    {
        using var kill = Process.Start("kill", ["-" + name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Waits until it has ended and all its output is here.</summary>
    public async Task EndedAsync(TimeSpan timeout)
    {
        using var patience = new CancellationTokenSource(timeout);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            throw new TimeoutException($"The process {_process.Id} did not end within {timeout.TotalSeconds:0} s:\n{LastLines}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        if (Running)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
            Output.Append(_ => line.Data);
    }

    private void OnExit(object? sender, EventArgs ended)
    {
        if (Running)
            _process.Kill(entireProcessTree: true);
    }
}
