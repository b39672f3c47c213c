using System.Security.Cryptography;
using Gateway.Records.Sealing;

namespace Gateway.Intake.Spool;

/// <summary>The key of one segment. What it seals opens only in this segment, under the same number.</summary>
public sealed class SegmentSeal
{
    private readonly byte[] _key;
    private readonly string _purpose;

    private SegmentSeal(byte[] key, byte[] wrapped, Guid id) => (_key, Wrapped, _purpose) = (key, wrapped, Purpose(id));

    /// <summary>The key, wrapped by the master key.</summary>
    public byte[] Wrapped { get; }

    /// <summary>A key for a new segment.</summary>
    public static SegmentSeal New(Vault vault, Guid id)
    {
        var key = RandomNumberGenerator.GetBytes(32);
        return new SegmentSeal(key, vault.Wrap(key, Purpose(id)), id);
    }

    /// <summary>The key of a segment that was found.</summary>
    /// <exception cref="CryptographicException">Its master key is not in the key folder, or it belongs to another segment.</exception>
    public static SegmentSeal Open(Vault vault, Guid id, byte[] wrapped) => new(vault.Unwrap(wrapped, Purpose(id)), wrapped, id);

    /// <summary>Seals the word with this number.</summary>
    public byte[] Seal(uint number, ReadOnlySpan<byte> word) => SealedBox.Seal(_key, word, $"{_purpose}|{number}");

    /// <summary>Opens it.</summary>
    /// <exception cref="CryptographicException">It was changed, or moved.</exception>
    public byte[] Unseal(uint number, ReadOnlySpan<byte> box) => SealedBox.Open(_key, box, $"{_purpose}|{number}");

    private static string Purpose(Guid id) => $"spool|{id:N}";
}
