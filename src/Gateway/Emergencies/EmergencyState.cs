namespace Gateway.Emergencies;

/// <summary>How an emergency stands: pure, from its steps alone, without a word of anybody.</summary>
/// <param name="OpenedBy">The name of whoever opened it; nothing when it was the triage.</param>
/// <param name="Acknowledged">Who has heard the alarm, each once, in order.</param>
/// <param name="EscalatedAt">When nobody had for too long, in milliseconds.</param>
/// <param name="Unconfirmed">The numbers of the calls that wait for a second person.</param>
/// <param name="Proposal">The ending that waits for a second person.</param>
/// <param name="CardAt">When the person was last sent the numbers, in milliseconds.</param>
public sealed record EmergencyState(
    string? OpenedBy, IReadOnlyList<EmergencyStep> Acknowledged, long? EscalatedAt, IReadOnlyList<long> Unconfirmed, EmergencyStep? Proposal, long? CardAt)
{
    /// <summary>How it stands after these steps, in their order.</summary>
    public static EmergencyState Of(IReadOnlyList<EmergencyStep> steps)
    {
        var confirmed = steps.Where(step => step.Kind == StepKinds.Confirmed).Select(step => step.OfStep).ToHashSet();
        return new EmergencyState(
            steps.FirstOrDefault(step => step.Kind == StepKinds.Opened)?.StaffName,
            [.. steps.Where(step => step.Kind == StepKinds.Acknowledged).DistinctBy(step => step.StaffId)],
            steps.FirstOrDefault(step => step.Kind == StepKinds.Escalated)?.At,
            [.. steps.Where(step => step.Kind == StepKinds.Call && step.Code != Grounds.Consent && !confirmed.Contains(step.Number)).Select(step => step.Number)],
            steps.LastOrDefault(step => step.Kind == StepKinds.CloseProposed),
            steps.LastOrDefault(step => step.Kind == StepKinds.Card)?.At);
    }
}

/// <summary>At whose consoles the alarm rings: pure.</summary>
/// <param name="Needed">How many must have heard it: two, or one where there is only one.</param>
/// <param name="Roles">At whose it rings now; empty when it is answered.</param>
public sealed record Alarm(int Needed, IReadOnlyList<string> Roles)
{
    /// <summary>How many supervisors should know of somebody in danger.</summary>
    public const int Two = 2;

    /// <summary>The alarm of an open emergency.</summary>
    /// <param name="acknowledged">How many have heard it.</param>
    /// <param name="supervisors">How many supervisors are at a console; nothing when that cannot be seen, and then it rings for two.</param>
    /// <param name="escalated">Nobody had heard it for too long.</param>
    public static Alarm Of(int acknowledged, int? supervisors, bool escalated)
    {
        var needed = Math.Clamp(supervisors ?? Two, 1, Two);
        if (acknowledged >= needed) return new Alarm(needed, []);
        // Where there is no supervisor, nobody gains by waiting for one.
        return new Alarm(needed, escalated || supervisors == 0
            ? [Organisations.Roles.Supervisor, Organisations.Roles.Coordinator]
            : [Organisations.Roles.Supervisor]);
    }
}
