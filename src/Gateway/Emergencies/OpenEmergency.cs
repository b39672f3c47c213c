using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Emergencies;

/// <summary>An emergency begins: in the transaction in which the conversation becomes 緊急, whoever said so.</summary>
public sealed class OpenEmergency(EmergencyLog steps, ConversationLog log, OutboxRows outbox, EmergencyCard card, EmergencySettings settings, GuestStays guests, Ids ids) : IWhenUrgent
{
    /// <inheritdoc />
    public async Task<Conversation> FollowAsync(RecordsSession session, Conversation conversation, Staff? staff, string? why)
    {
        if (conversation.Stage == Stage.Closed) return conversation;
        if (conversation.IsGuestCopy) return await TellHomeAsync(session, conversation);
        if (conversation.Emergency) return conversation;
        conversation = await steps.BeginAsync(session, ids.New(), conversation, staff, why);
        if (!settings.SendsCardItself(conversation.Organisation)) return conversation;
        (conversation, var entries) = await log.AppendAsync(session, conversation, card.ByGuide(conversation.Language));
        await outbox.AddAsync(session, conversation, entries);
        return conversation;
    }

    // Nobody of their organisation is at this gateway: it rings where they are. Each alarm goes there, also while one is open: home may have closed it a moment ago, and nobody here knows that yet.
    private async Task<Conversation> TellHomeAsync(RecordsSession session, Conversation conversation)
    {
        await guests.AlarmAsync(session, conversation);
        if (conversation.Emergency) return conversation;
        // From this moment on nobody here ends the talk, or calls it less urgent; home says when it is over.
        conversation = conversation with { Emergency = true };
        await ConversationRows.SaveAsync(session, conversation);
        return conversation;
    }
}

/// <summary>A counsellor or a supervisor says that somebody is in danger now.</summary>
public sealed class RaiseAlarm(IRecords records, ChangeGrade grade, OpenEmergency open)
{
    /// <summary>Opens an emergency and makes the conversation 緊急. One that is open already stays as it is.</summary>
    /// <param name="staff">Whose conversation it is, or a supervisor or coordinator.</param>
    /// <param name="conversationId">Which; it must not be over.</param>
    /// <param name="why">In a few words; may be empty, because nobody in danger waits for a sentence.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public async Task<RaiseOutcome> RaiseAsync(Staff staff, string conversationId, Redacted<string> why, CancellationToken cancel = default)
    {
        if (why.Value.Length > ChangeGrade.LongestReason) return RaiseOutcome.TooLong;
        return await records.WriteAsync(async session =>
        {
            if (await ConversationRows.LockAsync(session, conversationId) is not { } conversation) return RaiseOutcome.NotYours;
            var wasUrgent = conversation.Grade == Grade.Urgent;
            if (await grade.SetAsync(session, staff, conversation, Grade.Urgent, why) != GradeOutcome.Given) return RaiseOutcome.NotYours;
            // Becoming 緊急 opens it; where the grade was that already, it is opened here.
            if (wasUrgent) await open.FollowAsync(session, conversation, staff, string.IsNullOrWhiteSpace(why.Value) ? null : why.Value.Trim());
            return RaiseOutcome.Raised;
        }, cancel);
    }
}

/// <summary>How it ended when somebody raised the alarm.</summary>
public enum RaiseOutcome
{
    /// <summary>An emergency is open.</summary>
    Raised,

    /// <summary>It is not theirs, or over.</summary>
    NotYours,

    /// <summary>The reason is longer than <see cref="ChangeGrade.LongestReason"/>.</summary>
    TooLong,
}
