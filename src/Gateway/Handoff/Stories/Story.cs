using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Consent;

namespace Gateway.Handoff.Stories;

/// <summary>その後のお話: what came of a hand-off, in a few sentences that nobody can be known by. It is used only while the person's yes to exactly these words lives.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">Who may use it.</param>
/// <param name="Number">By which it is found on paper and in a file, for example <c>S-204518</c>.</param>
/// <param name="ContactId">Whose it is.</param>
/// <param name="ConversationId">In which talk the person was asked.</param>
/// <param name="ReferralId">What came of which hand-off.</param>
/// <param name="ConsentId">The question that stands for the words as they are now.</param>
/// <param name="Revision">How often the words were written, from 1.</param>
/// <param name="Words">The words; nothing once nobody may use them any more.</param>
/// <param name="Hash">SHA-256 of the words as they are now.</param>
/// <param name="WrittenBy">The counsellor: a staff id.</param>
/// <param name="WrittenAt">When, in milliseconds.</param>
/// <param name="ExportedAt">When it last went into a file, in milliseconds.</param>
public sealed record Story(
    string Id, string Organisation, string Number, string ContactId, string ConversationId, string ReferralId, string ConsentId, long Revision, StoryWords? Words,
    string Hash, string WrittenBy, long WrittenAt, long? ExportedAt)
{
    /// <summary>Whom a yes to a story names as its recipient: the organisation itself. No body of the directory has such an id.</summary>
    public static string OwnerOf(string organisation) => $"own/{organisation}";

    /// <summary>Whether the yes to it lives, and so what it may be used for; empty when it may not be used.</summary>
    public IReadOnlyList<ConsentItem> UsesBy(ConsentRecord consent, long now, ConsentSettings settings) =>
        Words is not null && ConsentRules.Check(consent, OwnerOf(Organisation), Id, Words.HashOf(), now, settings) == LiveCheck.Live ? consent.Answer!.Items : [];

    /// <summary>Never the content.</summary>
    public override string ToString() => $"story {Id}";
}

/// <summary>The words of a story, in three parts; the person may strike out any of them.</summary>
/// <param name="Before">困っていたこと: what it was about.</param>
/// <param name="Since">つながったあと: what happened after the hand-off.</param>
/// <param name="Now">いま: how it is today.</param>
/// <param name="Prefecture">The prefecture, by the two digits of JIS X 0401; no smaller place, and as a rule none.</param>
public sealed record StoryWords(string Before, string Since, string Now, string? Prefecture)
{
    /// <summary>The longest part, in UTF-16 units: together it is read in a minute.</summary>
    public const int Longest = 300;

    /// <summary>The parts by their keys, in order.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Key, string Text)> Parts => [("before", Before), ("since", Since), ("now", Now)];

    /// <summary>Whether everything is struck out.</summary>
    [JsonIgnore]
    public bool IsEmpty => Parts.All(part => part.Text.Length == 0);

    /// <summary>Whether it can stand in the records.</summary>
    [JsonIgnore]
    public bool IsPossible => Parts.All(part => part.Text.Length <= Longest) && (Prefecture is null || (Prefecture.Length == 2 && int.TryParse(Prefecture, System.Globalization.NumberStyles.None, null, out var digits) && digits is >= 1 and <= 47));

    /// <summary>What a part is called among staff.</summary>
    public static string Label(string language, string key) => (language, key) switch
    {
        ("ja", "before") => "困っていたこと",
        ("ja", "since") => "つながったあと",
        ("ja", _) => "いま",
        (_, "before") => "What it was about",
        (_, "since") => "Since the hand-off",
        _ => "Today",
    };

    /// <summary>SHA-256 over all of it, in lower-case hexadecimal digits.</summary>
    public string HashOf() => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, StoryJson.Default.StoryWords);

    internal static StoryWords Of(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, StoryJson.Default.StoryWords)!;
}

[JsonSerializable(typeof(StoryWords))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class StoryJson : JsonSerializerContext;
