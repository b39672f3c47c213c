using System.Globalization;

namespace Gateway.Conversations;

/// <summary>A language in which the gateway itself can speak to a person.</summary>
/// <param name="Code">As in BCP 47; <c>ja-simple</c> is やさしい日本語.</param>
/// <param name="Name">Its name in itself.</param>
public sealed record PersonLanguage(string Code, string Name);

/// <summary>
/// The languages of every fixed text for persons, in the order in which they are offered. What a counsellor writes stays as it was written.
/// </summary>
public static class PersonLanguages
{
    /// <summary>Where nothing is known of a person: Japanese.</summary>
    public const string Unknown = "ja";

    // A browser that names languages, but none of ours, belongs to somebody who more likely reads English than Japanese.
    private const string Foreign = "en";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PersonLanguage> All { get; } =
    [
        new("ja", "日本語"), new("ja-simple", "やさしい日本語"), new("en", "English"), new("zh-Hans", "简体中文"), new("zh-Hant", "繁體中文"), new("vi", "Tiếng Việt"),
        new("pt", "Português"), new("ne", "नेपाली"), new("tl", "Tagalog"), new("ko", "한국어"), new("es", "Español"), new("id", "Bahasa Indonesia"), new("th", "ไทย"),
    ];

    /// <summary>Whether there are texts in it.</summary>
    public static bool Has(string? code) => All.Any(language => language.Code == code);

    /// <summary>Japanese, in either form.</summary>
    public static bool IsJapanese(string code) => code is "ja" or "ja-simple";

    /// <summary>The language that a browser asks for first among ours.</summary>
    /// <param name="accept">The header Accept-Language; what cannot be understood in it is passed over.</param>
    public static string Choose(string? accept)
    {
        var wishes = (accept ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(20)
            .Select(Wish).Where(wish => wish.Weight > 0).OrderByDescending(wish => wish.Weight).ToList();
        var known = wishes.Select(wish => wish.Tag == "*" ? Unknown : OurCode(wish.Tag)).FirstOrDefault(code => code is not null);
        return known ?? (wishes.Count == 0 ? Unknown : Foreign);
    }

    private static (string Tag, double Weight) Wish(string part)
    {
        var pieces = part.Split(';', 2, StringSplitOptions.TrimEntries);
        if (pieces.Length == 1) return (pieces[0], 1);
        return pieces[1].StartsWith("q=", StringComparison.OrdinalIgnoreCase)
            && double.TryParse(pieces[1].AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var weight) ? (pieces[0], weight) : (pieces[0], 0);
    }

    private static string? OurCode(string tag)
    {
        var pieces = tag.ToLowerInvariant().Split('-');
        return pieces[0] switch
        {
            "zh" => pieces.Any(piece => piece is "hant" or "tw" or "hk" or "mo") && !pieces.Contains("hans") ? "zh-Hant" : "zh-Hans",
            "ja" => pieces.Contains("simple") ? "ja-simple" : "ja",
            "fil" => "tl",
            // As older phones still call Indonesian.
            "in" => "id",
            var first => Has(first) ? first : null,
        };
    }
}
