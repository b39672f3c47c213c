using Gateway.Bots.Intake;
using Gateway.Conversations;
using Gateway.Organisations;

namespace Gateway.Intake.Bots;

/// <summary>The gateway's own guide: the script of <c>bots/Intake</c>, in this process. What it may ask, and where, each organisation chooses.</summary>
public sealed class BuiltInGuide(OrganisationDirectory organisations, IntakeScript script, IntakeTexts texts) : IPromptBot
{
    /// <inheritdoc />
    public Task<BotAnswer> TurnAsync(BotTurn turn, CancellationToken cancel) => Task.FromResult(Answer(turn));

    /// <inheritdoc />
    public bool Serves(string organisation, string channel) => organisations.FindOrganisation(organisation) is { Closed: false } found
        && (found.Guide == GuideUse.Everywhere || (found.Guide != GuideUse.None && channel != ChannelNames.Sms));

    /// <summary>An SMS has the notice in its one short text already.</summary>
    public bool GivesNotice(string channel) => channel != ChannelNames.Sms;

    /// <inheritdoc />
    public BotAnswer Answer(BotTurn turn)
    {
        if (turn.What == BotTurnKind.Closed) return new BotAnswer();
        var before = StateOf(turn);
        var (state, said) = script.Next(before, HeardIn(turn, before));
        return new BotAnswer
        {
            Messages = [.. said.Bubbles.Select(bubble => new BotMessage(bubble.Text, [.. bubble.Choices.Select(choice => new BotChoice(choice.Value, choice.Label))]))],
            State = state.ToJson(),
            Facts = IntakeFacts.New(turn.What == BotTurnKind.Started ? null : before, state),
        };
    }

    /// <summary>The state with which it goes on for somebody who answered some of its questions at a common entrance: what they were asked there counts among the three that are put unasked.</summary>
    internal string? GoOnFrom(string told, string organisation) => IntakeState.FromJson(told) is { } state
        ? (state with { Questions = [.. state.Questions.Union(PlanOf(organisation).Questions)], Open = null, Region = null, Repeated = false, Quiet = false, More = false }).ToJson()
        : null;

    private IntakeState StateOf(BotTurn turn)
    {
        var state = IntakeState.FromJson(turn.State?.Value) ?? IntakeState.New(turn.Language, PlanOf(turn.Organisation));
        // Whoever changes the language of the page is answered in it; a child stays a child.
        if (state.Language != turn.Language && !(state.Language == "ja-child" && turn.Language == "ja")) state = state with { Language = turn.Language };
        return turn.What == BotTurnKind.Started && !GivesNotice(turn.Channel) ? state with { Notice = texts.NoticeVersion } : state;
    }

    private static IntakeHeard HeardIn(BotTurn turn, IntakeState state) => turn.What switch
    {
        BotTurnKind.Taken => new IntakeHeard.Taken(),
        BotTurnKind.Started when state.Notice is null => new IntakeHeard.Begins(),
        BotTurnKind.Started => new IntakeHeard.Word(""),
        // "8" under the question for the age is an age, not the eighth button; only an SMS has numbers for buttons.
        BotTurnKind.Said when turn.Chosen is { } chosen && !(state.Open == IntakeQuestions.Age && turn.Channel != ChannelNames.Sms) => new IntakeHeard.Tap(chosen),
        _ => new IntakeHeard.Word(turn.Said?.Value ?? ""),
    };

    private IntakePlan PlanOf(string organisation) => organisations.FindOrganisation(organisation) is { } found && found.Guide != GuideUse.Notice
        ? found.GuideQuestions.Count == 0 ? IntakePlan.Usual : IntakePlan.Of(found.GuideQuestions)
        : IntakePlan.Of([]);
}
