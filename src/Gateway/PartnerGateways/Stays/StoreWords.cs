using System.Globalization;
using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Writes a word of home into the copy of a guest, once, within the caller's transaction with the conversation locked.</summary>
public sealed class StoreWords(ConversationLog log)
{
    /// <summary>Writes it; what home withholds is nothing here.</summary>
    internal async Task<Conversation> StoreAsync(RecordsSession session, Conversation conversation, StayWord word)
    {
        if (word.Author == StayAuthors.TakenBack) return await TakeBackAsync(session, conversation, word);
        return EntryOf(word) is { } entry ? (await log.AppendAsync(session, conversation, entry)).Conversation : conversation;
    }

    private static NewEntry? EntryOf(StayWord word) => string.IsNullOrWhiteSpace(word.Text) ? null : word.Author switch
    {
        StayAuthors.Person => new NewEntry(EntryKinds.Message, Authors.Person, new EntryBody(Text: word.Text), ClientId: ClientIdOf(word.Number), SentAt: word.At.ToUnixTimeMilliseconds()),
        StayAuthors.Counsellor => new NewEntry(EntryKinds.Message, Authors.Counsellor, new EntryBody(Text: word.Text, Name: word.Name), ClientId: ClientIdOf(word.Number), SentAt: word.At.ToUnixTimeMilliseconds()),
        StayAuthors.System => new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: word.Text), ClientId: ClientIdOf(word.Number), SentAt: word.At.ToUnixTimeMilliseconds()),
        StayAuthors.Attachment => new NewEntry(EntryKinds.Unknown, Authors.Person, new EntryBody(What: word.Text), ClientId: ClientIdOf(word.Number), SentAt: word.At.ToUnixTimeMilliseconds()),
        _ => null,
    };

    private async Task<Conversation> TakeBackAsync(RecordsSession session, Conversation conversation, StayWord word)
    {
        if (word.Of is not { } of || await EntryRows.ByClientIdAsync(session, conversation.Id, ClientIdOf(of)) is not { } found) return conversation;
        await log.WithdrawAsync(session, conversation, found.Number);
        return (await log.AppendAsync(session, conversation, new NewEntry(EntryKinds.Unknown, Authors.System, new EntryBody(What: "unsend", Of: found.Number)))).Conversation;
    }

    private static string ClientIdOf(long number) => string.Create(CultureInfo.InvariantCulture, $"home-{number}");
}
