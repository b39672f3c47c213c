namespace Gateway.Intake.Triage;

/// <summary>What the messages before this one have shown, as far as rules ask for it.</summary>
internal sealed record Before
{
    /// <summary>How many of the newest messages are looked at.</summary>
    public const int Most = 20;

    /// <summary>How many letters of them.</summary>
    public const int MostLetters = 10_000;

    /// <summary>There is nothing before it.</summary>
    public bool IsNothing { get; private init; } = true;

    /// <summary>A wish to die.</summary>
    public bool Wish { get; private init; }

    /// <summary>A plan, a time or something made ready together with it.</summary>
    public bool Plan { get; private init; }

    /// <summary>Medicine that is kept, or much of it.</summary>
    public bool Means { get; private init; }

    /// <summary>Something was taken.</summary>
    public bool Took { get; private init; }

    /// <summary>Violence or fear of somebody near.</summary>
    public bool Violence { get; private init; }

    /// <summary>A cut, a blade, or hurting oneself.</summary>
    public bool Wound { get; private init; }

    /// <summary>A high or lonely place.</summary>
    public bool Edge { get; private init; }

    /// <summary>Who writes is a child or goes to school.</summary>
    public bool Young { get; private init; }

    /// <summary>A parent or relative was spoken of, unwell.</summary>
    public bool Kin { get; private init; }

    /// <summary>The last question was when.</summary>
    public bool AskedWhen { get; private init; }

    /// <summary>The last question was how, or by what.</summary>
    public bool AskedHow { get; private init; }

    /// <summary>The last question was whether they wish to die.</summary>
    public bool AskedWish { get; private init; }

    public static Before Of(IReadOnlyList<EarlierMessage>? earlier, Func<string, HeardText> hear)
    {
        var before = new Before();
        if (earlier is null or []) return before;
        before = before with { IsNothing = false };
        var letters = 0;
        for (var i = earlier.Count - 1; i >= 0 && i >= earlier.Count - Most && letters < MostLetters; i--)
        {
            var (text, byPerson) = earlier[i];
            if (text.Length > MostLetters - letters) text = text[..(MostLetters - letters)];
            letters += text.Length;
            var it = hear(text);
            if (byPerson) before = before.With(it);
            else if (i == earlier.Count - 1) before = before.Asked(it);
        }

        return before with { Plan = before.Plan || (before.Wish && before.Means) };
    }

    private Before With(HeardText it)
    {
        var wish = it.Any(Sign.Wish, Sign.Die, Sign.Plan, Sign.Method) is not null;
        return this with
        {
            Wish = Wish || wish,
            Plan = Plan || it.Has(Sign.Plan) || (wish && it.Any(Sign.Date, Sign.Ready) is not null) || it.Near(Sign.Date, Sign.End, 8) is not null
                || (it.Has(Sign.Will) && it.Has(Sign.Date)) || (it.Has(Sign.Ready) && it.Has(Sign.How)),
            Means = Means || (it.Has(Sign.Medicine) && !it.Has(Sign.Prescribed) && it.Any(Sign.Kept, Sign.Much) is not null),
            Took = Took || (it.Has(Sign.Took) && !it.Has(Sign.Prescribed) && !it.Has(Sign.Past)),
            Violence = Violence || it.Any(Sign.Struck, Sign.Fear, Sign.Control, Sign.Rage) is not null,
            Wound = Wound || it.Any(Sign.Cut, Sign.Blade, Sign.SelfHarm, Sign.Blood) is not null,
            Edge = Edge || it.Has(Sign.Edge),
            Young = Young || it.Has(Sign.Young),
            Kin = Kin || it.Has(Sign.Kin),
        };
    }

    private Before Asked(HeardText it) => this with
    {
        AskedWhen = it.Has(Sign.When),
        AskedHow = it.Has(Sign.How),
        AskedWish = it.Any(Sign.Wish, Sign.Die) is not null,
    };
}
