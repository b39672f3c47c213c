using Gateway.Conversations;

namespace Gateway.Intake;

/// <summary>In which of our languages somebody writes on LINE or by SMS, where nobody can choose one beforehand. Pure.</summary>
/// <remarks>
/// Only what is plain counts: letters that one language has, or several of its commonest words. Whoever is not understood is answered in Japanese, and
/// can name a language at any time. No word is kept for it, and nothing but the guide's own sentences depends on it.
/// </remarks>
public static class SpokenLanguage
{
    // Longer than this is no name of a language, and its beginning tells enough.
    private const int LongestName = 20;
    private const int Looked = 400;

    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["にほんご"] = "ja",
        ["Japanese"] = "ja",
        ["やさしいにほんご"] = "ja-simple",
        ["やさしい日本語で"] = "ja-simple",
        ["英語"] = "en",
        ["えいご"] = "en",
        ["中国語"] = "zh-Hans",
        ["中文"] = "zh-Hans",
        ["Chinese"] = "zh-Hans",
        ["繁体字"] = "zh-Hant",
        ["正體中文"] = "zh-Hant",
        ["ベトナム語"] = "vi",
        ["Vietnamese"] = "vi",
        ["Tieng Viet"] = "vi",
        ["ポルトガル語"] = "pt",
        ["Portuguese"] = "pt",
        ["Portugues"] = "pt",
        ["ネパール語"] = "ne",
        ["Nepali"] = "ne",
        ["タガログ語"] = "tl",
        ["フィリピノ語"] = "tl",
        ["Filipino"] = "tl",
        ["韓国語"] = "ko",
        ["Korean"] = "ko",
        ["スペイン語"] = "es",
        ["Spanish"] = "es",
        ["Espanol"] = "es",
        ["インドネシア語"] = "id",
        ["Indonesian"] = "id",
        ["Indonesia"] = "id",
        ["タイ語"] = "th",
        ["Thai"] = "th",
    };

    private static readonly (string Language, string Letters)[] OwnLetters =
    [
        ("vi", "ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"), // None that Japanese writes too: 過呼吸 is a Japanese word without kana.
        ("zh-Hans", "您吗们这说谢该认识爱难过妈觉样让给"), ("zh-Hant", "您妳嗎們這說沒媽覺"),
    ];

    private static readonly (string Language, string[] Words)[] CommonWords =
    [
        ("en", ["i", "i'm", "i’m", "the", "am", "is", "are", "my", "me", "you", "want", "need", "help", "can", "to", "talk", "hello", "please", "don't", "and", "feel"]),
        ("es", ["hola", "estoy", "quiero", "que", "necesito", "ayuda", "hablar", "muy", "mi", "el", "la", "con", "por", "favor", "tengo", "siento", "y"]),
        ("pt", ["olá", "ola", "oi", "estou", "quero", "preciso", "ajuda", "falar", "muito", "não", "nao", "com", "minha", "meu", "você", "tenho", "e"]),
        ("id", ["saya", "halo", "tidak", "ingin", "mau", "tolong", "bicara", "sedih", "dengan", "aku", "bantuan", "bisa", "sangat", "dan"]),
        ("tl", ["ako", "po", "kumusta", "hindi", "gusto", "kong", "kailangan", "tulong", "lang", "ang", "ko", "ng", "sa", "malungkot"]),
        ("vi", ["toi", "tôi", "xin", "chào", "chao", "muốn", "không", "giúp", "em", "buồn"]),
    ];

    /// <summary>The language that these words are written in; nothing where it is Japanese, or not plain.</summary>
    public static string? Of(string? text)
    {
        if (Named(text) is { } named) return named;
        if (string.IsNullOrWhiteSpace(text)) return null;
        var head = text.Length > Looked ? text[..Looked] : text;
        // Kana is Japanese, whatever stands beside it.
        if (head.Any(letter => letter is >= '\u3041' and <= '\u30FF' or >= '\uFF66' and <= '\uFF9D')) return null;
        if (head.Any(letter => letter is >= '가' and <= '힣')) return "ko";
        if (head.Any(letter => letter is >= '\u0E01' and <= '\u0E5B')) return "th";
        if (head.Any(letter => letter is >= '\u0900' and <= '\u097F')) return "ne";
        var lower = head.ToLowerInvariant();
        var (language, most) = Best(OwnLetters.Select(own => (own.Language, lower.Count(own.Letters.Contains))));
        if (most > 0) return language;
        var words = lower.Split([' ', '\n', '\t', ',', '.', '?', '!', '¿', '¡', ';', ':', '"', '“', '”', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        (language, most) = Best(CommonWords.Select(own => (own.Language, words.Count(own.Words.Contains))));
        return most >= 2 ? language : null;
    }

    /// <summary>The language that is named, when nothing else is said: 「English」「中文」「ベトナム語」.</summary>
    public static string? Named(string? text)
    {
        var bare = text?.Trim().Trim('「', '」', '。', '.', '"', '“', '”') ?? "";
        if (bare.Length is 0 or > LongestName) return null;
        return PersonLanguages.All.FirstOrDefault(language => string.Equals(language.Name, bare, StringComparison.OrdinalIgnoreCase))?.Code ?? Names.GetValueOrDefault(bare);
    }

    // Two that are equally likely are none.
    private static (string? Language, int Most) Best(IEnumerable<(string Language, int Found)> all)
    {
        var sorted = all.OrderByDescending(one => one.Found).ToList();
        return sorted[0].Found > sorted[1].Found ? (sorted[0].Language, sorted[0].Found) : (null, 0);
    }
}
