using System.Diagnostics;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Intake.Bots;

/// <summary>Tells a bot what happened and stores what it answers: one turn at a time in a conversation, in order.</summary>
/// <remarks>
/// Claim (with a lease), ask, store: three steps, because a bot must not be asked inside a transaction. The answer is stored in the same
/// transaction that ends the turn, so that nothing of it is said twice or lost, whatever dies in between. An answer that comes when its
/// turn has been ended otherwise (a counsellor came, the time was up) is dropped.
/// </remarks>
public sealed partial class CarryOutTurn(
    IRecords records, ConversationLog log, IntakeBots bots, SayForBot say, TellBot tell, Vault vault, BotSettings settings, BotFigures figures, TimeProvider time,
    ILogger<CarryOutTurn> logger)
{
    private static readonly TimeSpan Spare = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _limit = TimeSpan.FromSeconds(settings.TurnSeconds);

    /// <summary>Carries out one turn if one is due. Returns whether another may be due at once.</summary>
    /// <param name="conversationId">In which conversation.</param>
    /// <param name="cancel">Begins no further turn.</param>
    public async Task<bool> NextAsync(string conversationId, CancellationToken cancel)
    {
        var claimed = await records.WriteAsync(session => ClaimAsync(session, conversationId), cancel);
        if (claimed is null) return false;
        if (claimed.Ask is not { } ask) return true;
        BotAnswer? answer = null;
        BotAwayException? away = null;
        var since = Stopwatch.GetTimestamp();
        try
        {
            answer = await AskAsync(ask);
        }
        catch (BotAwayException error)
        {
            away = error;
        }

        figures.Turn(claimed.Talk.Bot, ask.Turn.Organisation, away, since);
        var after = away is null ? null : NextTurn.After(claimed.Turn.Attempts, away.Again, TimeSpan.FromMilliseconds(time.NowMs() - claimed.Turn.CreatedAt), _limit);
        if (away is not null) LogAway(logger, claimed.Talk.Bot, conversationId, away.Reason, after is null ? "given up" : "again");
        var stored = await records.WriteAsync(session => answer is not null ? StoreAsync(session, claimed, answer)
            : after is { } pause ? BotRows.PutBackAsync(session, claimed.Turn with { DueAt = time.NowMs() + pause.Ms() }, claimed.Talk.Alias)
            : GiveUpAsync(session, claimed), CancellationToken.None);
        if (!stored) LogTooLate(logger, conversationId);
        return after is null;
    }

    /// <summary>Lets somebody in who has been at the door for too long, and tells the bot what it has not been told.</summary>
    public async Task MindAsync(string conversationId, CancellationToken cancel)
    {
        await tell.MoveOnAsync(conversationId, cancel);
        await records.WriteAsync(async session =>
        {
            if (await ConversationRows.LockAsync(session, conversationId) is not { Stage: Stage.Intake, IsErased: false } conversation) return;
            if (await BotRows.FindTalkAsync(session, conversationId) is not { } talk || !tell.IsEnough(talk)) return;
            await StopAsync(session, conversation, talk);
            LogEnough(logger, talk.Bot, conversationId);
        }, cancel);
    }

    private async Task<Claimed?> ClaimAsync(RecordsSession session, string conversationId)
    {
        if (await ConversationRows.LockAsync(session, conversationId) is not { } conversation) return null;
        var now = time.NowMs();
        if (await BotRows.FirstTurnAsync(session, conversationId) is not { } turn || turn.DueAt > now || turn.LeaseUntil > now) return null;
        if (await BotRows.FindTalkAsync(session, conversationId) is not { } talk) return null;
        turn = turn with { Attempts = turn.Attempts + 1, LeaseUntil = now + (_limit + Spare).Ms() };
        await BotRows.ClaimAsync(session, turn);
        var what = Enum.Parse<BotTurnKind>(turn.What);
        if (conversation.IsErased || bots.Find(talk.Bot, conversation) is not { } bot || (what is BotTurnKind.Started or BotTurnKind.Said && !MayAsk(conversation, talk)))
            return await PassOverAsync(session, conversation, talk, turn);
        var memory = BotMemory.Of(vault, conversation, talk);
        var said = turn.Entry is { } number ? await WordAsync(session, conversation, number) : null;
        // Taken back before the bot was told.
        if (what == BotTurnKind.Said && said is null) return await PassOverAsync(session, conversation, talk, turn);
        return new Claimed(turn, talk, new Ask(bot, new BotTurn(
            conversation.Organisation, talk.Alias, conversation.PassageId is null ? conversation.Channel : ChannelNames.Chat, conversation.Language, turn.Number, what,
            said is null ? null : Redacted.Of(said), what == BotTurnKind.Said ? ChosenAnswer.Of(said!, memory.Offered)?.Id : null,
            memory.State is null ? null : Redacted.Of(memory.State))
        {
            // Whoever left, or was let go, while they waited has nobody who had them.
            Reached = conversation.AssignedTo is not null,
        }));
    }

    private static bool MayAsk(Conversation conversation, BotTalk talk) =>
        conversation is { Stage: Stage.Intake or Stage.Waiting, Grade: < Grade.High } && talk.Phase == BotPhases.Asking;

    // A turn that is passed over must not leave anybody at the door.
    private async Task<Claimed> PassOverAsync(RecordsSession session, Conversation conversation, BotTalk talk, BotTurnRow turn)
    {
        await BotRows.EndTurnAsync(session, turn, talk.Alias);
        if (!conversation.IsErased && conversation.Stage == Stage.Intake && !MayAsk(conversation, talk)) await StopAsync(session, conversation, talk);
        return new Claimed(turn, talk, null);
    }

    private async Task<string?> WordAsync(RecordsSession session, Conversation conversation, long number) =>
        (await log.ReadAsync(session, conversation, number - 1, 1)) is [{ Kind: EntryKinds.Message } entry] && entry.Number == number ? entry.Body.Text : null;

    private async Task<BotAnswer> AskAsync(Ask ask)
    {
        using var limit = new CancellationTokenSource(_limit, time);
        try
        {
            var answer = await ask.Bot.TurnAsync(ask.Turn, limit.Token).WaitAsync(limit.Token);
            return answer.State?.Length > BotLimits.State ? throw new BotAwayException("state too large", again: false) : answer;
        }
        catch (OperationCanceledException)
        {
            throw new BotAwayException("late", again: false);
        }
        catch (Exception error) when (error is not BotAwayException)
        {
            // Its message may hold what the person wrote.
            LogFault(logger, error.GetType().Name);
            throw new BotAwayException("fault", again: false);
        }
    }

    private async Task<bool> StoreAsync(RecordsSession session, Claimed claimed, BotAnswer answer)
    {
        if (await EndAsync(session, claimed) is not { } conversation) return false;
        if (!conversation.IsErased && await BotRows.FindTalkAsync(session, conversation.Id) is { } talk) await say.StoreAsync(session, conversation, talk, answer);
        return true;
    }

    private static async Task<Conversation?> EndAsync(RecordsSession session, Claimed claimed) =>
        await ConversationRows.LockAsync(session, claimed.Turn.ConversationId) is { } conversation && await BotRows.EndTurnAsync(session, claimed.Turn, claimed.Talk.Alias) ? conversation : null;

    private async Task<bool> GiveUpAsync(RecordsSession session, Claimed claimed)
    {
        var turn = claimed.Turn;
        if (await EndAsync(session, claimed) is not { } conversation) return false;
        if (conversation.IsErased || await BotRows.FindTalkAsync(session, conversation.Id) is not { Phase: BotPhases.Asking } talk) return true;
        // Before it has said anything the gateway's own bot can begin in its place; later it would ask a second time.
        if (turn.Number == 1 && talk.Memory is null && bots.NameInstead(talk.Bot, conversation) is { } instead)
        {
            await BotRows.EndTurnsAsync(session, conversation.Id);
            await say.LetInAsync(session, conversation);
            await tell.AddAsync(session, talk with { Bot = instead, SilentSince = null }, BotTurnKind.Started, turn.Entry);
            return true;
        }

        await StopAsync(session, conversation, talk);
        return true;
    }

    private async Task StopAsync(RecordsSession session, Conversation conversation, BotTalk talk)
    {
        await BotRows.EndTurnsAsync(session, conversation.Id);
        await BotRows.SaveTalkAsync(session, talk with { Phase = talk.Phase == BotPhases.Asking ? BotPhases.Quiet : talk.Phase, SilentSince = null });
        await say.LetInAsync(session, conversation);
    }

    [LoggerMessage(1421, LogLevel.Warning, "The intake bot {Bot} could not be asked in conversation {ConversationId} ({Reason}): {Next}")]
    private static partial void LogAway(ILogger log, string bot, string conversationId, string reason, string next);

    [LoggerMessage(1422, LogLevel.Information, "An intake bot's answer in conversation {ConversationId} came too late and was dropped")]
    private static partial void LogTooLate(ILogger log, string conversationId);

    [LoggerMessage(1423, LogLevel.Error, "An intake bot failed by a fault of its own: {Error}")]
    private static partial void LogFault(ILogger log, string error);

    [LoggerMessage(1424, LogLevel.Warning, "The intake bot {Bot} kept somebody at the door for too long in conversation {ConversationId}; they are in the queue now")]
    private static partial void LogEnough(ILogger log, string bot, string conversationId);

    private sealed record Ask(IIntakeBot Bot, BotTurn Turn);

    private sealed record Claimed(BotTurnRow Turn, BotTalk Talk, Ask? Ask);
}
