using System.Collections.Concurrent;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.ConsoleHub;

/// <summary>What a console is shown of its queue, and of its own people whom partners answer.</summary>
/// <remarks>
/// Readings overtake each other: one that began before somebody came may be shown after one that knows of them, and would leave a screen that says that nobody
/// waits, until the next change. So each reading takes its number before it looks, and a console drops what is older than what it has.
/// </remarks>
public sealed class ShowQueue(IQueueEngine engine, IRecords records, OrganisationDirectory organisations, KeepDisasterLine line, QueueSettings settings, Ids ids, TimeProvider time)
{
    // Whoever goes or comes home is told of at once (Forget); this is for a nudge that was lost.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    // A queue lives from its engine alone: records that hang must not hold its screens.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Known> _known = new();
    private readonly string _run = ids.New();
    private long _moves;
    private long _quietSince;
    private long _readings;

    /// <summary>The queue as it is, with whom partners have now; as last known while the records do not answer.</summary>
    /// <exception cref="QueueUnavailableException">The queue cannot be read.</exception>
    /// <exception cref="QueueEpochLostException">It has no memory and is being rebuilt.</exception>
    public async Task<QueueReading> ReadAsync(string organisation)
    {
        var reading = Interlocked.Increment(ref _readings);
        var queue = await engine.SnapshotAsync(organisation);
        var (summary, away) = (Views.Of(queue, settings, _run, reading, time.NowMs(), line.Of(organisation)), await AwayAsync(organisation));
        return new QueueReading(queue, away.Count == 0 ? summary : summary with { Elsewhere = away });
    }

    /// <summary>Somebody of theirs went or came home: they are read anew.</summary>
    public void Forget(string organisation)
    {
        Interlocked.Increment(ref _moves);
        _known.TryRemove(organisation, out _);
    }

    private async Task<IReadOnlyList<ElsewhereView>> AwayAsync(string organisation)
    {
        var known = _known.GetValueOrDefault(organisation);
        if (known is not null && time.GetElapsedTime(known.ReadAt) < Fresh) return known.Away;
        // One after another, hundreds of organisations would each wait for the same silence.
        if (Interlocked.Read(ref _quietSince) is var quiet and not 0 && time.GetElapsedTime(quiet) < Fresh) return known?.Away ?? [];
        using var patience = new CancellationTokenSource(Patience, time);
        var (readAt, moves) = (time.GetTimestamp(), Interlocked.Read(ref _moves));
        try
        {
            known = new([.. (await records.ReadAsync(session => GuestStays.AwayAsync(session, organisation), patience.Token)).Select(ViewOf)], readAt);
        }
        catch (Exception error) when (error is RecordsUnavailableException or OperationCanceledException)
        {
            known = new(known?.Away ?? [], readAt);
            Interlocked.Exchange(ref _quietSince, time.GetTimestamp());
        }

        // What was read while somebody moved may be what was before.
        if (moves == Interlocked.Read(ref _moves)) _known[organisation] = known;
        return known.Away;
    }

    private ElsewhereView ViewOf(GuestStay stay) => new(
        stay.ConversationId, stay.Label, ((Grade)stay.Grade).ToString().ToLowerInvariant(), organisations.FindOrganisation(stay.Host)?.Name ?? stay.Host, stay.Stage == "talking",
        stay.AsksHandoff);

    /// <summary>A queue that was read once, and how it is shown.</summary>
    public sealed record QueueReading(QueueSnapshot Queue, QueueSummary Shown);

    private sealed record Known(IReadOnlyList<ElsewhereView> Away, long ReadAt);
}
