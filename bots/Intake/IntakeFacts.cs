namespace Gateway.Bots.Intake;

/// <summary>What the guide has learned, under the names by which counsellors, hand-offs and reports know it. Values are codes, never words of the person's.</summary>
public static class IntakeFacts
{
    private static readonly Dictionary<string, string> s_names = new()
    {
        [IntakeQuestions.Reach] = "safeContact",
        [IntakeQuestions.Writer] = "who",
        [IntakeQuestions.Age] = "age",
        [IntakeQuestions.Topic] = "topics",
        [IntakeQuestions.Area] = "area",
        [IntakeQuestions.Generation] = "wish.generation",
        [IntakeQuestions.Gender] = "wish.gender",
        [IntakeQuestions.Mood] = "mood.before",
    };

    /// <summary>The name of a question's fact.</summary>
    public static string NameOf(string question) => s_names[question];

    /// <summary>What is new since <paramref name="before"/>: an answer given or changed; which notice was shown, and whether it was accepted.</summary>
    public static IReadOnlyDictionary<string, string> New(IntakeState? before, IntakeState now)
    {
        var facts = now.Facts.Where(fact => before?.Facts.GetValueOrDefault(fact.Key) != fact.Value).ToDictionary(fact => s_names[fact.Key], fact => fact.Value);
        if (now.Notice is { } version && (before?.Notice != version || before.Accepted != now.Accepted)) facts["notice"] = now.Accepted ? $"{version} accepted" : version;
        return facts;
    }
}
