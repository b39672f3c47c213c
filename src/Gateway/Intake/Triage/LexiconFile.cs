using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Conversations;

namespace Gateway.Intake.Triage;

/// <summary>One language of the public lexicon as it lies in <c>Texts/lexicon.*.json</c>.</summary>
/// <param name="Language">Its code.</param>
/// <param name="Spaced">Words stand apart by spaces: an entry matches whole words only.</param>
/// <param name="Folds">Characters read as kana, each with its reading.</param>
/// <param name="Groups">The entries.</param>
internal sealed record LexiconFile(string Language, bool Spaced, IReadOnlyDictionary<string, string>? Folds, IReadOnlyList<LexiconGroup> Groups)
{
    private const string Folder = "Gateway.Intake.Triage.Texts.lexicon.";

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The languages that are built in, Japanese first.</summary>
    public static IReadOnlyList<LexiconFile> ReadAll()
    {
        var assembly = typeof(LexiconFile).Assembly;
        List<LexiconFile> all = [];
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            all.Add(JsonSerializer.Deserialize<LexiconFile>(stream, Options)!);
        }

        return [.. all.OrderBy(file => file.Language != "ja")];
    }
}

/// <summary>Entries that mean the same.</summary>
/// <param name="Sign">What they are to the rules.</param>
/// <param name="Category">The category that they show, by its id; nothing for words that only serve rules.</param>
/// <param name="Grade">The grade that they give alone; nothing when it takes more.</param>
/// <param name="Kind">How an entry is compared.</param>
/// <param name="NotAfter">Letters before a find that make it another word.</param>
/// <param name="NotBefore">Letters after a find that make it another word.</param>
/// <param name="Masked">Any one letter of an entry may have been written as ○.</param>
/// <param name="After">An entry counts only where one of these stands before it in the same sentence: who does it, to what; nothing when it counts anywhere.</param>
/// <param name="Reach">How many letters may stand between, 0 for <see cref="Lexicon.LongestGap"/>.</param>
/// <param name="Words">The entries. <c>~</c> stands for up to <see cref="Lexicon.LongestGap"/> letters within a sentence.</param>
internal sealed record LexiconGroup(
    Sign Sign, string? Category, Grade? Grade, EntryKind Kind, IReadOnlyList<string>? NotAfter, IReadOnlyList<string>? NotBefore, bool Masked,
    IReadOnlyList<string> Words, IReadOnlyList<string>? After = null, int Reach = 0);

/// <summary>How an entry is compared with a text.</summary>
internal enum EntryKind
{
    /// <summary>It stands somewhere.</summary>
    Within,

    /// <summary>It is all that was said.</summary>
    Whole,
}
