namespace Gateway.Bots.Intake;

/// <summary>
/// The guide's whole behaviour, pure: what it says next, from where it is and what it has just heard. It never blocks anybody: the
/// person is in the queue from the first word on, and whatever they write is for the counsellor.
/// </summary>
public sealed class IntakeScript(IntakeTexts texts)
{
    /// <summary>What follows.</summary>
    public (IntakeState State, IntakeSaid Said) Next(IntakeState state, IntakeHeard heard) => heard switch
    {
        IntakeHeard.Taken => (state with { Held = true, Open = null, Region = null }, IntakeSaid.Nothing),
        IntakeHeard.Danger => (state with { Quiet = true, Open = null, Region = null }, IntakeSaid.Nothing),
        _ when state.Held => (Noted(state, heard), IntakeSaid.Nothing),
        IntakeHeard.Begins => Begin(state),
        IntakeHeard.Word word => AfterWord(state, word.Text),
        IntakeHeard.Tap tap => AfterTap(state, tap.Value),
        _ => (state, IntakeSaid.Nothing),
    };

    // The six points, in two bubbles. Nothing is asked yet.
    private (IntakeState, IntakeSaid) Begin(IntakeState state)
    {
        if (state.Notice is not null) return (state, IntakeSaid.Nothing);
        return (state with { Notice = texts.NoticeVersion }, new IntakeSaid(
        [
            new(Text(state, "notice.a"), []),
            new(Text(state, "notice.b"), [new(IntakeValues.Accept, Text(state, "notice.ok"))]),
        ]));
    }

    private (IntakeState, IntakeSaid) AfterWord(IntakeState state, string text)
    {
        if (state.Quiet) return (state, IntakeSaid.Nothing);
        if (state.Open is not { } open) return state.Notice is null || IsOver(state) ? (state, IntakeSaid.Nothing) : Ask(state);
        if (new IntakeAnswers(texts).Read(state, open, text) is { } value) return AfterTap(state, value);
        // They tell their own story. Once the question is laid beside it, then it lies.
        return state.Repeated
            ? (state.Without(open) with { Open = null, Region = null, Quiet = true }, IntakeSaid.Nothing)
            : Put(state with { Repeated = true }, open, [], lead: Text(state, "heard"));
    }

    private (IntakeState, IntakeSaid) AfterTap(IntakeState state, string value)
    {
        switch (value)
        {
            case IntakeValues.Accept:
                var accepted = state with { Accepted = true };
                return state.Open is null && !state.Quiet && !IsOver(accepted) ? Ask(accepted) : (accepted, IntakeSaid.Nothing);
            case IntakeValues.More:
                return Ask(state with { More = true, Quiet = false, Open = null });
            case IntakeValues.Enough:
                return (state with { Quiet = true, Open = null, Region = null }, Say(state, "thanks.all"));
        }

        if (IntakeValues.Read(value) is not var (question, answer)) return (state, IntakeSaid.Nothing);
        if (question == IntakeQuestions.Topic && answer == IntakeValues.Further) return Put(state, question, [], further: true);
        if (question == IntakeQuestions.Area && IntakeAreas.Regions.Contains(answer)) return Put(state with { Region = answer }, question, []);
        if (Answered(state, question, answer) is not { } now) return (state, IntakeSaid.Nothing);
        // A late tap, on an old button: it counts, and nothing more is said about it.
        if (state.Open != question) return (now, IntakeSaid.Nothing);
        return Ask(now, (question, answer) == (IntakeQuestions.Reach, "seen") ? [new(Text(now, "reach.seen.then"), [])] : []);
    }

    /// <summary>The next question, or that there is none.</summary>
    private (IntakeState, IntakeSaid) Ask(IntakeState state, IReadOnlyList<IntakeBubble>? before = null)
    {
        var due = (state.More ? state.Questions : state.Questions.Take(IntakePlan.MostUnasked)).FirstOrDefault(question => !state.IsDone(question));
        if (due is not null) return Put(state with { Repeated = false, Region = null }, due, before ?? []);
        var open = state.Questions.Any(question => !state.IsDone(question));
        state = state with { Open = null, Region = null, Quiet = true };
        return (state, new IntakeSaid([.. before ?? [], open
            ? new IntakeBubble(Text(state, "thanks"), [new(IntakeValues.More, Text(state, "more"))])
            : new IntakeBubble(Text(state, "thanks.all"), [])]));
    }

    private (IntakeState, IntakeSaid) Put(IntakeState state, string question, IReadOnlyList<IntakeBubble> before, string? lead = null, bool further = false)
    {
        var ask = Text(state, question == IntakeQuestions.Area && state.Region is not null ? "ask.prefecture" : $"ask.{question}");
        var choices = new IntakeAnswers(texts).Offered(state, question, further);
        return (state with { Open = question }, new IntakeSaid([.. before, new(lead is null ? ask : $"{lead}\n{ask}", choices)]));
    }

    // A human being is there. What an old button says is still worth knowing; nobody answers it.
    private static IntakeState Noted(IntakeState state, IntakeHeard heard) => heard switch
    {
        IntakeHeard.Tap { Value: IntakeValues.Accept } => state with { Accepted = true },
        IntakeHeard.Tap tap when IntakeValues.Read(tap.Value) is var (question, answer) => Answered(state, question, answer) ?? state,
        _ => state,
    };

    private static IntakeState? Answered(IntakeState state, string question, string answer)
    {
        if (!state.Questions.Contains(question)) return null;
        if (answer == IntakeValues.Skip) return state.Without(question);
        if (!IntakeQuestions.AnswersTo(question).Contains(answer)) return null;
        state = state.With(question, answer);
        // A child is spoken to as a child.
        return question == IntakeQuestions.Age && answer is "u12" or "12-15" && state.Language == "ja" ? state with { Language = "ja-child" } : state;
    }

    private static bool IsOver(IntakeState state) => state.Quiet || !state.Questions.Take(IntakePlan.MostUnasked).Any(question => !state.IsDone(question));

    private IntakeSaid Say(IntakeState state, string key) => new([new(Text(state, key), [])]);

    private string Text(IntakeState state, string key) => texts.Text(state.Language, key);
}
