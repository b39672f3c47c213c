namespace Gateway.Bots.Intake;

/// <summary>What reaches the guide.</summary>
public abstract record IntakeHeard
{
    private IntakeHeard()
    {
    }

    /// <summary>The person has made contact. What they wrote first is for the counsellor, not for the guide.</summary>
    public sealed record Begins : IntakeHeard;

    /// <summary>The person wrote something.</summary>
    public sealed record Word(string Text) : IntakeHeard
    {
        /// <summary>Never the content.</summary>
        public override string ToString() => "[withheld]";
    }

    /// <summary>The person tapped something that the guide had offered.</summary>
    public sealed record Tap(string Value) : IntakeHeard;

    /// <summary>A counsellor has taken the person.</summary>
    public sealed record Taken : IntakeHeard;

    /// <summary>There may be danger: nobody is asked for their age now.</summary>
    public sealed record Danger : IntakeHeard;
}

/// <summary>What the guide says in turn. Every text stands in a file of <see cref="IntakeTexts"/>: nothing that a person wrote is ever said back.</summary>
/// <param name="Bubbles">In order; none when it is silent.</param>
public sealed record IntakeSaid(IReadOnlyList<IntakeBubble> Bubbles)
{
    /// <summary>Silence.</summary>
    public static IntakeSaid Nothing { get; } = new([]);
}

/// <summary>One message of the guide.</summary>
/// <param name="Text">Its words.</param>
/// <param name="Choices">What can be tapped under it; the same can be written as a word.</param>
public sealed record IntakeBubble(string Text, IReadOnlyList<IntakeChoice> Choices);

/// <summary>Something to tap.</summary>
/// <param name="Value">What comes back, see <see cref="IntakeValues"/>. It names its question, so a late tap means what it meant.</param>
/// <param name="Label">Its words, at most 20 letters.</param>
public sealed record IntakeChoice(string Value, string Label);

/// <summary>The names of what can be tapped.</summary>
public static class IntakeValues
{
    /// <summary>The notice was read and understood.</summary>
    public const string Accept = "intake.notice.ok";

    /// <summary>Go on with the further questions.</summary>
    public const string More = "intake.more";

    /// <summary>No more questions.</summary>
    public const string Enough = "intake.enough";

    /// <summary>For a question: no answer.</summary>
    public const string Skip = "skip";

    /// <summary>For the topic: the second page.</summary>
    public const string Further = "further";

    /// <summary>Whether a value is the guide's.</summary>
    public static bool IsOurs(string? value) => value is not null && value.StartsWith("intake.", StringComparison.Ordinal) && value.Length <= 64;

    /// <summary>The value of an answer.</summary>
    public static string Answer(string question, string answer) => $"intake.{question}.{answer}";

    internal static (string Question, string Answer)? Read(string value) =>
        value.Split('.') is ["intake", var question, var answer] && IntakeQuestions.All.Contains(question) ? (question, answer) : null;
}
