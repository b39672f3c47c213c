using Gateway.Faults.Witnesses;
using Gateway.Worlds;

namespace Gateway.Faults.Kills;

/// <summary>What the kill experiment does.</summary>
public sealed record KillOptions
{
    /// <summary>The engines.</summary>
    public Engine Engine { get; init; }

    /// <summary>How many gateways; they are killed by turns.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>How often one is killed.</summary>
    public int Kills { get; init; } = 20;

    /// <summary>Messages a second, all the time.</summary>
    public int Rate { get; init; } = 100;

    /// <summary>People who talk with a counsellor.</summary>
    public int Conversations { get; init; } = 200;

    /// <summary>Counsellors who talk with them; each takes at most five.</summary>
    public int Consoles { get; init; } = 40;

    /// <summary>People who only wait, at most fifty: as many as the hub shows.</summary>
    public int Waiting { get; init; } = 30;

    /// <summary>Counsellors of a second organisation who all reach for the same newcomers around each kill.</summary>
    public int Claimers { get; init; } = 12;

    /// <summary>Whether a person's next word waits for the answer to the one before. If not, redelivered words come late and out of order.</summary>
    public bool Ordered { get; init; } = true;

    /// <summary>When the kills fall, and who writes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Further settings of the gateways.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}

/// <summary>What the oracle says after the last kill.</summary>
/// <param name="Options">The run.</param>
/// <param name="Seconds">How long there was load.</param>
/// <param name="Redelivered">Calls that had to be sent again: cut off, refused, or not answered within two seconds.</param>
/// <param name="RestartMs">From the start of the process to ready, after each kill.</param>
/// <param name="Healed">Gaps that a console found on a living connection and fetched.</param>
/// <param name="Verdict">Lost, duplicate, out of order.</param>
/// <param name="Queue">Whether everybody kept their place.</param>
/// <param name="Claims">Whether nobody was taken twice.</param>
/// <param name="LoadBefore">The one-minute load average before the run.</param>
public sealed record KillReport(
    KillOptions Options, double Seconds, int Redelivered, Spread RestartMs, int Healed, Verdict Verdict, QueueReport Queue, ClaimReport Claims,
    double LoadBefore)
{
    /// <summary>Whether everybody who only waited was in the queue, in the original order, at every look and at the end.</summary>
    public bool QueueOrderKept => Queue.WrongLooks == 0 && Queue.TakenInOrder == Queue.People;

    /// <summary>Whether every promise was kept, and the kills met messages on their way.</summary>
    public bool Good =>
        Redelivered > 0 && Verdict.Good && Verdict.Answered == Verdict.Words && QueueOrderKept && Claims.DoubleClaimed == 0 && Claims.HeldOnce == Claims.People;
}
