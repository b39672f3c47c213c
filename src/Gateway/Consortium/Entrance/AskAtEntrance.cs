using Gateway.Bots.Intake;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;

namespace Gateway.Consortium.Entrance;

/// <summary>What is asked at a common entrance, by the questions and answers of the intake guide. Pure.</summary>
internal sealed class AskAtEntrance(IntakeScript script, IntakeTexts texts, PersonTexts sentences)
{
    /// <summary>The notice in six points, and the state after it.</summary>
    /// <param name="language">The person's language.</param>
    /// <param name="terms">Of the members that take part.</param>
    /// <param name="notice">Whether it is given: not by SMS, where one short text has it, and not in danger, where the short one is.</param>
    public (IntakeState State, IReadOnlyList<string> Notice) Begin(string language, IEnumerable<MemberTerms> terms, bool notice)
    {
        var state = IntakeState.New(language, IntakePlan.Of(EntranceMenu.Questions(terms)));
        if (!notice) return (state with { Notice = texts.NoticeVersion }, []);
        (state, var said) = script.Next(state, new IntakeHeard.Begins());
        return (state, [.. said.Bubbles.Select(bubble => bubble.Text)]);
    }

    /// <summary>The first question; nothing where nothing is asked.</summary>
    public EntranceQuestion? First(IntakeState state, IReadOnlyCollection<string> topics) => Question(script.Next(state, new IntakeHeard.Word("")), topics, first: true);

    /// <summary>What an answer leads to: another question, or none; nothing at all for a word of the person's own.</summary>
    /// <param name="state">Where they are.</param>
    /// <param name="said">What they wrote.</param>
    /// <param name="chosen">The option that it is, if it is one.</param>
    /// <param name="topics">The topics that members name.</param>
    public (IntakeState State, EntranceQuestion? Next)? Hear(IntakeState state, string said, string? chosen, IReadOnlyCollection<string> topics)
    {
        if (state.Open is null) return null;
        var next = script.Next(state, chosen is null ? new IntakeHeard.Word(said) : new IntakeHeard.Tap(chosen));
        var answered = next.State.Facts.Count != state.Facts.Count || (next.State.Passed?.Count ?? 0) != (state.Passed?.Count ?? 0) || next.State.Region != state.Region;
        // The rest of the topics, where somebody asks for them by the guide's own word.
        if (!answered && chosen is null) return null;
        return (next.State, Question(next, topics, first: false));
    }

    private EntranceQuestion? Question((IntakeState State, IntakeSaid Said) next, IReadOnlyCollection<string> topics, bool first)
    {
        if (next.State.Open is not { } open || next.Said.Bubbles is not [.., var bubble]) return null;
        IEnumerable<EntranceOption> options = open == IntakeQuestions.Topic
            ? [.. Topics(next.State.Language, topics), .. bubble.Choices.Where(choice => choice.Value == IntakeValues.Answer(open, IntakeValues.Skip)).Select(choice => new EntranceOption(choice.Value, choice.Label))]
            : bubble.Choices.Select(choice => new EntranceOption(choice.Value, choice.Label));
        if (first) options = options.Append(new EntranceOption(EntranceMenu.Choose, sentences.Text(next.State.Language, "entrance.choose")));
        return new EntranceQuestion(next.State, bubble.Text, [.. options]);
    }

    // Only what decides anything, and "other": the fewer there are, the sooner they are read.
    private IEnumerable<EntranceOption> Topics(string language, IReadOnlyCollection<string> named) => IntakeTopics.All
        .Where(topic => named.Contains(topic.Code) || topic.Code == "other").Take(9)
        .Select(topic => new EntranceOption(IntakeValues.Answer(IntakeQuestions.Topic, topic.Code), texts.Text(language, $"topic.{topic.Code}")));
}

/// <summary>A question and what can be tapped.</summary>
/// <param name="State">Of the script, with the question open.</param>
/// <param name="Text">Its words.</param>
/// <param name="Options">What can be tapped, or answered by its number.</param>
internal sealed record EntranceQuestion(IntakeState State, string Text, IReadOnlyList<EntranceOption> Options);
