using System.Globalization;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.WaitingQueue;
using Gateway.Worlds;

namespace Gateway.Load.Queue;

/// <summary>People who wait, written into the records of PostgreSQL past the gateway: of every grade, and not in the order of their ids.</summary>
internal static class WaitingRecords
{
    /// <summary>Writes so many; their conversations in the order in which they are to be taken.</summary>
    public static async Task<IReadOnlyList<string>> InsertAsync(RecordsProbe records, string organisation, int count)
    {
        var begin = TimeProvider.System.NowMs() - 86_400_000;
        await records.ChangeAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            INSERT INTO contact (id, organisation, channel, channel_account, address_hash, address_sealed, created_at)
            SELECT '00000000-0000-7000-a000-' || lpad(i::text, 12, '0'), '{organisation}', 'line', 'nobody', decode(md5(i::text), 'hex'), '', {begin}
            FROM generate_series(0, {count - 1}) AS i
            """));
        await records.ChangeAsync(string.Create(CultureInfo.InvariantCulture,
            $"""
            INSERT INTO conversation (id, organisation, contact_id, channel, channel_account, label, language, stage, last_number, grade, opened_at, heard_at, arrived_at, returned)
            SELECT '00000000-0000-7000-8000-' || lpad(i::text, 12, '0'), '{organisation}', '00000000-0000-7000-a000-' || lpad(i::text, 12, '0'), 'line', 'nobody',
                'K-' || (i % 1000), 'ja', 'waiting', 0, i % 5, {begin}, {begin}, {begin} + (i::bigint * 7919 % {count}), CASE WHEN i % 7 = 0 THEN 1 ELSE 0 END
            FROM generate_series(0, {count - 1}) AS i
            """));
        return [.. Enumerable.Range(0, count).Select(Place).OrderBy(NextInQueue.Order)
            .ThenBy(place => place.ConversationId, StringComparer.Ordinal).Select(place => place.ConversationId)];

        QueuePlace Place(int i) => new(
            string.Create(CultureInfo.InvariantCulture, $"00000000-0000-7000-8000-{i:d12}"), organisation, "", "", (Grade)(i % 5), begin + ((long)i * 7919 % count), i % 7 == 0);
    }
}
