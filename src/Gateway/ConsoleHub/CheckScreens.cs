using System.Runtime.CompilerServices;
using Gateway.Conversations.Feed;
using Gateway.Handoff;
using Gateway.Handoff.Referrals;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.ConsoleHub;

/// <summary>
/// Tells those who stand behind the counsellors how much waits for their look as the second person. A yes of somebody's, or a proposal, brings it at once; what was missed,
/// and what a colleague has looked at meanwhile, comes within five seconds.
/// </summary>
public sealed class CheckScreens : Rounds
{
    private readonly Consoles _consoles;
    private readonly ReadChecks _read;
    private readonly ReadProposals _proposals;
    private readonly ConditionalWeakTable<ConnectedConsole, StrongBox<int>> _told = [];

    /// <summary>Subscribes to the feed.</summary>
    public CheckScreens(Consoles consoles, ReadChecks read, ReadProposals proposals, IFeed feed, TimeProvider time, ILogger<CheckScreens> log) : base("checks", TimeSpan.FromSeconds(5), time, log)
    {
        (_consoles, _read, _proposals) = (consoles, read, proposals);
        feed.Subscribe<ReferralMoved>(_ => Wake());
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        foreach (var organisation in _consoles.All.Where(console => console.Staff.Role is Roles.Supervisor or Roles.Coordinator).GroupBy(console => console.Staff.Organisation))
        {
            var consents = await _read.AllAsync(organisation.Key, stop);
            var proposers = await _proposals.ProposersAsync(organisation.Key, stop);
            foreach (var console in organisation)
            {
                var waiting = consents.Count(one => !one.IsWorkOf(console.Staff.Id)) + proposers.Count(proposer => proposer != console.Staff.Id);
                var told = _told.GetValue(console, _ => new StrongBox<int>());
                if (told.Value == waiting) continue;
                told.Value = waiting;
                _consoles.Push(console, client => client.ChecksWaiting(waiting));
            }
        }
    }
}
