using System.Collections.Frozen;

namespace Gateway.Channels.Sms;

/// <summary>How a text travels as SMS: in how many parts, each of which is billed. Pure.</summary>
/// <remarks>
/// GSM's own alphabet takes 160 letters in one part and 153 in each of several (7 bits a letter; ^ { } [ ] ~ | € and the backslash count twice).
/// One letter outside it, such as any Japanese one, and all of the text takes 70 and 67 (UTF-16 units; most emoji count twice).
/// Some carriers in Japan fit more into a part, none fits less. The console counts in the same way: one table of cases holds for both.
/// </remarks>
/// <param name="Count">The parts; 0 for an empty text.</param>
/// <param name="Gsm">Whether the short alphabet is enough.</param>
public readonly record struct SmsParts(int Count, bool Gsm)
{
    private static readonly FrozenSet<char> Letters =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà".ToFrozenSet();

    private static readonly FrozenSet<char> Doubles = "^{}\\[]~|€\f".ToFrozenSet();

    /// <summary>Counts the parts of a text.</summary>
    public static SmsParts Of(string text)
    {
        var gsm = text.All(letter => Letters.Contains(letter) || Doubles.Contains(letter));
        return new SmsParts(gsm ? PartsOf(text, 160, 153, letter => Doubles.Contains(letter)) : PartsOf(text, 70, 67, char.IsHighSurrogate), gsm);
    }

    // What takes two places is never cut in two: it goes into the next part whole.
    private static int PartsOf(string text, int single, int each, Func<char, bool> takesTwo)
    {
        var (parts, used, all) = (1, 0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            var size = takesTwo(text[i]) ? 2 : 1;
            if (size == 2 && char.IsHighSurrogate(text[i]))
            {
                if (i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
                else size = 1;
            }

            all += size;
            if (used + size > each) (parts, used) = (parts + 1, 0);
            used += size;
        }

        return all == 0 ? 0 : all <= single ? 1 : parts;
    }
}
