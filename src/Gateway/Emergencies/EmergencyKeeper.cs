using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Emergencies;

/// <summary>Every five seconds: lets an alarm that nobody answered ring further, and counts. Any number of nodes may do it at once.</summary>
public sealed partial class EmergencyKeeper(
    IRecords records, EmergencyLog steps, EmergencyFigures figures, EmergencySettings settings, TimeProvider time, ILogger<EmergencyKeeper> log)
    : Rounds("emergencies", TimeSpan.FromSeconds(5), time, log)
{
    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var before = Time.NowMs() - TimeSpan.FromSeconds(settings.EscalateSeconds).Ms();
        foreach (var id in await records.ReadAsync(session => EmergencyRows.UnheardAsync(session, before), stop))
        {
            if (await records.WriteAsync(session => EscalateAsync(session, id), stop) is not { } organisation) continue;
            figures.Escalated(organisation);
            LogUnheard(Log, settings.EscalateSeconds, organisation);
        }

        figures.Note(await records.ReadAsync(session => EmergencyRows.CountAsync(session, Grounds.Consent), stop));
    }

    private async Task<string?> EscalateAsync(RecordsSession session, string id)
    {
        // Read again under the lock: somebody may have answered just now, or another node was first.
        if (await EmergencyLog.LockAsync(session, id) is not { Emergency.ClosedAt: null } held || held.State is not { Acknowledged.Count: 0, EscalatedAt: null }) return null;
        await steps.AddAsync(session, held, null, new NewStep(StepKinds.Escalated, new StepBody()));
        return held.Emergency.Organisation;
    }

    [LoggerMessage(1921, LogLevel.Warning, "Nobody has answered an emergency alarm of {Organisation} for {Seconds} seconds; it rings at coordinators too")]
    private static partial void LogUnheard(ILogger log, int seconds, string organisation);
}

/// <summary>Every hour: erases worksheets that are older than the settings allow. Any number of nodes may do it at once.</summary>
public sealed partial class ForgetEmergencies(IRecords records, EmergencySettings settings, TimeProvider time, ILogger<ForgetEmergencies> log)
    : Rounds("worksheet retention", TimeSpan.FromHours(1), time, log)
{
    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        if (settings.KeepDays == 0) return;
        var before = Time.NowMs() - TimeSpan.FromDays(settings.KeepDays).Ms();
        var erased = await records.WriteAsync(session => EmergencyRows.ForgetAsync(session, before), stop);
        if (erased > 0) LogForgotten(Log, erased);
    }

    [LoggerMessage(1922, LogLevel.Information, "Retention: {Worksheets} emergency worksheets erased")]
    private static partial void LogForgotten(ILogger log, int worksheets);
}
