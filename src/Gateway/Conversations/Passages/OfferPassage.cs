using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Passages;

/// <summary>How an offer to go on on the web ended.</summary>
public enum OfferOutcome
{
    /// <summary>A link is on its way to the person.</summary>
    Offered,

    /// <summary>The person is on a page already.</summary>
    ThereAlready,

    /// <summary>Many links were made in the last hour.</summary>
    TooMany,

    /// <summary>Links are off, or the organisation has no web chat, or this is one.</summary>
    NotPossible,

    /// <summary>The counsellor does not have this conversation (any more).</summary>
    NotYours,
}

/// <summary>Sends the person a link by which they can go on on a web page. An earlier link that nobody has opened is taken back.</summary>
public sealed class OfferPassage(
    IRecords records, ConversationLog log, OutboxRows outbox, PersonTexts texts, PassageLinks links, PassageSettings settings, Ids ids, TimeProvider time)
{
    // Somebody who writes five lines to an account that is only an entrance is not answered five times.
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(30);

    /// <summary>Whether the conversation can go on on a page.</summary>
    public bool IsPossible(Conversation conversation) =>
        conversation is { IsGuestCopy: false } && conversation.Channel != ChannelNames.Chat && links.EntranceOf(conversation.Organisation) is not null;

    /// <summary>The counsellor offers it.</summary>
    public Task<OfferOutcome> ByCounsellorAsync(string conversationId, string staffId, CancellationToken cancel = default) =>
        records.WriteAsync(async session =>
        {
            if (await ConversationRows.LockAsync(session, conversationId) is not { Stage: Stage.Talking } conversation || conversation.AssignedTo != staffId)
                return OfferOutcome.NotYours;
            return conversation.PassageId is not null ? OfferOutcome.ThereAlready : (await OfferAsync(session, conversation, "passage.offered")).Outcome;
        }, cancel);

    /// <summary>Sends a link, within the caller's transaction.</summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversation">The conversation, locked.</param>
    /// <param name="words">The key of the sentence that comes with it.</param>
    /// <param name="values">What is put into that sentence, beside <c>{minutes}</c>.</param>
    public async Task<(OfferOutcome Outcome, Conversation Conversation)> OfferAsync(
        RecordsSession session, Conversation conversation, string words, params (string Name, string Value)[] values)
    {
        if (!IsPossible(conversation) || links.EntranceOf(conversation.Organisation) is not { } entrance) return (OfferOutcome.NotPossible, conversation);
        var now = time.NowMs();
        var made = await PassageRows.MadeSinceAsync(session, conversation.Id, now - TimeSpan.FromHours(1).Ms());
        if (made.Count >= settings.LinksPerHour) return (OfferOutcome.TooMany, conversation);
        if (made is [.., { OpenedAt: null } newest] && now - newest.MadeAt < Lately.Ms()) return (OfferOutcome.Offered, conversation);

        var passage = new Passage(
            ids.New(), conversation.Id, $"chat/{entrance.Entrance}", now, now + TimeSpan.FromMinutes(settings.LinkMinutes).Ms(), null, null, null, null);
        await PassageRows.EndLinksAsync(session, conversation.Id, now);
        await PassageRows.InsertAsync(session, passage, links.HashOfLinkOf(passage.Id));
        var minutes = settings.LinkMinutes.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var said = texts.Say(conversation.Language, words, [("minutes", minutes), .. values]);
        (conversation, var entries) = await log.AppendAsync(
            session, conversation, said with { Body = said.Body with { Passage = $"{passage.Id} {passage.PageAccount}" }, ToChannel = true });
        await outbox.AddAsync(session, conversation, entries);
        return (OfferOutcome.Offered, conversation);
    }
}
