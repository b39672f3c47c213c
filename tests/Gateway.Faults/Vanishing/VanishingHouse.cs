using System.Diagnostics;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Wires;
using Gateway.Worlds;

namespace Gateway.Faults.Vanishing;

/// <summary>Counsellors who will vanish, each with a person, and one who stays and watches the queue.</summary>
internal sealed class VanishingHouse : IAsyncDisposable
{
    private const string Told = "接続が切れました";
    private const string Tab = "closedTab";
    private const string Laptop = "sleepingLaptop";
    private const string Gateway = "deadGateway";
    private const string Late = "もどりました";

    private readonly LoadWorld _world;
    private readonly FaultyWire _wire;
    private readonly Dictionary<string, List<double>> _back = [];
    private readonly List<(string How, HubClient Console)> _vanishing = [];
    private HubClient _watcher = null!;
    private int _phones;

    private VanishingHouse(LoadWorld world) => (_world, _wire) = (world, FaultyWire.To(world.Addresses[0].Port));

    /// <summary>How many counsellors vanished.</summary>
    public int Vanished { get; private set; }

    /// <summary>How long each person waited until they were told, in milliseconds, by how their counsellor vanished.</summary>
    public IReadOnlyDictionary<string, List<double>> Back => _back;

    /// <summary>How often the queue did not show the persons in front, in the order and with the times of their arrival.</summary>
    public int Misplaced { get; private set; }

    /// <summary>Whether the next counsellor was given all of them in that order.</summary>
    public bool NextInOrder { get; private set; } = true;

    /// <summary>What the vanished ones sent when they were back.</summary>
    public int Sent { get; private set; }

    /// <summary>How much of it was refused.</summary>
    public int Refused { get; private set; }

    /// <summary>How much of it arrived on a phone.</summary>
    public int Heard => _world.Outbox.Log.After(0).Count(item => item.Text.Contains(Late, StringComparison.Ordinal));

    /// <summary>Everybody signs in: tabs and laptops at the first gateway, the rest at the second, which will die.</summary>
    /// <param name="world">Two gateways, and a counsellor more than all who vanish.</param>
    /// <param name="each">How many counsellors vanish in each way.</param>
    /// <param name="asleep">Whether there are laptops.</param>
    public static async Task<VanishingHouse> OpenAsync(LoadWorld world, int each, bool asleep)
    {
        var house = new VanishingHouse(world);
        var people = new Queue<SetupPerson>(world.People("org1"));
        house._watcher = await ConnectAsync(world.Addresses[0]);
        await house._watcher.ResumeAsync();
        for (var i = 0; i < each; i++)
        {
            house._vanishing.Add((Tab, await ConnectAsync(world.Addresses[0])));
            house._vanishing.Add((Gateway, await ConnectAsync(world.Addresses[1])));
            if (asleep)
                house._vanishing.Add((Laptop, await ConnectAsync(new Uri($"http://{house._wire.Endpoint}"))));
        }
        return house;

        Task<HubClient> ConnectAsync(Uri address)
        {
            var person = people.Dequeue();
            return HubClient.ConnectAsync(address, person.UserName, person.Password);
        }
    }

    /// <summary>Each takes a person and vanishes; two more only wait.</summary>
    public async Task RoundAsync()
    {
        var phones = Enumerable.Range(0, _vanishing.Count + 2).Select(_ => _world.Line("org1").Phone()).ToList();
        var held = new List<HubConversation>();
        for (var i = 0; i < phones.Count; i++)
        {
            await (await phones[i].SayAsync($"person {_phones++}")).Last;
            if (i < _vanishing.Count)
                held.Add(await TakeAsync(_vanishing[i].Console));
        }

        var before = _world.Outbox.Log.Last;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(_vanishing.Where(one => one.How == Tab).Select(one => one.Console.DropAsync()));
        await _world.Nodes[1].Kill9Async();
        _wire.Swallow();
        Vanished += held.Count;
        await Task.WhenAll(held.Select((_, i) => ToldAsync(_vanishing[i].How, phones[i], watch, before)));
        await CompareAsync(held);

        await ComeBackAsync(held);
        await TakeAllAsync(held, phones.Count);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var console in _vanishing.Select(one => one.Console).Append(_watcher))
            await console.DisposeAsync();
        await _wire.DisposeAsync();
    }

    private async Task ToldAsync(string how, LinePhone phone, Stopwatch watch, long after)
    {
        try
        {
            await phone.ReceivesAsync(text => text.Contains(Told, StringComparison.Ordinal), TimeSpan.FromSeconds(80), after);
        }
        catch (TimeoutException)
        {
            return;
        }
        lock (_back)
        {
            if (!_back.TryGetValue(how, out var times))
                _back[how] = times = [];
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
    }

    private async Task CompareAsync(List<HubConversation> held)
    {
        var seen = (await _watcher.ResumeAsync()).Queue!.Places.Take(held.Count).Select(place => (place.ConversationId, (DateTimeOffset?)place.ArrivedAt, place.Returned));
        if (!seen.SequenceEqual(held.Select(talk => (talk.Id, talk.ArrivedAt, true))))
            Misplaced++;
    }

    private async Task ComeBackAsync(List<HubConversation> held)
    {
        _wire.Heal();
        await _world.Nodes[1].RestartAsync();
        for (var i = 0; i < held.Count; i++)
        {
            await _vanishing[i].Console.ConnectAsync(TimeSpan.FromSeconds(20));
            Sent++;
            try
            {
                await _vanishing[i].Console.SendAsync(held[i].Id, Late);
            }
            catch (HubRefusedException refused) when (refused.Code == "conversation.not_found")
            {
                Refused++;
            }
        }
    }

    private async Task TakeAllAsync(List<HubConversation> held, int people)
    {
        await _watcher.SetAvailabilityAsync(available: false, capacity: 5);
        for (var i = 0; i < people; i++)
        {
            var taken = await TakeAsync(_watcher);
            NextInOrder &= i >= held.Count || taken.Id == held[i].Id;
            await _watcher.CloseAsync(taken.Id);
        }
    }

    // The queue hears of somebody new a moment after their words were answered.
    private static async Task<HubConversation> TakeAsync(HubClient console)
    {
        for (var tries = 0; ; tries++)
        {
            if (await console.TakeNextAsync() is { } taken)
                return taken;
            if (tries == 300)
                throw new TimeoutException("Somebody wrote and cannot be taken.");
            await Task.Delay(50);
        }
    }
}
