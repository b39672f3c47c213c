using System.Diagnostics.Metrics;

namespace Gateway.PartnerGateways;

/// <summary>Counts the calls between gateways, by how they ended; never by person or content.</summary>
public sealed class PartnerFigures
{
    private readonly Counter<long> _calls;

    /// <summary>Makes the instrument of the meter <c>Gateway</c>.</summary>
    public PartnerFigures(IMeterFactory meters) =>
        _calls = meters.Create("Gateway").CreateCounter<long>("gateway.partner.calls", "{call}", "Calls between gateways by direction and result");

    /// <summary>A call came and ended so: <c>ok</c> or the word of a <see cref="Refusal"/>.</summary>
    internal void Came(string result) => _calls.Add(1, new("direction", "in"), new("result", result));

    /// <summary>A call of ours ended so: <c>ok</c> or a fault in a fixed word.</summary>
    internal void Went(string result) => _calls.Add(1, new("direction", "out"), new("result", result));
}
