using System.Collections.Concurrent;
using Gateway.Conversations.Feed;
using Gateway.Emergencies;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.ConsoleHub;

/// <summary>
/// Brings every emergency to the consoles of this node that are to know of it: to those who stand behind the counsellors, and to the counsellor whose conversation
/// it is. A nudge brings it at once; one that was lost is made good within two seconds, by reading what is open.
/// </summary>
public sealed partial class EmergencyScreens : Rounds
{
    private readonly Consoles _consoles;
    private readonly ReadEmergency _read;
    private readonly SupervisorsHere _here;
    private readonly OrganisationDirectory _organisations;
    private readonly ConcurrentDictionary<string, string> _shown = new();
    private int _round;

    /// <summary>Subscribes to the feed.</summary>
    public EmergencyScreens(Consoles consoles, ReadEmergency read, SupervisorsHere here, OrganisationDirectory organisations, IFeed feed, TimeProvider time, ILogger<EmergencyScreens> log)
        : base("emergency screens", TimeSpan.FromSeconds(2), time, log)
    {
        (_consoles, _read, _here, _organisations) = (consoles, read, here, organisations);
        feed.Subscribe<EmergencyMoved>(moved => _ = FollowAsync(moved));
    }

    /// <summary>The open emergencies that somebody is to know of.</summary>
    public async Task<IReadOnlyList<EmergencyView>> ForAsync(Staff staff, CancellationToken cancel = default)
    {
        var open = await _read.OpenAsync(staff.Organisation, cancel);
        if (open.Count == 0) return [];
        var here = await _here.FindAsync(staff.Organisation);
        return [.. open.Where(one => IsFor(staff, one.Emergency)).Select(one => Of(one, here))];
    }

    /// <summary>Everything in an emergency, as it is shown.</summary>
    public async Task<EmergencySheetView> ShownAsync(WholeEmergency whole) => new(
        Of(whole.Glance, await _here.FindAsync(whole.Glance.Emergency.Organisation)),
        whole.Steps.LastOrDefault(step => step.Step.Kind == StepKinds.Sheet)?.Step.Number ?? 0,
        Worksheet.Of(whole.Steps),
        [.. whole.Steps.Select(one => new EmergencyStepView(
            one.Step.Number, Utc.FromMs(one.Step.At), one.Step.Kind, one.Step.StaffId, one.Step.StaffName, one.Step.Role, one.Step.OfStep, one.Step.Code, one.Body?.Text, one.Body?.Fields))],
        whole.Card, whole.Language);

    /// <summary>One at a glance.</summary>
    internal EmergencyView Of(EmergencyGlance glance, Here? here)
    {
        var (one, state) = (glance.Emergency, glance.State);
        var alarm = Alarm.Of(state.Acknowledged.Count, here?.Supervisors, state.EscalatedAt is not null);
        return new EmergencyView(
            one.Id, one.ConversationId, one.Label, one.Channel, one.Stage, one.Stage == "talking" ? one.AssignedName : null, Utc.FromMs(one.OpenedAt), state.OpenedBy,
            [.. state.Acknowledged.Select(step => new AcknowledgementView(step.StaffId ?? "", step.StaffName, Utc.FromMs(step.At)))],
            alarm.Needed, one.ClosedAt is null ? alarm.Roles : [], here?.Supervisors, here?.Coordinators, Utc.FromMs(state.EscalatedAt), state.Unconfirmed.Count,
            state.Proposal is { } p ? new ProposalView(p.Number, p.StaffId ?? "", p.StaffName, p.Role, p.Code ?? "") : null,
            Utc.FromMs(state.CardAt), one.LastStep, Utc.FromMs(one.ClosedAt), one.Host is { } host ? _organisations.FindOrganisation(host)?.Name ?? host : null);
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        // Every third round everybody is told what is open, whether it has changed or not: a push may have been lost too.
        var digest = _round++ % 3 == 0;
        foreach (var organisation in _consoles.All.GroupBy(console => console.Staff.Organisation))
        {
            var open = await _read.OpenAsync(organisation.Key, stop);
            if (open.Count == 0 && _shown.GetValueOrDefault(organisation.Key, "").Length == 0) continue;
            var here = open.Count == 0 ? null : await _here.FindAsync(organisation.Key);
            var views = open.Select(one => (one.Emergency, View: Of(one, here))).ToList();
            var now = string.Join(' ', views.Select(one => $"{one.View.Id} {one.View.LastStep} {one.View.Stage} {one.Emergency.AssignedTo} {one.View.Partner} {one.View.Supervisors} {one.View.Coordinators}"));
            var before = _shown.GetValueOrDefault(organisation.Key, "");
            _shown[organisation.Key] = now;
            if (!digest && now == before) continue;
            foreach (var console in organisation)
            {
                IReadOnlyList<EmergencyView> mine = [.. views.Where(one => IsFor(console.Staff, one.Emergency)).Select(one => one.View)];
                _consoles.Push(console, client => client.OpenEmergencies(mine));
            }
        }
    }

    private static bool IsFor(Staff staff, Emergency emergency) =>
        staff.Role is Roles.Supervisor or Roles.Coordinator || emergency.AssignedTo == staff.Id;

    private async Task FollowAsync(EmergencyMoved moved)
    {
        try
        {
            var consoles = _consoles.All.Where(console => console.Staff.Organisation == moved.Organisation).ToList();
            if (consoles.Count == 0 || await _read.FindAsync(moved.EmergencyId) is not { } found) return;
            var view = Of(found, await _here.FindAsync(moved.Organisation));
            foreach (var console in consoles.Where(console => IsFor(console.Staff, found.Emergency))) _consoles.Push(console, client => client.EmergencyChanged(view));
        }
        catch (Exception error)
        {
            LogNotShown(Log, error);
        }
    }

    [LoggerMessage(1521, LogLevel.Warning, "A nudge about an emergency could not be followed; the next round shows it")]
    private static partial void LogNotShown(ILogger log, Exception error);
}
