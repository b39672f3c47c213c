namespace Gateway.Simulators.Sms;

/// <summary>How many segments a text takes on the way. Pure.</summary>
public static class SmsText
{
    private const string Gsm =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private const string GsmDouble = "^{}\\[]~|€\f";

    /// <summary>160 characters (153 each when there are several segments), or 70 (67) as soon as one is outside GSM's alphabet.</summary>
    public static int Segments(string text)
    {
        var units = 0;
        foreach (var character in text)
        {
            if (Gsm.Contains(character, StringComparison.Ordinal))
                units++;
            else if (GsmDouble.Contains(character, StringComparison.Ordinal))
                units += 2;
            else
                return Count(text.Length, 70, 67);
        }
        return Count(units, 160, 153);
    }

    private static int Count(int units, int single, int each) => units <= single ? 1 : (units + each - 1) / each;
}
