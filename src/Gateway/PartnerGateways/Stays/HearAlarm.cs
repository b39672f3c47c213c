using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Home's side: a partner's counsellor says that somebody is in danger, and it rings here. In a transaction of its own and before anything else of the answer: an alarm depends on nothing but its signature.</summary>
public sealed class HearAlarm(IRecords records, ChangeGrade grade)
{
    /// <summary>Rings where the partner has raised one more than was heard; also when the link was broken meanwhile and they are home again.</summary>
    /// <param name="partner">Which partner.</param>
    /// <param name="alarm">What it said.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    internal Task TakeAsync(string partner, StayAlarm alarm, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await HomeStayRows.FindAsync(session, alarm.Stay) is not { } seen || seen.Partner != partner || alarm.Count <= seen.Alarms) return;
        if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { } conversation || await HomeStays.FindDeskAsync(session, partner) is not { } desk) return;
        // Noted first: of two answers that say the same one rings.
        if (!await HomeStayRows.AlarmedAsync(session, alarm)) return;
        if (conversation is { Emergency: false, ClosedAt: null }) await grade.AlarmAsync(session, conversation, desk);
    }, cancel);
}
