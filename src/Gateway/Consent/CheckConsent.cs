using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Consent;

/// <summary>How the look of a second person ended.</summary>
public enum CheckOutcome
{
    /// <summary>It stands in the records.</summary>
    Checked,

    /// <summary>There is no such consent that was given in this organisation.</summary>
    NotFound,

    /// <summary>Whoever asked cannot be the second person.</summary>
    SamePerson,
}

/// <summary>A second person looks at a consent of somebody young, or of somebody whose age is not known, before anything passes by it.</summary>
public sealed class CheckConsent(IRecords records, ConsentRows rows, ConversationLog log, AuditTrail audit)
{
    /// <summary>A supervisor stands for it.</summary>
    /// <param name="supervisor">Who; another person than the one who asked.</param>
    /// <param name="consentId">Which consent.</param>
    /// <param name="guardian">What is known of a guardian. Nobody is asked by the gateway.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<CheckOutcome> CheckAsync(Staff supervisor, string consentId, GuardianConsent guardian, CancellationToken cancel = default) =>
        records.WriteAsync(async session =>
        {
            if (await rows.FindAsync(session, consentId) is not { } seen || seen.Organisation != supervisor.Organisation) return CheckOutcome.NotFound;
            if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { } conversation) return CheckOutcome.NotFound;
            if (await rows.LockAsync(session, consentId) is not { State: ConsentState.Given } record) return CheckOutcome.NotFound;
            if (record.AskedBy == supervisor.Id) return CheckOutcome.SamePerson;
            await rows.SaveAsync(session, record with { CheckedBy = supervisor.Id, Guardian = guardian });
            await audit.AppendAsync(session, record.Organisation, supervisor.Id, "consent.checked", record.Id, $"guardian {guardian}");
            if (!conversation.IsErased)
                await log.AppendAsync(session, conversation, new NewEntry(EntryKinds.Consent, Authors.System, new EntryBody(Reason: "checked", Consent: record.Id, Name: supervisor.Name), supervisor.Id));
            return CheckOutcome.Checked;
        }, cancel);
}
