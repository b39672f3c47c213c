using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Consent;

/// <summary>How the look of a second person ended.</summary>
public enum CheckOutcome
{
    /// <summary>It stands in the records.</summary>
    Checked,

    /// <summary>There is no such consent that waits for a second person in this organisation.</summary>
    NotFound,

    /// <summary>Whoever asked cannot be the second person.</summary>
    SamePerson,

    /// <summary>Only a supervisor or coordinator can be the second person.</summary>
    NotASupervisor,

    /// <summary>At this age a guardian must agree as well; until then there is nothing to stand for.</summary>
    Guardian,

    /// <summary>A no needs a reason, of at most <see cref="ConsentCheck.Longest"/> units.</summary>
    Reason,
}

/// <summary>
/// A second person looks at a consent of somebody young, or of somebody whose age is not known, before anything passes by it. Their yes opens nothing by
/// itself, and their no ends the consent: the counsellor reads why, speaks with the person, and may ask anew.
/// </summary>
public sealed class CheckConsent(
    IRecords records, ConsentRows rows, ConversationLog log, AuditTrail audit, EndConsents end, ConsentSettings settings, TimeProvider time)
{
    /// <summary>A supervisor stands for it. Who was second to say so changes nothing.</summary>
    /// <param name="supervisor">Who; another person than those who asked and who heard the answer.</param>
    /// <param name="consentId">Which consent.</param>
    /// <param name="guardian">What is known of a guardian. Nobody is asked by the gateway.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<CheckOutcome> CheckAsync(Staff supervisor, string consentId, GuardianConsent guardian, CancellationToken cancel = default) =>
        DoAsync(supervisor, consentId, async (session, conversation, record) =>
        {
            if (record.CheckedBy is not null) return CheckOutcome.Checked;
            if (ConsentRules.NeedsGuardian(record.Terms.AgeBand, settings) && guardian != GuardianConsent.Given) return CheckOutcome.Guardian;
            await rows.SaveAsync(session, record with { CheckedBy = supervisor.Id, Guardian = guardian, Check = new ConsentCheck(true, supervisor.Name, time.NowMs(), null) });
            await audit.AppendAsync(session, record.Organisation, supervisor.Id, "consent.checked", record.Id, $"guardian {guardian}");
            await log.AppendAsync(session, conversation, new NewEntry(EntryKinds.Consent, Authors.System, new EntryBody(Reason: "checked", Consent: record.Id, Name: supervisor.Name), supervisor.Id));
            return CheckOutcome.Checked;
        }, cancel);

    /// <summary>A supervisor does not stand for it: it ends, and nothing passes by it.</summary>
    /// <param name="supervisor">Who; another person than those who asked and who heard the answer.</param>
    /// <param name="consentId">Which consent.</param>
    /// <param name="why">Why not, for the counsellor; never for the person.</param>
    /// <param name="guardian">What is known of a guardian.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<CheckOutcome> RefuseAsync(Staff supervisor, string consentId, Redacted<string> why, GuardianConsent guardian, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(why.Value) || why.Value.Length > ConsentCheck.Longest) return Task.FromResult(CheckOutcome.Reason);
        return DoAsync(supervisor, consentId, async (session, conversation, record) =>
        {
            if (record.CheckedBy is not null) return CheckOutcome.NotFound;
            var refused = record with { Guardian = guardian, Check = new ConsentCheck(false, supervisor.Name, time.NowMs(), why.Value.Trim()) };
            await end.ByCheckAsync(session, conversation, refused, supervisor);
            return CheckOutcome.Checked;
        }, cancel);
    }

    private Task<CheckOutcome> DoAsync(
        Staff supervisor, string consentId, Func<RecordsSession, Conversation, ConsentRecord, Task<CheckOutcome>> act, CancellationToken cancel) => records.WriteAsync(async session =>
        {
            if (await rows.FindAsync(session, consentId) is not { } seen || seen.Organisation != supervisor.Organisation) return CheckOutcome.NotFound;
            // What is erased nobody can read any more, and what nobody can read nobody can stand for.
            if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { IsErased: false } conversation) return CheckOutcome.NotFound;
            if (await rows.LockAsync(session, consentId) is not { State: ConsentState.Given } record || !ConsentRules.NeedsSecond(record.Terms.AgeBand)) return CheckOutcome.NotFound;
            if (record.IsWorkOf(supervisor.Id)) return CheckOutcome.SamePerson;
            return supervisor.Role is Roles.Supervisor or Roles.Coordinator ? await act(session, conversation, record) : CheckOutcome.NotASupervisor;
        }, cancel);
}
