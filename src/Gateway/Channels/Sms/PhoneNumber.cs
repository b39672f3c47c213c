using System.Text;

namespace Gateway.Channels.Sms;

/// <summary>Phone numbers in E.164: a plus sign and 7 to 15 digits. Pure.</summary>
public static class PhoneNumber
{
    private const int Longest = 40;

    /// <summary>
    /// Brings a number into its one form, so that one person is one person however their provider writes them. Event Grid leaves the plus
    /// sign out; full-width digits, spaces and hyphens come from people; a number that begins with 0 is a Japanese one.
    /// </summary>
    /// <returns>Nothing when it is no number: a withheld, short or alphanumeric sender.</returns>
    public static string? Normalise(string? number)
    {
        if (number is null or { Length: > Longest } || Bare(number) is not { Length: > 0 } bare) return null;
        var digits = bare[0] == '+' ? bare[1..] : FromDomestic(bare);
        // "+81 (0)90 …": the 0 is for calls from within Japan, and no Japanese number begins with one after the country code.
        if (digits.StartsWith("810", StringComparison.Ordinal)) digits = "81" + digits[3..];
        return digits.Length is >= 7 and <= 15 && digits[0] != '0' ? "+" + digits : null;
    }

    /// <summary>Whether a message was written to another number than ours. What is no number says nothing.</summary>
    public static bool IsAnother(string? to, string ours) => Normalise(to) is { } number && Normalise(ours) is { } own && number != own;

    // 0X0 and eight digits are mobile phones, 0 and eight or nine others are lines; 010 and 00 lead abroad.
    private static string FromDomestic(string digits) => digits switch
    {
        ['0', '1', '0', .. { Length: >= 8 } abroad] => abroad,
        ['0', '0', .. var abroad] => abroad,
        ['0', not '0', not '0', _, _, _, _, _, _, _] => "81" + digits[1..],
        ['0', not '0', '0', _, _, _, _, _, _, _, _] => "81" + digits[1..],
        _ => digits,
    };

    /// <summary>The digits, after a plus sign if there was one; nothing when there is anything else in it.</summary>
    private static string? Bare(string number)
    {
        var bare = new StringBuilder(number.Length);
        foreach (var c in number)
        {
            if (char.IsAsciiDigit(c)) bare.Append(c);
            else if (c is >= '０' and <= '９') bare.Append((char)(c - '０' + '0'));
            else if (c is '+' or '＋' && bare.Length == 0) bare.Append('+');
            else if (!IsSpacing(c)) return null;
        }

        return bare.ToString();
    }

    private static bool IsSpacing(char c) => c is ' ' or '\u3000' or '\u00A0' or '-' or '(' or ')' or '（' or '）' or '－' or 'ー' or '−' or (>= '\u2010' and <= '\u2015');
}
