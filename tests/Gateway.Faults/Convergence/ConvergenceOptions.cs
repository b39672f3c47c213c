namespace Gateway.Faults.Convergence;

/// <summary>How large a run of convergence is.</summary>
internal sealed record ConvergenceOptions
{
    /// <summary>How many gateways.</summary>
    public int Nodes { get; init; } = 2;

    /// <summary>How many consoles, each with two people.</summary>
    public int Consoles { get; init; }

    /// <summary>How many web chat pages; one counsellor, whose network is good, answers all of them.</summary>
    public int Pages { get; init; }

    /// <summary>Words of people on LINE in a second.</summary>
    public int Rate { get; init; }

    /// <summary>For how long networks are lost.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>The longest loss. Longer than a minute would send the counsellor's people back to the queue, as it should.</summary>
    public TimeSpan LongestLoss { get; init; }

    /// <summary>How many clients are half-open at the beginning for longer than they may take to notice it.</summary>
    public int LongHalfOpen { get; init; }

    /// <summary>When a gateway is killed and started again, after the beginning.</summary>
    public IReadOnlyList<TimeSpan> Kills { get; init; } = [];

    /// <summary>When Redis is killed, after the beginning.</summary>
    public TimeSpan RedisDownAt { get; init; }

    /// <summary>For how long it stays away; it comes back empty.</summary>
    public TimeSpan RedisDownFor { get; init; }

    /// <summary>How long after the return of a network everything has to be shown again.</summary>
    public TimeSpan BackWithin { get; init; }

    /// <summary>Where chance comes from.</summary>
    public int Seed { get; init; }
}
