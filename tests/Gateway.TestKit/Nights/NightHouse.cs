using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.TestKit.Contracts;
using Gateway.WaitingQueue;

namespace Gateway.TestKit.Nights;

/// <summary>The gateways of a night: real records, real queue, real use cases; only their rounds are called by the night's own clock.</summary>
public sealed class NightHouse : IAsyncDisposable
{
    private readonly IReadOnlyDictionary<string, string?> _settings;
    private readonly List<NightNode> _nodes = [];
    private readonly List<NightNode> _dead = [];

    private NightHouse(IReadOnlyDictionary<string, string?> settings, FakeTime time) => (_settings, Time) = (settings, time);

    /// <summary>Those who answer.</summary>
    public static IReadOnlyList<Staff> Counsellors { get; } =
    [
        new(ConversationsNode.Aoi, "aoi", "あおい", "volunteer", ConversationsNode.Organisation),
        new(ConversationsNode.Minato, "minato", "みなと", "volunteer", ConversationsNode.Organisation),
        new("staff-sora", "sora", "そら", "volunteer", ConversationsNode.Organisation),
    ];

    /// <summary>The clock of all.</summary>
    public FakeTime Time { get; }

    /// <summary>The gateways that live.</summary>
    public IReadOnlyList<NightNode> Nodes => _nodes;

    /// <summary>Loses what the queue's store knows, where it does not lie in the process.</summary>
    public Func<Task>? Forget { get; set; }

    /// <summary>How many steps were carried out in all nights.</summary>
    public long Steps { get; internal set; }

    /// <summary>The longest that queue and records told different things while nothing was in the way, in milliseconds of the nights' clock.</summary>
    public long LongestDifference { get; internal set; }

    /// <summary>The queue as its store has it, past any bad line.</summary>
    public IQueueEngine Queue => _nodes[0].Queue.Engine;

    /// <summary>Starts the gateways on empty records.</summary>
    /// <param name="settings">As a gateway reads them; the timers of the stages are made short.</param>
    /// <param name="nodes">How many; more than one only where the queue is shared.</param>
    /// <param name="time">The clock.</param>
    public static async Task<NightHouse> OpenAsync(IReadOnlyDictionary<string, string?> settings, int nodes, FakeTime time)
    {
        var house = new NightHouse(
            new Dictionary<string, string?>(settings)
            {
                ["Gateway:Conversations:IntakeMinutes"] = "1",
                ["Gateway:Conversations:TalkingSilenceMinutes"] = "5",
                ["Gateway:Conversations:WaitingHours"] = "1",
            }, time);
        for (var i = 0; i < nodes; i++) house._nodes.Add(house.NewNode());
        await house._nodes[0].Node.PrepareAsync();
        await house._nodes[0].Node.Records.WriteAsync(session => session.ExecuteAsync(
            """
            INSERT INTO staff (id, organisation, user_name, normalized_user_name, name, role, security_stamp, created_at)
            VALUES (@Id, @Organisation, @UserName, @UserName, @Name, @Role, 'stamp', 0)
            """, Counsellors[^1]));
        return house;
    }

    /// <summary>A node dies; another starts in its place. What the old one still does is seen to its end by <see cref="BuryAsync"/>.</summary>
    public void Replace(int node)
    {
        lock (_dead)
        {
            _dead.Add(_nodes[node]);
            _nodes[node] = NewNode();
        }
    }

    /// <summary>The queue loses all it knows.</summary>
    public async Task ForgetAsync()
    {
        if (Forget is not null) await Forget();
        else foreach (var node in _nodes.ToList()) node.Queue.Forget();
    }

    /// <summary>One second of every node: the queue's keeper, and each five seconds the timers of the stages.</summary>
    public async Task RoundAsync(long second)
    {
        foreach (var node in _nodes.ToList())
        {
            await node.Node.Hosted<QueueKeeper>().RunOnceAsync(CancellationToken.None);
            if (second % 5 == 0) await node.Node.Hosted<StageTimers>().RunOnceAsync(CancellationToken.None);
        }
    }

    /// <summary>Sees off the nodes that died.</summary>
    public async Task BuryAsync()
    {
        foreach (var node in _dead) await node.Node.DisposeAsync();
        _dead.Clear();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await BuryAsync();
        foreach (var node in _nodes) await node.Node.DisposeAsync();
    }

    private NightNode NewNode()
    {
        var node = new ConversationsNode(_settings, Time, UnreliableQueue.PutBefore);
        node.Get<Publisher>().Subscribe<ConversationMoved>(node.Get<LetGo>().FollowAsync);
        return new NightNode(node, node.Get<UnreliableQueue>());
    }
}

/// <summary>One gateway of the house, and the line between it and the queue.</summary>
public sealed record NightNode(ConversationsNode Node, UnreliableQueue Queue);
