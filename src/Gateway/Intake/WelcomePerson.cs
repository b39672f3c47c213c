using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Disasters;
using Gateway.Intake.Bots;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Intake;

/// <summary>Greets somebody and gives them their place in the queue, within the caller's transaction: without a bot, and never waiting for one.</summary>
public sealed class WelcomePerson(
    MoveConversation move, ConversationLog log, OutboxRows outbox, FirstWords words, ShiftBoard shifts, OrganisationDirectory organisations, FollowPassage passage,
    IntakeBots bots, DisasterBoard disasters, TimeProvider time)
{
    /// <summary>Who answers, and the short notice.</summary>
    public Task<Conversation> GreetAsync(RecordsSession session, Conversation conversation) =>
        SayAsync(session, conversation, words.Hello(conversation.Language, OrganisationOf(conversation), notice: !bots.GiveNotice(conversation)));

    /// <summary>They join the queue and learn their place and an honest wait. The caller tells the queue after the commit.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked, in its first stage.</param>
    /// <param name="greet">Whether the greeting is still due.</param>
    /// <param name="further">What else is to be said, behind it.</param>
    public async Task<Conversation> JoinAsync(RecordsSession session, Conversation conversation, bool greet, params IReadOnlyList<NewEntry> further)
    {
        var position = await ConversationRows.CountWaitingAsync(session, conversation.Organisation) + 1;
        var joined = await move.JoinAsync(session, conversation, time.NowMs());
        var onPage = conversation.Channel == ChannelNames.Chat || conversation.PassageId is not null;
        var said = words.Waiting(
            conversation.PassageId is null ? conversation.Channel : ChannelNames.Chat, conversation.Language, OrganisationOf(conversation), greet,
            shifts.Of(conversation.Organisation), position, passage.IsPossible(conversation), notice: !bots.GiveNotice(conversation),
            // On a page it stands at the top.
            news: onPage ? null : disasters.WordsFor(conversation.Organisation, conversation.Language, null));
        return await SayAsync(session, joined!, [.. said, .. further]);
    }

    /// <summary>共同の窓口: somebody who was routed to an organisation joins its queue at the place of their first word. The caller tells the queue after the commit.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked, in its first stage.</param>
    /// <param name="routed">What they hear before their place, and what they can tap.</param>
    /// <param name="news">What their organisation tells while a disaster mode of its own holds that concerns them; on a page it stands at the top.</param>
    internal async Task<Conversation> JoinRoutedAsync(RecordsSession session, Conversation conversation, Routed routed, string? news)
    {
        var position = await ConversationRows.CountWaitingAsync(session, conversation.Organisation) + 1;
        var joined = await move.JoinAsync(session, conversation, routed.ArrivedAt);
        var said = words.Waiting(
            conversation.PassageId is null ? conversation.Channel : ChannelNames.Chat, conversation.Language, OrganisationOf(conversation), greet: false,
            shifts.Of(conversation.Organisation), position, passage.IsPossible(conversation), news: news).ToList();
        if (conversation.Channel != ChannelNames.Sms && routed.Options.Count > 0) said[^1] = said[^1] with { Body = said[^1].Body with { Options = routed.Options } };
        return await SayAsync(session, joined!, [.. routed.Before, .. said]);
    }

    /// <summary>Says something to a person: entries, and what must leave over a provider.</summary>
    public async Task<Conversation> SayAsync(RecordsSession session, Conversation conversation, IReadOnlyList<NewEntry> said)
    {
        if (said.Count == 0) return conversation;
        (conversation, var entries) = await log.AppendAsync(session, conversation, said);
        await outbox.AddAsync(session, conversation, entries);
        return conversation;
    }

    private Organisation OrganisationOf(Conversation conversation) => organisations.FindOrganisation(conversation.Organisation)
        ?? throw new InvalidOperationException($"There is no organisation {conversation.Organisation} in the set-up file.");
}
