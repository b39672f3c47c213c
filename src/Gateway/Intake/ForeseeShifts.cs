using Gateway.Primitives;
using Gateway.Records;
using Gateway.Rosters;

namespace Gateway.Intake;

/// <summary>Looks every minute when somebody of each organisation is planned to be back: one look for all of them, and never in the way of a webhook.</summary>
public sealed class ForeseeShifts(ShiftBoard shifts, IRecords records, TimeProvider time, ILogger<ForeseeShifts> log) : Rounds("foreseen shifts", TimeSpan.FromMinutes(1), time, log)
{
    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop) =>
        shifts.Note(await records.ReadAsync(session => RosterFacts.NextAsync(session, Time.GetUtcNow()), stop));
}
