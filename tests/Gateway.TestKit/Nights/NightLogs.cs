using Gateway.Conversations;
using Gateway.TestKit.Contracts;
using Xunit;

namespace Gateway.TestKit.Nights;

/// <summary>Reads a night backwards from what was written down: who had whom, and who spoke.</summary>
public static class NightLogs
{
    /// <summary>Every word of the person stands there once; nobody was taken twice, and nobody spoke to somebody they did not have.</summary>
    /// <param name="node">Opens the logs.</param>
    /// <param name="addressHash">The person.</param>
    /// <param name="words">How many words of theirs were accepted.</param>
    public static async Task AssertHonestAsync(ConversationsNode node, byte[] addressHash, int words)
    {
        var ids = await node.Records.ReadAsync(session => session.QueryAsync<string>(
            "SELECT v.id FROM contact c JOIN conversation v ON v.contact_id = c.id WHERE c.address_hash = @addressHash", new { addressHash }));
        var found = 0;
        foreach (var id in ids)
        {
            var conversation = (await node.Records.ReadAsync(session => ConversationRows.FindAsync(session, id)))!;
            var entries = await node.Records.ReadAsync(session => node.Get<ConversationLog>().ReadAsync(session, conversation, 0, 10_000));
            Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Number));
            AssertOneHand(entries);
            found += entries.Count(entry => entry is { Kind: EntryKinds.Message, Author: Authors.Person });
        }

        Assert.Equal(words, found);
    }

    private static void AssertOneHand(IReadOnlyList<Entry> entries)
    {
        string? holder = null;
        var closed = false;
        foreach (var entry in entries)
        {
            switch (entry)
            {
                case { Kind: EntryKinds.Stage, Body.Stage: "taken" }:
                    Assert.True(holder is null, "Somebody was taken twice.");
                    holder = entry.Body.Name;
                    break;
                case { Kind: EntryKinds.Stage, Body.Stage: "returned" }:
                    Assert.True(holder is not null, "Somebody was given back by nobody.");
                    holder = null;
                    break;
                case { Kind: EntryKinds.Stage, Body.Stage: "closed" }:
                    Assert.False(closed, "A conversation ended twice.");
                    closed = true;
                    break;
                case { Kind: EntryKinds.Message, Author: Authors.Counsellor }:
                    Assert.True(holder == entry.Body.Name && !closed, "A counsellor spoke to somebody they did not have.");
                    break;
                case { Kind: EntryKinds.Message, Author: Authors.Person }:
                    Assert.False(closed, "A word was put into a conversation that is over.");
                    break;
            }
        }

        Assert.True(closed, "A conversation did not end.");
    }
}
