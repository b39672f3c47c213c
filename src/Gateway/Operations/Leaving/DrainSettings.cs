using Gateway.Primitives;

namespace Gateway.Operations.Leaving;

/// <summary>How a gateway takes leave after SIGTERM. Added together, they are the longest that it takes; whoever stops it must wait longer.</summary>
public sealed class DrainSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Drain";

    /// <summary>
    /// For how many seconds readiness says 503 before anything else happens, so that the load balancer notices: longer than it
    /// takes to count a node as gone. A gateway whose queue lives in the process stands alone and does not wait.
    /// </summary>
    public int NoticeSeconds { get; init; } = 5;

    /// <summary>How many seconds consoles and open chat pages have to go to another gateway before they are cut off.</summary>
    public int MoveSeconds { get; init; } = 5;

    /// <summary>
    /// How many seconds calls that are under way may still take, in and out. A call to a provider takes 6 at most; one that is cut
    /// off becomes an uncertain reply.
    /// </summary>
    public int FinishSeconds { get; init; } = 25;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (NoticeSeconds is < 0 or > 60) yield return "NoticeSeconds: must be 0 to 60";
        if (MoveSeconds is < 1 or > 30) yield return "MoveSeconds: must be 1 to 30";
        if (FinishSeconds is < 1 or > 120) yield return "FinishSeconds: must be 1 to 120";
    }
}
