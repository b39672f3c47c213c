using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Intake.Spool;

/// <summary>Brings what lies in this node's spool into the records, still sealed. Safe to repeat: what has landed stays as it is.</summary>
public sealed partial class LandSpool(SpoolOnDisk disk, IRecords records, Contacts contacts, SpoolNode node, TimeProvider time, ILogger<LandSpool> log)
{
    /// <summary>Lands everything that lies here at this moment.</summary>
    /// <returns>How many words.</returns>
    /// <exception cref="RecordsUnavailableException">The records are away again; what has not landed stays here.</exception>
    public async Task<int> LandAsync(CancellationToken stop)
    {
        if (disk.Count == 0) return 0;
        var landed = 0;
        foreach (var segment in disk.Close())
        {
            var opened = disk.Read(segment);
            if (opened.Seal is { } seal)
            {
                foreach (var rows in RowsOf(opened, seal).Chunk(HeldRows.LargestLanding))
                {
                    await records.WriteAsync(async session =>
                    {
                        await HeldRows.AnnounceAsync(session, node.Name, landed: false, time.NowMs() + SpoolNode.Announced.Ms());
                        await HeldRows.LandAsync(session, rows);
                    }, stop);
                }
            }

            // Only now: before, a crash would have lost them.
            disk.Remove(segment);
            landed += opened.Words.Count;
        }

        LogLanded(landed);
        return landed;
    }

    private IEnumerable<HeldRow> RowsOf(OpenedSegment opened, SegmentSeal seal)
    {
        // A provider sends an event again when it has not heard: one statement must not hold it twice.
        var seen = new HashSet<(string, string)>();
        for (var i = 0; i < opened.Words.Count; i++)
        {
            var (word, frame) = (opened.Words[i], opened.Frames[i]);
            if (seen.Add((word.Inbound.ChannelAccount, word.Inbound.EventId)))
                yield return HeldRow.Of(word, contacts.HashOf(word.Inbound.ChannelAccount, word.Inbound.Address), opened.Id, frame.Number, seal, frame.Box.ToArray());
        }
    }

    [LoggerMessage(1821, LogLevel.Information, "{Count} words from this node's spool are in the records")]
    private partial void LogLanded(int count);
}

/// <summary>The name of this process among those that land their spools; another one after every start.</summary>
public sealed class SpoolNode(Ids ids)
{
    // Longer than a statement may take: a node that is slow is still waited for, one that is gone is not for long.
    internal static readonly TimeSpan Announced = TimeSpan.FromSeconds(5);

    /// <summary>The name.</summary>
    public string Name { get; } = ids.New();
}
