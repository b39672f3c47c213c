using System.Collections.Concurrent;
using Gateway.Conversations.Feed;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.ConsoleHub;

/// <summary>Tells the consoles of an organisation over which channels nothing arrives just now, on whatever node that was noticed.</summary>
public sealed class ChannelScreens : Rounds
{
    private readonly Consoles _consoles;
    private readonly OrganisationDirectory _organisations;
    private readonly ConcurrentDictionary<string, long> _away = new();
    private readonly Dictionary<string, IReadOnlyList<string>> _told = [];

    /// <summary>Subscribes to the feed.</summary>
    public ChannelScreens(Consoles consoles, OrganisationDirectory organisations, IFeed feed, TimeProvider time, ILogger<ChannelScreens> log)
        : base("channel screens", TimeSpan.FromSeconds(5), time, log)
    {
        (_consoles, _organisations) = (consoles, organisations);
        feed.Subscribe<ProviderAway>(said =>
        {
            _away[said.ChannelAccount] = said.Until;
            Wake();
        });
    }

    /// <summary>The channels of an organisation whose provider does not get our calls, in the order of the alphabet. A node that fell silent is not believed for long.</summary>
    public IReadOnlyList<string> AwayFor(string organisation)
    {
        var now = Time.NowMs();
        return [.. _away.Where(account => account.Value > now && OrganisationOf(account.Key) == organisation)
            .Select(account => account.Key[..account.Key.IndexOf('/', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    protected override Task RoundAsync(CancellationToken stop)
    {
        foreach (var organisation in _consoles.All.Select(console => console.Staff.Organisation).Distinct())
        {
            var away = AwayFor(organisation);
            if (away.SequenceEqual(_told.GetValueOrDefault(organisation, []))) continue;
            _told[organisation] = away;
            _consoles.PushToAll(organisation, client => client.ChannelsAway(away));
        }

        return Task.CompletedTask;
    }

    private string? OrganisationOf(string channelAccount) => channelAccount.Split('/', 2) switch
    {
        [Conversations.ChannelNames.Line, var account] => _organisations.FindLine(account)?.Organisation,
        [Conversations.ChannelNames.Sms, var account] => _organisations.FindSms(account)?.Organisation,
        _ => null,
    };
}
