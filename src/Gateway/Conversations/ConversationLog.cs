using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Conversations.Feed;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Conversations;

/// <summary>The one place where entries are written and opened. Its caller holds the conversation's row lock (see <see cref="ConversationRows"/>).</summary>
public sealed class ConversationLog(Vault vault, TimeProvider time, IFeed feed, RememberedConversations remembered, ConversationSettings settings)
{
    /// <summary>Appends entries with the next numbers, moves the stage's timer, and tells the feed after the commit.</summary>
    /// <returns>The conversation as it now stands, and the entries with their numbers.</returns>
    public async Task<(Conversation Conversation, IReadOnlyList<Entry> Entries)> AppendAsync(
        RecordsSession session, Conversation conversation, params IReadOnlyList<NewEntry> news)
    {
        var numbered = Number(conversation, news);
        foreach (var row in numbered.Rows) await EntryRows.InsertAsync(session, row);
        await ConversationRows.SaveAsync(session, numbered.Conversation);
        session.AfterCommit(() => Tell(numbered));
        return (numbered.Conversation, numbered.Entries);
    }

    /// <summary>Gives entries the next numbers and seals them; nothing is stored yet.</summary>
    internal NumberedEntries Number(Conversation conversation, IReadOnlyList<NewEntry> news)
    {
        var now = time.NowMs();
        var seal = vault.Open(conversation.WrappedKey, conversation.Id);
        var number = conversation.LastNumber;
        var rows = new EntryRow[news.Count];
        var entries = new Entry[news.Count];
        for (var i = 0; i < news.Count; i++)
        {
            var entry = entries[i] = Numbered(conversation, news[i], ++number, now);
            rows[i] = new EntryRow(
                conversation.Id, entry.Number, entry.At, entry.SentAt, entry.Kind, entry.Author, entry.AuthorId, entry.ClientId, entry.Delivery,
                seal.Seal(JsonSerializer.SerializeToUtf8Bytes(entry.Body, EntryJson.Default.EntryBody), Place(entry.Number)))
            {
                ProviderId = news[i].ProviderId,
            };
        }

        conversation = conversation with { LastNumber = number, HeardAt = news.Any(entry => IsWordOf(Authors.Person, entry)) ? now : conversation.HeardAt };
        return new NumberedEntries(conversation with { DueAt = Due(conversation, news, now) }, rows, entries, Traces.HereAsText);
    }

    /// <summary>Tells the screens of entries that have been committed.</summary>
    internal void Tell(NumberedEntries numbered)
    {
        remembered.Changed(numbered.Conversation);
        feed.Publish(new EntriesCommitted(numbered.Conversation.Id, numbered.Conversation.WrappedKey, numbered.Rows)
        {
            Opened = numbered.Entries,
            Trace = numbered.Trace,
            Stands = Standing.Of(numbered.Conversation),
        });
    }

    /// <summary>Puts nothing in the place of what an entry said. The conversation is locked.</summary>
    public Task WithdrawAsync(RecordsSession session, Conversation conversation, long number) => EntryRows.WithdrawAsync(
        session, conversation.Id, number,
        vault.Open(conversation.WrappedKey, conversation.Id).Seal(JsonSerializer.SerializeToUtf8Bytes(new EntryBody(), EntryJson.Default.EntryBody), Place(number)));

    /// <summary>Opens sealed rows. Those of an erased conversation come without content, as <see cref="EntryKinds.Erased"/>.</summary>
    public IReadOnlyList<Entry> Open(string conversationId, byte[] wrappedKey, IReadOnlyList<EntryRow> rows)
    {
        if (rows.Count == 0) return [];
        if (wrappedKey.Length == 0) return [.. rows.Select(Erased)];
        var seal = vault.Open(wrappedKey, conversationId);
        return
        [
            .. rows.Select(row => new Entry(
                row.Number, row.At, row.Kind, row.Author, row.AuthorId, row.ClientId, row.SentAt, row.Delivery,
                JsonSerializer.Deserialize(seal.Open(row.Body, Place(row.Number)), EntryJson.Default.EntryBody)!)),
        ];
    }

    /// <summary>Reads and opens the entries after a number, at most <paramref name="limit"/>.</summary>
    public async Task<IReadOnlyList<Entry>> ReadAsync(RecordsSession session, Conversation conversation, long after, int limit = 200) =>
        Open(conversation.Id, conversation.WrappedKey, await EntryRows.AfterAsync(session, conversation.Id, after, limit));

    // A silent counsellor must not be taken for a talking one because a provider reported something: only people's
    // words, and being taken, start its time anew.
    private long? Due(Conversation conversation, IReadOnlyList<NewEntry> news, long now)
    {
        // A guest's silence is home's to judge, by home's times.
        if (conversation.IsGuestCopy || conversation.Emergency || Stages.Timer(conversation.Stage, conversation.Grade, settings) is not { } timer) return null;
        // It stood still for an emergency: the time until then is nobody's silence.
        if (conversation.DueAt is null) return now + timer.Ms();
        if (conversation.Stage is not (Stage.Talking or Stage.Handed)) return conversation.HeardAt + timer.Ms();
        var begins = news.Any(entry => entry.Body.Stage is "taken" or "handed" || IsWordOf(Authors.Person, entry) || IsWordOf(Authors.Counsellor, entry) || IsWordOf(Authors.SupportBody, entry));
        return begins ? now + timer.Ms() : conversation.DueAt;
    }

    private static bool IsWordOf(string author, NewEntry entry) =>
        entry.Author == author && entry.Kind is EntryKinds.Message or EntryKinds.Unknown;

    // The first one says what happened, as a quiet line; readers pass over a kind that they do not know.
    private static Entry Erased(EntryRow row) => row.Number == 1
        ? new Entry(row.Number, row.At, EntryKinds.Stage, Authors.System, null, null, null, null, new EntryBody(Stage: EntryKinds.Erased))
        : new Entry(row.Number, row.At, EntryKinds.Erased, Authors.System, null, null, null, null, new EntryBody());

    private static string Place(long number) => $"entry|{number}";

    // What leaves over a provider begins as pending; on a web page the committed entry is what the person sees.
    private static Entry Numbered(Conversation conversation, NewEntry entry, long number, long now)
    {
        var leaves = entry is { Kind: EntryKinds.Message, Author: Authors.Counsellor or Authors.SupportBody or Authors.Bot };
        var onPage = !conversation.IsGuestCopy && (conversation.Channel == ChannelNames.Chat || (conversation.PassageId is not null && !entry.ToChannel));
        // Of a guest from another gateway only what their counsellor says goes home; home has its own notices.
        if (conversation.IsGuestCopy) leaves &= entry is { Author: Authors.Counsellor, AuthorId: not null };
        var delivery = !leaves ? null : onPage ? Deliveries.Sent : Deliveries.Pending;
        return new Entry(number, now, entry.Kind, entry.Author, entry.AuthorId, entry.ClientId, entry.SentAt, delivery, entry.ToChannel && conversation.PassageId is not null ? entry.Body with { Elsewhere = true } : entry.Body);
    }
}

/// <summary>Entries that have their numbers.</summary>
/// <param name="Conversation">As it stands once they are stored.</param>
/// <param name="Rows">To be stored, sealed.</param>
/// <param name="Entries">The same, open.</param>
/// <param name="Trace">The trace in which they were written; nothing when nobody follows it.</param>
internal sealed record NumberedEntries(Conversation Conversation, IReadOnlyList<EntryRow> Rows, IReadOnlyList<Entry> Entries, string? Trace);

/// <summary>Entries have been committed. The words travel sealed; <see cref="Opened"/> never leaves the process.</summary>
public sealed record EntriesCommitted(string ConversationId, byte[] WrappedKey, IReadOnlyList<EntryRow> Rows) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "entries";

    /// <summary>The same entries, on the node that wrote them.</summary>
    [JsonIgnore]
    public IReadOnlyList<Entry>? Opened { get; init; }

    /// <summary>How the conversation stands with them, so that the next word on another node need not ask; nothing from a node of another version.</summary>
    public Standing? Stands { get; init; }

    /// <summary>The trace in which they were written, as a W3C <c>traceparent</c>; nothing when nobody follows it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Trace { get; init; }
}

/// <summary>What a word is stored by, beside its number: see <see cref="TakeTogether"/>.</summary>
public sealed record Standing(Stage Stage, Grade Grade, long HeardAt, long? DueAt, string? PassageId = null, bool Emergency = false)
{
    internal static Standing Of(Conversation conversation) => new(conversation.Stage, conversation.Grade, conversation.HeardAt, conversation.DueAt, conversation.PassageId, conversation.Emergency);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EntryBody))]
internal sealed partial class EntryJson : JsonSerializerContext;
