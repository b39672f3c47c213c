using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Emergencies;

/// <summary>Writes in the worksheet. Each saving is a revision with the fields that changed; nothing is overwritten, and two who write at once lose nothing.</summary>
public sealed class WriteWorksheet(IRecords records, EmergencyLog steps)
{
    /// <summary>Saves some fields.</summary>
    /// <param name="staff">Who writes.</param>
    /// <param name="emergencyId">In which.</param>
    /// <param name="revision">The newest revision that the writer has seen: the number of its step, 0 before the first.</param>
    /// <param name="fields">What they changed, by name (see <see cref="Worksheet.Fields"/>).</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    /// <returns><see cref="EmergencyOutcome.Conflict"/> only when somebody has changed one of the same fields since, to something else; then nothing was saved.</returns>
    public Task<EmergencyOutcome> SaveAsync(
        Staff staff, string emergencyId, long revision, Redacted<IReadOnlyDictionary<string, string>> fields, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (Worksheet.Clean(fields.Value, Worksheet.Fields) is not { } clean) return EmergencyOutcome.Fields;
        if (await EmergencyLog.LockAsync(session, emergencyId) is not { Emergency.ClosedAt: null } held) return EmergencyOutcome.NotFound;
        if (!held.IsOf(staff)) return held.RefusalOf(staff);
        var all = await steps.ReadAsync(session, emergencyId);
        var now = Worksheet.Of(all);
        var since = Worksheet.Of(all.Where(step => step.Step.Number > revision));
        if (clean.Any(field => since.ContainsKey(field.Key) && since[field.Key] != field.Value)) return EmergencyOutcome.Conflict;
        var changed = clean.Where(field => now.GetValueOrDefault(field.Key, "") != field.Value).ToDictionary();
        if (changed.Count > 0) await steps.AddAsync(session, held, staff, new NewStep(StepKinds.Sheet, new StepBody(Fields: changed)));
        return EmergencyOutcome.Done;
    }, cancel);
}
