using System.Text.Json;
using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.Records.Sealing;

namespace Gateway.Emergencies;

/// <summary>
/// The one place where steps are written and opened. Each is a row that is never changed, a line of the audit trail, and a quiet line in the conversation, in one
/// transaction. The conversation's row lock puts those who act at once in order.
/// </summary>
public sealed class EmergencyLog(Vault vault, ConversationLog log, AuditTrail audit, IFeed feed, TimeProvider time)
{
    /// <summary>Makes an emergency for a locked conversation that has none, with its first step.</summary>
    internal async Task<Conversation> BeginAsync(RecordsSession session, string id, Conversation conversation, Staff? staff, string? why)
    {
        var now = time.NowMs();
        var wrapped = vault.NewKey(id);
        await EmergencyRows.AddAsync(session, id, conversation.Organisation, conversation.Id, now, wrapped);
        var held = new HeldEmergency(
            new Emergency(id, conversation.Organisation, conversation.Id, now, 0, null, conversation.Label, conversation.Channel, "", conversation.AssignedTo, null, conversation.Host),
            conversation with { Emergency = true }, [], wrapped);
        return (await AddAsync(session, held, staff, new NewStep(StepKinds.Opened, new StepBody(why)))).Conversation;
    }

    /// <summary>Finds an emergency and locks its conversation; nothing when there is none.</summary>
    internal static async Task<HeldEmergency?> LockAsync(RecordsSession session, string id)
    {
        if (await EmergencyRows.FindAsync(session, id) is not { } seen || await ConversationRows.LockAsync(session, seen.ConversationId) is not { } conversation) return null;
        // Read again: what was done while we waited for the lock is in it now.
        var emergency = (await EmergencyRows.FindAsync(session, id))!;
        var steps = (await EmergencyRows.StepsAsync(session, [id]))[id];
        return await EmergencyRows.KeyAsync(session, id) is { } key ? new HeldEmergency(emergency, conversation, [.. steps], key) : null;
    }

    /// <summary>Adds a step.</summary>
    /// <returns>The emergency as it now stands.</returns>
    internal async Task<HeldEmergency> AddAsync(RecordsSession session, HeldEmergency held, Staff? staff, NewStep news)
    {
        var emergency = held.Emergency;
        var number = emergency.LastStep + 1;
        var step = new EmergencyStep(emergency.Id, number, time.NowMs(), news.Kind, staff?.Id, staff?.Role, news.Of, news.Code, staff?.Name);
        var body = vault.Open(held.WrappedKey, emergency.Id).Seal(JsonSerializer.SerializeToUtf8Bytes(news.Body, StepJson.Default.StepBody), Place(number));
        await EmergencyRows.AddStepAsync(session, step, news.ClientId, body);
        var conversation = held.Conversation;
        // Words erased on request stay erased; the worksheet has a key of its own.
        if (!conversation.IsErased)
            (conversation, _) = await log.AppendAsync(session, conversation, new NewEntry(
                EntryKinds.Emergency, Authors.System, new EntryBody(Stage: news.Kind, Name: staff?.Name, Reason: news.Code), staff?.Id));
        await audit.AppendAsync(session, emergency.Organisation, staff?.Id ?? "gateway", "emergency." + news.Kind, emergency.ConversationId, Detail(news));
        session.AfterCommit(() => feed.Publish(new EmergencyMoved(emergency.Id, emergency.Organisation)));
        return held with { Emergency = emergency with { LastStep = number }, Conversation = conversation, Steps = [.. held.Steps, step] };
    }

    /// <summary>The steps with what was written in them.</summary>
    internal async Task<IReadOnlyList<OpenStep>> ReadAsync(RecordsSession session, string id)
    {
        var key = await EmergencyRows.KeyAsync(session, id);
        var seal = key is null ? null : vault.Open(key, id);
        return
        [
            .. (await EmergencyRows.StepsWithBodiesAsync(session, id)).Select(row => new OpenStep(
                row.Step, seal is null ? null : JsonSerializer.Deserialize(seal.Open(row.Body, Place(row.Step.Number)), StepJson.Default.StepBody))),
        ];
    }

    private static string Place(long number) => $"step|{number}";

    private static string Detail(NewStep news) => news.Of is { } of ? $"step {of} {news.Code}".TrimEnd() : news.Code ?? "";
}

/// <summary>An emergency whose conversation is locked.</summary>
/// <param name="Emergency">As it stands.</param>
/// <param name="Conversation">The conversation, locked.</param>
/// <param name="Steps">Its steps so far.</param>
/// <param name="WrappedKey">Its key.</param>
internal sealed record HeldEmergency(Emergency Emergency, Conversation Conversation, IReadOnlyList<EmergencyStep> Steps, byte[] WrappedKey)
{
    public EmergencyState State => EmergencyState.Of(Steps);

    /// <summary>Why somebody may not act in it: it is nothing of theirs, or it is kept at home while they answer as a partner.</summary>
    public EmergencyOutcome RefusalOf(Staff staff) =>
        Conversation.Host == staff.Organisation && Conversation.AssignedTo == staff.Id ? EmergencyOutcome.AtHome : EmergencyOutcome.NotFound;

    /// <summary>Whether somebody may act in it: a supervisor or coordinator of the organisation, or the counsellor whose conversation it is.</summary>
    public bool IsOf(Staff staff) => Emergency.Organisation == staff.Organisation && (staff.Supervises() || Conversation.AssignedTo == staff.Id);
}

/// <summary>A step before it has its number.</summary>
internal sealed record NewStep(string Kind, StepBody Body, long? Of = null, string? Code = null, string? ClientId = null);

/// <summary>Who stands behind the counsellors.</summary>
internal static class Supervision
{
    /// <summary>Supervisors and coordinators, as <see cref="Policies.Supervise"/> has it.</summary>
    public static bool Supervises(this Staff staff) => staff.Role is Roles.Supervisor or Roles.Coordinator;
}
