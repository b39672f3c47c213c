using Gateway.Primitives;

namespace Gateway.Handoff.Desk;

/// <summary>The page on which a support body reads and answers a hand-off.</summary>
public sealed class DeskSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Desk";

    /// <summary>Where the bodies' browsers find this gateway, for example <c>https://soudan.example.jp</c>. Empty: no body is written to.</summary>
    public string Address { get; init; } = "";

    /// <summary>Minutes for which a code that was sent by mail opens the desk, once.</summary>
    public int CodeMinutes { get; init; } = 15;

    /// <summary>How many codes may be sent in an hour for one link.</summary>
    public int CodesPerHour { get; init; } = 5;

    /// <summary>Minutes after which a desk that was opened closes by itself.</summary>
    public int SessionMinutes { get; init; } = 60;

    /// <summary>How often one address may ask for a code or try one within a minute.</summary>
    public int AttemptsPerMinute { get; init; } = 20;

    /// <summary>Whether there is a desk at all.</summary>
    public bool On => Address.Length > 0;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (On && !IsAddress(Address)) yield return "Address: must be an address beginning with https:// (http:// only to this machine itself), without a query";
        if (CodeMinutes is < 2 or > 60) yield return "CodeMinutes: must be 2 to 60";
        if (CodesPerHour is < 1 or > 20) yield return "CodesPerHour: must be 1 to 20";
        if (SessionMinutes is < 5 or > 480) yield return "SessionMinutes: must be 5 to 480";
        if (AttemptsPerMinute is < 1 or > 1000) yield return "AttemptsPerMinute: must be 1 to 1000";
    }

    private static bool IsAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri is { UserInfo: "", Query: "", Fragment: "" };
}
