using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Intake.Blocks;

/// <summary>A supervisor keeps somebody who harasses or plays at the door for a while, or lets them in again. Every step is in the audit trail.</summary>
public sealed class BlockPerson(
    IRecords records, ConversationLog log, MoveConversation move, WelcomePerson welcome, PersonTexts texts, Hotlines hotlines, AuditTrail audit,
    Ids ids, TimeProvider time)
{
    /// <summary>The longest block, in hours: thirty days.</summary>
    public const int LongestHours = 720;

    /// <summary>The longest reason, in UTF-16 units.</summary>
    public const int LongestReason = 500;

    /// <summary>Blocks the person of a conversation; an open one ends with one plain sentence. An earlier block is replaced.</summary>
    /// <param name="supervisor">Who blocks; only within their own organisation.</param>
    /// <param name="conversationId">Whose words are the reason.</param>
    /// <param name="hours">For how long; 1 to <see cref="LongestHours"/>.</param>
    /// <param name="reason">Why; sealed like every word of the conversation.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public async Task<BlockOutcome> BlockAsync(Staff supervisor, string conversationId, int hours, Redacted<string> reason, CancellationToken cancel = default)
    {
        if (string.IsNullOrWhiteSpace(reason.Value) || reason.Value.Length > LongestReason) return BlockOutcome.Reason;
        if (hours is < 1 or > LongestHours) return BlockOutcome.Hours;
        return await records.WriteAsync(async session =>
        {
            if (await ConversationRows.LockAsync(session, conversationId) is not { IsErased: false } conversation || conversation.Organisation != supervisor.Organisation)
                return BlockOutcome.NotFound;
            if (conversation.Grade >= Grade.Middle) return BlockOutcome.InDanger;
            var now = time.NowMs();
            (conversation, var why) = await log.AppendAsync(
                session, conversation,
                new NewEntry(EntryKinds.Stage, Authors.System, new EntryBody(Text: reason.Value.Trim(), Name: supervisor.Name, Stage: "blocked"), supervisor.Id));
            await BlockRows.LiftOfAsync(session, conversation.ContactId, supervisor.Id, now);
            await BlockRows.AddAsync(session, new Block(
                ids.New(), conversation.Organisation, conversation.ContactId, conversation.Id, why[0].Number, conversation.Label, now, supervisor.Id,
                now + TimeSpan.FromHours(hours).Ms()));
            await audit.AppendAsync(session, conversation.Organisation, supervisor.Id, "person.blocked", conversationId, $"{hours} h");
            if (conversation.Stage == Stage.Closed) return BlockOutcome.Blocked;
            conversation = await welcome.SayAsync(session, conversation, [KeepAtDoor.Sentence(texts, hotlines, conversation.Language)]);
            await move.CloseAsync(session, conversation, new Ending("closed", "blocked", supervisor.Id));
            return BlockOutcome.Blocked;
        }, cancel);
    }

    /// <summary>Lets somebody in again before the time.</summary>
    /// <returns>False when there is no such block (any more).</returns>
    public Task<bool> LiftAsync(Staff supervisor, string blockId, CancellationToken cancel = default) => records.WriteAsync(async session =>
    {
        if (await BlockRows.FindAsync(session, blockId, supervisor.Organisation, time.NowMs()) is not { } block) return false;
        await BlockRows.LiftOfAsync(session, block.ContactId, supervisor.Id, time.NowMs());
        await audit.AppendAsync(session, block.Organisation, supervisor.Id, "person.let_in", block.ConversationId, "lifted");
        return true;
    }, cancel);

    /// <summary>The blocks that stand, the one that ends first at the front, each with its reason. To read them is in the audit trail.</summary>
    public Task<IReadOnlyList<StandingBlock>> StandingAsync(Staff supervisor, CancellationToken cancel = default) => records.WriteAsync<IReadOnlyList<StandingBlock>>(async session =>
    {
        var standing = new List<StandingBlock>();
        foreach (var block in await BlockRows.StandingAsync(session, supervisor.Organisation, time.NowMs()))
        {
            var conversation = await ConversationRows.FindAsync(session, block.ConversationId);
            var why = conversation is null ? null : (await log.ReadAsync(session, conversation, block.ReasonNumber - 1, 1)) is [var first, ..] ? first : null;
            standing.Add(new StandingBlock(block, why?.Body.Name, why?.Body.Text));
            await audit.AppendAsync(session, block.Organisation, supervisor.Id, "block.read", block.ConversationId, "reason");
        }

        return standing;
    }, cancel);
}

/// <summary>A block and what is shown with it.</summary>
/// <param name="Block">The block.</param>
/// <param name="By">The name of the supervisor who made it.</param>
/// <param name="Reason">Why; nothing when the conversation was erased.</param>
public sealed record StandingBlock(Block Block, string? By, string? Reason);

/// <summary>How a block ended.</summary>
public enum BlockOutcome
{
    /// <summary>The person is kept at the door.</summary>
    Blocked,

    /// <summary>There is no such conversation in this organisation.</summary>
    NotFound,

    /// <summary>A reason is needed, of at most <see cref="BlockPerson.LongestReason"/> units.</summary>
    Reason,

    /// <summary>1 to <see cref="BlockPerson.LongestHours"/>.</summary>
    Hours,

    /// <summary>Nobody with signs of danger (中 and above) is blocked; a human must first have judged otherwise.</summary>
    InDanger,
}
