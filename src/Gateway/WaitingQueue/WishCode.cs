namespace Gateway.WaitingQueue;

/// <summary>
/// A wish, and what a counsellor meets, as one number: a bit for each gender, generation and language. A wish asks for one of its bits in each of the three groups in which it has any.
/// Nobody can be told by it, and nothing that a person wrote is in it. The Redis scripts work on the same number (<c>Moves.lua</c>).
/// </summary>
public static class WishCode
{
    /// <summary>The bits of gender: woman, man.</summary>
    public const int Gender = 0b11;

    /// <summary>The bits of generation, from 18 to 19 up to over 70.</summary>
    public const int Generation = 0b1111111 << 2;

    /// <summary>The bits of languages, other than Japanese.</summary>
    public const int Language = 0b1111111111 << 9;

    /// <summary>Behind how many people who wait for others nobody is looked for any more.</summary>
    internal const int MostPassedOver = 100;

    private static readonly string[] s_genders = ["woman", "man"];
    private static readonly string[] s_generations = ["18-19", "20s", "30s", "40s", "50s", "60s", "70plus"];
    private static readonly string[] s_languages = ["en", "zh", "vi", "pt", "ne", "tl", "ko", "es", "id", "th"];

    // Counsellors are grown up: for the young, the youngest of them are the same generation.
    private static readonly Dictionary<string, string[]> s_same =
        new[] { "u12", "12-15", "16-17", "18-19" }.ToDictionary(band => band, _ => new[] { "18-19", "20s" })
            .Concat(s_generations.Skip(1).ToDictionary(band => band, band => new[] { band })).ToDictionary();

    /// <summary>The three groups, by the names under which wishes are counted.</summary>
    public static IReadOnlyList<(string Kind, int Bits)> Groups { get; } = [("gender", Gender), ("generation", Generation), ("language", Language)];

    /// <summary>What a counsellor can say of their generation.</summary>
    public static IReadOnlyList<string> Generations => s_generations;

    /// <summary>The languages that can be wished for and given; Chinese is one, in either script.</summary>
    public static IReadOnlyList<string> Languages => s_languages;

    /// <summary>Whether a counsellor meets a wish. No wish is met by everybody.</summary>
    public static bool Fits(int wish, int traits) => Groups.All(group => (wish & group.Bits) == 0 || (wish & traits & group.Bits) != 0);

    /// <summary>A wish from what a person told.</summary>
    /// <param name="gender"><c>woman</c> or <c>man</c>; all else is no wish.</param>
    /// <param name="sameGenerationAs">Their band of age (the fact <c>age</c>), when they wish for their own generation.</param>
    /// <param name="language">The language in which they read, when they wish to write in it.</param>
    public static int Of(string? gender, string? sameGenerationAs, string? language) =>
        Bit(s_genders, gender, 0) | (s_same.GetValueOrDefault(sameGenerationAs ?? "") ?? []).Aggregate(0, (bits, band) => bits | Bit(s_generations, band, 2)) | Bit(s_languages, Spoken(language), 9);

    /// <summary>What a counsellor meets.</summary>
    public static int MetBy(string? gender, string? generation, IEnumerable<string> languages) =>
        Bit(s_genders, gender, 0) | Bit(s_generations, generation, 2) | languages.Aggregate(0, (bits, language) => bits | Bit(s_languages, language, 9));

    /// <summary>The language to look for when somebody reads in this one; nothing for Japanese.</summary>
    public static string? Spoken(string? language) => language is null ? null : language.StartsWith("zh", StringComparison.Ordinal) ? "zh" : s_languages.Contains(language) ? language : null;

    private static int Bit(string[] names, string? name, int from) => Array.IndexOf(names, name) is >= 0 and var at ? 1 << (from + at) : 0;
}
