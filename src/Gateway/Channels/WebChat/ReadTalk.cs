using Gateway.Conversations;
using Gateway.Conversations.Passages;
using Gateway.Handoff.Introductions;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary>Finds a person's own conversation by the secret of their cookie, and reads it for them.</summary>
public sealed class ReadTalk(IRecords records, Contacts contacts, ConversationLog log, CardAtHand cards)
{
    private const int Page = 200;

    /// <summary>The newest conversation of this person, open or closed, be it that it came here from LINE or SMS; nothing before the first words.</summary>
    internal async Task<Conversation?> FindAsync(ChatVisit visit, CancellationToken cancel)
    {
        if (visit.Secret is not { } secret) return null;
        var hash = contacts.HashOf(visit.Account, secret);
        return await records.ReadAsync(session => PassageRows.TalkOfPageAsync(session, visit.Account, hash), cancel);
    }

    /// <summary>The body whose card this browser holds, or that belongs to the talk, and about which nothing was decided yet; nothing when there is none.</summary>
    internal async Task<string?> CardAsync(ChatVisit visit, Conversation? talk, CancellationToken cancel) =>
        visit.Secret is { } secret ? await cards.BodyAsync(visit.Account, contacts.HashOf(visit.Account, secret), talk?.Id, cancel) : null;

    /// <summary>Whether this browser showed a talk that has gone on elsewhere, and has none of its own.</summary>
    internal Task<bool> HasLeftAsync(ChatVisit visit) => records.ReadAsync(async session =>
    {
        var hash = contacts.HashOf(visit.Account, visit.Secret!.Value);
        return await PassageRows.TalkOfPageAsync(session, visit.Account, hash) is null && await PassageRows.HasEndedAsync(session, visit.Account, hash);
    });

    /// <summary>Everything that was said after a number, in order.</summary>
    internal Task<IReadOnlyList<Entry>> EntriesAsync(Conversation conversation, long after, CancellationToken cancel) =>
        records.ReadAsync<IReadOnlyList<Entry>>(async session =>
        {
            var (entries, last) = (new List<Entry>(), Math.Max(after, conversation.UnreadAfter ?? conversation.ShownAfter));
            IReadOnlyList<Entry> some;
            do
            {
                some = await log.ReadAsync(session, conversation, last, Page);
                // What was said before this page was opened is for it only as far as a counsellor wrote it and no earlier page has shown it.
                entries.AddRange(some.Where(entry => entry.Number > conversation.ShownAfter || entry is { Kind: EntryKinds.Message, Author: Authors.Counsellor or Authors.SupportBody }));
                if (some.Count > 0) last = some[^1].Number;
            }
            while (some.Count == Page);
            return entries;
        }, cancel);

    /// <summary>Names a message for the inbox: the same words sent again under the same id are the same message.</summary>
    /// <remarks>
    /// The words take part (as a keyed hash): a browser that goes back and sends its old form with new words has said something
    /// new. So does the person: nobody can use up an id of somebody else's.
    /// </remarks>
    internal string EventIdOf(ChatVisit visit, Redacted<string> secret, string clientId, Redacted<string> text)
    {
        var hash = contacts.HashOf(visit.Account, Redacted.Of($"{clientId}\n{secret.Value}\n{text.Value}"));
        return $"{clientId}.{Convert.ToHexStringLower(hash.AsSpan(0, 8))}";
    }
}
