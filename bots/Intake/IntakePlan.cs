namespace Gateway.Bots.Intake;

/// <summary>Which questions the guide has, in their order. At most three are put by itself, whatever is chosen.</summary>
public sealed record IntakePlan
{
    /// <summary>How many questions may be put to somebody who has not asked for more.</summary>
    public const int MostUnasked = 3;

    private IntakePlan(IReadOnlyList<string> questions) => Questions = questions;

    /// <summary>The usual questions.</summary>
    public static IntakePlan Usual { get; } = new(IntakeQuestions.Usual);

    /// <summary>All of its questions.</summary>
    public IReadOnlyList<string> Questions { get; }

    /// <summary>Those that are put without being asked for.</summary>
    public IEnumerable<string> First => Questions.Take(MostUnasked);

    /// <summary>A plan of these questions, in this order; those that there are none of are passed over, and none stands twice.</summary>
    public static IntakePlan Of(IEnumerable<string> questions) => new([.. questions.Where(IntakeQuestions.All.Contains).Distinct()]);
}
