using Gateway.TestKit.Hub;
using Gateway.Worlds.Consoles;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Witnesses;

/// <summary>Knows who waits and since when, because it saw them come one by one, and compares every look at the queue with that.</summary>
/// <param name="crowd">Who only waits.</param>
internal sealed class QueueWitness(Crowd crowd)
{
    private readonly List<(string Conversation, DateTimeOffset ArrivedAt)> _came = [];
    private volatile bool _watching;
    private int _looks;
    private int _wrong;
    private int _taken;

    /// <summary>What it saw.</summary>
    public QueueReport Report => new(crowd.Size, _looks, _wrong, _taken);

    /// <summary>Lets them write one after another, and notes each as they appear in the queue.</summary>
    public async Task AllComeAsync(LoadConsole console)
    {
        for (var person = 0; person < crowd.Size; person++)
        {
            await crowd.SayAsync(person, TimeProvider.System.GetTimestamp(), CancellationToken.None);
            HubPlace? newcomer = null;
            for (var tries = 0; newcomer is null; tries++)
            {
                if (tries == 500)
                    throw new TimeoutException("Somebody wrote and does not appear in the queue.");
                await Task.Delay(20);
                var queue = (await console.CallAsync<HubResumed>("Resume"))!.Queue;
                newcomer = queue?.Places.FirstOrDefault(place => _came.All(known => known.Conversation != place.ConversationId));
            }
            _came.Add((newcomer.ConversationId, newcomer.ArrivedAt));
        }
        // A picture of the queue made before the last of them came may still be on its way.
        await Task.Delay(1000);
        _watching = true;
    }

    /// <summary>Compares one look at the queue.</summary>
    public void Look(HubQueue? queue)
    {
        if (!_watching || queue is null)
            return;
        Interlocked.Increment(ref _looks);
        if (!queue.Places.Select(place => (place.ConversationId, place.ArrivedAt)).SequenceEqual(_came))
            Interlocked.Increment(ref _wrong);
    }

    /// <summary>Looks once more with every console, then takes them one by one: each must be the one who came next.</summary>
    public async Task TakeAllAsync(IReadOnlyList<LoadConsole> consoles)
    {
        Look((await consoles[0].CallAsync<HubResumed>("Resume"))!.Queue);
        _watching = false;
        foreach (var (conversation, _) in _came)
        {
            var hands = consoles[_taken / LoadConsole.Hands % consoles.Count];
            if (await hands.TakeNextAsync() != conversation)
                return;
            _taken++;
        }
    }
}

/// <summary>The queue, seen over and over during the run.</summary>
/// <param name="People">Who only waited.</param>
/// <param name="Looks">How often a console saw the queue.</param>
/// <param name="WrongLooks">How often somebody was missing in it, or at another place, or with another time of arrival.</param>
/// <param name="TakenInOrder">How many were taken at the end, in the order in which they had written.</param>
public sealed record QueueReport(int People, int Looks, int WrongLooks, int TakenInOrder);
