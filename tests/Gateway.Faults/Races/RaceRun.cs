using System.Diagnostics;
using System.Globalization;
using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.TestKit.Contracts;
using Gateway.TestKit.Processes;
using Gateway.TestKit.Wires;
using Gateway.WaitingQueue;
using Gateway.Worlds;

namespace Gateway.Faults.Races;

/// <summary>Rounds in which one person waits, or rings for one counsellor, and a counsellor at every gateway reaches for them at the same moment.</summary>
internal sealed class RaceRun : IAsyncDisposable
{
    private const string Organisation = ConversationsNode.Organisation;
    private static readonly TimeSpan Promised = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Slowest = TimeSpan.FromMilliseconds(100);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-race-");
    private readonly Random _random;
    private readonly List<FaultyWire> _wires = [];
    private readonly List<ConversationsNode> _nodes = [];
    private readonly List<Staff> _staff = [];
    private readonly List<double> _told = [];
    private PostgresServer _postgres = null!;
    private RedisServer _redis = null!;
    private int _twice;
    private int _nobody;

    private RaceRun(int seed) => _random = new Random(seed);

    /// <summary>Runs so many rounds on so many gateways.</summary>
    public static async Task<RaceSeries> RunAsync(int nodes, int rounds, ExperimentRun run)
    {
        await using var race = new RaceRun(run.Seed);
        await race.OpenAsync(nodes);
        for (var round = 0; round < rounds; round++)
            await race.RoundAsync(round);
        var inTime = race._told.Count == 0 ? 1 : (double)race._told.Count(ms => ms <= run.Limit(Promised).TotalMilliseconds) / race._told.Count;
        return new RaceSeries(nodes, rounds, race._twice, race._nobody, Math.Round(inTime, 4), Spread.Of(race._told));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        foreach (var wire in _wires)
            await wire.DisposeAsync();
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    // The first node has a straight way to Redis: it lets people in and sees them off.
    private ConversationsNode Porter => _nodes[0];

    private async Task OpenAsync(int nodes)
    {
        (_postgres, _redis) = (await PostgresServer.StartAsync(durable: true), await RedisServer.StartAsync());
        var connection = await _postgres.NewDatabaseAsync() + ";Maximum Pool Size=8";
        for (var i = 0; i <= nodes; i++)
        {
            if (i > 0)
                _wires.Add(FaultyWire.To(_redis.Port));
            _nodes.Add(new ConversationsNode(
                new Dictionary<string, string?>
                {
                    ["Gateway:Records:Engine"] = "Postgres",
                    ["Gateway:Records:Postgres:Connection"] = connection,
                    ["Gateway:Records:TimeoutMs"] = "30000",
                    ["Gateway:Queue:Engine"] = "Redis",
                    ["Gateway:Redis:Endpoints"] = i == 0 ? _redis.Endpoint : _wires[^1].Endpoint,
                    ["Gateway:Redis:TimeoutMs"] = "10000",
                    ["Gateway:Keys:Directory"] = Path.Combine(_folder.FullName, "keys"),
                    ["Gateway:Keys:CreateForDevelopment"] = "true",
                }, TimeProvider.System));
        }
        await Porter.PrepareAsync();
        for (var i = 0; i < nodes; i++)
            _staff.Add(await StaffAsync($"racer-{i}"));
        await Porter.Get<IQueueEngine>().RebuildAsync(Organisation, Array.Empty<QueuePlace>(), Array.Empty<HeldPlace>());
        // Connections are made before the wires become slow.
        await Task.WhenAll(_nodes.Select(node => node.Get<IQueueEngine>().SnapshotAsync(Organisation)));
    }

    private async Task RoundAsync(int round)
    {
        var rings = round % 2 == 1 ? _random.Next(_staff.Count) : -1;
        if (rings >= 0)
            await Porter.Get<IQueueEngine>().SetAvailabilityAsync(Organisation, _staff[rings].Id, available: true, capacity: 1);
        await ArrivesAsync(round);
        var offer = rings < 0 ? null : (await Porter.Get<IQueueEngine>().TickAsync(Organisation)).Offers.Single();
        foreach (var wire in _wires)
            wire.Delay = _random.NextDouble() * Slowest;

        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var all = _staff.Select((staff, i) => Task.Run(() => ReachAsync(_nodes[i + 1].Get<TakeNext>(), staff, i == rings ? offer : null, start.Task))).ToList();
        start.SetResult();
        var taken = (await Task.WhenAll(all)).Select((id, i) => (Id: id, Staff: _staff[i])).Where(one => one.Id is not null).ToList();
        if (taken.Count > 1)
            _twice++;
        if (taken.Count == 0)
            _nobody++;

        foreach (var wire in _wires)
            wire.Delay = TimeSpan.Zero;
        foreach (var (id, staff) in taken)
        {
            await Porter.Get<LetGo>().CloseAsync(staff, id!, "talked");
            await Porter.Get<IQueueEngine>().RemoveAsync(Organisation, id!);
        }
        if (rings >= 0)
            await Porter.Get<IQueueEngine>().LeaveAsync(Organisation, _staff[rings].Id);
    }

    private async Task<string?> ReachAsync(TakeNext takeNext, Staff staff, Offer? offer, Task start)
    {
        await start;
        var watch = Stopwatch.StartNew();
        var (_, conversation) = offer is null ? await takeNext.TakeAsync(staff) : await takeNext.AnswerAsync(staff, offer.OfferId, accept: true);
        if (conversation is not null)
            return conversation.Id;
        lock (_told)
            _told.Add(watch.Elapsed.TotalMilliseconds);
        return null;
    }

    private async Task ArrivesAsync(int round)
    {
        var name = round.ToString(CultureInfo.InvariantCulture);
        await Porter.Receive.ReceiveAsync(new Inbound(
            Organisation, ChannelNames.Line, "line/komorebi", Redacted.Of("U" + name), "event-" + name, InboundKind.Message, Redacted.Of("助けて")));
        while ((await Porter.Get<IQueueEngine>().SnapshotAsync(Organisation)).WaitingCount == 0)
            await Task.Delay(1);
    }

    private async Task<Staff> StaffAsync(string id)
    {
        var staff = new Staff(id, id, id, "volunteer", Organisation);
        await Porter.Records.WriteAsync(session => session.ExecuteAsync(
            """
            INSERT INTO staff (id, organisation, user_name, normalized_user_name, name, role, security_stamp, created_at)
            VALUES (@Id, @Organisation, @UserName, @UserName, @Name, @Role, 'stamp', 0)
            """, staff));
        return staff;
    }
}

/// <summary>The races on so many gateways.</summary>
/// <param name="Nodes">Gateways.</param>
/// <param name="Rounds">Races.</param>
/// <param name="TakenTwice">Races in which more than one counsellor was told that the person is theirs.</param>
/// <param name="TakenByNobody">Races that nobody won.</param>
/// <param name="ToldInTime">The share of those who came too late and were told so within 300 ms (in the short form: three times as long).</param>
/// <param name="ToldMs">How long it took until they were told, the way to Redis and back included.</param>
public sealed record RaceSeries(int Nodes, int Rounds, int TakenTwice, int TakenByNobody, double ToldInTime, Spread ToldMs);
