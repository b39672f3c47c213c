using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Records.Sealing;

namespace Gateway.Records.Backup;

/// <summary>One table in an archive.</summary>
/// <param name="Table">Its name; the part's too.</param>
/// <param name="Columns">Its columns, in the order in which their values stand in the part.</param>
/// <param name="Rows">How many rows.</param>
/// <param name="Bytes">How long the part is before compression.</param>
/// <param name="Sha256">Over those bytes, in hexadecimal.</param>
public sealed record ArchivePart(string Table, IReadOnlyList<ArchiveColumn> Columns, long Rows, long Bytes, string Sha256);

/// <summary>What an archive says about itself. It lies in the archive as <c>manifest.json</c>, signed with the lookup key.</summary>
/// <param name="Format">The version of this format: 1.</param>
/// <param name="Kind"><c>records</c> or <c>keys</c>.</param>
/// <param name="At">The moment that it shows, in milliseconds.</param>
/// <param name="Engine"><c>sqlite</c> or <c>postgres</c>: where it came from. It can be restored into either.</param>
/// <param name="Schema">The number of the newest migration.</param>
/// <param name="Masters">Of the keys: the fingerprints of the master keys that wrap them. Of the records: empty.</param>
/// <param name="Parts">The tables, in the order of filling.</param>
public sealed record ArchiveManifest(
    int Format, string Kind, long At, string Engine, long Schema, IReadOnlyList<string> Masters, IReadOnlyList<ArchivePart> Parts)
{
    /// <summary>The only format there is.</summary>
    public const int NewestFormat = 1;

    /// <summary>The kind of an archive of records.</summary>
    public const string RecordsKind = "records";

    /// <summary>The kind of an archive of keys.</summary>
    public const string KeysKind = "keys";

    /// <summary>How many rows of a table it holds.</summary>
    public long RowsOf(string table) => Parts.FirstOrDefault(part => part.Table == table)?.Rows ?? 0;

    internal byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, ManifestJson.Default.ArchiveManifest);

    internal static ArchiveManifest? FromJson(byte[] json) => JsonSerializer.Deserialize(json, ManifestJson.Default.ArchiveManifest);

    // A keyed hash: whoever can write to the folder of the backups can still not make one that is taken for ours.
    internal static byte[] Sign(byte[] json, Vault vault) =>
        Encoding.ASCII.GetBytes(Convert.ToHexStringLower(vault.LookupHash("backup-manifest", Convert.ToHexStringLower(SHA256.HashData(json)))));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ArchiveManifest))]
internal sealed partial class ManifestJson : JsonSerializerContext;
