namespace Gateway.Intake.Triage;

/// <summary>What a message speaks of. The id is kept in the records; the name is for people.</summary>
/// <param name="Id">A fixed word, for example <c>dying</c>.</param>
/// <param name="Japanese">Its name in Japanese.</param>
public sealed record Category(string Id, string Japanese)
{
    /// <summary>It is happening.</summary>
    public const string Now = "now";

    /// <summary>Somebody else than who writes is at risk.</summary>
    public const string OtherPerson = "other_person";

    /// <summary>Words were disguised (伏せ字).</summary>
    public const string Disguised = "disguised";

    /// <summary>A turn of speech, or a denial.</summary>
    public const string Figurative = "figurative";

    /// <summary>All of them, gravest first.</summary>
    public static IReadOnlyList<Category> All { get; } =
    [
        new(Now, "現在進行"), new("plan", "計画・期日"), new("dying", "希死念慮"), new("overdose", "OD"), new("self_harm", "自傷"),
        new("abuse", "虐待"), new("partner_violence", "DV"), new("sexual_violence", "性暴力"), new("violence", "暴力"), new("harming_others", "他害"),
        new("nowhere_tonight", "家出・今夜の居場所"), new("body", "体の急変"), new("rights", "人権"), new("hardship", "生活危機"), new("housing", "住まい"),
        new("pregnancy", "妊娠"), new("after_birth", "産後"), new("bullying", "いじめ"), new("bereaved", "自死遺族"), new("addiction", "依存"),
        new("raising_children", "子育て"), new("care", "介護"), new("school", "学校"), new("work", "仕事"), new("family", "家族"),
        new("withdrawn", "ひきこもり"), new("lonely", "孤独"), new("drinking", "飲酒"), new("gender", "性別違和"), new("sleepless", "不眠"), new("love", "恋愛"),
        new("health", "からだとこころ"), new("language", "言語"), new("loss", "死別"),
        new(OtherPerson, "第三者"), new(Disguised, "伏せ字"), new(Figurative, "比喩・否定"),
    ];

    private static readonly Dictionary<string, int> Places = All.Select((category, place) => (category.Id, place)).ToDictionary(one => one.Id, one => one.place, StringComparer.Ordinal);

    /// <summary>The category of an id; nothing if there is none.</summary>
    public static Category? Find(string id) => Places.TryGetValue(id, out var place) ? All[place] : null;

    /// <summary>Its place among all: the gravest is 0.</summary>
    internal static int PlaceOf(string id) => Places.GetValueOrDefault(id, int.MaxValue);
}
