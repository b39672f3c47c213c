using Gateway.Conversations;

namespace Gateway.Intake.Triage;

/// <summary>A rule: under its id it stands in <c>docs/triage.md</c>, in words.</summary>
/// <param name="Id">A fixed word.</param>
/// <param name="Grade">The grade that it asks for.</param>
/// <param name="Category">What it speaks of.</param>
/// <param name="Finds">What it rests on in the message; nothing when it does not hold.</param>
/// <param name="LooksBack">It asks what was said before.</param>
internal sealed record Rule(string Id, Grade Grade, string Category, Func<HeardText, Before, Finding?> Finds, bool LooksBack = false);

/// <summary>The rules that take more than one word. All of them are tried; the highest grade holds.</summary>
internal static class Rules
{
    public static IReadOnlyList<Rule> All { get; } =
    [
        // A wish with a time or a preparation.
        new("die-soon", Grade.Urgent, "now", (it, _) => it.Near(Sign.Die, Sign.Soon, 8) ?? it.Near(Sign.Plan, Sign.Soon, 6)),
        new("wish-soon", Grade.High, "plan", (it, _) => it.Near(Sign.Wish, Sign.Soon, 6)),
        new("die-date", Grade.High, "plan", (it, _) => it.Near(Sign.Wish, Sign.Date, 6) ?? it.Near(Sign.Die, Sign.Date, 8) ?? it.Near(Sign.Die, Sign.Day, 14)),
        new("die-ready", Grade.High, "plan", (it, _) => it.Near(Sign.Wish, Sign.Ready, 12) ?? it.Near(Sign.Die, Sign.Ready, 12) ?? (it.Has(Sign.Date) && it.Has(Sign.Ready) ? it.First(Sign.Wish) : null)),
        new("die-decided", Grade.High, "plan", (it, _) => it.Has(Sign.Ready) && !it.Has(Sign.Better) ? it.First(Sign.Die) : null),
        new("edge", Grade.Urgent, "now", (it, _) => it.Has(Sign.Edge) && !it.Has(Sign.Past) && !it.Has(Sign.Better) ? it.Any(Sign.Wish, Sign.Die, Sign.Plan, Sign.Farewell) : null),
        new("wish-end", Grade.High, "plan", (it, _) => it.Has(Sign.Wish) && it.Has(Sign.End) && it.Has(Sign.Date) ? it.First(Sign.End) : null),
        new("end-date", Grade.High, "plan", (it, _) => it.Near(Sign.End, Sign.Date, 6)),
        new("end-now", Grade.Urgent, "now", (it, _) => it.Has(Sign.Date) && it.Has(Sign.End) && (it.Has(Sign.Farewell) || it.Has(Sign.Ready) || it.Has(Sign.Plan)) && IsEnd(it) ? it.First(Sign.End) : null),
        new("plan-now", Grade.Urgent, "now", (it, _) => it.Has(Sign.Plan) && (it.Near(Sign.Date, Sign.End, 8) is not null || (it.Has(Sign.Date) && it.Has(Sign.Ready) && it.Has(Sign.Farewell))) ? it.First(Sign.Plan) : null),
        new("farewell", Grade.Urgent, "now", (it, _) => it.Has(Sign.Farewell) && it.Any(Sign.Die, Sign.Plan) is { } meant ? meant : null),
        new("wish-soon-farewell", Grade.Urgent, "now", (it, _) => it.Has(Sign.Farewell) && it.Has(Sign.Soon) && !it.Has(Sign.Better) ? it.First(Sign.Wish) : null),
        new("farewell-ready", Grade.Urgent, "now", (it, _) => it.Has(Sign.Farewell) && it.Has(Sign.Ready) && !it.Has(Sign.Better) && it.Any(Sign.Wish, Sign.End, Sign.Date) is { } meant ? meant : null),
        new("farewell-soon", Grade.High, "plan", (it, _) => it.Has(Sign.Soon) && !it.Has(Sign.Better) ? it.First(Sign.Farewell) : null),
        new("wish-farewell", Grade.High, "plan", (it, _) => it.Has(Sign.Farewell) && !it.Has(Sign.Better) ? it.First(Sign.Wish) : null),
        new("leaving-date", Grade.High, "plan", (it, _) => !it.Has(Sign.Better) && !it.Has(Sign.Story) ? it.Near(Sign.Leaving, Sign.Date, 14) ?? it.Near(Sign.Leaving, Sign.Day, 14) ?? it.Near(Sign.Leaving, Sign.Soon, 8) : null),
        new("leaving-ready", Grade.High, "plan", (it, _) => !it.Has(Sign.Better) && !it.Has(Sign.Story) && it.Any(Sign.Ready, Sign.Kept, Sign.Tool, Sign.Farewell, Sign.Plan) is not null ? it.First(Sign.Leaving) : null),
        new("brink", Grade.Urgent, "now", (it, before) => !it.Has(Sign.Past) && !it.Has(Sign.Better) && !it.Has(Sign.Story) && !it.Has(Sign.Affair) && (it.Has(Sign.Edge) || before.Edge) ? it.First(Sign.Brink) : null, LooksBack: true),
        new("tool-wish", Grade.High, "plan", (it, _) => it.Has(Sign.Tool) && !it.Has(Sign.Past) && !it.Has(Sign.Story) ? it.Any(Sign.Wish, Sign.Die, Sign.Plan) : null),
        new("tool-date", Grade.High, "plan", (it, _) => it.Has(Sign.Tool) && it.Any(Sign.Date, Sign.Day) is not null && it.Any(Sign.Will, Sign.End) is not null && !it.Has(Sign.Affair) && !it.Has(Sign.Story) ? it.First(Sign.Tool) : null),
        new("ready-waits", Grade.Urgent, "now", (it, _) => it.Any(Sign.Ready, Sign.Tool, Sign.Farewell, Sign.Much, Sign.Wish, Sign.Die) is not null && !Ordinary(it) ? it.First(Sign.Waits) : null),
        new("other-silent", Grade.Urgent, "now", (it, _) => !it.Has(Sign.Past) && (it.Any(Sign.Took, Sign.Plan, Sign.Leaving) is not null || (it.First(Sign.Other) is { } other && it.Any(Sign.Farewell, Sign.Die, Sign.Wish) is { } said && other.Start < said.Start)) ? it.First(Sign.Silent) : null),

        new("entrusted", Grade.High, "plan", (it, _) => it.Any(Sign.Die, Sign.Plan, Sign.Leaving, Sign.Remains, Sign.Farewell) is not null && !it.Has(Sign.Better) && !it.Has(Sign.Story) ? it.First(Sign.Entrusted) : null),
        new("entrusted-farewell", Grade.Urgent, "now", (it, _) => it.Any(Sign.Farewell, Sign.Remains) is not null && !it.Has(Sign.Better) && !it.Has(Sign.Story) && !it.Has(Sign.Affair) ? it.First(Sign.Entrusted) : null),
        new("not-yet-date", Grade.High, "plan", (it, _) => it.Any(Sign.Date, Sign.Day) is not null && !it.Has(Sign.Better) && !it.Has(Sign.Affair) ? it.First(Sign.NotYet) : null),

        // Medicine.
        new("took-much", Grade.Urgent, "overdose", (it, _) => it.Has(Sign.Medicine) && it.Has(Sign.Much) && !it.Has(Sign.Past) && !Ordinary(it) ? it.First(Sign.Took) : null),
        new("took-pills", Grade.Urgent, "overdose", (it, _) => !it.Has(Sign.Past) && !(it.Has(Sign.Drink) && !it.Has(Sign.Medicine)) && !Ordinary(it) && it.First(Sign.Took) is { } took && MuchBeside(it, took) ? took : null),
        new("took-last", Grade.Urgent, "overdose", (it, _) => it.Any(Sign.Wish, Sign.Die, Sign.Farewell, Sign.Plan) is not null && !it.Has(Sign.Past) && !Ordinary(it) ? it.First(Sign.Took) : null),
        new("took-and-fades", Grade.Urgent, "overdose", (it, _) => it.Has(Sign.Took) && it.Has(Sign.Medicine) && !it.Has(Sign.Past) && !Ordinary(it) ? it.First(Sign.Fallen) : null),
        new("took-felt", Grade.Urgent, "overdose", (it, _) => it.Has(Sign.Felt) && !it.Has(Sign.Past) && !(it.Has(Sign.Drink) && !it.Has(Sign.Medicine)) && !it.Has(Sign.Ailment) && !Ordinary(it) ? it.First(Sign.Took) ?? (it.Has(Sign.Medicine) && it.Any(Sign.Much, Sign.Farewell) is not null ? it.First(Sign.Felt) : null) : null),
        new("take-soon", Grade.Urgent, "overdose", (it, _) => it.Has(Sign.Medicine) && it.Has(Sign.Much) && it.Has(Sign.Soon) && !Ordinary(it) ? it.First(Sign.Take) : null),
        new("took-alone", Grade.Urgent, "overdose", (it, before) => before.IsNothing && !Ordinary(it) && it.First(Sign.Took) is { } took && it.Text.Length <= took.End - took.Start + 3 ? took : null, LooksBack: true),
        new("medicine-much", Grade.High, "overdose", (it, _) => !it.Has(Sign.Past) && !it.Has(Sign.Story) && !Ordinary(it) ? it.Near(Sign.Medicine, Sign.Much, 10) : null),
        new("take-much", Grade.High, "overdose", (it, _) => it.Has(Sign.Medicine) && it.Has(Sign.Much) ? it.First(Sign.Take) : null),
        new("means-kept", Grade.High, "plan", (it, _) => it.Has(Sign.Medicine) && !Ordinary(it) ? it.First(Sign.Kept) : null),
        new("took-after", Grade.Urgent, "overdose", (it, before) => (before.Means || before.Plan) && !Ordinary(it) ? it.First(Sign.Took) : null, LooksBack: true),
        new("took-after-wish", Grade.Urgent, "overdose", (it, before) => before.Wish && !Ordinary(it) ? it.Near(Sign.Took, Sign.Much, 8) : null, LooksBack: true),
        new("took-and-told", Grade.Urgent, "overdose", (it, before) => before.Took && (before.Means || before.Wish) && !Ordinary(it) ? it.Any(Sign.Much, Sign.Moment) : null, LooksBack: true),

        // Wounds.
        new("cut", Grade.Middle, "self_harm", (it, _) => it.Near(Sign.Cut, Sign.Body, 4)),
        new("cut-now", Grade.Urgent, "self_harm", (it, _) => it.Has(Sign.Moment) || it.Has(Sign.Blood) ? it.Near(Sign.Cut, Sign.Body, 4) ?? it.Near(Sign.SelfHarm, Sign.Moment, 6) : null),
        new("cut-felt", Grade.Urgent, "self_harm", (it, _) => it.Has(Sign.Past) ? null : it.Any(Sign.Felt, Sign.Flows) is not null ? it.First(Sign.Blade) ?? it.Near(Sign.Cut, Sign.Body, 4) ?? (it.Has(Sign.Flows) ? it.First(Sign.SelfHarm) ?? it.Near(Sign.Cut, Sign.Moment, 6) : null) : null),
        new("cut-fails", Grade.Urgent, "self_harm", (it, _) => it.Has(Sign.Cut) && it.Has(Sign.Flows) && !it.Has(Sign.Past) && !it.Has(Sign.Ailment) ? it.First(Sign.Felt) : null),
        new("blade-aimed", Grade.Urgent, "now", (it, _) => it.Any(Sign.Blade, Sign.Knife) is not null && !it.Has(Sign.Past) && !it.Has(Sign.Story) ? it.First(Sign.Aimed) : null),
        new("wound-after", Grade.Urgent, "self_harm", (it, before) => before.Wound ? it.Any(Sign.Flows, Sign.Felt) : null, LooksBack: true),

        new("fallen", Grade.Urgent, "body", (it, _) => it.Has(Sign.Past) ? null : it.Near(Sign.Fallen, Sign.Kin, 20) ?? it.Near(Sign.Fallen, Sign.Partner, 20) ?? it.Near(Sign.Fallen, Sign.Dependent, 20)),

        // A child out of doors in the night.
        new("young-outside", Grade.Urgent, "nowhere_tonight", (it, _) => it.Has(Sign.Young) && it.Has(Sign.Night) ? it.First(Sign.Outside) : null),

        // Violence.
        new("struck-by-peers", Grade.Middle, "bullying", (it, _) => it.Has(Sign.Struck) ? it.First(Sign.Peer) : null),
        new("struck-by-kin", Grade.High, "abuse", (it, _) => it.Near(Sign.Struck, Sign.Kin, 40) ?? it.Near(Sign.Touched, Sign.Kin, 40)),
        new("struck-by-partner", Grade.High, "partner_violence", (it, _) => it.Near(Sign.Struck, Sign.Partner, 40)),
        new("touched", Grade.High, "sexual_violence", (it, _) => it.First(Sign.Touched)),
        new("child-struck", Grade.High, "abuse", (it, _) => it.Near(Sign.Struck, Sign.Dependent, 20) ?? it.Near(Sign.Rage, Sign.Dependent, 20)),
        new("fear-of-partner", Grade.High, "partner_violence", (it, _) => it.Near(Sign.Fear, Sign.Partner, 8)),
        new("held-by-partner", Grade.High, "partner_violence", (it, _) => it.Near(Sign.Control, Sign.Partner, 16) ?? (it.Has(Sign.Fear) ? it.First(Sign.Control) : null)),
        new("held", Grade.Middle, "partner_violence", (it, _) => it.First(Sign.Control)),
        new("fear-of-kin", Grade.Middle, "abuse", (it, _) => it.Near(Sign.Fear, Sign.Kin, 10)),
        new("rage-now", Grade.Urgent, "now", (it, _) => it.Has(Sign.Help) || it.Has(Sign.Hiding) ? it.Any(Sign.Rage, Sign.Struck) : null),
        new("struck-now", Grade.Urgent, "now", (it, _) => it.Near(Sign.Rage, Sign.Moment, 12)),
        new("threat-near", Grade.High, "violence", (it, _) => it.Any(Sign.Kin, Sign.Partner, Sign.Peer, Sign.Fear, Sign.Struck, Sign.Moment, Sign.Date) is not null ? it.First(Sign.Threat) : null),
        new("threat-now", Grade.Urgent, "now", (it, _) => it.Any(Sign.Hiding, Sign.Rage, Sign.Help) is not null && !it.Has(Sign.Past) ? it.First(Sign.Threat) : null),
        new("struck-at-once", Grade.Urgent, "now", (it, _) => !it.Has(Sign.Past) && !it.Has(Sign.Better) ? it.Near(Sign.Struck, Sign.Moment, 10) : null),
        new("rage-after", Grade.Urgent, "now", (it, before) => before.Violence && (it.Has(Sign.Hiding) || it.Has(Sign.Help)) ? it.Any(Sign.Rage, Sign.Hiding, Sign.Help) : null, LooksBack: true),
        new("young-outside-after", Grade.High, "nowhere_tonight", (it, before) => before.Young && (it.Has(Sign.Night) || it.Has(Sign.Moment)) ? it.First(Sign.Outside) : null, LooksBack: true),
        new("struck-after", Grade.High, "abuse", (it, before) => before.Kin ? it.Any(Sign.Struck, Sign.Touched) : null, LooksBack: true),
        new("harm-planned", Grade.High, "harming_others", (it, _) => it.Has(Sign.Ready) || it.Has(Sign.Date) ? it.First(Sign.Harm) : null),
        new("harm-soon", Grade.Urgent, "now", (it, _) => it.Near(Sign.Harm, Sign.Soon, 8)),

        // Ways, known from the private words alone.
        new("method-meant", Grade.High, "plan", (it, before) => it.Any(Sign.Wish, Sign.Die, Sign.Plan, Sign.Ready, Sign.Date) is not null || before.Wish || before.Plan ? it.First(Sign.Method) : null, LooksBack: true),
        new("method-now", Grade.Urgent, "now", (it, _) => it.Near(Sign.Method, Sign.Soon, 10) ?? it.Near(Sign.Method, Sign.Moment, 10)),

        // What an earlier message gives a meaning.
        new("soon-after-plan", Grade.Urgent, "now", (it, before) => before.Plan && !it.Has(Sign.Better) ? it.Any(Sign.Soon, Sign.Farewell) : null, LooksBack: true),
        new("date-after-wish", Grade.High, "plan", (it, before) => before.Wish && !it.Has(Sign.Better) && !Ordinary(it) ? it.First(Sign.Farewell) ?? it.First(Sign.Kept) ?? it.First(Sign.Ready) ?? Dated(it) : null, LooksBack: true),
        new("asked-for-a-date", Grade.High, "plan", (it, before) => before is { Wish: true, AskedWhen: true } ? it.First(Sign.Date) : null, LooksBack: true),
        new("asked-and-now", Grade.Urgent, "now", (it, before) => before is { AskedHow: true, Wish: true } && it.Has(Sign.Soon) ? it.Any(Sign.Kept, Sign.Ready) : null, LooksBack: true),
        new("asked-and-said", Grade.High, "plan", (it, before) => before is { AskedHow: true } && it.Text.Length > 6 && !it.Has(Sign.Not) ? it.First(Sign.Ready) ?? it.First(Sign.Kept) : null, LooksBack: true),
        new("asked-and-wished", Grade.Middle, "dying", (it, before) => before is { AskedWish: true } && Affirms(it) ? it.All is [var first, ..] ? first : Whole(it) : null, LooksBack: true),
    ];

    // "Tonight I begin" is not "tonight I end".
    private static bool IsEnd(HeardText it) => it.Near(Sign.End, Sign.Date, 8) is not null;

    // A word that says both, such as "drank too much", does not say of what: it takes a second one.
    private static bool MuchBeside(HeardText it, Finding took) => it.Counting.Any(one => one.Sign == Sign.Much && one.Start != took.Start && Math.Abs(took.Start - one.Start) <= 24);

    private static bool Ordinary(HeardText it) => it.Has(Sign.Prescribed);

    // A day alone is an answer to many questions; with a will it is not.
    private static Finding? Dated(HeardText it) => it.Near(Sign.Date, Sign.End, 8) ?? (it.Has(Sign.Will) ? it.First(Sign.Date) : null);

    // More than a nod: one word of assent is for the counsellor to weigh.
    private static bool Affirms(HeardText it) => it.Text.Length >= 5
        && (it.Text.Letters.StartsWith("ある") || it.Text.Letters.StartsWith("あります") || it.Text.Letters.StartsWith("思います") || it.Text.Letters.StartsWith("はい、") || it.Text.Letters.StartsWith("ずっと前") || it.Text.Letters.StartsWith("前から") || it.Text.Letters.StartsWith("毎日")
            || it.Text.Letters.StartsWith("時々") || it.Text.Letters.StartsWith("ときどき") || it.Text.Letters.StartsWith("たまに") || it.Text.Letters.StartsWith("何度も") || it.Text.Letters.StartsWith("yes"));

    private static Finding? Whole(HeardText it) => it.Text.Length == 0 ? null : new Finding(Sign.Says, null, null, 0, it.Text.Length, 0);
}
