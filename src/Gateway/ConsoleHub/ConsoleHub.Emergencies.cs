using Gateway.Organisations;
using Microsoft.AspNetCore.Authorization;

namespace Gateway.ConsoleHub;

/// <summary>What is done while somebody is in danger now.</summary>
public sealed partial class CounsellorHub
{
    /// <summary>Says that somebody is in danger now: their grade becomes urgent, and the alarm rings at the supervisors. A reason may be given.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task RaiseAlarm(string conversationId, string? reason) => emergencies.RaiseAsync(Me, conversationId, reason);

    /// <summary>A supervisor has heard the alarm.</summary>
    [Authorize(Policy = Policies.Supervise)]
    public Task AcknowledgeAlarm(string emergencyId) => emergencies.AcknowledgeAsync(Me, emergencyId);

    /// <summary>Everything in an emergency: the worksheet, every step, and the card for the person. Leaves an audit line.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task<EmergencySheetView> ReadEmergency(string emergencyId) => emergencies.ReadAsync(Me, emergencyId);

    /// <summary>The hundred newest emergencies that are closed.</summary>
    [Authorize(Policy = Policies.Supervise)]
    public Task<IReadOnlyList<EmergencyView>> ClosedEmergencies() => emergencies.ClosedAsync(Me);

    /// <summary>The words of the conversation after a number, at most 200, while the emergency is open. What is shown leaves an audit line.</summary>
    [Authorize(Policy = Policies.Supervise)]
    public Task<IReadOnlyList<EntryView>> EmergencyTalk(string emergencyId, long number) => emergencies.TalkAsync(Me, emergencyId, number);

    /// <summary>Saves fields of the worksheet as a new revision; refused where somebody has changed the same field since the revision that one has seen.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task<EmergencySheetView> WriteWorksheet(string emergencyId, long revision, IReadOnlyDictionary<string, string>? fields) =>
        emergencies.WriteAsync(Me, emergencyId, revision, fields);

    /// <summary>Records that somebody outside was told. Without consent it waits for a second person to confirm it.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task RecordCall(string emergencyId, string clientId, IReadOnlyDictionary<string, string>? fields) => emergencies.RecordCallAsync(Me, emergencyId, clientId, fields);

    /// <summary>Confirms a call that somebody else wrote down.</summary>
    [Authorize(Policy = Policies.Supervise)]
    public Task ConfirmCall(string emergencyId, long number) => emergencies.ConfirmCallAsync(Me, emergencyId, number);

    /// <summary>Sends the person the numbers of ambulance and police.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task SendCard(string emergencyId, string clientId) => emergencies.SendCardAsync(Me, emergencyId, clientId);

    /// <summary>Says that the emergency is over, and how.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task ProposeClosing(string emergencyId, string outcome, string? note) => emergencies.ProposeClosingAsync(Me, emergencyId, outcome, note);

    /// <summary>Agrees as the second person: the emergency is closed.</summary>
    [Authorize(Policy = Policies.Counsel)]
    public Task ConfirmClosing(string emergencyId, long number) => emergencies.ConfirmClosingAsync(Me, emergencyId, number);
}
