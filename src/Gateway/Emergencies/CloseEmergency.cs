using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Emergencies;

/// <summary>An emergency ends by two people: one says how, another agrees. One of them is a supervisor or coordinator.</summary>
public sealed class CloseEmergency(IRecords records, EmergencyLog steps, TimeProvider time)
{
    /// <summary>The longest note, in UTF-16 units.</summary>
    public const int LongestNote = 2000;

    /// <summary>
    /// How it can end: <c>helped</c> (ambulance, police or another body is with them), <c>safe</c> (they are safe, and it was asked), <c>accompanied</c> (somebody is
    /// with them), <c>lost</c> (they cannot be reached any more), <c>not_emergency</c> (it was none).
    /// </summary>
    public static IReadOnlySet<string> Outcomes { get; } = new HashSet<string> { "helped", "safe", "accompanied", "lost", "not_emergency" };

    /// <summary>Says that it is over. A newer proposal takes the place of an older one.</summary>
    public Task<EmergencyOutcome> ProposeAsync(Staff staff, string emergencyId, string outcome, Redacted<string> note, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (!Outcomes.Contains(outcome) || note.Value.Length > LongestNote) return EmergencyOutcome.Fields;
        if (await EmergencyLog.LockAsync(session, emergencyId) is not { Emergency.ClosedAt: null } held) return EmergencyOutcome.NotFound;
        if (!held.IsOf(staff)) return held.RefusalOf(staff);
        if (held.State.Unconfirmed.Count > 0) return EmergencyOutcome.Unconfirmed;
        await steps.AddAsync(session, held, staff, new NewStep(StepKinds.CloseProposed, new StepBody(note.Value.Trim()), Code: outcome));
        return EmergencyOutcome.Done;
    }, cancel);

    /// <summary>Agrees to a proposal: the emergency is closed, and the conversation's timers go on from now.</summary>
    /// <param name="staff">The second person.</param>
    /// <param name="emergencyId">Which.</param>
    /// <param name="number">The step of the proposal, so that nobody agrees to one that they have not seen.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<EmergencyOutcome> ConfirmAsync(Staff staff, string emergencyId, long number, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await EmergencyLog.LockAsync(session, emergencyId) is not { Emergency.ClosedAt: null } held) return EmergencyOutcome.NotFound;
        if (!held.IsOf(staff)) return held.RefusalOf(staff);
        if (held.State.Proposal is not { } proposal || proposal.Number != number) return EmergencyOutcome.NoSuchStep;
        if (proposal.StaffId == staff.Id) return EmergencyOutcome.SecondPerson;
        if (!staff.Supervises() && proposal.Role is not (Roles.Supervisor or Roles.Coordinator)) return EmergencyOutcome.Supervisor;
        if (held.State.Unconfirmed.Count > 0) return EmergencyOutcome.Unconfirmed;
        await EmergencyRows.CloseAsync(session, emergencyId, time.NowMs());
        // The flag goes first: the line that says so starts the timer anew.
        await steps.AddAsync(
            session, held with { Conversation = held.Conversation with { Emergency = false } }, staff, new NewStep(StepKinds.Closed, new StepBody(), Of: number, Code: proposal.Code));
        return EmergencyOutcome.Done;
    }, cancel);
}
