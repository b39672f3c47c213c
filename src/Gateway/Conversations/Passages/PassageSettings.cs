using Gateway.Primitives;

namespace Gateway.Conversations.Passages;

/// <summary>How a conversation from LINE or SMS goes on on the web.</summary>
public sealed class PassageSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Passage";

    /// <summary>Where people's browsers find this gateway, for example <c>https://chat.example.jp</c>. Empty: no links are made.</summary>
    public string Address { get; init; } = "";

    /// <summary>Minutes for which a link that nobody has opened can be opened.</summary>
    public int LinkMinutes { get; init; } = 15;

    /// <summary>How many links of one conversation may be made in an hour.</summary>
    public int LinksPerHour { get; init; } = 6;

    /// <summary>
    /// Seconds that a counsellor's words stand unread on the page of somebody who came by an account of mode <c>entrance</c>, until LINE tells them,
    /// once and without a word of what it is, that there is something new; 0: never.
    /// </summary>
    public int NewsSeconds { get; init; } = 60;

    /// <summary>Whether links are made at all.</summary>
    public bool On => Address.Length > 0;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (On && !IsAddress(Address)) yield return "Address: must be an address beginning with https:// (http:// only to this machine itself), without a query";
        if (LinkMinutes is < 1 or > 1440) yield return "LinkMinutes: must be 1 to 1440";
        if (NewsSeconds is not (0 or (>= 15 and <= 3600))) yield return "NewsSeconds: must be 0 or 15 to 3600";
        if (LinksPerHour is < 1 or > 60) yield return "LinksPerHour: must be 1 to 60";
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { UserInfo: "", Query: "", Fragment: "" };
}
