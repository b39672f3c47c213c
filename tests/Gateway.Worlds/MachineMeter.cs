using System.Diagnostics;
using System.Globalization;

namespace Gateway.Worlds;

/// <summary>What the machine did during a measurement, in cores (1 = one core fully busy).</summary>
/// <param name="Cores">How many there are.</param>
/// <param name="LoadBefore">The one-minute load average before the run started anything.</param>
/// <param name="GeneratorCpu">This program: generator, consoles and simulated providers.</param>
/// <param name="GatewayCpu">All gateways together.</param>
/// <param name="OtherCpu">Everything else: PostgreSQL and Redis of the run, and whatever was on the machine beside it.</param>
/// <param name="GatewayPeakMb">The largest resident memory of a gateway, in MB.</param>
/// <param name="GatewayCpuMsPerMessage">Processor time of the gateways for each message.</param>
public sealed record MachineReport(
    int Cores, double LoadBefore, double GeneratorCpu, double GatewayCpu, double OtherCpu, double GatewayPeakMb, double GatewayCpuMsPerMessage);

/// <summary>Reads processor time and memory of the processes of a run.</summary>
public sealed class MachineMeter
{
    private readonly int[] _gateways;
    private readonly double _loadBefore;
    private readonly long _start = TimeProvider.System.GetTimestamp();
    private readonly double _own = OwnSeconds();
    private readonly double _gateway;
    private readonly Dictionary<string, double> _every = EverySeconds();

    /// <summary>Starts to measure.</summary>
    /// <param name="gateways">Their process ids.</param>
    /// <param name="loadBefore">From <see cref="LoadAverage"/>, before anything was started.</param>
    public MachineMeter(IEnumerable<int> gateways, double loadBefore)
    {
        (_gateways, _loadBefore) = ([.. gateways], loadBefore);
        _gateway = _gateways.Sum(SecondsOf);
    }

    /// <summary>The one-minute load average.</summary>
    public static double LoadAverage() => Number(File.ReadAllText("/proc/loadavg").Split(' ')[0]);

    /// <summary>What happened since the start.</summary>
    public MachineReport Stop(int messages)
    {
        var took = TimeProvider.System.GetElapsedTime(_start).TotalSeconds;
        var own = OwnSeconds() - _own;
        var gateway = _gateways.Sum(SecondsOf) - _gateway;
        var machine = EverySeconds().Sum(process => process.Value - _every.GetValueOrDefault(process.Key));
        return new MachineReport(
            Environment.ProcessorCount, _loadBefore, Round(own / took), Round(gateway / took), Round(Math.Max(0, machine - own - gateway) / took),
            Round(_gateways.Max(PeakMb)), Round(gateway * 1000 / Math.Max(1, messages)));
    }

    private static double OwnSeconds() => Environment.CpuUsage.TotalTime.TotalSeconds;

    private static double SecondsOf(int id)
    {
        using var process = Process.GetProcessById(id);
        return process.TotalProcessorTime.TotalSeconds;
    }

    private static double PeakMb(int id) => Number(
        File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) / 1024;

    // By process and not from /proc/stat, whose ticks miss what runs for less than one of them. Who has ended is not counted.
    private static Dictionary<string, double> EverySeconds()
    {
        var all = new Dictionary<string, double>();
        foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
        {
            try
            {
                // After the name in brackets: state, then ten more, then the hundredths of a second in user and in system mode.
                var text = File.ReadAllText(Path.Combine(folder, "stat"));
                var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
                all[folder] = (Number(fields[11]) + Number(fields[12])) / 100;
            }
            catch (IOException)
            {
                // It has just ended.
            }
        }
        return all;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static double Round(double value) => Math.Round(value, 2);
}
