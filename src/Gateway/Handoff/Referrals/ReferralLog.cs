using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Referrals;

/// <summary>
/// The one place where a hand-off moves: state, timer, step, audit line, a quiet line for the counsellor and a sentence for the person, in one transaction.
/// </summary>
/// <remarks>Whoever calls holds the row lock of the conversation, and has read the hand-off under it.</remarks>
internal sealed class ReferralLog(
    ReferralRows rows, ReferralWords words, ConversationLog log, OutboxRows outbox, OrganisationDirectory organisations, AuditTrail audit, IFeed feed,
    SupportBodyDirectory bodies, ReferralSettings settings, TimeProvider time, IEnumerable<IWhenReferralMoves> followers)
{
    /// <summary>Finds a hand-off, and locks its conversation and then itself; nothing when there is none.</summary>
    public async Task<HeldReferral?> LockAsync(RecordsSession session, string id)
    {
        if (await rows.FindAsync(session, id) is not { } seen || await ConversationRows.LockAsync(session, seen.ConversationId) is not { } conversation) return null;
        // Read again: what was done while we waited for the lock is in it now.
        return await rows.LockAsync(session, id) is { } referral ? new HeldReferral(referral, conversation) : null;
    }

    /// <summary>It begins: the person is asked, or it is proposed on another ground.</summary>
    public async Task<HeldReferral> BeginAsync(RecordsSession session, Conversation conversation, Referral referral)
    {
        await rows.InsertAsync(session, referral);
        var begins = referral.GroundId is null ? ReferralEvent.Ask : ReferralEvent.Propose;
        return await StepAsync(session, new HeldReferral(referral, conversation), begins, new Step(referral.OpenedBy), referral);
    }

    /// <summary>Moves it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="held">The hand-off and its conversation, both locked.</param>
    /// <param name="happens">What happens; it must be possible here.</param>
    /// <param name="step">Who, and what was said.</param>
    /// <param name="due">When the new state ends by itself, where another timer than its own decides that, in milliseconds.</param>
    /// <returns>Both as they then stand.</returns>
    public async Task<HeldReferral> MoveAsync(RecordsSession session, HeldReferral held, ReferralEvent happens, Step step, long? due = null)
    {
        var before = held.Referral;
        var next = ReferralRules.Next(before.State, happens) ?? throw new InvalidOperationException($"{happens} cannot happen to a hand-off that is {before.State}.");
        var now = time.NowMs();
        var nudge = happens is ReferralEvent.Remind or ReferralEvent.Escalate or ReferralEvent.Municipality;
        var after = happens == ReferralEvent.Unreached
            ? before
            : before with { State = next, StateAt = nudge ? before.StateAt : now, Rung = nudge ? before.Rung + 1 : 0 };
        if (happens == ReferralEvent.Offer) after = after with { OfferedAt = now };
        if (!nudge && happens != ReferralEvent.Unreached) after = after with { MeetsAt = next == ReferralState.Accepted ? step.Note?.Meeting?.Until : null };
        if (next == ReferralState.Ended) after = after with { Outcome = before.State == ReferralState.Proposed ? ReferralOutcomes.NotDecided : step.Code ?? OutcomeOf(before.State) };
        if (before.State.BodyReads() && !next.BodyReads()) await ReferralRows.ForgetSheetAsync(session, before.Id);
        return await StepAsync(session, held with { Referral = after with { DueAt = due ?? await DueAsync(session, after) } }, happens, step, before);
    }

    private async Task<long?> DueAsync(RecordsSession session, Referral referral)
    {
        if (referral.State.IsOver()) return null;
        var rungs = ReferralRules.Rungs(referral.State, referral.Priority, settings);
        if (rungs.Count <= referral.Rung) return referral.DueAt;
        // As the directory has them now; whoever changes them changes what is counted from the next rung on.
        var hours = (await bodies.RecipientAsync(session, referral.Organisation, referral.Body))?.Body.Entry.Hours;
        // Whoever has an appointment next week need not be asked this week whether it was kept.
        var since = Utc.FromMs(Math.Max(referral.StateAt, referral.MeetsAt ?? 0));
        return ReferralRules.DueAt(referral.State, rungs[(int)referral.Rung], since, referral.Priority, hours, settings).ToUnixTimeMilliseconds();
    }

    private static string OutcomeOf(ReferralState from) => from switch
    {
        ReferralState.Asked or ReferralState.Agreed => ReferralOutcomes.NotAgreed,
        ReferralState.Connected => ReferralOutcomes.Unknown,
        _ => ReferralOutcomes.CameBack,
    };

    private async Task<HeldReferral> StepAsync(RecordsSession session, HeldReferral held, ReferralEvent happens, Step step, Referral before)
    {
        var referral = held.Referral with { LastStep = held.Referral.LastStep + 1 };
        var kind = KindOf(happens);
        await rows.AddStepAsync(session, referral.Id, new ReferralStep(referral.LastStep, time.NowMs(), kind, step.Actor, step.Code, step.Note));
        await ReferralRows.SaveAsync(session, referral);
        await audit.AppendAsync(session, referral.Organisation, step.Actor, "referral." + kind, referral.Id, $"body {referral.Body} {step.Code}".TrimEnd());
        session.AfterCommit(() => feed.Publish(new ReferralMoved(referral.Id, referral.Organisation, referral.ConversationId, referral.OpenedBy)));
        var conversation = held.Conversation;
        // What the person says to the question stands there already.
        var isTheirs = referral.GroundId is null && happens is (ReferralEvent.Ask or ReferralEvent.Agree or ReferralEvent.Refuse or ReferralEvent.Withdraw);
        if (!conversation.IsErased && !isTheirs)
            (conversation, _) = await log.AppendAsync(session, conversation, new NewEntry(
                EntryKinds.Handoff, Authors.System, new EntryBody(Stage: kind, Name: referral.RecipientName, Reason: step.Code)));
        conversation = await TellAsync(session, conversation, before, happens, step.Note?.Meeting);
        var now = new HeldReferral(referral, conversation);
        foreach (var follower in followers) now = await follower.FollowAsync(session, now, happens, before.State, step);
        return now;
    }

    private async Task<Conversation> TellAsync(RecordsSession session, Conversation conversation, Referral before, ReferralEvent happens, Meeting? meeting)
    {
        // Whoever must not be told is told nothing; of what left on another ground the counsellor tells, in their own words.
        if (before.IsQuiet || (before.GroundId is not null && happens == ReferralEvent.Offer) || ReferralWords.KeyOf(before.State, happens) is null) return conversation;
        // They may have begun another talk since: there they read it.
        var open = conversation.ClosedAt is null ? null : await session.FindAsync<string>(
            "SELECT MAX(id) FROM conversation WHERE contact_id = @ContactId AND closed_at IS NULL", new { conversation.ContactId });
        var where = open is null ? conversation : (await ConversationRows.LockAsync(session, open))!;
        if (where.IsErased || where.Outcome == StoppedByPerson || words.Of(where.Language, before, happens, meeting) is not { } said) return conversation;
        var onPage = where.Channel == ChannelNames.Chat || (where.PassageId is not null && where.ClosedAt is null);
        // An account that is only an entrance carries no word of it.
        if (!onPage && organisations.IsEntranceOnly(where.ChannelAccount)) return conversation;
        (where, var entries) = await log.AppendAsync(session, where, said with { ToChannel = !onPage, Body = said.Body with { AtHome = true } });
        await outbox.AddAsync(session, where, entries);
        return open is null ? where : conversation;
    }

    internal static string KindOf(ReferralEvent happens) => happens.ToString().ToLowerInvariant();

    // A word to stop: nothing more is sent to that number.
    private const string StoppedByPerson = "stopped";
}

/// <summary>Who takes a step, and what was said.</summary>
/// <param name="Actor">A staff id, or one of the names below.</param>
/// <param name="Code">A fixed word.</param>
/// <param name="Note">What was written.</param>
internal sealed record Step(string Actor, string? Code = null, StepNote? Note = null)
{
    public const string Person = "person";
    public const string Body = "body";
    public const string Gateway = "gateway";
}

/// <summary>A hand-off and its conversation, both locked.</summary>
internal sealed record HeldReferral(Referral Referral, Conversation Conversation)
{
    /// <summary>Whether somebody may act in it: whoever began it, who has the conversation now, or who stands behind them.</summary>
    public bool IsOf(Staff staff) => Referral.Organisation == staff.Organisation
        && (Referral.OpenedBy == staff.Id || Conversation.AssignedTo == staff.Id || staff.Role is Roles.Supervisor or Roles.Coordinator);
}

/// <summary>Somebody who must act in the very transaction in which a hand-off moves.</summary>
internal interface IWhenReferralMoves
{
    /// <summary>Follows it: as it now stands, what happened, and where it stood before.</summary>
    Task<HeldReferral> FollowAsync(RecordsSession session, HeldReferral held, ReferralEvent happens, ReferralState before, Step step);
}

/// <summary>A hand-off has moved: screens that show it read it again.</summary>
public sealed record ReferralMoved(string ReferralId, string Organisation, string ConversationId, string OpenedBy) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "referral";
}
