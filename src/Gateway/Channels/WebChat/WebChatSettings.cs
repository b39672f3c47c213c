using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>Where the web chat may be shown, where its quick exit leads, and how much one person may send.</summary>
public sealed class WebChatSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Channels:WebChat";

    /// <summary>
    /// Pages that may show the chat in a frame, as in a Content-Security-Policy, for example <c>https://www.example.jp</c>.
    /// They must belong to the same site as the gateway, because the cookie is not sent to strangers. Default: none.
    /// </summary>
    public string FrameAncestors { get; init; } = "'none'";

    /// <summary>
    /// Where 「いますぐ閉じる」 leads: an everyday page that everybody might have open, by https, that does not lead on to another site.
    /// </summary>
    public string ExitTo { get; init; } = "https://www.jma.go.jp/jma/index.html";

    /// <summary>How many messages one person may send within a minute.</summary>
    public int MessagesPerMinute { get; init; } = 30;

    /// <summary>How many conversations may begin from one address within a minute. A school or a shelter stands behind one address.</summary>
    public int BeginningsPerMinute { get; init; } = 60;

    /// <summary>How many may begin from one address at about the same time before a crowd is assumed: a school class, a shelter.</summary>
    public int CrowdFrom { get; init; } = 20;

    /// <summary>Beyond <see cref="CrowdFrom"/>, one person of an address in so many seconds keeps their place; the others stand behind by so much. Never those with signs of danger.</summary>
    public int CrowdSeconds { get; init; } = 60;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (FrameAncestors.Split(' ').Any(source => source is not ("'none'" or "'self'") && !IsHttps(source) && !IsThisMachine(source)))
            yield return "FrameAncestors: must be 'none', 'self' or https addresses (http on this machine) separated by spaces";
        if (!IsHttps(ExitTo) || ExitTo.Any(letter => letter is ';' or ',' or ' '))
            yield return "ExitTo: must be an https address";
        if (MessagesPerMinute is < 5 or > 600) yield return "MessagesPerMinute: must be 5 to 600";
        if (BeginningsPerMinute is < 1 or > 6000) yield return "BeginningsPerMinute: must be 1 to 6000";
        if (CrowdFrom is < 1 or > 10_000) yield return "CrowdFrom: must be 1 to 10000";
        if (CrowdSeconds is < 0 or > 3600) yield return "CrowdSeconds: must be 0 (nobody is placed behind) to 3600";
    }

    // Whatever stands here goes into a header: nothing that could end a directive.
    private static bool IsHttps(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps && EndsNothing(address);

    // The demo's page of phones, which is served beside the gateway.
    private static bool IsThisMachine(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback && EndsNothing(address);

    private static bool EndsNothing(string address) => !address.Any(letter => letter is ';' or ',');
}
