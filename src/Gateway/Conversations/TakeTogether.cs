using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>What a provider told us of one person: an entry for their open conversation.</summary>
/// <param name="ChannelAccount">Which account it came to.</param>
/// <param name="Address">Who.</param>
/// <param name="EventId">The provider's id of the event.</param>
/// <param name="Kind">What kind of event, for the inbox.</param>
/// <param name="Entry">What is to be appended.</param>
/// <param name="ReplyToken">LINE's free answer, if one came with it.</param>
/// <param name="Trace">The trace in which it came (see <see cref="Traces.HereAsText"/>): what is stored together belongs to several.</param>
public sealed record Arrival(
    string ChannelAccount, Redacted<string> Address, string EventId, string Kind, NewEntry Entry, Redacted<string>? ReplyToken, string? Trace)
{
    /// <summary>While the person waits more may be due than an entry: somebody else listens to them then.</summary>
    public bool OnlyWhileTalking { get; init; }

    /// <summary>What the word says of urgency: where the conversation's grade is lower, more is due than an entry.</summary>
    public Grade Grade { get; init; }

    internal bool Suits(Conversation conversation) =>
        conversation.Grade >= Grade && (Grade < Grade.Urgent || conversation.Emergency)
        && conversation is { Stage: Stage.Waiting or Stage.Talking, PassageId: null, AsideAt: null } && (conversation.Stage == Stage.Talking || !OnlyWhileTalking);
}

/// <summary>What became of an <see cref="Arrival"/>.</summary>
public enum ArrivalResult
{
    /// <summary>It is in the records.</summary>
    Stored,

    /// <summary>It is in the records, but the person has taken it back before it came: its content must go.</summary>
    StoredWithdrawn,

    /// <summary>It was in the records already.</summary>
    Repeated,

    /// <summary>Nothing was stored: there is no open conversation in the queue or in a talk, so that more is due than an entry.</summary>
    NeedsMore,
}

/// <summary>
/// Stores what several people said at the same moment in one transaction, whatever their number. Where this node remembers how their
/// conversations stand, it stores by that and lets the records compare: one round trip. Where it does not, or something has changed
/// since, it locks and reads first: two. For engines across a network, where each statement of its own would cost a journey.
/// </summary>
public sealed class TakeTogether(
    IRecords records, ConversationLog log, RememberedConversations remembered, Contacts contacts, ReplyTokens tokens, TimeProvider time)
{
    /// <summary>Stores those whose conversation is in the queue or in a talk, and tells the screens.</summary>
    /// <param name="arrivals">At most one of each person: a person's next word waits for the one before.</param>
    /// <returns>What became of each, in the same order.</returns>
    /// <exception cref="RecordsUnavailableException">Nothing is known to be stored.</exception>
    public async Task<IReadOnlyList<ArrivalResult>> StoreAsync(IReadOnlyList<Arrival> arrivals)
    {
        var results = new ArrivalResult?[arrivals.Count];
        if (ByMemory(arrivals) is { } words) await records.WriteAsync(session => StoreAsync(session, words, results));
        if (results.Contains(null)) await records.WriteAsync(session => ReadAndStoreAsync(session, arrivals, results));
        return [.. results.Select(result => result ?? ArrivalResult.NeedsMore)];
    }

    /// <summary>All with their numbers, as far as this node remembers; nothing if it does not know one of them.</summary>
    private List<Word>? ByMemory(IReadOnlyList<Arrival> arrivals)
    {
        var words = new List<Word>(arrivals.Count);
        foreach (var arrival in arrivals)
        {
            if (remembered.Find(arrival.ChannelAccount, arrival.Address) is not { } conversation || !arrival.Suits(conversation)) return null;
            words.Add(WordOf(arrival, words.Count, conversation));
        }

        return words;
    }

    private async Task<bool> ReadAndStoreAsync(RecordsSession session, IReadOnlyList<Arrival> arrivals, ArrivalResult?[] results)
    {
        var left = Enumerable.Range(0, arrivals.Count).Where(place => results[place] is null).ToList();
        var found = await ConversationRows.LockOpenAsync(
            session,
            [.. left.Select(place => arrivals[place].ChannelAccount)],
            [.. left.Select(place => contacts.HashOf(arrivals[place].ChannelAccount, arrivals[place].Address))]);
        var words = found.Where(one => arrivals[left[one.Place]].Suits(one.Conversation))
            .Select(one => WordOf(arrivals[left[one.Place]], left[one.Place], one.Conversation)).ToList();
        return words.Count > 0 && await StoreAsync(session, words, results);
    }

    private async Task<bool> StoreAsync(RecordsSession session, IReadOnlyList<Word> words, ArrivalResult?[] results)
    {
        var stored = (await TogetherRows.StoreAsync(session, words, time.NowMs())).ToDictionary(one => one.ConversationId);
        foreach (var word in words)
        {
            if (!stored.TryGetValue(word.Row.ConversationId, out var one)) continue;
            results[word.Place] = one.IsWithdrawn ? ArrivalResult.StoredWithdrawn : one.IsNew ? ArrivalResult.Stored : ArrivalResult.Repeated;
            // What was taken back is told to the screens once it is empty.
            if (one.IsWithdrawn) session.AfterCommit(() => remembered.Forget(word.Row.ConversationId));
            else if (one.IsNew) session.AfterCommit(() => Tell(word));
        }

        return true;
    }

    private void Tell(Word word)
    {
        remembered.Remember(word.Arrival.ChannelAccount, word.Arrival.Address, word.Numbered.Conversation);
        log.Tell(word.Numbered);
    }

    private Word WordOf(Arrival arrival, int place, Conversation conversation)
    {
        var numbered = log.Number(conversation, [arrival.Entry]) with { Trace = arrival.Trace };
        var kept = arrival.ReplyToken is { } token ? tokens.Seal(conversation, token) : null;
        return new Word(arrival, place, conversation, numbered, kept?.Sealed, kept?.Until);
    }
}

/// <summary>An arrival with its number in its conversation, ready to be stored.</summary>
/// <param name="Arrival">What came.</param>
/// <param name="Place">Its place among those that came together.</param>
/// <param name="Before">The conversation that it was numbered by.</param>
/// <param name="Numbered">The entry, and the conversation with it.</param>
/// <param name="TokenSealed">LINE's free answer.</param>
/// <param name="TokenUntil">Until when that serves.</param>
internal sealed record Word(Arrival Arrival, int Place, Conversation Before, NumberedEntries Numbered, byte[]? TokenSealed, long? TokenUntil)
{
    public EntryRow Row => Numbered.Rows[0];
}
