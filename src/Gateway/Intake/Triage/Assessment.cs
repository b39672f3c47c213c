using Gateway.Conversations;

namespace Gateway.Intake.Triage;

/// <summary>What the rules find in a message: a grade, what it speaks of, and why. It holds no word of the message.</summary>
/// <param name="Grade">How urgent this message is, in the light of those before it. The conversation keeps the highest.</param>
/// <param name="Categories">The ids of the categories, gravest first.</param>
/// <param name="Reasons">Every rule that had something to say, the deciding one first.</param>
public sealed record Assessment(Grade Grade, IReadOnlyList<string> Categories, IReadOnlyList<Reason> Reasons)
{
    /// <summary>Earlier messages could change the answer. Without such words they need not be looked up.</summary>
    public bool LooksBack { get; init; }
}

/// <summary>One rule that had something to say.</summary>
/// <param name="Rule">Its id, see <c>docs/triage.md</c>.</param>
/// <param name="Category">The category of the words that it rests on; nothing where it rests on none.</param>
/// <param name="At">Where these begin in the message, in UTF-16 units.</param>
/// <param name="Length">How long they are there.</param>
/// <param name="Grade">The grade that it asks for; nothing for a rule that only explains.</param>
public sealed record Reason(string Rule, string? Category, int At, int Length, Grade? Grade);

/// <summary>A message that was said before.</summary>
/// <param name="Text">What it said.</param>
/// <param name="ByPerson">The person said it. What others said is only what the person answers to, and never counts as theirs.</param>
public sealed record EarlierMessage(string Text, bool ByPerson = true);
