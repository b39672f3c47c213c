namespace Gateway.Channels.Sms;

/// <summary>Phone numbers in E.164: a plus sign and 7 to 15 digits.</summary>
public static class PhoneNumber
{
    /// <summary>Event Grid leaves the plus sign out; spaces and hyphens come from people. Nothing when it is no number (a withheld or alphanumeric sender).</summary>
    public static string? Normalise(string? number)
    {
        if (number is null) return null;
        var digits = string.Concat(number.Where(char.IsAsciiDigit));
        var rest = number.Where(c => !char.IsAsciiDigit(c)).All(c => c is '+' or ' ' or '-' or '(' or ')');
        return rest && digits.Length is >= 7 and <= 15 && digits[0] != '0' ? "+" + digits : null;
    }
}
