using Gateway.Emergencies;
using Gateway.Organisations;
using Gateway.Primitives;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.ConsoleHub;

/// <summary>The acts of an emergency as the hub offers them: each one use case, its refusals in stable codes.</summary>
public sealed class EmergencyDesk(
    RaiseAlarm raise, AnswerAlarm answer, ReadEmergency read, WriteWorksheet write, RecordCall call, SendCard card, CloseEmergency close, EmergencyScreens screens)
{
    /// <summary>Says that somebody is in danger now.</summary>
    public async Task RaiseAsync(Staff me, string conversationId, string? reason)
    {
        switch (await HubErrors.GuardAsync(() => raise.RaiseAsync(me, conversationId, Redacted.Of(reason ?? ""))))
        {
            case RaiseOutcome.NotYours:
                throw HubErrors.NotFound();
            case RaiseOutcome.TooLong:
                throw new HubException($"emergency.reason_too_long: at most {Conversations.ChangeGrade.LongestReason} letters");
            default:
                return;
        }
    }

    /// <summary>A supervisor has heard the alarm.</summary>
    public Task AcknowledgeAsync(Staff me, string id) => DoneAsync(() => answer.AcknowledgeAsync(me, id));

    /// <summary>Everything in an emergency.</summary>
    public async Task<EmergencySheetView> ReadAsync(Staff me, string id) =>
        await HubErrors.GuardAsync(() => read.ReadAsync(me, id)) is { } whole ? await screens.ShownAsync(whole) : throw NotFound();

    /// <summary>The closed ones.</summary>
    public async Task<IReadOnlyList<EmergencyView>> ClosedAsync(Staff me) =>
        [.. (await HubErrors.GuardAsync(() => read.ClosedAsync(me))).Select(one => screens.Of(one, null))];

    /// <summary>The words of the conversation, for a supervisor.</summary>
    public async Task<IReadOnlyList<EntryView>> TalkAsync(Staff me, string id, long after) =>
        await HubErrors.GuardAsync(() => read.TalkAsync(me, id, after)) is { } entries ? Views.Of(entries) : throw NotFound();

    /// <summary>Writes in the worksheet.</summary>
    public async Task<EmergencySheetView> WriteAsync(Staff me, string id, long revision, IReadOnlyDictionary<string, string>? fields)
    {
        await DoneAsync(() => write.SaveAsync(me, id, revision, Redacted.Of(fields ?? new Dictionary<string, string>())));
        return await ReadAsync(me, id);
    }

    /// <summary>Records that somebody outside was told.</summary>
    public Task RecordCallAsync(Staff me, string id, string clientId, IReadOnlyDictionary<string, string>? fields) =>
        DoneAsync(() => call.RecordAsync(me, id, Known(clientId), Redacted.Of(fields ?? new Dictionary<string, string>())));

    /// <summary>Confirms a call as the second person.</summary>
    public Task ConfirmCallAsync(Staff me, string id, long number) => DoneAsync(() => call.ConfirmAsync(me, id, number));

    /// <summary>Sends the person the numbers.</summary>
    public Task SendCardAsync(Staff me, string id, string clientId) => DoneAsync(() => card.SendAsync(me, id, Known(clientId)));

    /// <summary>Says that it is over.</summary>
    public Task ProposeClosingAsync(Staff me, string id, string outcome, string? note) => DoneAsync(() => close.ProposeAsync(me, id, outcome, Redacted.Of(note ?? "")));

    /// <summary>Agrees as the second person.</summary>
    public Task ConfirmClosingAsync(Staff me, string id, long number) => DoneAsync(() => close.ConfirmAsync(me, id, number));

    private static string Known(string clientId) => Ids.IsId(clientId) ? clientId : throw new HubException("message.client_id: a UUID is needed");

    private static HubException NotFound() => new("emergency.not_found: there is no such emergency that is open and yours");

    private static async Task DoneAsync(Func<Task<EmergencyOutcome>> act)
    {
        HubException? refused = await HubErrors.GuardAsync(act) switch
        {
            EmergencyOutcome.Done => null,
            EmergencyOutcome.NotFound => NotFound(),
            EmergencyOutcome.AtHome => new HubException("emergency.at_home: the alarm rings at the organisation whose person it is, which keeps the worksheet; stay with the person"),
            EmergencyOutcome.NoSuchStep => new HubException("emergency.step: there is no such call or proposal any more"),
            EmergencyOutcome.SecondPerson => new HubException("emergency.second_person: somebody else must do this"),
            EmergencyOutcome.Supervisor => new HubException("emergency.supervisor: one of the two must be a supervisor or coordinator"),
            EmergencyOutcome.Conflict => new HubException("emergency.conflict: somebody has changed the same field meanwhile; read it and save again"),
            EmergencyOutcome.Unconfirmed => new HubException("emergency.unconfirmed: calls wait for a second person"),
            EmergencyOutcome.PersonGone => new HubException("emergency.person_gone: the conversation is over, nothing can be sent"),
            EmergencyOutcome.Fields => new HubException($"emergency.fields: a field is missing, unknown or longer than {Worksheet.LongestValue} letters"),
        };
        if (refused is not null) throw refused;
    }
}
