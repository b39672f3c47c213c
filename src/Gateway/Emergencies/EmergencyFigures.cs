using System.Diagnostics.Metrics;

namespace Gateway.Emergencies;

/// <summary>What is counted of emergencies, by organisation; never by person, counsellor or content.</summary>
/// <remarks>What is open is the same seen from every node: take the largest of the nodes, not their sum.</remarks>
public sealed class EmergencyFigures
{
    private readonly Histogram<double> _heard;
    private readonly Counter<long> _escalated;
    private IReadOnlyList<OpenCount> _open = [];

    /// <summary>Makes the instruments of the meter <c>Gateway</c>.</summary>
    public EmergencyFigures(IMeterFactory meters)
    {
        var meter = meters.Create("Gateway");
        meter.CreateObservableGauge("gateway.emergencies.open", () => Each(count => count.Open), "{emergency}", "Emergencies that are open");
        meter.CreateObservableGauge("gateway.emergencies.unheard", () => Each(count => count.Unheard), "{emergency}", "Of these, whose alarm nobody has answered for too long");
        meter.CreateObservableGauge("gateway.emergencies.unconfirmed", () => Each(count => count.Unconfirmed), "{call}", "Calls to others without consent that wait for a second person");
        _escalated = meter.CreateCounter<long>("gateway.emergencies.escalated", "{emergency}", "Alarms that nobody had answered in time");
        _heard = meter.CreateHistogram<double>(
            "gateway.emergencies.heard", "s", "From the opening of an emergency to the first supervisor's answer", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 30, 60, 120, 300, 900] });
    }

    /// <summary>The first answer came after so many milliseconds.</summary>
    public void Heard(string organisation, long afterMs) => _heard.Record(afterMs / 1000.0, new KeyValuePair<string, object?>("organisation", organisation));

    /// <summary>Nobody had answered in time.</summary>
    public void Escalated(string organisation) => _escalated.Add(1, new KeyValuePair<string, object?>("organisation", organisation));

    /// <summary>What is open now.</summary>
    internal void Note(IReadOnlyList<OpenCount> open) => _open = open;

    private IEnumerable<Measurement<long>> Each(Func<OpenCount, long> value) =>
        _open.Select(count => new Measurement<long>(value(count), new KeyValuePair<string, object?>("organisation", count.Organisation)));
}
