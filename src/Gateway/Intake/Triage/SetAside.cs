namespace Gateway.Intake.Triage;

/// <summary>
/// Finds what does not mean what it says: turns of speech, denials, what was and is over, stories. Such words raise no alarm; the
/// conversation goes on as it is, and a person reads them.
/// </summary>
internal static class SetAside
{
    public const string Idiom = "idiom";
    public const string Trifle = "trifle";
    public const string Denied = "denied";
    public const string Over = "over";
    public const string Story = "story";

    private const int TrifleReach = 20;
    private const int DenialReach = 7;
    private const int DoubleDenialReach = 22;
    private const int PastReach = 14;

    public static void Apply(PlainText text, List<Finding> findings)
    {
        if (!findings.Exists(finding => finding.Sign is Sign.Idiom or Sign.Trifle or Sign.Ailment or Sign.Affair or Sign.Not or Sign.Better or Sign.Story)) return;
        var marks = findings.Where(finding => finding.Sign is Sign.Idiom or Sign.Trifle or Sign.Ailment or Sign.Affair or Sign.Not or Sign.NotNot or Sign.Better or Sign.Past or Sign.Story)
            .ToLookup(finding => finding.Sign);
        foreach (var finding in findings)
        {
            if (IsGrave(finding)) finding.SetAside = Why(text, finding, marks);
        }
    }

    private static bool IsGrave(Finding finding) => finding.Sign is Sign.Wish or Sign.Die or Sign.Plan or Sign.SelfHarm or Sign.Cut or Sign.Blood or Sign.Struck
        or Sign.Rage or Sign.Harm or Sign.Took or Sign.End or Sign.Farewell or Sign.Medicine or Sign.Leaving or Sign.Threat or Sign.Felt or Sign.Brink || (finding is { Sign: Sign.Says, Grade: { } grade } && grade >= Conversations.Grade.Middle);

    private static string? Why(PlainText text, Finding finding, ILookup<Sign, Finding> marks)
    {
        foreach (var idiom in Around(marks[Sign.Idiom], finding))
        {
            if (idiom.Start < finding.End && idiom.End > finding.Start && idiom.End - idiom.Start > finding.End - finding.Start) return Idiom;
        }

        if (finding.Sign == Sign.Die && Around(marks[Sign.Trifle], finding).Any(trifle => trifle.Sentence == finding.Sentence && Gap(trifle, finding) <= TrifleReach)) return Trifle;
        if (finding.Sign == Sign.Blood && Around(marks[Sign.Ailment], finding).Any(ailment => ailment.Sentence == finding.Sentence && Gap(ailment, finding) <= TrifleReach)) return Trifle;
        if (finding.Sign is Sign.End or Sign.Farewell or Sign.Leaving && Around(marks[Sign.Affair], finding).Any(affair => affair.Sentence == finding.Sentence)) return Trifle;
        if (IsDenied(finding, marks)) return Denied;
        if (finding.Sign is Sign.Wish or Sign.Die or Sign.SelfHarm or Sign.Struck && IsOver(finding, marks)) return Over;
        if (finding.Sign is Sign.Wish or Sign.Die or Sign.Plan or Sign.SelfHarm or Sign.Rage or Sign.Says
            && marks[Sign.Story].Any(story => story.Sentence == finding.Sentence && !Overlap(story, finding) && text.Length < 120)) return Story;
        return null;
    }

    private static bool IsDenied(Finding finding, ILookup<Sign, Finding> marks)
    {
        foreach (var denial in Around(marks[Sign.Not], finding))
        {
            if (denial.Sentence != finding.Sentence || denial.Start < finding.End - 2 || denial.Start - finding.End > DenialReach || denial.End <= finding.End) continue;
            if (!marks[Sign.NotNot].Any(twice => twice.Start >= finding.Start && twice.Start - finding.End <= DoubleDenialReach)) return true;
        }

        return false;
    }

    private static bool IsOver(Finding finding, ILookup<Sign, Finding> marks) =>
        (finding.Sign == Sign.Struck || marks[Sign.Past].Any(past => past.Sentence == finding.Sentence && Gap(past, finding) <= PastReach)) && marks[Sign.Better].Any(better => better.Start >= finding.Start);

    // Marks lie in the order in which they end: those far away need not be looked at one by one.
    private static IEnumerable<Finding> Around(IEnumerable<Finding> marks, Finding finding) =>
        marks.SkipWhile(mark => mark.End < finding.Start - 64).TakeWhile(mark => mark.End < finding.End + 96);

    private static bool Overlap(Finding one, Finding other) => one.Start < other.End && one.End > other.Start;

    private static int Gap(Finding one, Finding other) => Math.Max(0, Math.Max(one.Start, other.Start) - Math.Min(one.End, other.End));
}
