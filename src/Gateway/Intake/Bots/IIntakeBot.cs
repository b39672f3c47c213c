using Gateway.Primitives;

namespace Gateway.Intake.Bots;

/// <summary>
/// An intake bot: what it says and asks while a person waits for a counsellor. It never holds anybody up, decides nothing about the queue
/// but to let somebody in, and is not asked any more once a counsellor is there.
/// </summary>
/// <remarks>
/// A turn may be asked for a second time, with the same number, after a crash or when an answer was lost; only one answer is ever used. A bot
/// keeps nothing itself: what it wants to know at the next turn is <see cref="BotAnswer.State"/>. One instance serves everybody at once.
/// </remarks>
public interface IIntakeBot
{
    /// <summary>One turn. Its caller ends it after <see cref="BotSettings.TurnSeconds"/>.</summary>
    /// <exception cref="BotAwayException">The bot could not be asked. Any other exception is a fault of the bot.</exception>
    Task<BotAnswer> TurnAsync(BotTurn turn, CancellationToken cancel);

    /// <summary>Whether it speaks with people of this organisation on this channel (<see cref="Conversations.ChannelNames"/>).</summary>
    bool Serves(string organisation, string channel) => true;
}

/// <summary>
/// A bot that asks nobody and answers in no time. It is asked within the transaction that takes the person's word, so that its answer
/// leaves together with the gateway's own first words: one free reply of LINE's carries both.
/// </summary>
public interface IPromptBot : IIntakeBot
{
    /// <summary>One turn, as <see cref="IIntakeBot.TurnAsync"/>: without I/O.</summary>
    BotAnswer Answer(BotTurn turn);

    /// <summary>Whether it gives the notice itself on this channel, in the place of the gateway's short one.</summary>
    bool GivesNotice(string channel);
}

/// <summary>What a bot is told.</summary>
/// <param name="Organisation">For whom it speaks: the id in the set-up file.</param>
/// <param name="Talk">Names the conversation to the bot and nobody else: 32 letters and digits that say nothing.</param>
/// <param name="Channel">How the person writes (<see cref="Conversations.ChannelNames"/>); <c>chat</c> also for somebody who went on on a page.</param>
/// <param name="Language">The person's language (<see cref="Conversations.PersonLanguages"/>).</param>
/// <param name="Number">1, 2, 3 … within the talk; the same for every repetition.</param>
/// <param name="What">What happened.</param>
/// <param name="Said">What the person wrote. With <see cref="BotTurnKind.Started"/> the words by which they came: no answer to any question.</param>
/// <param name="Chosen">The id of the choice that their words are, out of what the bot offered last; nothing when they said something else.</param>
/// <param name="State">What the bot gave back at its last turn; nothing at its first.</param>
public sealed record BotTurn(
    string Organisation, string Talk, string Channel, string Language, long Number, BotTurnKind What, Redacted<string>? Said, string? Chosen, Redacted<string>? State)
{
    /// <summary>With <see cref="BotTurnKind.Closed"/>: whether a counsellor had them at the end. Not so when they left, or nobody could be reached, while they waited.</summary>
    public bool Reached { get; init; } = true;
}

/// <summary>What happened.</summary>
public enum BotTurnKind
{
    /// <summary>Somebody new has come, most often with words. They have been greeted and, as a rule, told their place already.</summary>
    Started,

    /// <summary>They wrote something.</summary>
    Said,

    /// <summary>A counsellor is there now. Nothing that the bot says is passed on any more; facts are.</summary>
    Taken,

    /// <summary>It is over, whoever ended it. Nothing of the answer is used.</summary>
    Closed,
}

/// <summary>What a bot answers.</summary>
public sealed record BotAnswer
{
    /// <summary>What the person is told, in order; at most <see cref="BotLimits.Messages"/> of them are used.</summary>
    public IReadOnlyList<BotMessage> Messages { get; init; } = [];

    /// <summary>What the bot wants to know again at its next turn, at most <see cref="BotLimits.State"/> letters. Kept sealed.</summary>
    public string? State { get; init; }

    /// <summary>
    /// What the person has told of themselves by this turn, by name: <c>who</c>, <c>age</c>, <c>area</c>, <c>topics</c>, <c>wish.gender</c>,
    /// <c>wish.generation</c>, <c>safeContact</c>, <c>notice</c> … A later value takes the place of an earlier one. Counsellors see them.
    /// </summary>
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();

    /// <summary>The bot hands over: whoever is not in the queue yet joins it, and the bot is told no further words.</summary>
    public bool HandOff { get; init; }

    /// <summary>In a sentence or two, for the counsellor, what the talk was about; kept as the fact <c>summary</c>.</summary>
    public string? Summary { get; init; }

    /// <summary>The bot has nothing more to say or ask. Whoever is not in the queue yet joins it.</summary>
    public bool End { get; init; }

    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>One message of a bot's.</summary>
/// <param name="Text">What is said. A longer one than the channel takes is cut.</param>
/// <param name="Choices">What can be answered with a tap, or by its number or words; only those of the last message are offered.</param>
public sealed record BotMessage(string Text, IReadOnlyList<BotChoice> Choices)
{
    /// <summary>A message without choices.</summary>
    public BotMessage(string text) : this(text, [])
    {
    }

    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>An answer that a bot offers.</summary>
/// <param name="Id">What the bot calls it.</param>
/// <param name="Label">Its words, as the person reads them and, by tapping, says them: at most <see cref="BotLimits.Label"/> letters.</param>
public sealed record BotChoice(string Id, string Label);

/// <summary>How much a bot may say.</summary>
public static class BotLimits
{
    /// <summary>Messages in an answer: as many as LINE takes in one call.</summary>
    public const int Messages = 5;

    /// <summary>Choices: LINE shows 13 buttons, and one of them is always the way out.</summary>
    public const int Choices = 12;

    /// <summary>Letters of a label on a LINE button.</summary>
    public const int Label = 20;

    /// <summary>Letters of the state.</summary>
    public const int State = 16_384;

    /// <summary>Facts in an answer.</summary>
    public const int Facts = 20;

    /// <summary>Letters of a fact.</summary>
    public const int Fact = 500;
}

/// <summary>A bot could not be asked, or gave no answer that can be understood.</summary>
/// <param name="reason">In a fixed word, for the log: nothing that the bot or the person said.</param>
/// <param name="again">Whether asking once more, a little later, may help.</param>
public sealed class BotAwayException(string reason, bool again) : Exception($"The intake bot could not be asked: {reason}.")
{
    /// <summary>See above.</summary>
    public string Reason => reason;

    /// <summary>See above.</summary>
    public bool Again => again;
}
