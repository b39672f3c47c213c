using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary>
/// When a counsellor takes somebody who has a wish: it is counted, once, and whoever was kept for it in vain is told so before the talk begins. What is said names no counsellor's particulars.
/// </summary>
public sealed class MeetWish(TraitRows traits, WishCounts counts, ConversationLog log, OutboxRows outbox, PersonTexts texts) : IWhenTaken
{
    /// <inheritdoc />
    public async Task<Conversation> TakenAsync(RecordsSession session, Conversation conversation)
    {
        if (conversation.Wish is not { State: not (WishStates.Withdrawn or WishStates.Done) } wish) return conversation;
        var meets = conversation.Host is null ? (await traits.OfAsync(session, conversation.AssignedTo!)).Code : 0;
        var met = wish.Code != 0 && conversation.Host is null && WishCode.Fits(wish.Code, meets);
        await CountAsync(session, conversation, wish, meets, met);
        conversation = conversation with { Wish = wish with { State = WishStates.Done, Until = 0 } };
        // Whoever was told before that it is not waited for need not hear it twice; of a partner they were asked.
        if (met || wish.State != WishStates.Waits || conversation.Host is not null)
        {
            await ConversationRows.SaveAsync(session, conversation);
            return conversation;
        }

        (conversation, var entries) = await log.AppendAsync(session, conversation, texts.Say(conversation.Language, "wish.unmet").With(Choices.EndTalk));
        await outbox.AddAsync(session, conversation, entries);
        return conversation;
    }

    private async Task CountAsync(RecordsSession session, Conversation conversation, PersonWish wish, int meets, bool met)
    {
        await counts.AddAsync(session, conversation.Organisation, WishCounts.All, OutcomeOf(conversation, wish, met));
        if (conversation.Host is not null) return;
        foreach (var (kind, bits) in WishCode.Groups.Where(group => (wish.Code & group.Bits) != 0))
            await counts.AddAsync(session, conversation.Organisation, kind, (wish.Code & meets & bits) != 0 ? "met" : "missed");
    }

    private static string OutcomeOf(Conversation conversation, PersonWish wish, bool met) => conversation.Host is not null ? "partner" : met ? "met"
        : wish.State != WishStates.Waits ? wish.State : conversation.Grade >= Grade.High ? WishStates.Soon : "late";
}
