using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Emergencies;

/// <summary>緊急カード: 119 and 110 and their forms without a voice, in the person's language. The same words on every channel.</summary>
public sealed class EmergencyCard(PersonTexts texts, EmergencyNumbers numbers)
{
    /// <summary>Its words in a language.</summary>
    public string Text(string language) =>
        texts.Text(language, "emergency.card", ("fire", numbers.Fire), ("police", numbers.Police), ("net", numbers.FireText), ("app", numbers.PoliceText));

    /// <summary>As an entry of the guide.</summary>
    internal NewEntry ByGuide(string language) => new(EntryKinds.Message, Authors.Bot, new EntryBody(Text: Text(language)));
}

/// <summary>Sends the card with one tap: in the counsellor's name, or where nobody has the conversation yet, as a word of the guide that a supervisor released.</summary>
public sealed class SendCard(IRecords records, EmergencyLog steps, ConversationLog log, OutboxRows outbox, EmergencyCard card)
{
    /// <summary>Sends it once for each client id.</summary>
    public Task<EmergencyOutcome> SendAsync(Staff staff, string emergencyId, string clientId, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await EmergencyLog.LockAsync(session, emergencyId) is not { Emergency.ClosedAt: null } held) return EmergencyOutcome.NotFound;
        if (!held.IsOf(staff)) return held.RefusalOf(staff);
        if (await EmergencyRows.ByClientIdAsync(session, emergencyId, clientId) is not null) return EmergencyOutcome.Done;
        if (held.Conversation is not { Stage: Stage.Talking or Stage.Waiting or Stage.Handed } conversation) return EmergencyOutcome.PersonGone;
        var mine = conversation is { Stage: Stage.Talking } && conversation.AssignedTo == staff.Id;
        (conversation, var entries) = await log.AppendAsync(session, conversation, mine
            ? new NewEntry(EntryKinds.Message, Authors.Counsellor, new EntryBody(Text: card.Text(conversation.Language), Name: staff.Name), staff.Id, clientId)
            : card.ByGuide(conversation.Language) with { AuthorId = staff.Id });
        await outbox.AddAsync(session, conversation, entries);
        await steps.AddAsync(session, held with { Conversation = conversation }, staff, // Into whose talk it went: during a stay the partner's counsellor reads it too.
            new NewStep(StepKinds.Card, new StepBody(), Code: conversation.Host, ClientId: clientId));
        return EmergencyOutcome.Done;
    }, cancel);
}
