using System.Text.Json.Serialization;
using Gateway.Worlds;

namespace Gateway.Faults.Convergence;

/// <summary>What a run of convergence came to.</summary>
/// <param name="Options">How large it was.</param>
/// <param name="Returns">Each return of a network.</param>
/// <param name="Kills">How often a gateway was killed meanwhile.</param>
/// <param name="QueueBackAfterMs">How long after Redis's return every gateway had a queue again and told it; nobody can join before that.</param>
/// <param name="Consoles">What the oracle says of the consoles at the end.</param>
/// <param name="PagesDiffer">Pages that show something else than the records have, at the end.</param>
/// <param name="PagesSentAgain">Entries that a page was sent twice, or after a later one.</param>
/// <param name="ConsoleConnections">How often consoles connected.</param>
/// <param name="PageConnections">How often pages connected.</param>
internal sealed record Converged(
    ConvergenceOptions Options, Returns Returns, int Kills, double QueueBackAfterMs, Verdict Consoles, int PagesDiffer, int PagesSentAgain,
    int ConsoleConnections, int PageConnections)
{
    /// <summary>Whether the promise was kept.</summary>
    [JsonIgnore]
    public bool Good => Returns.Good && QueueBackAfterMs <= Returns.LimitMs && Consoles.Good && PagesDiffer + PagesSentAgain == 0;
}
