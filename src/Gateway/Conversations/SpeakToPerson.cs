using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>A counsellor's reply: an entry and its outbox row in one transaction, once for each client id.</summary>
public sealed class SpeakToPerson(IRecords records, ConversationLog log, OutboxRows outbox, PersonTexts texts, OrganisationDirectory organisations, GuestStays guests)
{
    /// <summary>
    /// The longest reply on each channel, in UTF-16 units. LINE takes 5,000 in a message and five messages in a call, one reply is one
    /// call, and a text is cut where a reader pauses. ACS takes 2,048 for an SMS, of which a dignified text needs far fewer.
    /// </summary>
    public static int LongestText(string channel) => channel switch
    {
        ChannelNames.Sms => 660,
        ChannelNames.Line => 20_000,
        _ => 4000,
    };

    /// <summary>Says it, or returns the entry that said it already.</summary>
    public Task<SpeakResult> SayAsync(
        string conversationId, string staffId, string staffName, string clientId, Redacted<string> text, CancellationToken cancel = default) =>
        records.WriteAsync(async session => await ConversationRows.LockAsync(session, conversationId) is { } conversation
            ? await SayAsync(session, conversation, staffId, staffName, clientId, text)
            : new SpeakResult(SpeakOutcome.NotYours, null), cancel);

    /// <summary>As the other, within the caller's transaction; the conversation is locked.</summary>
    public async Task<SpeakResult> SayAsync(RecordsSession session, Conversation conversation, string staffId, string staffName, string clientId, Redacted<string> text)
    {
        if (conversation.AssignedTo != staffId) return new SpeakResult(SpeakOutcome.NotYours, null);
        if (await EntryRows.ByClientIdAsync(session, conversation.Id, clientId) is { } repeated)
            return new SpeakResult(SpeakOutcome.Said, log.Open(conversation.Id, conversation.WrappedKey, [repeated])[0]);
        if (conversation.Stage != Stage.Talking || !await guests.MaySpeakAsync(session, conversation)) return new SpeakResult(SpeakOutcome.NotYours, null);
        if (string.IsNullOrWhiteSpace(text.Value)) return new SpeakResult(SpeakOutcome.Empty, null);
        if (text.Value.Length > LongestText(conversation.PassageId is null ? conversation.Channel : ChannelNames.Chat)) return new SpeakResult(SpeakOutcome.TooLong, null);
        // Of a partner it is never in doubt which organisation answers. Where the person is at another gateway, that one says it.
        var partner = conversation.IsGuestCopy ? null : conversation.Host;
        if (partner is not null)
            staffName = texts.Text(conversation.Language, "partner.counsellor", ("name", staffName), ("partner", organisations.FindOrganisation(partner)?.ContactNameIn(conversation.Language) ?? partner));
        // With a third one in the talk, or somebody of a partner, a phone must show who speaks.
        var label = conversation.SeatId is null && partner is null ? null : texts.Text(conversation.Language, "together.counsellor", ("name", staffName));
        (conversation, var entries) = await log.AppendAsync(
            session, conversation,
            new NewEntry(EntryKinds.Message, Authors.Counsellor, new EntryBody(Text: text.Value, Name: staffName, Label: label), staffId, clientId));
        await outbox.AddAsync(session, conversation, entries);
        return new SpeakResult(SpeakOutcome.Said, entries[0]);
    }
}

/// <summary>How a reply ended.</summary>
public enum SpeakOutcome
{
    /// <summary>It is in the records (now, or since an earlier try).</summary>
    Said,

    /// <summary>The counsellor does not have this conversation (any more).</summary>
    NotYours,

    /// <summary>There is nothing in it.</summary>
    Empty,

    /// <summary>Longer than <see cref="SpeakToPerson.LongestText"/>.</summary>
    TooLong,
}

/// <summary>The outcome, and with <see cref="SpeakOutcome.Said"/> the entry.</summary>
public sealed record SpeakResult(SpeakOutcome Outcome, Entry? Entry);
