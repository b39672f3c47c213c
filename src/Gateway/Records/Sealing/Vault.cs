using System.Security.Cryptography;
using System.Text;

namespace Gateway.Records.Sealing;

/// <summary>Holds the master keys: makes and opens the key of a conversation, and finds channel ids without storing them.</summary>
/// <remarks>
/// AES-256-GCM. A conversation's words are sealed with a key of its own, which is kept wrapped by a master key. Erasing that
/// wrapped key makes the words unreadable in this database; a backup made before still holds it.
/// </remarks>
public sealed class Vault
{
    private readonly Dictionary<uint, byte[]> _masters;
    private readonly uint _current;
    private readonly byte[] _lookup;

    /// <summary>Reads the key folder; makes it first where development allows that.</summary>
    public Vault(KeySettings settings, TimeProvider time)
    {
        if (settings.CreateForDevelopment && KeyFolder.Problems(settings.Directory).Any() && !HasAnyFile(settings.Directory))
            KeyFolder.Create(settings.Directory, time.GetUtcNow());
        var (masters, lookup) = KeyFolder.Read(settings.Directory);
        _masters = masters.ToDictionary(Fingerprint);
        _current = Fingerprint(masters[^1]);
        _lookup = lookup;
    }

    /// <summary>A new key for one conversation (or contact), wrapped for the records. <paramref name="owner"/> is bound into it.</summary>
    public byte[] NewKey(string owner)
    {
        Span<byte> key = stackalloc byte[32];
        RandomNumberGenerator.Fill(key);
        return Wrap(key, "key|" + owner);
    }

    /// <summary>Opens a wrapped key for use.</summary>
    /// <exception cref="CryptographicException">It was wrapped for somebody else, was changed, or its master key is not in the folder.</exception>
    public ConversationSeal Open(byte[] wrapped, string owner) => new(Unwrap(wrapped, "key|" + owner), owner);

    /// <summary>Seals a small secret of the gateway itself, such as a cookie key.</summary>
    public byte[] Wrap(ReadOnlySpan<byte> secret, string purpose)
    {
        var box = SealedBox.Seal(_masters[_current], secret, purpose);
        return [.. BitConverter.GetBytes(_current), .. box];
    }

    /// <summary>Opens what <see cref="Wrap"/> sealed for the same purpose.</summary>
    /// <exception cref="CryptographicException">Another purpose, a changed box, or a master key that is not in the folder.</exception>
    public byte[] Unwrap(ReadOnlySpan<byte> wrapped, string purpose)
    {
        if (wrapped.Length < 4 || !_masters.TryGetValue(BitConverter.ToUInt32(wrapped), out var master))
            throw new CryptographicException("The master key that sealed this is not in the key folder.");
        return SealedBox.Open(master, wrapped[4..], purpose);
    }

    /// <summary>The fingerprint of the master key that wrapped this, as 8 hexadecimal digits.</summary>
    /// <exception cref="CryptographicException">It is too short to be a wrapped key.</exception>
    public static string MasterOf(ReadOnlySpan<byte> wrapped) =>
        wrapped.Length >= 4 ? Convert.ToHexStringLower(wrapped[..4]) : throw new CryptographicException("Not a wrapped key.");

    /// <summary>The fingerprints of the master keys in the folder.</summary>
    public IEnumerable<string> Masters => _masters.Keys.Select(Shown);

    /// <summary>The fingerprint of the master key that seals.</summary>
    public string Current => Shown(_current);

    /// <summary>Whether the master key with this fingerprint is in the folder.</summary>
    public bool Has(string master) => _masters.ContainsKey(BitConverter.ToUInt32(Convert.FromHexString(master)));

    /// <summary>The keyed hash under which a channel id or phone number is found again.</summary>
    public byte[] LookupHash(string account, string address) =>
        HMACSHA256.HashData(_lookup, Encoding.UTF8.GetBytes($"{account}|{address}"));

    private static bool HasAnyFile(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*.key").Any();

    private static string Shown(uint fingerprint) => Convert.ToHexStringLower(BitConverter.GetBytes(fingerprint));

    private static uint Fingerprint(byte[] key) => BitConverter.ToUInt32(SHA256.HashData(key));
}
