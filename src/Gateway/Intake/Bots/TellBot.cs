using System.Security.Cryptography;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Intake.Bots;

/// <summary>
/// Writes down what an intake bot is to be told, in the transaction in which it happened. Carrying it out comes after the commit
/// (<see cref="CarryOutTurn"/>): nobody's word waits for a bot.
/// </summary>
public sealed partial class TellBot(
    IntakeBots bots, BotSettings settings, SayForBot say, Vault vault, IRecords records, BotSignal signal, TimeProvider time, ILogger<TellBot> logger)
{
    /// <summary>Whether a word of somebody who waits may have to be passed on to a bot: it must not be stored by the short way then.</summary>
    public bool MayListen(string organisation) => bots.Any(organisation);

    /// <summary>Whether the organisation's bot speaks with somebody new before they join the queue. Never where there are signs of danger.</summary>
    public bool HoldsBack(Conversation conversation) =>
        conversation is { Stage: Stage.Intake, Grade: < Grade.High } && bots.NameFor(conversation) is { } name && bots.LetsIn(name, conversation.Organisation);

    /// <summary>The first words of somebody: the bot begins.</summary>
    /// <param name="session">The transaction that stores them.</param>
    /// <param name="conversation">The conversation, locked, as it now stands.</param>
    /// <param name="word">What they said.</param>
    /// <param name="told">What they have told at a common entrance: the state of the guide's script; nothing elsewhere.</param>
    public async Task BeginAsync(RecordsSession session, Conversation conversation, Entry word, string? told = null)
    {
        if (bots.NameFor(conversation) is not { } name) return;
        if (await BotRows.FindTalkAsync(session, conversation.Id) is not null)
        {
            await HeardAsync(session, conversation, word);
            return;
        }

        if (conversation.Grade >= Grade.High) return;

        var alias = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var now = time.NowMs();
        var begun = told is not null && bots.Find(name, conversation) is BuiltInGuide guide ? new BotMemory(guide.GoOnFrom(told, conversation.Organisation), []) : null;
        var talk = new BotTalk(conversation.Id, alias, name, BotPhases.Asking, 0, now, conversation.Stage == Stage.Intake ? now : null, begun?.Seal(vault, conversation));
        await BotRows.InsertTalkAsync(session, talk);
        await TurnAsync(session, conversation, talk, BotTurnKind.Started, word);
    }

    /// <summary>
    /// 共同の窓口: they wait at another organisation now. What the bot of the one before was still to be told, and what it remembers, is gone with this transaction: nothing of it answers any more. The own bot begins, and the gateway's own guide
    /// goes on with what it has heard already, wherever that was.
    /// </summary>
    /// <param name="session">The transaction that moves them.</param>
    /// <param name="conversation">The conversation, locked, the new organisation's already.</param>
    /// <param name="word">What they said last.</param>
    /// <param name="told">What they have told at the entrance.</param>
    public async Task BeginAnewAsync(RecordsSession session, Conversation conversation, Entry? word, string? told)
    {
        if (await BotRows.FindTalkAsync(session, conversation.Id) is { } before)
        {
            if (before.Bot == IntakeBots.BuiltIn) told = BotMemory.Of(vault, conversation, before).State ?? told;
            await BotRows.EndTurnsAsync(session, conversation.Id);
            await BotRows.EndTalkAsync(session, conversation.Id);
            // It was silent already, for danger or because all was asked: nobody is asked anew because somebody else answers now.
            if (before.Phase == BotPhases.Quiet) return;
        }

        if (word is not null) await BeginAsync(session, conversation, word, told);
    }

    /// <summary>A further word of somebody who has no counsellor yet.</summary>
    /// <param name="session">The transaction that stores it.</param>
    /// <param name="conversation">The conversation, locked, as it now stands.</param>
    /// <param name="word">What they said.</param>
    public async Task HeardAsync(RecordsSession session, Conversation conversation, Entry word)
    {
        if (conversation.Stage is not (Stage.Intake or Stage.Waiting) || word.Kind != EntryKinds.Message) return;
        if (await BotRows.FindTalkAsync(session, conversation.Id) is not { Phase: BotPhases.Asking } talk) return;
        if (conversation.Grade >= Grade.High)
        {
            // Nobody in danger is asked for their age.
            await BotRows.EndTurnsAsync(session, conversation.Id);
            await BotRows.SaveTalkAsync(session, talk with { Phase = BotPhases.Quiet, SilentSince = null });
            return;
        }

        await TurnAsync(
            session, conversation, conversation.Stage == Stage.Intake ? talk with { SilentSince = talk.SilentSince ?? time.NowMs() } : talk, BotTurnKind.Said, word);
    }

    // Whoever can answer at once does; but never before a turn that is still to be carried out.
    private async Task TurnAsync(RecordsSession session, Conversation conversation, BotTalk talk, BotTurnKind what, Entry word)
    {
        if (bots.Find(talk.Bot, conversation) is not IPromptBot prompt || await BotRows.FirstTurnAsync(session, conversation.Id) is not null)
        {
            await AddAsync(session, talk, what, word.Number);
            return;
        }

        talk = talk with { Turns = talk.Turns + 1 };
        var memory = BotMemory.Of(vault, conversation, talk);
        var said = word.Kind == EntryKinds.Message ? word.Body.Text : null;
        BotAnswer answer;
        try
        {
            answer = prompt.Answer(new BotTurn(
                conversation.Organisation, talk.Alias, IntakeBots.ChannelOf(conversation), conversation.Language, talk.Turns, what, said is null ? null : Redacted.Of(said),
                what == BotTurnKind.Said && said is not null ? ChosenAnswer.Of(said, memory.Offered)?.Id : null, memory.State is null ? null : Redacted.Of(memory.State)));
        }
        catch (Exception error)
        {
            // Its message may hold what the person wrote. Their word is stored all the same.
            LogFault(logger, error.GetType().Name);
            await BotRows.SaveTalkAsync(session, talk with { Phase = BotPhases.Quiet, SilentSince = null });
            return;
        }

        await say.StoreAsync(session, conversation, talk, answer);
    }

    /// <summary>After a move: tells the bot at once what its talk's keeper would find within seconds.</summary>
    public Task FollowAsync(ConversationMoved moved) =>
        moved.Stage is Stage.Talking or Stage.Closed && bots.Any(moved.Organisation) ? MoveOnAsync(moved.ConversationId, CancellationToken.None) : Task.CompletedTask;

    /// <summary>Writes down that a counsellor came, or that it ended, if the bot has not been told.</summary>
    internal Task MoveOnAsync(string conversationId, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await ConversationRows.LockAsync(session, conversationId) is not { } conversation) return;
        if (await BotRows.FindTalkAsync(session, conversationId) is not { Phase: not BotPhases.Over } talk) return;
        await MoveOnAsync(session, conversation, talk);
    }, cancel);

    private async Task MoveOnAsync(RecordsSession session, Conversation conversation, BotTalk talk)
    {
        if (conversation.Stage == Stage.Talking && talk.Phase != BotPhases.Taken)
        {
            // What they said meanwhile is the counsellor's to answer.
            await BotRows.EndTurnsAsync(session, conversation.Id);
            await AddAsync(session, talk with { Phase = BotPhases.Taken, SilentSince = null }, BotTurnKind.Taken, null);
        }
        else if (conversation.Stage == Stage.Closed)
        {
            await BotRows.EndTurnsAsync(session, conversation.Id);
            await AddAsync(session, talk with { Phase = BotPhases.Over, SilentSince = null }, BotTurnKind.Closed, null);
        }
    }

    /// <summary>Adds a turn; the talk is saved with it.</summary>
    internal async Task AddAsync(RecordsSession session, BotTalk talk, BotTurnKind what, long? entry)
    {
        var now = time.NowMs();
        talk = talk with { Turns = talk.Turns + 1 };
        await BotRows.SaveTalkAsync(session, talk);
        await BotRows.InsertTurnAsync(session, new BotTurnRow(talk.ConversationId, talk.Turns, what.ToString(), entry, 0, now, null, now));
        session.AfterCommit(() => signal.Notify(talk.ConversationId));
    }

    /// <summary>Whether a person at the door has had enough of the bot.</summary>
    internal bool IsEnough(BotTalk talk) => talk.Phase != BotPhases.Asking || talk.Turns >= settings.QueueAfterTurns
        || time.NowMs() - talk.BegunAt >= TimeSpan.FromMinutes(settings.QueueAfterMinutes).Ms() || time.NowMs() - talk.SilentSince >= SilenceOf(settings).Ms();

    /// <summary>How long a bot may say nothing to somebody at the door: one turn, and as much again for what is in its way.</summary>
    internal static TimeSpan SilenceOf(BotSettings settings) => TimeSpan.FromSeconds(2 * settings.TurnSeconds);

    [LoggerMessage(1426, LogLevel.Error, "The gateway's own guide failed and is silent in this conversation: {Error}")]
    private static partial void LogFault(ILogger log, string error);
}
