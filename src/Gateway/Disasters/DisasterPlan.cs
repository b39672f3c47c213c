namespace Gateway.Disasters;

/// <summary>What is decided when the disaster mode is turned on.</summary>
public sealed record DisasterPlan
{
    /// <summary>The longest time for which it can be turned on at once: it is to be thought of again.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(60);

    private const int LongestName = 40;
    private const int LongestReason = 500;
    private const int LongestWords = 240;
    private const int LongestLine = 80;

    /// <summary>The most bodies that are listed first.</summary>
    public const int MostBodies = 20;

    /// <summary>How colleagues call it, such as 能登半島地震.</summary>
    public string Name { get; init; } = "";

    /// <summary>The prefectures that it is about, by their two digits (JIS X 0401).</summary>
    public IReadOnlyList<string> Areas { get; init; } = [];

    /// <summary>Whether everybody is told, wherever they are.</summary>
    public bool Everybody { get; init; }

    /// <summary>What people are told, by language. Japanese is needed; where another is missing they read English, or else Japanese.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    /// <summary>Why it is turned on. For colleagues.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When it ends by itself.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>How many times as many people are expected meanwhile, 1 to 10.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>Bodies of the directory that are listed first for people of its areas while it holds, by their ids. Nobody becomes a receiver by it: whoever is not in the directory, or may not receive, is listed by nothing here.</summary>
    public IReadOnlyList<string> Bodies { get; init; } = [];

    /// <summary>What somebody reads in a language.</summary>
    public string In(string language) =>
        Words.GetValueOrDefault(language) ?? (IsJapanese(language) ? Words["ja"] : Words.GetValueOrDefault(language.StartsWith("zh", StringComparison.Ordinal) ? "zh-Hans" : "en") ?? Words.GetValueOrDefault("en") ?? Words["ja"]);

    /// <summary>What cannot be used, as the names of the fields. The words are held to the rules of every text for persons: short lines, no exclamation marks, no addresses to tap.</summary>
    /// <param name="now">The moment.</param>
    public IEnumerable<string> Faults(DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName || Name.Any(char.IsControl)) yield return "name";
        if (string.IsNullOrWhiteSpace(Reason) || Reason.Length > LongestReason) yield return "reason";
        if (Areas is null || Areas.Any(area => !IsPrefecture(area)) || (Areas.Count == 0 && !Everybody)) yield return "areas";
        if (EndsAt <= now || EndsAt > now + Longest) yield return "endsAt";
        if (Factor is not (>= 1 and <= 10)) yield return "factor";
        if (!MayBeNamed(Bodies)) yield return "bodies";
        if (Words is null || !Words.ContainsKey("ja")) yield return "words.ja";
        foreach (var (language, words) in Words ?? new Dictionary<string, string>())
        {
            if (!IsLanguage(language) || !MayBeSaid(language, words)) yield return $"words.{language}";
        }
    }

    /// <summary>Whether these can be ids of bodies to be listed first.</summary>
    public static bool MayBeNamed(IReadOnlyList<string>? bodies) => bodies is { Count: <= MostBodies } && bodies.All(Primitives.Ids.IsId) && bodies.Distinct().Count() == bodies.Count;

    private static bool IsJapanese(string language) => language is "ja" or "ja-simple";

    // A code that no person reads in is never shown; what is no code at all is a mistake.
    private static bool IsLanguage(string code) => code.Length is >= 2 and <= 12 && code.All(letter => char.IsAsciiLetter(letter) || letter == '-');

    private static bool IsPrefecture(string? area) => area is { Length: 2 } && int.TryParse(area, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 47;

    private static bool MayBeSaid(string language, string? words) =>
        !string.IsNullOrWhiteSpace(words) && words.Length <= LongestWords && !words.AsSpan().ContainsAny('!', '！') && !words.Contains("://", StringComparison.Ordinal)
        && !words.Any(letter => char.IsControl(letter) && letter != '\n')
        && (!IsJapanese(language) || words.Split('\n').All(line => line.Length <= LongestLine));
}
