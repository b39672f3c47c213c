using System.Text;

namespace Gateway.Records.Sealing;

/// <summary>The opened key of one conversation (or contact). Each sealed text is bound to its owner and its place.</summary>
public sealed class ConversationSeal(byte[] key, string owner)
{
    /// <summary>Seals a text for one place, for example <c>entry|7</c>. It opens only there.</summary>
    public byte[] Seal(string text, string place) => Seal(Encoding.UTF8.GetBytes(text), place);

    /// <summary>As <see cref="Seal(string, string)"/>, of a text that is bytes already.</summary>
    public byte[] Seal(ReadOnlySpan<byte> utf8, string place) => SealedBox.Seal(key, utf8, $"{owner}|{place}");

    /// <summary>Opens what was sealed for the same owner and place.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was sealed for another place or was changed.</exception>
    public string Open(ReadOnlySpan<byte> box, string place) => Encoding.UTF8.GetString(OpenBytes(box, place));

    /// <summary>As <see cref="Open"/>, of what is no text.</summary>
    /// <exception cref="System.Security.Cryptography.CryptographicException">It was sealed for another place or was changed.</exception>
    public byte[] OpenBytes(ReadOnlySpan<byte> box, string place) => SealedBox.Open(key, box, $"{owner}|{place}");
}
