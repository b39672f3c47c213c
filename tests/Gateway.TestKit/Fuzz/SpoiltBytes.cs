using System.Text;

namespace Gateway.TestKit.Fuzz;

/// <summary>Damages a document as bytes: cut, doubled, turned, in another encoding, behind a mark. What it was does not matter.</summary>
public static class SpoiltBytes
{
    private static readonly byte[][] s_pieces =
    [
        [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0xFF, 0xFE], [0xFE, 0xFF], [0x7F], [0x1E], [0x0D, 0x0A], [0xFF, 0xFF, 0xFF, 0xFF],
        [0x7F, 0xFF, 0xFF, 0xFF], [0x80, 0, 0, 0], "{"u8.ToArray(), "\""u8.ToArray(), "%"u8.ToArray(), "&"u8.ToArray(), "\\u"u8.ToArray(), "あ"u8.ToArray()[..2],
    ];

    /// <summary>The document with one to three kinds of damage.</summary>
    public static byte[] Of(byte[] document, Random chance)
    {
        for (var times = chance.Next(1, 4); times > 0; times--) document = Once(document, chance);
        return document;
    }

    private static byte[] Once(byte[] bytes, Random chance)
    {
        if (bytes.Length == 0) return s_pieces[chance.Next(s_pieces.Length)];
        var at = chance.Next(bytes.Length);
        var length = chance.Next(1, Math.Min(bytes.Length - at, 64) + 1);
        switch (chance.Next(11))
        {
            case 0:
                return bytes[..at];
            case 1:
                return bytes[at..];
            case 2:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 3:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 4:
                return [.. "\uFEFF"u8, .. bytes];
            case 5 when bytes.Length < 100_000:
                return (chance.Next(3) switch { 0 => Encoding.Unicode, 1 => Encoding.BigEndianUnicode, _ => Encoding.UTF32 }).GetBytes(Encoding.UTF8.GetString(bytes));
            case 6 when bytes.Length < 100_000:
                return [.. bytes, .. bytes];
            case 7 or 8:
                return [.. bytes[..at], .. s_pieces[chance.Next(s_pieces.Length)], .. bytes[at..]];
            case 9:
                var piece = s_pieces[chance.Next(s_pieces.Length)];
                return at + piece.Length > bytes.Length ? bytes[..at] : [.. bytes[..at], .. piece, .. bytes[(at + piece.Length)..]];
            default:
                var turned = bytes.ToArray();
                for (var i = chance.Next(1, 9); i > 0; i--) turned[chance.Next(turned.Length)] ^= (byte)(1 << chance.Next(8));
                return turned;
        }
    }
}
