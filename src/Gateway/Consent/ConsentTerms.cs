using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Consent;

/// <summary>What exactly somebody is asked: who gives what to whom for what (APPI Art. 27 (1), guideline 2-16). It never changes once it was asked.</summary>
/// <param name="Recipient">The body that would receive it, by its id in the directory. There is no consent to "somebody".</param>
/// <param name="RecipientName">Its official name, as shown.</param>
/// <param name="RecipientKind">What kind of body it is, as shown.</param>
/// <param name="RecipientReach">Its telephone number, or how else it is reached, as shown; nothing where its place must not be known.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Topic">What it is about, in a few words that both have seen, for example 住まいとお金のこと.</param>
/// <param name="Items">What would be passed on, at most: each is switched on by the person, or stays off.</param>
/// <param name="Document">The document that would be passed on, by its id.</param>
/// <param name="Revision">Which revision of it the person can read.</param>
/// <param name="DocumentHash">SHA-256 of that revision: of another one nobody was asked.</param>
/// <param name="AgeBand">How old the person is, as far as it is known.</param>
/// <param name="Language">In which language it was asked.</param>
/// <param name="Words">Which version of our wording.</param>
/// <param name="ValidDays">For how many days a yes holds.</param>
public sealed record ConsentTerms(
    string Recipient, string RecipientName, string RecipientKind, string? RecipientReach, ConsentPurpose Purpose, string Topic,
    IReadOnlyList<ConsentItem> Items, string Document, long Revision, string DocumentHash, AgeBand AgeBand, string Language, string Words, int ValidDays)
{
    /// <summary>The wording in use. It is raised with every change of a sentence by which somebody is asked.</summary>
    public const string CurrentWords = "1";

    /// <summary>The longest topic, in UTF-16 units.</summary>
    public const int LongestTopic = 60;

    /// <summary>SHA-256 over all of it, in lower-case hexadecimal digits: an answer names it, so that it answers this and nothing else.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(ToBytes()));

    /// <summary>What is wrong with it; nothing when it can be asked.</summary>
    public TermsProblem? Problem() => this switch
    {
        { Items.Count: 0 } => TermsProblem.NoItem,
        _ when Items.Distinct().Count() != Items.Count || Items.Any(item => !Enum.IsDefined(item)) => TermsProblem.Items,
        _ when string.IsNullOrWhiteSpace(Topic) || Topic.Length > LongestTopic || Topic.AsSpan().ContainsAny('\r', '\n') => TermsProblem.Topic,
        _ when string.IsNullOrWhiteSpace(Recipient) || string.IsNullOrWhiteSpace(RecipientName) => TermsProblem.Recipient,
        _ when DocumentHash.Length != 64 => TermsProblem.Document,
        _ => null,
    };

    /// <summary>Whether it is a story that is asked for, to be used by the organisation itself, and not a sheet for a support body.</summary>
    [JsonIgnore]
    public bool IsStory => Purpose == ConsentPurpose.Story;

    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ConsentJson.Default.ConsentTerms);

    internal static ConsentTerms Of(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, ConsentJson.Default.ConsentTerms)!;
}

/// <summary>What cannot be asked.</summary>
public enum TermsProblem
{
    /// <summary>Nothing would be passed on.</summary>
    NoItem,

    /// <summary>An item stands twice, or is none.</summary>
    Items,

    /// <summary>It does not say what it is about, in one line of at most <see cref="ConsentTerms.LongestTopic"/> units.</summary>
    Topic,

    /// <summary>It does not say to whom.</summary>
    Recipient,

    /// <summary>It does not say which document.</summary>
    Document,
}

/// <summary>What a consent is for. Each is a sentence in every language.</summary>
public enum ConsentPurpose
{
    /// <summary>The body contacts the person and thinks together with them.</summary>
    Contact = 1,

    /// <summary>The body helps together with those who talk with the person now.</summary>
    Together = 2,

    /// <summary>A meeting of bodies thinks about how they can help together.</summary>
    Meeting = 3,

    /// <summary>The organisation itself uses a story of what came of a hand-off: nothing goes to a support body.</summary>
    Story = 4,
}

/// <summary>How old somebody is, as far as they have said. The borders are those of APPI Q&amp;A 1-62 and of the Child Welfare Act.</summary>
public enum AgeBand
{
    /// <summary>Not known.</summary>
    Unknown = 0,

    /// <summary>11 or younger.</summary>
    Under12 = 1,

    /// <summary>12 to 15.</summary>
    From12To15 = 2,

    /// <summary>16 or 17.</summary>
    From16To17 = 3,

    /// <summary>18 or older.</summary>
    Adult = 4,
}

/// <summary>What somebody has answered.</summary>
/// <param name="Items">What they switched on; empty for a no.</param>
/// <param name="Method">How (see <see cref="ConsentMethods"/>).</param>
/// <param name="Number">The entry of the conversation in which they said so; nothing for a tap on a page and for a voice.</param>
/// <param name="Heard">Who wrote it down, where a counsellor did.</param>
public sealed record ConsentAnswer(IReadOnlyList<ConsentItem> Items, string Method, long? Number, ConsentHeard? Heard = null)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>Who wrote an answer down; sealed with it.</summary>
/// <param name="By">The counsellor, by staff id.</param>
/// <param name="Name">The same, by the name that colleagues know.</param>
/// <param name="WordsHash">
/// SHA-256 of the words that were read out, as lower-case hexadecimal digits; in which language and wording stands in the terms. Nothing where it was written.
/// </param>
public sealed record ConsentHeard(string By, string Name, string? WordsHash)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>How somebody answers.</summary>
public static class ConsentMethods
{
    /// <summary>On the page, by switches and a button.</summary>
    public const string Tap = "tap";

    /// <summary>By a message that names the question's number.</summary>
    public const string Typed = "typed";

    /// <summary>In words of their own, in the talk; a counsellor has pointed at them.</summary>
    public const string Spoken = "spoken";

    /// <summary>Aloud, most often by telephone: the question was read out to them, and a counsellor has heard the answer to each item.</summary>
    public const string Aloud = "aloud";
}

[JsonSerializable(typeof(ConsentTerms))]
[JsonSerializable(typeof(ConsentAnswer))]
[JsonSerializable(typeof(ConsentCheck))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class ConsentJson : JsonSerializerContext;
