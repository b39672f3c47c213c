using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Consent;
using Gateway.Handoff.Sheets;

namespace Gateway.Handoff;

/// <summary>提供記録: that something of a person went to somebody else. Written in the transaction that lets it go; never changed.</summary>
/// <remarks>
/// APPI Art. 29 with rules 19 to 21 asks for four things: that the person agreed, who the third party is, who the person is, and which items; for three
/// years. Where the law asks for no record (Art. 27 (1), or a recipient that is a public body) it is written all the same, and says so.
/// </remarks>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">Who gave it.</param>
/// <param name="ConversationId">From which conversation.</param>
/// <param name="ContactId">Whose it was.</param>
/// <param name="Body">To which body of the directory.</param>
/// <param name="At">When, in milliseconds.</param>
/// <param name="By">Who let it go: a staff id.</param>
/// <param name="Ground">On which ground.</param>
/// <param name="ConsentId">The consent, where that is the ground.</param>
/// <param name="GroundId">The decision of two people, where it is another.</param>
/// <param name="DocumentHash">SHA-256 of exactly what went.</param>
/// <param name="Content">Who, what and to whom, in words.</param>
/// <param name="IsQuiet">Whether the person is not to read of it (yet): a notice of abuse must not be found by whoever looks into their phone.</param>
public sealed record ProvisionRecord(
    string Id, string Organisation, string ConversationId, string ContactId, string Body, long At, string By, LegalBasis Ground, string? ConsentId, string? GroundId,
    string DocumentHash, ProvisionContent Content, bool IsQuiet = false)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => $"provision {Id}";
}

/// <summary>What a provision record says in words; sealed.</summary>
/// <param name="Document">The sheet's number.</param>
/// <param name="RecipientName">The third party, by its name at that moment.</param>
/// <param name="RecipientKind">What kind of body.</param>
/// <param name="Person">Whom it concerned, as far as that was told: the name, or what they are called.</param>
/// <param name="Items">The items that were agreed to, or released.</param>
/// <param name="Fields">The keys of the fields that stood in it.</param>
public sealed record ProvisionContent(
    string Document, string RecipientName, string RecipientKind, string Person, IReadOnlyList<ConsentItem> Items, IReadOnlyList<string> Fields)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, HandoffJson.Default.ProvisionContent);

    internal static ProvisionContent Of(ReadOnlySpan<byte> utf8) => JsonSerializer.Deserialize(utf8, HandoffJson.Default.ProvisionContent)!;
}

[JsonSerializable(typeof(ProvisionContent))]
[JsonSerializable(typeof(GroundReason))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
internal sealed partial class HandoffJson : JsonSerializerContext;
