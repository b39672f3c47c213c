using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>
/// Gives a conversation another grade: the machine may only raise it, a person may lower it with a reason. Each change is an entry that the
/// counsellor reads and the person never sees, and a line of the audit trail; the place in the queue follows.
/// </summary>
public sealed class ChangeGrade(IRecords records, ConversationLog log, GuestStays guests, Publisher publisher, IEnumerable<IWhenUrgent> whenUrgent)
{
    /// <summary>The longest reason, in UTF-16 units.</summary>
    public const int LongestReason = 500;

    /// <summary>Raises the grade of a locked conversation, within the caller's transaction.</summary>
    /// <returns>The conversation as it now stands; the same when the grade would not be higher.</returns>
    public async Task<Conversation> RaiseAsync(RecordsSession session, Conversation conversation, GradeFound found)
    {
        if (conversation.Stage == Stage.Closed) return conversation;
        // It was graded so before, and that danger is over: this is another one.
        if (found.Grade == Grade.Urgent && conversation is { Grade: Grade.Urgent, Emergency: false }) return await TellUrgentAsync(session, conversation, null, null);
        if (found.Grade <= conversation.Grade) return conversation;
        // In the queue 不明 counts as 中: whoever waits would be moved back by a word that is merely harmless.
        if (conversation is { Stage: Stage.Waiting, Grade: Grade.Unknown } && found.Grade == Grade.Low) return conversation;
        var change = new GradeChange(NameOf(conversation.Grade), NameOf(found.Grade), found.Categories, found.Rules, found.Version);
        return await ChangeAsync(session, conversation, found.Grade, new EntryBody(Of: found.Number, Reason: "triage", Change: change), null);
    }

    /// <summary>A counsellor for their own conversation, or a supervisor for any open one of the organisation, gives it a grade.</summary>
    /// <param name="staff">Who.</param>
    /// <param name="conversationId">Which.</param>
    /// <param name="grade">The grade; <see cref="Grade.Unknown"/> cannot be given.</param>
    /// <param name="reason">Why; at most <see cref="LongestReason"/> units, and needed to lower it, also from 不明 to 低. Sealed like every word of the conversation.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<GradeOutcome> SetAsync(Staff staff, string conversationId, Grade grade, Redacted<string> reason, CancellationToken cancel = default) =>
        records.WriteAsync(async session => await ConversationRows.LockAsync(session, conversationId) is { } conversation
            ? await SetAsync(session, staff, conversation, grade, reason)
            : GradeOutcome.NotYours, cancel);

    /// <summary>The same within the caller's transaction, with the conversation locked.</summary>
    internal async Task<GradeOutcome> SetAsync(RecordsSession session, Staff staff, Conversation conversation, Grade grade, Redacted<string> reason)
    {
        if (conversation.Stage == Stage.Closed || !MayGrade(staff, conversation)) return GradeOutcome.NotYours;
        if (grade == conversation.Grade) return GradeOutcome.Given;
        if (grade < conversation.Grade && conversation.Emergency) return GradeOutcome.InEmergency;
        if (Lowers(conversation.Grade, grade) && string.IsNullOrWhiteSpace(reason.Value)) return GradeOutcome.NoReason;
        if (reason.Value.Length > LongestReason) return GradeOutcome.ReasonTooLong;
        var why = string.IsNullOrWhiteSpace(reason.Value) ? null : reason.Value.Trim();
        var change = new GradeChange(NameOf(conversation.Grade), NameOf(grade), [], [], null);
        await ChangeAsync(session, conversation, grade, new EntryBody(Text: why, Name: staff.Name, Reason: "staff", Change: change), staff);
        return GradeOutcome.Given;
    }

    /// <summary>The name of a grade in entries and on the hub.</summary>
    public static string NameOf(Grade grade) => grade.ToString().ToLowerInvariant();

    /// <summary>応援: the counsellor of a partner with a gateway of its own says that somebody is in danger, within the caller's transaction with the conversation locked. The alarm rings here.</summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversation">The conversation, locked.</param>
    /// <param name="desk">Who stands for that partner here.</param>
    public Task<Conversation> AlarmAsync(RecordsSession session, Conversation conversation, Staff desk) => conversation.Grade == Grade.Urgent
        ? TellUrgentAsync(session, conversation, desk, null)
        : ChangeAsync(session, conversation, Grade.Urgent, new EntryBody(Name: desk.Name, Reason: "staff", Change: new GradeChange(NameOf(conversation.Grade), NameOf(Grade.Urgent), [], [], null)), desk);

    /// <summary>応援: a guest from another gateway is graded higher at home, which rings the alarm itself; within the caller's transaction with the conversation locked.</summary>
    public Task<Conversation> FollowHomeAsync(RecordsSession session, Conversation conversation, Grade grade) => conversation.Stage == Stage.Closed || grade <= conversation.Grade
        ? Task.FromResult(conversation)
        : NoteAsync(session, conversation, grade, new EntryBody(Reason: "triage", Change: new GradeChange(NameOf(conversation.Grade), NameOf(grade), [], [], null)), null);

    private async Task<Conversation> ChangeAsync(RecordsSession session, Conversation conversation, Grade grade, EntryBody body, Staff? staff)
    {
        conversation = await NoteAsync(session, conversation, grade, body, staff);
        return grade == Grade.Urgent ? await TellUrgentAsync(session, conversation, staff, body.Text) : conversation;
    }

    private async Task<Conversation> NoteAsync(RecordsSession session, Conversation conversation, Grade grade, EntryBody body, Staff? staff)
    {
        // With signs of danger nobody is left aside: the queue's keeper finds them again.
        var aside = grade >= Grade.High ? null : conversation.AsideAt;
        // Nor kept for a wish once more danger shows: they may be answered by whoever is free.
        var wish = conversation.Wish is { Until: > 0 } said && grade > (conversation.Grade == Grade.Unknown ? Grade.Middle : conversation.Grade) ? said with { Until = 0 } : conversation.Wish;
        (conversation, _) = await log.AppendAsync(session, conversation with { Grade = grade, AsideAt = aside, Wish = wish }, new NewEntry(EntryKinds.Grade, Authors.System, body, staff?.Id));
        await guests.AuditAsync(session, conversation, staff?.Id ?? "gateway", "conversation.graded", $"{body.Change!.From} -> {body.Change.To}");
        session.AfterCommit(() => _ = publisher.PublishAsync(new PlaceChanged(conversation.Id, conversation.Answering)));
        return conversation;
    }

    private async Task<Conversation> TellUrgentAsync(RecordsSession session, Conversation conversation, Staff? staff, string? why)
    {
        foreach (var step in whenUrgent) conversation = await step.FollowAsync(session, conversation, staff, why);
        return conversation;
    }

    // In the queue 不明 counts as 中: 低 would move its person back.
    private static bool Lowers(Grade from, Grade to) => to < (from == Grade.Unknown ? Grade.Middle : from);

    private static bool MayGrade(Staff staff, Conversation conversation) =>
        conversation.Answering == staff.Organisation
        && ((conversation.Stage == Stage.Talking && conversation.AssignedTo == staff.Id) || staff.Role is Roles.Supervisor or Roles.Coordinator);
}

/// <summary>What the triage found in a message.</summary>
/// <param name="Grade">The grade.</param>
/// <param name="Number">The number of the message's entry.</param>
/// <param name="Categories">What it speaks of, by fixed words.</param>
/// <param name="Rules">By which rules.</param>
/// <param name="Version">The version of words and rules.</param>
public sealed record GradeFound(Grade Grade, long Number, IReadOnlyList<string> Categories, IReadOnlyList<string> Rules, long Version);

/// <summary>For an entry <c>grade</c>: from what to what, and by which rules if it was the machine.</summary>
/// <param name="From">The grade before: <c>unknown</c>, <c>low</c>, <c>middle</c>, <c>high</c> or <c>urgent</c>.</param>
/// <param name="To">The grade now.</param>
/// <param name="Categories">What the message speaks of, gravest first.</param>
/// <param name="Rules">The ids of the rules, see <c>docs/triage.md</c>.</param>
/// <param name="Version">The version of words and rules; nothing when a person decided.</param>
public sealed record GradeChange(string From, string To, IReadOnlyList<string> Categories, IReadOnlyList<string> Rules, long? Version)
{
    /// <summary>The same change for the same reasons.</summary>
    public bool Equals(GradeChange? other) =>
        other is not null && (From, To, Version) == (other.From, other.To, other.Version) && Categories.SequenceEqual(other.Categories) && Rules.SequenceEqual(other.Rules);

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(From, To, Version);
}

/// <summary>How it ended when somebody gave a grade.</summary>
public enum GradeOutcome
{
    /// <summary>The conversation has this grade.</summary>
    Given,

    /// <summary>It is not theirs, or over.</summary>
    NotYours,

    /// <summary>While an emergency is open nobody lowers it.</summary>
    InEmergency,

    /// <summary>To lower it, a reason is needed.</summary>
    NoReason,

    /// <summary>Longer than <see cref="ChangeGrade.LongestReason"/>.</summary>
    ReasonTooLong,
}
