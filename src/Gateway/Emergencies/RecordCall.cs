using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Emergencies;

/// <summary>
/// 緊急連絡: somebody outside was told of the person. The gateway calls nobody; this records who did. Without consent it takes a second person: the call is not held
/// up for that, it stands as unconfirmed until a supervisor who did not write it has confirmed it.
/// </summary>
public sealed class RecordCall(IRecords records, EmergencyLog steps)
{
    /// <summary>Records a call, once for each client id.</summary>
    /// <param name="staff">Who writes it down.</param>
    /// <param name="emergencyId">In which.</param>
    /// <param name="clientId">The id that the writer's device gave it.</param>
    /// <param name="call">The fields (see <see cref="Worksheet.CallFields"/>); <c>to</c>, <c>ground</c> and <c>told</c> are needed.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<EmergencyOutcome> RecordAsync(
        Staff staff, string emergencyId, string clientId, Redacted<IReadOnlyDictionary<string, string>> call, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (Worksheet.Clean(call.Value, Worksheet.CallFields) is not { } clean || !IsWhole(clean)) return EmergencyOutcome.Fields;
        if (await EmergencyLog.LockAsync(session, emergencyId) is not { Emergency.ClosedAt: null } held) return EmergencyOutcome.NotFound;
        if (!held.IsOf(staff)) return held.RefusalOf(staff);
        if (await EmergencyRows.ByClientIdAsync(session, emergencyId, clientId) is null)
            await steps.AddAsync(session, held, staff, new NewStep(StepKinds.Call, new StepBody(Fields: clean), Code: clean["ground"], ClientId: clientId));
        return EmergencyOutcome.Done;
    }, cancel);

    /// <summary>A supervisor or coordinator confirms a call that somebody else wrote down.</summary>
    /// <param name="staff">The second person.</param>
    /// <param name="emergencyId">In which.</param>
    /// <param name="number">The step of the call.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<EmergencyOutcome> ConfirmAsync(Staff staff, string emergencyId, long number, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await EmergencyLog.LockAsync(session, emergencyId) is not { Emergency.ClosedAt: null } held) return EmergencyOutcome.NotFound;
        if (!held.IsOf(staff)) return held.RefusalOf(staff);
        if (!staff.Supervises()) return EmergencyOutcome.Supervisor;
        if (held.Steps.SingleOrDefault(step => step.Number == number && step.Kind == StepKinds.Call) is not { } call) return EmergencyOutcome.NoSuchStep;
        if (call.StaffId == staff.Id) return EmergencyOutcome.SecondPerson;
        if (held.State.Unconfirmed.Contains(number))
            await steps.AddAsync(session, held, staff, new NewStep(StepKinds.Confirmed, new StepBody(), Of: number));
        return EmergencyOutcome.Done;
    }, cancel);

    private static bool IsWhole(IReadOnlyDictionary<string, string> call) =>
        Worksheet.Recipients.Contains(call.GetValueOrDefault("to", "")) && Grounds.All.Contains(call.GetValueOrDefault("ground", "")) && call.GetValueOrDefault("told", "").Length > 0;
}
