using Gateway.Worlds;

namespace Gateway.Load.Runs;

/// <summary>PostgreSQL and Redis against the embedded engines: how many times as long, as much. The median over the rounds.</summary>
/// <param name="AnswerP50">Webhook answer, half of them.</param>
/// <param name="AnswerP99">Webhook answer, 99 of 100.</param>
/// <param name="SeenP50">Until a console has it, half of them.</param>
/// <param name="SeenP99">Until a console has it, 99 of 100.</param>
/// <param name="GatewayCpuPerMessage">Processor time of the gateways for each message, without that of the servers beside them.</param>
public sealed record Ratios(double AnswerP50, double AnswerP99, double SeenP50, double SeenP99, double GatewayCpuPerMessage);

/// <summary>The ratios, and the runs they come from.</summary>
public sealed record CompareReport(Ratios DistributedToEmbedded, IReadOnlyList<LatencyReport> Embedded, IReadOnlyList<LatencyReport> Distributed)
{
    /// <summary>Whether nothing was lost, doubled or out of order in any of them.</summary>
    public bool Good => Embedded.Concat(Distributed).All(report => report.Good);
}

/// <summary>Measures both engines by turns: what else happens on the machine falls on both, so that the ratio says more than the times.</summary>
public static class CompareExperiment
{
    /// <summary>Runs so many rounds of both.</summary>
    public static async Task<CompareReport> RunAsync(Func<Engine, LatencyOptions> options, int rounds, Action<string> say)
    {
        List<LatencyReport> embedded = [], distributed = [];
        for (var round = 1; round <= rounds; round++)
        {
            say($"round {round} of {rounds}");
            embedded.Add(await LatencyExperiment.RunAsync(options(Engine.Embedded) with { Nodes = 1 }, say));
            distributed.Add(await LatencyExperiment.RunAsync(options(Engine.Distributed), say));
        }
        double Ratio(Func<LatencyReport, double> figure) =>
            Math.Round(Median(distributed.Zip(embedded, (other, one) => figure(other) / Math.Max(0.01, figure(one)))), 2);
        var ratios = new Ratios(
            Ratio(report => report.AnswerMs.P50), Ratio(report => report.AnswerMs.P99), Ratio(report => report.SeenMs.P50),
            Ratio(report => report.SeenMs.P99), Ratio(report => report.Machine.GatewayCpuMsPerMessage));
        return new CompareReport(ratios, embedded, distributed);
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
