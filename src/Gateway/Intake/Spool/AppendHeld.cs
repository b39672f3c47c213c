using System.Collections.Concurrent;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Intake.Spool;

/// <summary>Takes held words into their conversations: different people at once, one person's words in the order in which they were said.</summary>
/// <remarks>
/// Safe to repeat, and safe to be done by two nodes at once: a word that is there already is recognised by the provider's id, and
/// nobody goes on to a person's next word before the one in front of it is there.
/// </remarks>
public sealed partial class AppendHeld(
    ReceiveInbound receive, IRecords records, Vault vault, SpoolNode node, TimeProvider time, ILogger<AppendHeld> log)
{
    private const int LargestBatch = 1000;
    private const int PeopleAtOnce = 64;
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(10);

    /// <summary>Takes the next words.</summary>
    /// <returns>How many are done with; 0 when there are none, or when it is another node's turn.</returns>
    /// <exception cref="RecordsUnavailableException">The records are away again; nothing is lost.</exception>
    public async Task<int> AppendAsync(CancellationToken stop)
    {
        var rows = await records.WriteAsync(NextAsync, stop);
        if (rows.Count == 0) return 0;
        var done = new ConcurrentBag<HeldRow>();
        try
        {
            await Parallel.ForEachAsync(
                rows.GroupBy(row => Convert.ToHexString(row.Person)), new ParallelOptions { MaxDegreeOfParallelism = PeopleAtOnce, CancellationToken = stop },
                async (words, cancel) =>
                {
                    foreach (var row in words)
                    {
                        if (await TakeAsync(row, cancel)) done.Add(row);
                    }
                });
        }
        finally
        {
            // Also after a failure: otherwise those that are done would be gone through again.
            if (!done.IsEmpty)
                await records.WriteAsync(session => HeldRows.RemoveAsync(session, done.GroupBy(row => row.ChannelAccount, row => row.EventId)), CancellationToken.None);
        }

        LogAppended(done.Count);
        return rows.Count;
    }

    private async Task<IReadOnlyList<HeldRow>> NextAsync(RecordsSession session)
    {
        var now = time.NowMs();
        if (!await HeldRows.TakeTurnAsync(session, node.Name, now, now + Turn.Ms())) return [];
        var rows = await HeldRows.NextAsync(session, LargestBatch);
        if (rows.Count == 0) await HeldRows.TakeTurnAsync(session, node.Name, now, until: 0);
        return rows;
    }

    private async Task<bool> TakeAsync(HeldRow row, CancellationToken cancel)
    {
        try
        {
            await receive.ReceiveAsync(WordOf(row).Inbound, cancel);
            return true;
        }
        catch (Exception error) when (error is not (RecordsUnavailableException or OperationCanceledException))
        {
            // Whatever it is, the person's next word and everybody else's go on; this one is kept for somebody to look at.
            LogAside(error.GetType().Name);
            await records.WriteAsync(session => HeldRows.PutAsideAsync(session, row, time.NowMs()), cancel);
            return false;
        }
    }

    private SpooledWord WordOf(HeldRow row)
    {
        var seal = SegmentSeal.Open(vault, Guid.ParseExact(row.Segment, "N"), row.WrappedKey);
        return SpooledWord.Of(seal.Unseal((uint)row.Number, row.Box));
    }

    [LoggerMessage(1831, LogLevel.Information, "{Count} words from spools are in their conversations")]
    private partial void LogAppended(int count);

    [LoggerMessage(1832, LogLevel.Error, "A spooled word could not be taken into a conversation ({Error}); it is kept in held_word with aside_at set")]
    private partial void LogAside(string error);
}
