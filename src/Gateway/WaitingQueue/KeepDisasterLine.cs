using System.Security.Cryptography;
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
public sealed partial class KeepDisasterLine(
    IRecords records, DisasterBoard board, ConversationLog log, MatchRecords match, TellEngine later, IFeed feed, TimeProvider time, ILogger<KeepDisasterLine> logger)
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

    /// <summary>One was begun or ended: what counsellors chose ends at once, and who belongs is looked for at once, without keeping anybody waiting for it.</summary>
    public async Task FollowAsync(DisasterChanged changed)
    {
        await later.AfterRecordsAsync(() => match.MatchShiftsAsync(changed.Organisation));
        feed.Publish(new QueueChanged(changed.Organisation));
        Wake();
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var apart = board.Holding.Where(one => one.SetsApart).ToList();
        // First what must not wait for anything below.
        if (await records.ReadAsync(DisasterLineRows.AnyEndedAsync, stop)) await records.WriteAsync(DisasterLineRows.ForgetEndedAsync, stop);
        foreach (var disaster in apart)
        {
            while (await LookAsync(disaster, stop) == AtOnce)
            {
            }
        }

        if (apart.Count > 0) _waiting = (await records.ReadAsync(session => DisasterLineRows.WaitingAsync(session, Time.NowMs()), stop)).ToDictionary(one => one.Organisation, one => one.People);
        Show(apart.Select(one => one.Organisation).ToHashSet());
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
        string[] changed = [.. found.Where(one => one.Belongs != (one.Told.Belonged != 0)).Select(one => one.Told.ConversationId)];
        if (changed.Length > 0)
        {
            await later.AfterRecordsAsync(() => match.CompareAsync(disaster.Organisation, changed));
            feed.Publish(new QueueChanged(disaster.Organisation));
        }

        return found.Count;
    }

    // Whose words were erased meanwhile, or cannot be opened, told nothing that can be read: nobody else waits for them.
    private async Task<string?> AreaAsync(RecordsSession session, string conversationId)
    {
        if (await ConversationRows.FindAsync(session, conversationId) is not { IsErased: false } talk) return null;
        try
        {
            return ToldArea.LastIn(log.Open(talk.Id, talk.WrappedKey, await EntryRows.OfKindAsync(session, talk.Id, EntryKinds.Facts)));
        }
        catch (CryptographicException error)
        {
            LogNotOpened(Log, conversationId, error.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(1408, LogLevel.Error, "What was told in {Conversation} could not be opened ({Error}); it counts as told nothing")]
    private static partial void LogNotOpened(ILogger log, string conversation, string error);
}

/// <summary>The line of a disaster in an organisation's queue.</summary>
/// <param name="Since">Since when one holds that sets people apart, in milliseconds: who chose them first before it began has not chosen for it.</param>
/// <param name="Until">When the last one ends.</param>
/// <param name="Waiting">How many of its people waited when this node counted last.</param>
public sealed record DisasterLine(long Since, DateTimeOffset Until, long Waiting);
