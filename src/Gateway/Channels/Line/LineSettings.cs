using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>Where LINE is.</summary>
public sealed class LineSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Channels:Line";

    /// <summary>The Messaging API; another address only for tests and the demo (https, or http on this machine).</summary>
    public Uri Api { get; init; } = new("https://api.line.me");

    /// <summary>Where LINE keeps pictures, voice, videos and files; another address only for tests and the demo (https, or http on this machine).</summary>
    public Uri ContentApi { get; init; } = new("https://api-data.line.me");

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (!ContentApi.IsAbsoluteUri || (ContentApi.Scheme != Uri.UriSchemeHttps && !ContentApi.IsLoopback)) yield return "ContentApi: must be an https address";
        if (!Api.IsAbsoluteUri || (Api.Scheme != Uri.UriSchemeHttps && !Api.IsLoopback)) yield return "Api: must be an https address";
    }
}
