using Gateway.Primitives;

namespace Gateway.Intake.Bots;

/// <summary>How long a person may have to do with a bot before the way without it is taken.</summary>
public sealed class BotSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Bots";

    /// <summary>Seconds that a bot has for an answer. After them the person is no longer made to wait for it.</summary>
    public int TurnSeconds { get; init; } = 10;

    /// <summary>Minutes after which somebody whose bot was to let them into the queue joins it in any case.</summary>
    public int QueueAfterMinutes { get; init; } = 10;

    /// <summary>Words of theirs after which they join it in any case.</summary>
    public int QueueAfterTurns { get; init; } = 20;

    /// <summary>Where organisations' own bots find this gateway, for example <c>https://chat.example.jp</c>: their answers go there, and it issues our tokens.</summary>
    public Uri? Address { get; init; }

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (Address is { } address && !(address.IsAbsoluteUri && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))))
            yield return "Address: must be an address beginning with https:// (http:// only on this machine itself)";
        if (TurnSeconds is < 1 or > 60) yield return "TurnSeconds: must be 1 to 60";
        if (QueueAfterMinutes is < 1 or > 60) yield return "QueueAfterMinutes: must be 1 to 60";
        if (QueueAfterTurns is < 1 or > 200) yield return "QueueAfterTurns: must be 1 to 200";
    }
}
