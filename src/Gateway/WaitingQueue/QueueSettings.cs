using Gateway.Primitives;

namespace Gateway.WaitingQueue;

/// <summary>Which engine keeps the queue, and how long things may take in it.</summary>
public sealed class QueueSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Queue";

    /// <summary><c>InProcess</c> (one gateway; the default) or <c>Redis</c> (any number of gateways; needs <c>Gateway:Redis</c>).</summary>
    public string Engine { get; init; } = "InProcess";

    /// <summary>How long an offer rings before the person goes back to their place.</summary>
    public int OfferSeconds { get; init; } = 30;

    /// <summary>How long a counsellor who declined, let it ring or gave the person back is not asked for the same person again.</summary>
    public int CoolDownSeconds { get; init; } = 60;

    /// <summary>
    /// How long after their last connection ended a counsellor counts as present. Then their people are given back.
    /// A silent connection is noticed after 30 seconds at the latest, so that nobody waits longer than a minute in all.
    /// </summary>
    public int PresenceSeconds { get; init; } = 25;

    /// <summary>How long the records may take to confirm a claim before the person waits again.</summary>
    public int ClaimSeconds { get; init; } = 10;

    /// <summary>How long the answer to an operation id is remembered: far longer than anybody repeats a call.</summary>
    internal static readonly TimeSpan OperationsKept = TimeSpan.FromMinutes(10);

    /// <summary>How long after their presence ended a counsellor's availability is remembered: a bad line, not the next night.</summary>
    internal static readonly TimeSpan AvailabilityKept = TimeSpan.FromMinutes(10);

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (Engine is not ("InProcess" or "Redis")) yield return $"Engine: \"{Engine}\" is not one of InProcess, Redis";
        if (OfferSeconds is < 5 or > 300) yield return "OfferSeconds: must be 5 to 300";
        if (CoolDownSeconds is < 0 or > 3600) yield return "CoolDownSeconds: must be 0 to 3600";
        if (PresenceSeconds is < 10 or > 60) yield return "PresenceSeconds: must be 10 to 60";
        if (ClaimSeconds is < 2 or > 60) yield return "ClaimSeconds: must be 2 to 60";
    }
}
