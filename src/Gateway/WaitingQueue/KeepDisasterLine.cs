using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Disasters;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>
/// 災害の列: finds who told a prefecture that a disaster is for, of those who are not yet with a counsellor. Every node does it every ten seconds, from the sealed facts: so it does not matter
/// who wrote them down, whether before or after the disaster began, or on which node.
/// </summary>
/// <remarks>Nobody is moved: the mark says whom a counsellor takes first who chose so, and for how long follows from whether the disaster holds.</remarks>
public sealed class KeepDisasterLine(
    IRecords records, DisasterBoard board, ConversationLog log, MatchRecords match, TellEngine later, Publisher publisher, IFeed feed, TimeProvider time, ILogger<KeepDisasterLine> logger)
    : Rounds("disaster line", TimeSpan.FromSeconds(10), time, logger)
{
    private const int AtOnce = 200;

    private volatile IReadOnlyDictionary<string, long> _waiting = new Dictionary<string, long>();
    private volatile IReadOnlyDictionary<string, DisasterLine?> _shown = new Dictionary<string, DisasterLine?>();

    /// <summary>The line of an organisation now; nothing where nothing sets people apart.</summary>
    public DisasterLine? Of(string organisation)
    {
        var apart = board.Of(organisation).Where(one => one.SetsApart).ToList();
        return apart.Count == 0 ? null : new DisasterLine(apart.Min(one => one.BegunAt), apart.Max(one => one.Until), _waiting.GetValueOrDefault(organisation));
    }

    /// <summary>One was begun or ended: who belongs is found at once, and what counsellors chose ends at once.</summary>
    public async Task FollowAsync(DisasterChanged changed)
    {
        await RoundAsync(CancellationToken.None);
        await later.AfterRecordsAsync(() => match.MatchShiftsAsync(changed.Organisation));
        feed.Publish(new QueueChanged(changed.Organisation));
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var apart = board.Holding.Where(one => one.SetsApart).ToList();
        foreach (var disaster in apart)
        {
            while (await LookAsync(disaster, stop) == AtOnce)
            {
            }
        }

        if (apart.Count > 0) _waiting = (await records.ReadAsync(session => DisasterLineRows.WaitingAsync(session, Time.NowMs()), stop)).ToDictionary(one => one.Organisation, one => one.People);
        Show(apart.Select(one => one.Organisation).ToHashSet());
        if (await records.ReadAsync(DisasterLineRows.AnyEndedAsync, stop)) await records.WriteAsync(DisasterLineRows.ForgetEndedAsync, stop);
    }

    // A screen of this node shows the line as this node knows it: whatever it learns here is shown, also what was turned on elsewhere.
    private void Show(HashSet<string> apart)
    {
        foreach (var organisation in apart.Union(_shown.Keys).Where(organisation => Of(organisation) != _shown.GetValueOrDefault(organisation))) feed.Publish(new QueueChanged(organisation));
        _shown = apart.ToDictionary(organisation => organisation, Of);
    }

    private async Task<int> LookAsync(Disaster disaster, CancellationToken stop)
    {
        var found = await records.ReadAsync(async session =>
        {
            var seen = new List<(DisasterLineRows.ToldSince Told, bool Belongs)>();
            foreach (var told in await DisasterLineRows.ToldSinceAsync(session, disaster.Id, disaster.Organisation, AtOnce))
                seen.Add((told, disaster.Concerns(await AreaAsync(session, told.ConversationId))));
            return seen;
        }, stop);
        if (found.Count == 0) return 0;
        await records.WriteAsync(async session =>
        {
            foreach (var (told, belongs) in found) await DisasterLineRows.PutAsync(session, disaster.Id, told, belongs);
        }, stop);
        foreach (var (told, _) in found.Where(one => one.Belongs != (one.Told.Belonged != 0))) await publisher.PublishAsync(new PlaceChanged(told.ConversationId, disaster.Organisation));
        return found.Count;
    }

    // Whose words were erased meanwhile told nothing that can be read.
    private async Task<string?> AreaAsync(RecordsSession session, string conversationId) =>
        await ConversationRows.FindAsync(session, conversationId) is { IsErased: false } talk
            ? ToldArea.LastIn(log.Open(talk.Id, talk.WrappedKey, await EntryRows.OfKindAsync(session, talk.Id, EntryKinds.Facts)))
            : null;
}

/// <summary>The line of a disaster in an organisation's queue.</summary>
/// <param name="Since">Since when one holds that sets people apart, in milliseconds: who chose them first before it began has not chosen for it.</param>
/// <param name="Until">When the last one ends.</param>
/// <param name="Waiting">How many of its people waited when this node counted last.</param>
public sealed record DisasterLine(long Since, DateTimeOffset Until, long Waiting);
