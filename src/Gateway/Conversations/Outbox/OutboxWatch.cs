using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Outbox;

/// <summary>What waits in the outbox of all nodes for one channel.</summary>
/// <remarks>No positional record: SQLite does not know the types of an empty result.</remarks>
public sealed record OutboxDepth
{
    /// <summary>Over which channel it is to leave.</summary>
    public string Channel { get; init; } = "";

    /// <summary>How many replies.</summary>
    public long Waiting { get; init; }

    /// <summary>When the oldest of them was written, in milliseconds since 1970.</summary>
    public long OldestAt { get; init; }
}

/// <summary>Looks every ten seconds at what waits in the outbox, for health and figures.</summary>
public sealed class OutboxWatch(IRecords records, TimeProvider time, ILogger<OutboxWatch> log) : Rounds("outbox watch", TimeSpan.FromSeconds(10), time, log)
{
    private volatile IReadOnlyList<OutboxDepth> _depths = [];

    /// <summary>What waited at the last look, by channel; channels for which nothing waits are left out.</summary>
    public IReadOnlyList<OutboxDepth> Depths => _depths;

    /// <summary>How long the oldest reply has been waiting by now; zero when none was at the last look.</summary>
    public TimeSpan OldestAge => _depths is { Count: > 0 } some ? AgeOf(some.Min(depth => depth.OldestAt)) : TimeSpan.Zero;

    /// <summary>How long ago something was written.</summary>
    public TimeSpan AgeOf(long at) => TimeSpan.FromMilliseconds(Math.Max(0, Time.NowMs() - at));

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        try
        {
            _depths = await records.ReadAsync(OutboxRows.DepthsAsync, stop);
        }
        catch (RecordsUnavailableException)
        {
            // Others say so already; the last look stands, and its age grows.
        }
    }
}
