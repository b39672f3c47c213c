using System.Security.Cryptography;
using System.Text;

namespace Gateway.Records.Sealing;

/// <summary>AES-256-GCM in one piece: version (1 byte), nonce (12), ciphertext, tag (16).</summary>
public static class SealedBox
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Seals <paramref name="plain"/>. <paramref name="purpose"/> is not stored but must be the same when it is opened.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, string purpose)
    {
        var box = new byte[1 + NonceSize + plain.Length + TagSize];
        box[0] = Version;
        var nonce = box.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, box.AsSpan(1 + NonceSize, plain.Length), box.AsSpan(^TagSize..), Encoding.UTF8.GetBytes(purpose));
        return box;
    }

    /// <summary>Opens a box.</summary>
    /// <exception cref="CryptographicException">Another key or purpose, or changed bytes.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, string purpose)
    {
        if (box.Length < 1 + NonceSize + TagSize || box[0] != Version) throw new CryptographicException("Not a sealed box of this version.");
        var plain = new byte[box.Length - 1 - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(box.Slice(1, NonceSize), box[(1 + NonceSize)..^TagSize], box[^TagSize..], plain, Encoding.UTF8.GetBytes(purpose));
        return plain;
    }
}
