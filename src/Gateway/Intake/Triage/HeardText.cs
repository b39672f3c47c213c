namespace Gateway.Intake.Triage;

/// <summary>One message with what the lexicon found in it, as the rules ask of it.</summary>
internal sealed class HeardText
{
    private readonly List<Finding> _findings;

    public HeardText(PlainText text, List<Finding> findings)
    {
        (Text, _findings) = (text, findings);
        SetAside.Apply(text, findings);
    }

    public PlainText Text { get; }

    /// <summary>Everything found, also what does not count.</summary>
    public IReadOnlyList<Finding> All => _findings;

    /// <summary>What counts.</summary>
    public IEnumerable<Finding> Counting => _findings.Where(finding => finding.SetAside is null);

    public bool Has(Sign sign) => First(sign) is not null;

    public Finding? First(Sign sign) => _findings.Find(finding => finding.Sign == sign && finding.SetAside is null);

    /// <summary>The first find of any of these.</summary>
    public Finding? Any(params ReadOnlySpan<Sign> signs)
    {
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
