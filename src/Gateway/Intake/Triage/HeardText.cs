namespace Gateway.Intake.Triage;

/// <summary>One message with what the lexicon found in it, as the rules ask of it.</summary>
internal sealed class HeardText
{
    private static readonly int Signs = Enum.GetValues<Sign>().Length;

    private readonly List<Finding> _findings;

    // Most rules ask for signs that the message does not have: one look tells.
    private readonly bool[] _has = new bool[Signs];

    public HeardText(PlainText text, List<Finding> findings)
    {
        (Text, _findings) = (text, findings);
        SetAside.Apply(text, findings);
        foreach (var finding in findings) _has[(int)finding.Sign] |= finding.SetAside is null;
    }

    public PlainText Text { get; }

    /// <summary>Everything found, also what does not count.</summary>
    public IReadOnlyList<Finding> All => _findings;

    /// <summary>What counts.</summary>
    public IEnumerable<Finding> Counting => _findings.Where(finding => finding.SetAside is null);

    public bool Has(Sign sign) => _has[(int)sign];

    public Finding? First(Sign sign) => !Has(sign) ? null : _findings.Find(finding => finding.Sign == sign && finding.SetAside is null);

    /// <summary>The first find of any of these.</summary>
    public Finding? Any(params ReadOnlySpan<Sign> signs)
    {
        var any = false;
        foreach (var sign in signs) any |= Has(sign);
        if (!any) return null;
        foreach (var finding in _findings)
        {
            if (finding.SetAside is null && signs.Contains(finding.Sign)) return finding;
        }

        return null;
    }

    /// <summary>
    /// A find of one sign with one of another at most so many letters before or after it, in the same sentence; nothing if there is none.
    /// A phrase may show both.
    /// </summary>
    public Finding? Near(Sign one, Sign other, int letters)
    {
        if (!Has(one) || !Has(other)) return null;
        // Only the latest of the other sign can be the nearest before; only the next one the nearest after.
        Finding? lastOne = null, lastOther = null;
        foreach (var finding in _findings)
        {
            if (finding.SetAside is not null) continue;
            if (finding.Sign == one)
            {
                if (lastOther is not null && IsNear(lastOther, finding, letters)) return finding;
                lastOne = finding;
            }

            if (finding.Sign == other)
            {
                if (lastOne is not null && IsNear(lastOne, finding, letters)) return lastOne;
                lastOther = finding;
            }
        }

        return null;
    }

    private static bool IsNear(Finding first, Finding second, int letters) =>
        first.Sentence == second.Sentence && Math.Max(first.Start, second.Start) - Math.Min(first.End, second.End) <= letters;
}
