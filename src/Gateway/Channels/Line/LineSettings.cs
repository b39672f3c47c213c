using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>Where LINE is, and what it is asked besides sending.</summary>
public sealed class LineSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Channels:Line";

    /// <summary>The Messaging API; another address only for tests and the demo (https, or http on this machine).</summary>
    public Uri Api { get; init; } = new("https://api.line.me");

    /// <summary>Where LINE keeps pictures, voice, videos and files; another address only for tests and the demo (https, or http on this machine).</summary>
    public Uri ContentApi { get; init; } = new("https://api-data.line.me");

    /// <summary>How often LINE is asked how many pushes are left this month, in minutes; 0: never.</summary>
    public int QuotaMinutes { get; init; } = 30;

    /// <summary>Whether a person's phone shows that a counsellor is writing.</summary>
    public bool ShowTyping { get; init; } = true;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (!ContentApi.IsAbsoluteUri || (ContentApi.Scheme != Uri.UriSchemeHttps && !ContentApi.IsLoopback)) yield return "ContentApi: must be an https address";
        if (!Api.IsAbsoluteUri || (Api.Scheme != Uri.UriSchemeHttps && !Api.IsLoopback)) yield return "Api: must be an https address";
        if (QuotaMinutes is < 0 or > 1440) yield return "QuotaMinutes: must be 0 to 1440";
    }
}
