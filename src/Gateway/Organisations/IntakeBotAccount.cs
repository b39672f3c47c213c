using Gateway.Primitives;

namespace Gateway.Organisations;

/// <summary>The intake bot that an organisation has brought itself.</summary>
/// <param name="Url">Where it takes messages.</param>
/// <param name="AppId">By what it knows itself: the audience of our tokens.</param>
public sealed record IntakeBotAccount(Uri Url, string AppId)
{
    /// <summary>It answers by calls to the gateway; otherwise in the very call.</summary>
    public bool Connects { get; init; }

    /// <summary>For a bot that <see cref="Connects"/>: by what we know it.</summary>
    public Redacted<string>? Secret { get; init; }

    /// <summary>Somebody new joins the queue when the bot hands them over, and not with their first word.</summary>
    public bool LetsIn { get; init; }

    /// <summary>The bot runs on this very machine, and neither asks for tokens nor brings any.</summary>
    public bool Local { get; init; }
}
