using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Intake.Spool;

/// <summary>
/// Puts a word behind older ones that are in the records and not yet in their conversation. All nodes see it there, which a word on
/// a node's disk would not be.
/// </summary>
public sealed class HoldWord(IRecords records, Contacts contacts, Vault vault, TimeProvider time)
{
    private readonly Guid _segment = Guid.CreateVersion7(time.GetUtcNow());
    private readonly Lock _lock = new();
    private SegmentSeal? _seal;
    private uint _number;
    private long _turn;

    /// <summary>Holds the word if an older one of the same person waits, or in any case.</summary>
    /// <returns>Whether it is held, durably; if not, the person has nothing that waits.</returns>
    /// <exception cref="RecordsUnavailableException">Nothing is known to be stored.</exception>
    public Task<bool> UnlessFirstAsync(Inbound inbound, long takenAt, bool always, CancellationToken cancel)
    {
        var person = contacts.HashOf(inbound.ChannelAccount, inbound.Address);
        var row = RowOf(inbound, takenAt, person);
        return records.WriteAsync(async session =>
        {
            if (!always && !await HeldRows.LockAnyAsync(session, person)) return false;
            await HeldRows.LandAsync(session, [row]);
            return true;
        }, cancel);
    }

    private HeldRow RowOf(Inbound inbound, long takenAt, byte[] person)
    {
        lock (_lock)
        {
            _seal ??= SegmentSeal.New(vault, _segment);
            _turn = Math.Max(_turn + 1, time.NowMs() << 12);
            var word = new SpooledWord(inbound, takenAt, _turn);
            var number = _number++;
            return HeldRow.Of(word, person, _segment, number, _seal, _seal.Seal(number, word.ToBytes()));
        }
    }
}
