using System.Globalization;
using System.Text;
using Gateway.Conversations;
using Gateway.Intake.Triage;

namespace Gateway.Operations.Upkeep;

/// <summary>How often each right grade was found as which.</summary>
internal sealed class ConfusionTable
{
    private readonly int[,] _counts = new int[5, 5];

    /// <summary>How many were compared.</summary>
    public int Count { get; private set; }

    /// <summary>Adds one.</summary>
    public void Add(Grade right, Grade found)
    {
        _counts[(int)right, (int)found]++;
        Count++;
    }

    /// <summary>Among those that are 緊急 or 高: how many were found as one of both.</summary>
    public (int Found, int All) Recall() => (Sum(IsGrave, IsGrave), Sum(IsGrave, _ => true));

    /// <summary>Among those that are neither: how many were found as 緊急 or 高 all the same.</summary>
    public (int False, int All) FalseAlarms() => (Sum(right => !IsGrave(right), IsGrave), Sum(right => !IsGrave(right), _ => true));

    /// <summary>The table, with what counts most below it.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("right \\ found");
        foreach (var grade in GradeNames.FromGravest) text.Append('\t').Append(GradeNames.Japanese(grade));
        text.Append('\n');
        foreach (var right in GradeNames.FromGravest)
        {
            text.Append(GradeNames.Japanese(right));
            foreach (var found in GradeNames.FromGravest) text.Append('\t').Append(_counts[(int)right, (int)found]);
            text.Append('\n');
        }

        var same = GradeNames.FromGravest.Sum(grade => _counts[(int)grade, (int)grade]);
        text.Append(Line("the same grade", same, Count)).Append(Line("緊急 or 高 found as 緊急 or 高 (recall)", Recall()));
        foreach (var grade in GradeNames.FromGravest.Take(3))
            text.Append(Line($"{GradeNames.Japanese(grade)} found at least as grave", Sum(right => right == grade, found => found >= grade), Sum(right => right == grade, _ => true)));
        return text.Append(Line("others found as 緊急 or 高 (false alarms)", FalseAlarms())).ToString();
    }

    private static bool IsGrave(Grade grade) => grade >= Grade.High;

    private static string Line(string what, (int Part, int All) of) => Line(what, of.Part, of.All);

    private static string Line(string what, int part, int all) => all == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{what}: {part} of {all} ({100.0 * part / all:0.0} %)\n");

    private int Sum(Func<Grade, bool> right, Func<Grade, bool> found)
    {
        var sum = 0;
        foreach (var one in GradeNames.FromGravest.Where(right))
        {
            foreach (var other in GradeNames.FromGravest.Where(found)) sum += _counts[(int)one, (int)other];
        }

        return sum;
    }
}
