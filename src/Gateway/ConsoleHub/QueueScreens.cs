using System.Collections.Concurrent;
using Gateway.Conversations.Feed;
using Gateway.Primitives;
using Gateway.WaitingQueue;

namespace Gateway.ConsoleHub;

/// <summary>
/// Shows the queue to the consoles of its organisation soon after a change, at most four times a second. While the queue cannot be
/// read they are told so: an old picture would say that nobody waits where somebody does.
/// </summary>
public sealed class QueueScreens : Rounds
{
    private readonly Consoles _consoles;
    private readonly ShowQueue _show;
    private readonly ConcurrentDictionary<string, bool> _changed = new();
    private readonly HashSet<string> _away = [];

    /// <summary>Subscribes to the feed.</summary>
    public QueueScreens(Consoles consoles, ShowQueue show, IFeed feed, TimeProvider time, ILogger<QueueScreens> log)
        : base("queue screens", TimeSpan.FromMilliseconds(250), time, log)
    {
        (_consoles, _show) = (consoles, show);
        feed.Subscribe<QueueChanged>(changed => Look(changed.Organisation));
        feed.Subscribe<Conversations.ConversationMoved>(Look);
        feed.Subscribe<Conversations.GuestChanged>(changed =>
        {
            _show.Forget(changed.Home);
            Look(changed.Home);
        });
    }

    /// <summary>Reads the queue again in the next round, and in every one after it until that succeeds.</summary>
    public void Look(string organisation) => _changed[organisation] = true;

    // A move of a guest concerns two houses.
    private void Look(Conversations.ConversationMoved moved)
    {
        if ((moved.Host ?? moved.LeftHost) is not null) _show.Forget(moved.Organisation);
        Look(moved.Organisation);
        if ((moved.Host ?? moved.LeftHost) is { } partner) Look(partner);
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        foreach (var organisation in _changed.Keys)
        {
            _changed.TryRemove(organisation, out _);
            if (_consoles.All.All(console => console.Staff.Organisation != organisation)) continue;
            try
            {
                var summary = (await _show.ReadAsync(organisation)).Shown;
                _consoles.PushToAll(organisation, client => client.QueueChanged(summary));
                _away.Remove(organisation);
            }
            catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
            {
                // Shown again when the queue is back; the keeper of the queue says so in the log.
                Look(organisation);
                TellAway(error is QueueUnavailableException ? _changed.Keys : [organisation]);
                // One engine serves everybody: whoever comes after this one would wait for the same silence.
                if (error is QueueUnavailableException) return;
            }
            catch
            {
                // Whatever it was: the change is still to be shown.
                Look(organisation);
                throw;
            }
        }
    }

    private void TellAway(IEnumerable<string> organisations)
    {
        foreach (var organisation in organisations.Where(_away.Add)) _consoles.PushToAll(organisation, client => client.QueueAway());
    }
}
