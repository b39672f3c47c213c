using System.Collections.Frozen;
using Gateway.Bots.Protocol;
using Gateway.Organisations;

namespace Gateway.Intake.Bots.Own;

/// <summary>The bots that organisations have brought themselves.</summary>
public sealed class OwnBots : IDisposable
{
    private readonly HttpClient _http;
    private readonly FrozenDictionary<string, OwnBot> _bots;

    /// <summary>Knows all of the set-up file. Nothing is called before there is something to say.</summary>
    public OwnBots(OrganisationDirectory organisations, BotTokens tokens, BotSettings settings, TimeProvider time)
    {
        // A bot is where the set-up file says; wherever it points from there, nothing that a person wrote goes.
        _http = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(3),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            // The turn's limit ends it sooner; this one is for nobody's waiting.
            Timeout = TimeSpan.FromSeconds(settings.TurnSeconds + 5),
            MaxResponseContentBufferSize = BotClient.LargestAnswer,
        };
        var client = new BotClient(_http);
        _bots = organisations.Organisations.Where(organisation => organisation is { Closed: false, IntakeBot: not null })
            .ToFrozenDictionary(organisation => organisation.Id, organisation => new OwnBot(organisation.Id, organisation.IntakeBot!, client, tokens, time));
    }

    /// <summary>The bot of an organisation; nothing when it has none of its own.</summary>
    public IIntakeBot? Find(string organisation) => _bots.GetValueOrDefault(organisation);

    /// <summary>All of them.</summary>
    internal IEnumerable<OwnBot> All => _bots.Values;

    /// <summary>The organisations whose bot does not answer: nearly all of its last calls failed.</summary>
    public IReadOnlyList<string> Away => [.. _bots.Values.Where(bot => bot.Away).Select(bot => bot.Organisation)];

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();
}
