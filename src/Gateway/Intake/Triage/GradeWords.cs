using Gateway.Conversations;

namespace Gateway.Intake.Triage;

/// <summary>Grades what a person says, by words and rules that anybody can read. Pure and safe from any thread: the same message always gets the same answer.</summary>
/// <param name="lexicon">The words.</param>
public sealed class GradeWords(Lexicon lexicon)
{
    // A word of so little weight says too little to be judged.
    private const int LeastWeight = 10;

    /// <summary>The grade of a message, and why.</summary>
    /// <param name="text">What was said; of more than <see cref="NormaliseText.Longest"/> letters only those are read.</param>
    /// <param name="earlier">What was said before it, oldest first; the newest <see cref="Before.Most"/> count.</param>
    /// <param name="hour">The hour in the person's place, 0 to 23, if it is known.</param>
    public Assessment Of(string text, IReadOnlyList<EarlierMessage>? earlier = null, int? hour = null)
    {
        var it = Hear(text);
        var before = it.All.Count == 0 && earlier is null or [] ? new Before() : Before.Of(earlier, Hear);
        List<(Reason Reason, Finding? Finding)> reasons = [];
        foreach (var finding in it.Counting)
        {
            if (finding is { Grade: { } grade, Category: not null }) reasons.Add((Tell(it.Text, "words", grade, finding.Category, finding), finding));
        }

        foreach (var rule in Rules.All)
        {
            if (rule.Finds(it, before) is { } finding) reasons.Add((Tell(it.Text, rule.Id, rule.Grade, rule.Category, finding), finding));
        }

        if (hour is >= 22 or < 5 && it.Has(Sign.Outside) && it.Counting.FirstOrDefault(finding => finding.Category == "nowhere_tonight") is { } outside)
            reasons.Add((Tell(it.Text, "outside-at-night", Grade.Urgent, "nowhere_tonight", outside), outside));
        return Weigh(it, reasons, before);
    }

    private HeardText Hear(string text)
    {
        var plain = NormaliseText.Of(text, lexicon.Folds);
        return new HeardText(plain, lexicon.Find(plain));
    }

    private static Assessment Weigh(HeardText it, List<(Reason Reason, Finding? Finding)> reasons, Before before)
    {
        var grade = reasons.Count > 0 ? reasons.Max(one => one.Reason.Grade ?? Grade.Unknown) : IsTooLittle(it) ? Grade.Unknown : Grade.Low;
        // Two findings of one place and category say one thing: the longer one stays.
        var told = reasons.OrderByDescending(one => one.Reason.Grade).ThenBy(one => Category.PlaceOf(one.Reason.Category!)).ThenByDescending(one => one.Reason.Length)
            .DistinctBy(one => (one.Reason.Rule, one.Reason.Category)).ToList();
        var all = told.ConvertAll(one => one.Reason);
        if (all.Count == 0) all.Add(new Reason(grade == Grade.Unknown ? "too-little" : "nothing-found", null, 0, 0, grade));
        foreach (var aside in it.All.Where(finding => finding.SetAside is not null).DistinctBy(finding => (finding.SetAside, finding.Category)))
            all.Add(Tell(it.Text, aside.SetAside!, null, Category.Figurative, aside));
        if (told.Exists(one => one.Finding is { } finding && it.Text.IsHidden(finding.Start, finding.End) && one.Reason.Grade > Grade.Low))
            all.Add(Tell(it.Text, "disguised", null, Category.Disguised, told.First(one => one.Finding is { } finding && it.Text.IsHidden(finding.Start, finding.End)).Finding!));
        if (OtherPerson(it) is { } other) all.Add(Tell(it.Text, "other-person", null, Category.OtherPerson, other));
        if (it.Text.WasCut) all.Add(new Reason("cut-short", null, NormaliseText.Longest, 0, null));
        var categories = all.Where(reason => reason.Category is not null).Select(reason => reason.Category!);
        if (grade == Grade.Urgent) categories = categories.Append(Category.Now);
        return new Assessment(grade, [.. categories.Distinct().OrderBy(Category.PlaceOf)], all)
        {
            LooksBack = before.IsNothing && LooksBack(it),
        };
    }

    // The grade is that of the danger, whoever is in it: only for whom help is needed is another question.
    private static Finding? OtherPerson(HeardText it) => it.Near(Sign.Other, Sign.Wish, 14) ?? it.Near(Sign.Other, Sign.Plan, 14) ?? it.Near(Sign.Other, Sign.Die, 14)
        ?? it.Near(Sign.Other, Sign.SelfHarm, 14) ?? it.Near(Sign.Other, Sign.Took, 14);

    private static bool LooksBack(HeardText it) => it.Any(
        Sign.Took, Sign.Soon, Sign.Farewell, Sign.Date, Sign.Kept, Sign.Ready, Sign.Hiding, Sign.Help, Sign.Struck, Sign.Touched, Sign.Method, Sign.Moment,
        Sign.Flows, Sign.Felt, Sign.Brink, Sign.Outside) is not null;

    private static bool IsTooLittle(HeardText it)
    {
        if (it.All.Any(finding => finding.Sign == Sign.Greeting)) return true;
        if (it.All.Any(finding => finding.SetAside is not null)) return false;
        var weight = 0;
        foreach (var letter in it.Text.Letters) weight += letter switch { >= '一' and <= '鿿' or >= '가' and <= '힯' => 4, >= '぀' and <= 'ヿ' => 2, _ => 1 };
        return weight <= LeastWeight;
    }

    private static Reason Tell(PlainText text, string rule, Grade? grade, string category, Finding finding)
    {
        var at = text.At(finding.Start);
        return new Reason(rule, category, at, text.At(finding.End - 1) - at + 1, grade);
    }
}
