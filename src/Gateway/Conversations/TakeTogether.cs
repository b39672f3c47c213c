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
public sealed record Arrival(
    string ChannelAccount, Redacted<string> Address, string EventId, string Kind, NewEntry Entry, Redacted<string>? ReplyToken);

/// <summary>What became of an <see cref="Arrival"/>.</summary>
public enum ArrivalResult
{
    /// <summary>It is in the records.</summary>
    Stored,

    /// <summary>It was in the records already.</summary>
    Repeated,

    /// <summary>Nothing was stored: there is no open conversation in the queue or in a talk, so that more is due than an entry.</summary>
    NeedsMore,
}

/// <summary>
/// Stores what several people said at the same moment in one transaction of two round trips, whatever their number: lock and read,
/// then write and commit. For engines across a network, where each statement of its own would cost a journey.
/// </summary>
public sealed class TakeTogether(ConversationLog log, Contacts contacts, ReplyTokens tokens, TimeProvider time)
{
    /// <summary>Stores those whose conversation is in the queue or in a talk. It commits: nothing may follow on this session.</summary>
    /// <param name="session">A transaction of its own.</param>
    /// <param name="arrivals">At most one of each person: a person's next word waits for the one before.</param>
    /// <returns>What became of each, in the same order.</returns>
    public async Task<IReadOnlyList<ArrivalResult>> StoreAsync(RecordsSession session, IReadOnlyList<Arrival> arrivals)
    {
        var found = await ConversationRows.LockOpenAsync(
            session,
            [.. arrivals.Select(arrival => arrival.ChannelAccount)],
            [.. arrivals.Select(arrival => contacts.HashOf(arrival.ChannelAccount, arrival.Address))]);
        var results = new ArrivalResult[arrivals.Count];
        Array.Fill(results, ArrivalResult.NeedsMore);
        var words = found.Where(one => one.Conversation.Stage is Stage.Waiting or Stage.Talking)
            .Select(one => Word.Of(arrivals[one.Place], one.Place, log.Number(one.Conversation, [arrivals[one.Place].Entry]), tokens)).ToList();
        if (words.Count == 0) return results;
        foreach (var word in words) results[word.Place] = ArrivalResult.Repeated;

        var stored = (await TogetherRows.StoreAsync(session, words, time.NowMs())).ToHashSet();
        foreach (var word in words.Where(word => stored.Contains(word.Row.ConversationId)))
        {
            results[word.Place] = ArrivalResult.Stored;
            session.AfterCommit(() => log.Tell(word.Numbered));
        }

        return results;
    }
}

/// <summary>An arrival with its number in its conversation, ready to be stored.</summary>
internal sealed record Word(Arrival Arrival, int Place, NumberedEntries Numbered, byte[]? TokenSealed, long? TokenUntil)
{
    public EntryRow Row => Numbered.Rows[0];

    public static Word Of(Arrival arrival, int place, NumberedEntries numbered, ReplyTokens tokens)
    {
        var kept = arrival.ReplyToken is { } token ? tokens.Seal(numbered.Conversation, token) : null;
        return new Word(arrival, place, numbered, kept?.Sealed, kept?.Until);
    }
}
