using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Emergencies;

/// <summary>The doors through which emergencies are read: at a glance without a word of anybody, and whole with a line in the audit trail.</summary>
public sealed class ReadEmergency(IRecords records, EmergencyLog steps, ConversationLog log, AuditTrail audit, EmergencyCard card, TimeProvider time)
{
    /// <summary>The open emergencies of an organisation, the oldest first.</summary>
    public Task<IReadOnlyList<EmergencyGlance>> OpenAsync(string organisation, CancellationToken cancel = default) => records.ReadAsync(
        async session => await WithStepsAsync(session, await EmergencyRows.OpenAsync(session, organisation)), cancel);

    /// <summary>The hundred newest that are closed, for those who stand behind the counsellors.</summary>
    public Task<IReadOnlyList<EmergencyGlance>> ClosedAsync(Staff staff, CancellationToken cancel = default) => records.ReadAsync(
        async session => await WithStepsAsync(session, await EmergencyRows.ClosedAsync(session, staff.Organisation)), cancel);

    /// <summary>One emergency at a glance, open or closed.</summary>
    public Task<EmergencyGlance?> FindAsync(string id, CancellationToken cancel = default) => records.ReadAsync(
        async session => await EmergencyRows.FindAsync(session, id) is { } found ? (await WithStepsAsync(session, [found]))[0] : null, cancel);

    /// <summary>Everything in it, with an audit line before anything is shown; nothing when it is not theirs to see.</summary>
    public Task<WholeEmergency?> ReadAsync(Staff staff, string id, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await EmergencyRows.FindAsync(session, id) is not { } found || !MaySee(staff, found)) return null;
        await audit.AppendAsync(session, found.Organisation, staff.Id, "emergency.read", found.ConversationId, $"step {found.LastStep}");
        var conversation = await ConversationRows.FindAsync(session, found.ConversationId);
        var language = conversation?.Language ?? PersonLanguages.Unknown;
        return new WholeEmergency((await WithStepsAsync(session, [found]))[0], await steps.ReadAsync(session, id), card.Text(language), language);
    }, cancel);

    /// <summary>
    /// The words of the conversation after a number, at most 200, for a supervisor or coordinator while the emergency is open; nothing when they may not. Only what is
    /// shown leaves an audit line.
    /// </summary>
    public Task<IReadOnlyList<Entry>?> TalkAsync(Staff staff, string id, long after, CancellationToken cancel = default) => records.WriteAsync<IReadOnlyList<Entry>?>(async session =>
    {
        if (!staff.Supervises() || await EmergencyRows.FindAsync(session, id) is not { ClosedAt: null } found || found.Organisation != staff.Organisation) return null;
        if (await ConversationRows.FindAsync(session, found.ConversationId) is not { } conversation) return null;
        var entries = await log.ReadAsync(session, conversation, after);
        if (entries.Count > 0) await audit.AppendAsync(session, found.Organisation, staff.Id, "conversation.read", found.ConversationId, $"after {after}, in an emergency");
        return entries;
    }, cancel);

    // As with their conversation: theirs now, and for the rest of the shift.
    private bool MaySee(Staff staff, Emergency found) =>
        found.Organisation == staff.Organisation
        && (staff.Supervises() || (found.AssignedTo == staff.Id && (found.ClosedAt is not { } closed || time.NowMs() - closed < TimeSpan.FromHours(12).Ms())));

    private static async Task<IReadOnlyList<EmergencyGlance>> WithStepsAsync(RecordsSession session, IReadOnlyList<Emergency> some)
    {
        if (some.Count == 0) return [];
        var steps = await EmergencyRows.StepsAsync(session, [.. some.Select(one => one.Id)]);
        return [.. some.Select(one => new EmergencyGlance(one, EmergencyState.Of([.. steps[one.Id]])))];
    }
}

/// <summary>An emergency and how it stands: nothing that anybody wrote.</summary>
public sealed record EmergencyGlance(Emergency Emergency, EmergencyState State);

/// <summary>Everything in an emergency.</summary>
/// <param name="Glance">How it stands.</param>
/// <param name="Steps">Its steps; without words when its key was erased.</param>
/// <param name="Card">What the person would be sent, in their language.</param>
/// <param name="Language">That language.</param>
public sealed record WholeEmergency(EmergencyGlance Glance, IReadOnlyList<OpenStep> Steps, string Card, string Language);
