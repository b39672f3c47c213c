using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Emergencies;

/// <summary>A supervisor or coordinator has heard the alarm: who and when is on record, and the counsellor sees it.</summary>
public sealed class AnswerAlarm(IRecords records, EmergencyLog steps, EmergencyFigures figures)
{
    /// <summary>Acknowledges it, each person once.</summary>
    public Task<EmergencyOutcome> AcknowledgeAsync(Staff staff, string emergencyId, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (!staff.Supervises() || await EmergencyLog.LockAsync(session, emergencyId) is not { Emergency.ClosedAt: null } held || !held.IsOf(staff)) return EmergencyOutcome.NotFound;
        var heard = held.State.Acknowledged;
        if (heard.Any(one => one.StaffId == staff.Id)) return EmergencyOutcome.Done;
        held = await steps.AddAsync(session, held, staff, new NewStep(StepKinds.Acknowledged, new StepBody()));
        if (heard.Count == 0) session.AfterCommit(() => figures.Heard(held.Emergency.Organisation, held.Steps[^1].At - held.Emergency.OpenedAt));
        return EmergencyOutcome.Done;
    }, cancel);
}
