using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Records.Sealing;

namespace Gateway.Handoff.Introductions;

/// <summary>The number on a card: twelve digits in three groups, which can be typed on any phone and said aloud.</summary>
/// <remarks>
/// It is made from the introduction's id with the lookup key whenever the card is shown. The records hold a keyed hash of it alone. Twelve digits are
/// longer than a telephone number in Japan, and far more than anybody can try at the pace that the doors allow.
/// </remarks>
internal static partial class CardNumber
{
    private const ulong Numbers = 1_000_000_000_000;

    /// <summary>The number of an introduction, twelve digits.</summary>
    public static string Of(Vault vault, string id) =>
        (BinaryPrimitives.ReadUInt64BigEndian(vault.LookupHash("introduction", id)) % Numbers).ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>By what it is found.</summary>
    public static byte[] HashOf(Vault vault, string organisation, string number) => vault.LookupHash($"card {organisation}", number);

    /// <summary>As it stands on the card: <c>4829-1037-5562</c>.</summary>
    public static string Shown(string number) => $"{number[..4]}-{number[4..8]}-{number[8..]}";

    /// <summary>The number that a text is, and nothing else; nothing when it is none. Width, spaces and strokes do not matter.</summary>
    public static string? In(string? text)
    {
        if (text is not { Length: >= 12 and <= 40 }) return null;
        try
        {
            var match = Form().Match(text.Normalize(NormalizationForm.FormKC));
            return match.Success ? string.Concat(match.Value.Where(char.IsAsciiDigit)) : null;
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair is no number.
            return null;
        }
    }

    // Between the groups: what a Japanese keyboard has for a stroke.
    [GeneratedRegex(@"^\s*[0-9]{4}[-‐‑–—−ーｰ\s]*[0-9]{4}[-‐‑–—−ーｰ\s]*[0-9]{4}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
