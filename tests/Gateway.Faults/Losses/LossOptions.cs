using Gateway.Faults.Witnesses;
using Gateway.Worlds;

namespace Gateway.Faults.Losses;

/// <summary>How a loss of Redis is tried.</summary>
public sealed record LossOptions
{
    /// <summary>Gateways.</summary>
    public int Nodes { get; init; }

    /// <summary>How often each of the three losses comes.</summary>
    public int Each { get; init; }

    /// <summary>People who only wait.</summary>
    public int Waiting { get; init; }

    /// <summary>People who talk with a counsellor all the time.</summary>
    public int Talking { get; init; }

    /// <summary>Counsellors who talk with them, at most five each.</summary>
    public int Consoles { get; init; }

    /// <summary>Counsellors of a second organisation who all reach for its newcomers.</summary>
    public int Racers { get; init; }

    /// <summary>Messages a second.</summary>
    public int Rate { get; init; }

    /// <summary>How far behind the replica is when it takes over.</summary>
    public int BehindSeconds { get; init; }

    /// <summary>How long after a loss everybody has to be back.</summary>
    public TimeSpan BackWithin { get; init; }

    /// <summary>Where all chance comes from.</summary>
    public int Seed { get; init; }
}

/// <summary>What became of it.</summary>
/// <param name="Options">How it was tried.</param>
/// <param name="BackMs">How long after each loss everybody was back, in milliseconds.</param>
/// <param name="NotBack">Losses after which they were not back in time, as they had been: the same people in the same order, the same held.</param>
/// <param name="Claims">The second organisation.</param>
/// <param name="Verdict">What the oracle says of the words.</param>
public sealed record LossReport(LossOptions Options, IReadOnlyDictionary<string, Spread> BackMs, int NotBack, ClaimReport Claims, Verdict Verdict) : IFindings
{
    /// <inheritdoc/>
    public bool Good => NotBack == 0 && Claims.DoubleClaimed == 0 && Claims.HeldOnce == Claims.People && Verdict.Good;
}
