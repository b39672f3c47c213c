using Gateway.Conversations;
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

    /// <summary>After how many minutes of waiting somebody in danger now (緊急) is overdue: the console marks them and the gateway raises the alarm.</summary>
    public int UrgentWaitMinutes { get; init; } = 1;

    /// <summary>After how many minutes of waiting somebody graded 高 is overdue.</summary>
    public int HighWaitMinutes { get; init; } = 5;

    /// <summary>After how many minutes of waiting somebody graded 中, or not yet graded, is overdue.</summary>
    public int MiddleWaitMinutes { get; init; } = 20;

    /// <summary>After how many minutes of waiting somebody graded 低 is overdue.</summary>
    public int LowWaitMinutes { get; init; } = 60;

    /// <summary>For how many minutes somebody graded 中, or not yet graded, is kept for a counsellor who meets their wish, while one is on shift; 0: not at all. 高 and 緊急 never are.</summary>
    public int MiddleWishMinutes { get; init; } = 10;

    /// <summary>The same for somebody graded 低.</summary>
    public int LowWishMinutes { get; init; } = 20;

    /// <summary>For how long somebody of this grade is kept for a counsellor who meets their wish.</summary>
    public TimeSpan WishLimit(Grade grade) => TimeSpan.FromMinutes(grade switch
    {
        Grade.Urgent or Grade.High => 0,
        Grade.Low => LowWishMinutes,
        _ => MiddleWishMinutes,
    });

    /// <summary>How long somebody of this grade may wait before they are overdue.</summary>
    public TimeSpan WaitLimit(Grade grade) => TimeSpan.FromMinutes(grade switch
    {
        Grade.Urgent => UrgentWaitMinutes,
        Grade.High => HighWaitMinutes,
        Grade.Low => LowWaitMinutes,
        _ => MiddleWaitMinutes,
    });

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
        if (UrgentWaitMinutes is < 1 or > 60) yield return "UrgentWaitMinutes: must be 1 to 60";
        if (HighWaitMinutes < UrgentWaitMinutes || HighWaitMinutes > 240) yield return "HighWaitMinutes: must be at least UrgentWaitMinutes and at most 240";
        if (MiddleWaitMinutes < HighWaitMinutes || MiddleWaitMinutes > 720) yield return "MiddleWaitMinutes: must be at least HighWaitMinutes and at most 720";
        if (LowWaitMinutes < MiddleWaitMinutes || LowWaitMinutes > 1440) yield return "LowWaitMinutes: must be at least MiddleWaitMinutes and at most 1440";
        if (MiddleWishMinutes < 0 || MiddleWishMinutes > MiddleWaitMinutes) yield return "MiddleWishMinutes: must be 0 to MiddleWaitMinutes";
        if (LowWishMinutes < 0 || LowWishMinutes > LowWaitMinutes) yield return "LowWishMinutes: must be 0 to LowWaitMinutes";
    }
}
