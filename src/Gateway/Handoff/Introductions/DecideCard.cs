using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Introductions;

/// <summary>The one place where a note passes to the counsellor, or goes: by the word of the person and nothing else.</summary>
internal sealed class DecideCard(SupportBodyDirectory bodies, ConversationLog log, OutboxRows outbox, PersonTexts texts, AuditTrail audit, TimeProvider time)
{
    /// <summary>Whether a card leads anywhere now: its body may introduce people, and it is neither past nor taken back.</summary>
    public async Task<bool> IsAliveAsync(RecordsSession session, Introduction card) => card.IsAlive(time.NowMs())
        && await IntroductionRows.IsOpenAsync(session, card.Organisation, card.Body) && await bodies.RecipientAsync(session, card.Organisation, card.Body) is not null;

    /// <summary>The official name of a body; nothing when it is in the directory no more.</summary>
    public async Task<string?> BodyNameAsync(RecordsSession session, Introduction card) => (await bodies.RecipientAsync(session, card.Organisation, card.Body))?.Body.Entry.Name;

    /// <summary>The person says whether the counsellor may read it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="card">The card, locked, held by this person and alive.</param>
    /// <param name="conversation">Their talk, locked before it; nothing before their first word.</param>
    /// <param name="show">Whether the counsellor may read it.</param>
    /// <param name="tell">Whether the body may hear that they came. Asked for apart from the other.</param>
    public async Task<(Introduction Card, Conversation? Conversation)> DecideAsync(RecordsSession session, Introduction card, Conversation? conversation, bool show, bool tell)
    {
        card = card with { State = show ? IntroductionState.Shown : IntroductionState.Hidden, Note = show ? card.Note : null, MayTell = tell && card.AsksAnswer };
        await audit.AppendAsync(session, card.Organisation, "person", show ? "introduction.shown" : "introduction.hidden", card.Id, card.MayTell ? "the body may hear that they came" : "");
        if (conversation is not null) return await PassAsync(session, card, conversation, say: true);
        await IntroductionRows.SaveAsync(session, card);
        return (card, null);
    }

    /// <summary>Carries out in the talk what the person decided; the note stands there from now on, and nowhere else.</summary>
    public async Task<(Introduction Card, Conversation Conversation)> PassAsync(RecordsSession session, Introduction card, Conversation conversation, bool say)
    {
        if (card is { State: IntroductionState.Shown, Note: { } note } && await BodyNameAsync(session, card) is { } name)
        {
            var line = new NewEntry(EntryKinds.Introduction, Authors.System, new EntryBody(Text: note.Read(name), Name: name));
            conversation = await SayAsync(session, conversation, say ? [line, texts.Say(conversation.Language, "introduction.shown")] : [line]);
        }
        else if (say && card.State == IntroductionState.Hidden)
        {
            conversation = await SayAsync(session, conversation, [texts.Say(conversation.Language, "introduction.hidden")]);
        }

        card = card with { Note = null, ConversationId = conversation.Id, CameAt = card.MayTell ? card.CameAt ?? time.NowMs() : null };
        await IntroductionRows.SaveAsync(session, card);
        return (card, conversation);
    }

    /// <summary>Says something to the person, where they are.</summary>
    public async Task<Conversation> SayAsync(RecordsSession session, Conversation conversation, IReadOnlyList<NewEntry> said)
    {
        (conversation, var entries) = await log.AppendAsync(session, conversation, said);
        await outbox.AddAsync(session, conversation, entries);
        return conversation;
    }
}
