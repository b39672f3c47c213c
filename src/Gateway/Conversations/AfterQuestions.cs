using Gateway.Organisations;

namespace Gateway.Conversations;

/// <summary>The short questions that an organisation may have asked after a talk, where an answer is one tap: how one feels, and two of feedback. Pure.</summary>
public static class AfterQuestions
{
    /// <summary>The facts that are asked for, in order; none where the organisation asks nothing. The published measures are asked on the web page alone.</summary>
    public static IReadOnlyList<string> Of(Organisation? organisation) =>
        [.. (organisation?.After ?? []).SelectMany(group => group switch { "mood" => ["after.mood"], "feedback" => ["after.talked", "after.again"], _ => Array.Empty<string>() })];

    /// <summary>The five answers to a question, as choices under it.</summary>
    public static string Answers(string fact)
    {
        // "Very much so" stands first; a mood begins with the worst, as the page shows it.
        string[] values = fact == "after.mood" ? ["1", "2", "3", "4", "5"] : ["5", "4", "3", "2", "1"];
        return string.Join(' ', values.Select(value => Choices.Answer(fact, value)));
    }
}
