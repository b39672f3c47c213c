using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Conversations.Passages;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Intake;

/// <summary>What the words of a person on LINE or SMS mean for the way to the web page and back, within the transaction that takes them.</summary>
public sealed class FollowPassage(
    OfferPassage offer, LeavePage leave, ConversationLog log, OutboxRows outbox, PersonTexts texts, OrganisationDirectory organisations)
{
    /// <summary>Whether more is due than an entry: the person asks for a link.</summary>
    public static bool Asks(Inbound inbound) => Speaks(inbound) && PassageWords.Asks(inbound.Text?.Value);

    /// <summary>Whether the conversation can go on on a page, and people are to be told so.</summary>
    public bool IsPossible(Conversation conversation) => offer.IsPossible(conversation);

    /// <summary>Before a word is stored: whoever writes where they began is back there.</summary>
    public Task<Conversation> ReturnAsync(RecordsSession session, Conversation conversation, Inbound inbound) =>
        conversation.PassageId is not null && Speaks(inbound)
            ? leave.ByWordAsync(session, conversation, PassageWords.Stops(inbound.Text?.Value))
            : Task.FromResult(conversation);

    /// <summary>Whoever ends the talk where they began gets their last message there, and the page shows nothing more.</summary>
    public Task<Conversation> EndAsync(RecordsSession session, Conversation conversation) =>
        conversation.PassageId is null || organisations.IsEntranceOnly(conversation.ChannelAccount) ? Task.FromResult(conversation) : leave.EndAsync(session, conversation);

    /// <summary>After a word was stored: sends a link when they asked for it.</summary>
    public async Task<Conversation> AnswerAsync(RecordsSession session, Conversation conversation, Inbound inbound)
    {
        if (!Asks(inbound)) return conversation;
        var (outcome, after) = await offer.OfferAsync(session, conversation, "passage.asked");
        return outcome == OfferOutcome.TooMany ? await SayAsync(session, after, "passage.later") : after;
    }

    /// <summary>
    /// Somebody has written to an account that is only an entrance. What they wrote was not kept; they are told so, with a link. Nothing that
    /// is said to them on the page ever comes here.
    /// </summary>
    public async Task KnockAsync(RecordsSession session, Conversation conversation, Inbound inbound)
    {
        if (inbound.What == Inbound.KnockToStop && conversation.PassageId is not null)
        {
            await leave.ByStopAsync(session, conversation);
            return;
        }

        var name = organisations.FindOrganisation(conversation.Organisation)!.ContactNameIn(conversation.Language);
        var (outcome, after) = await offer.OfferAsync(session, conversation, "entrance.link", ("organisation", name));
        if (outcome is OfferOutcome.TooMany or OfferOutcome.NotPossible) await SayAsync(session, after, "entrance.later");
    }

    private async Task<Conversation> SayAsync(RecordsSession session, Conversation conversation, string key)
    {
        (conversation, var said) = await log.AppendAsync(session, conversation, texts.Say(conversation.Language, key) with { ToChannel = true });
        await outbox.AddAsync(session, conversation, said);
        return conversation;
    }

    private static bool Speaks(Inbound inbound) => inbound is { Kind: InboundKind.Message or InboundKind.Unknown, Standby: false } && inbound.Channel != ChannelNames.Chat;
}
