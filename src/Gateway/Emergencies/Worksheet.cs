namespace Gateway.Emergencies;

/// <summary>緊急対応記録: the fields of the worksheet and of a call, and what may stand in them.</summary>
public static class Worksheet
{
    /// <summary>The longest value of a field, in UTF-16 units.</summary>
    public const int LongestValue = 2000;

    /// <summary>
    /// The worksheet: <c>place</c> (where the person is, as told), <c>since</c> (since when), <c>known</c> (means, injuries, what was taken), <c>with</c> (who is
    /// with them), <c>finding</c> (by what they could be found), <c>decided</c> (who decided to tell others), <c>why</c> (why consent could not be had), <c>note</c>.
    /// </summary>
    public static IReadOnlyList<string> Fields { get; } = ["place", "since", "known", "with", "finding", "decided", "why", "note"];

    /// <summary>
    /// A call: <c>to</c> (see <see cref="Recipients"/>), <c>toName</c>, <c>at</c> (when, ISO 8601), <c>by</c> (who called), <c>told</c> (what was told),
    /// <c>receipt</c> (their number), <c>ground</c> (see <see cref="Grounds"/>), <c>why</c>, <c>answer</c> (what they said).
    /// </summary>
    public static IReadOnlyList<string> CallFields { get; } = ["to", "toName", "at", "by", "told", "receipt", "ground", "why", "answer"];

    /// <summary>Who is told: 119, 110, the family, a child guidance office, another body, somebody else.</summary>
    public static IReadOnlySet<string> Recipients { get; } = new HashSet<string> { "fire", "police", "family", "child_guidance", "body", "other" };

    /// <summary>The fields as they are kept: without those that do not exist; nothing when a value is too long.</summary>
    internal static IReadOnlyDictionary<string, string>? Clean(IReadOnlyDictionary<string, string> fields, IReadOnlyList<string> known)
    {
        var clean = new Dictionary<string, string>();
        foreach (var (name, value) in fields.Where(field => known.Contains(field.Key)))
        {
            if (value is null || value.Length > LongestValue) return null;
            clean[name] = value.Trim();
        }

        return clean;
    }

    /// <summary>The worksheet as it stands after all its revisions.</summary>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<OpenStep> steps)
    {
        var fields = new Dictionary<string, string>();
        foreach (var revision in steps.Where(step => step.Step.Kind == StepKinds.Sheet))
        {
            foreach (var (name, value) in revision.Body?.Fields ?? new Dictionary<string, string>()) fields[name] = value;
        }

        return fields;
    }
}

/// <summary>On what ground somebody outside was told.</summary>
public static class Grounds
{
    /// <summary>The person agreed: no second person is needed.</summary>
    public const string Consent = "consent";

    /// <summary>
    /// 個人情報保護法27条1項2号 (life, body or property, and consent is hard to get), its 1号 (by law) and 3号 (public health, children); the duties to notify of
    /// 児童虐待防止法6条, 児童福祉法25条, 高齢者虐待防止法7条, 障害者虐待防止法7条 and DV防止法6条; 刑法37条 (necessity); or with <see cref="Consent"/>.
    /// </summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>
    {
        "appi_27_1_2", "appi_27_1_1", "appi_27_1_3", "child_abuse_6", "child_welfare_25", "elder_abuse_7", "disability_abuse_7", "dv_6", "penal_37", Consent,
    };
}
