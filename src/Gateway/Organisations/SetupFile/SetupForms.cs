using System.Globalization;
using System.Text.RegularExpressions;

namespace Gateway.Organisations.SetupFile;

/// <summary>The forms that values of a set-up file must have.</summary>
internal static partial class SetupForms
{
    /// <summary>A name used in addresses.</summary>
    public static bool IsSlug(string text) => Slug().IsMatch(text);

    /// <summary>With what the user name of an account begins that came by an invitation, and none of the file.</summary>
    public const char InvitedMark = '@';

    /// <summary>What somebody of the file signs in with.</summary>
    public static bool IsUserName(string text) => UserName().IsMatch(text);

    /// <summary>What somebody signs in with whose account came by an invitation (see <see cref="BodyAccounts"/>).</summary>
    public static bool IsInvitedName(string text) => InvitedName().IsMatch(text);

    /// <summary>A LINE bot's own user id.</summary>
    public static bool IsDestination(string text) => Destination().IsMatch(text);

    /// <summary>A phone number in E.164, or nothing when it is none. Spaces, hyphens and brackets are taken out.</summary>
    public static string? Number(string text)
    {
        var bare = Spacing().Replace(text, "");
        return E164().IsMatch(bare) ? bare : null;
    }

    /// <summary>An address to which secrets may be sent: https, or http to this machine itself.</summary>
    public static Uri? Endpoint(string text) =>
        Address(text) is { } uri
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { UserInfo: "", Query: "", Fragment: "" }
            ? uri
            : null;

    /// <summary>An account at Twilio.</summary>
    public static bool IsAccountSid(string text) => AccountSid().IsMatch(text);

    /// <summary>An amount and its currency, such as <c>8.8 JPY</c>; nothing when it is none.</summary>
    public static PartPrice? Price(string text) => PriceForm().Match(text) is { Success: true } found
        ? new PartPrice(decimal.Parse(found.Groups["amount"].Value, CultureInfo.InvariantCulture), found.Groups["currency"].Value)
        : null;

    /// <summary>What may be sent besides words, or nothing when there is no such word.</summary>
    public static TakenAttachments? Attachments(string text) => text switch
    {
        "none" => TakenAttachments.None,
        "pictures" => TakenAttachments.Pictures,
        "all" => TakenAttachments.All,
        _ => null,
    };

    /// <summary>A whole number of MiB from 1 to <paramref name="most"/>, or nothing.</summary>
    public static int? Megabytes(string text, int most) =>
        int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= most
            ? number
            : null;

    /// <summary>A site as browsers compare it: scheme, host and port, by https, or by http on this machine itself. Nothing when it is more or less.</summary>
    public static string? Origin(string text) =>
        Endpoint(text) is { AbsolutePath: "/" } uri && !text.Any(letter => letter is ';' or ',' or ' ' or '*')
            ? $"{uri.Scheme}://{uri.IdnHost}{(uri.IsDefaultPort ? "" : FormattableString.Invariant($":{uri.Port}"))}"
            : null;

    // The framework takes names for addresses that it cannot write down afterwards.
    private static Uri? Address(string text)
    {
        try
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri is { IdnHost.Length: > 0 } ? uri : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    /// <summary>Whether a key can be used for signing.</summary>
    public static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out var length) && length > 0;

    /// <summary>The one of <paramref name="known"/> that was probably meant, or nothing.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        var (nearest, distance) = known
            .Select(word => (word, distance: Distance(written.ToLowerInvariant(), word.ToLowerInvariant())))
            .MinBy(pair => pair.distance);
        return distance <= Math.Max(1, written.Length / 3) ? nearest : null;
    }

    // Levenshtein: how many letters must be put in, taken out or changed.
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }

    [GeneratedRegex(@"\A[a-z0-9-]{2,40}\z")]
    private static partial Regex Slug();

    [GeneratedRegex(@"\A[A-Za-z0-9._-][A-Za-z0-9._@-]{1,63}\z")]
    private static partial Regex UserName();

    [GeneratedRegex(@"\A@[A-Za-z0-9._-][A-Za-z0-9._@-]{1,62}\z")]
    private static partial Regex InvitedName();

    [GeneratedRegex(@"\AU[0-9a-f]{32}\z")]
    private static partial Regex Destination();

    [GeneratedRegex(@"\AAC[0-9a-fA-F]{32}\z")]
    private static partial Regex AccountSid();

    [GeneratedRegex(@"\A(?<amount>[0-9]{1,6}(\.[0-9]{1,4})?) (?<currency>[A-Z]{3})\z")]
    private static partial Regex PriceForm();

    [GeneratedRegex(@"[ \-()]")]
    private static partial Regex Spacing();

    [GeneratedRegex(@"\A\+[1-9][0-9]{7,14}\z")]
    private static partial Regex E164();
}
