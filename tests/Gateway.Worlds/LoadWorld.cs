using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.Simulators.Sms;
using Gateway.Simulators.Twilio;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Gateway.TestKit.Wires;
using Npgsql;

namespace Gateway.Worlds;

/// <summary>Everything a run needs, started by it and gone with it: the providers, the engines' servers, one or several gateways.</summary>
public sealed class LoadWorld : IAsyncDisposable
{
    private readonly RunSetup _setup;
    private readonly List<GatewayProcess> _nodes = [];
    private readonly List<FaultyWire> _recordsWires = [];
    private readonly List<FaultyWire> _queueWires = [];
    private Dictionary<string, string> _settings = [];
    private PostgresServer? _postgres;
    private RedisServer? _redis;
    private RedisServer? _replica;
    private FaultyWire? _providersWire;
    private SimulatorHost _providers = null!;

    private readonly Action<string> _say;

    private LoadWorld(SetupSize size, Action<string> say) => (_setup, _say) = (new RunSetup(size with { LinePatience = TimeSpan.FromSeconds(2) }), say);

    /// <summary>The gateways; the first is the one that the phones call.</summary>
    public IReadOnlyList<GatewayProcess> Nodes => _nodes;

    /// <summary>Where they listen.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _nodes.Select(node => node.Address)];

    /// <summary>The PostgreSQL of a distributed world.</summary>
    /// <exception cref="InvalidOperationException">The world is embedded.</exception>
    public PostgresServer Postgres => _postgres ?? throw new InvalidOperationException("This world has no PostgreSQL.");

    /// <summary>The Redis of a distributed world.</summary>
    /// <exception cref="InvalidOperationException">The world is embedded.</exception>
    public RedisServer Redis => _redis ?? throw new InvalidOperationException("This world has no Redis.");

    /// <summary>The second Redis, if the plan asked for it. It follows the first at the beginning.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public RedisServer Replica => _replica ?? throw new InvalidOperationException("This world has no second Redis.");

    /// <summary>The wire of each gateway to PostgreSQL, in the order of the gateways; empty unless the plan asked for them.</summary>
    public IReadOnlyList<FaultyWire> RecordsWires => _recordsWires;

    /// <summary>The wire of each gateway to Redis, in the order of the gateways; empty unless the plan asked for them.</summary>
    public IReadOnlyList<FaultyWire> QueueWires => _queueWires;

    /// <summary>The wire of all gateways to the simulated providers.</summary>
    /// <exception cref="InvalidOperationException">The plan did not ask for it.</exception>
    public FaultyWire ProvidersWire => _providersWire ?? throw new InvalidOperationException("This world has no wire to the providers.");

    /// <summary>The records, seen past the gateways.</summary>
    public RecordsProbe Records => new(_settings);

    /// <summary>What the gateways were started with, but for the addresses of their wires.</summary>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>Names and secrets of this run.</summary>
    public RunSetup Setup => _setup;

    /// <summary>Those who sign in at an organisation.</summary>
    public IReadOnlyList<SetupPerson> People(string organisation) => [.. _setup.People.Where(person => person.Organisation == organisation)];

    /// <summary>The port of all simulated providers.</summary>
    public int ProvidersPort => _providers.Address.Port;

    /// <summary>The one Twilio number of an organisation; the plan must ask for it.</summary>
    public TwilioNumber Twilio(string organisation) => _providers.Twilio(organisation + "-twilio1");

    /// <summary>From now on all providers lead every call elsewhere, by its path; nothing: they serve again.</summary>
    public void LeadElsewhere(Func<string, (int Status, string Location)?>? where) => _providers.LeadsElsewhere = where;

    /// <summary>What the providers have accepted from the gateway.</summary>
    public Outbox Outbox => _providers.Outbox;

    /// <summary>The one LINE account of an organisation.</summary>
    public LineAccount Line(string organisation) => _providers.Line(organisation + "-line1");

    /// <summary>The one SMS number of an organisation; the plan must ask for it.</summary>
    public SmsNumber Sms(string organisation) => _providers.Sms(organisation + "-sms1");

    /// <summary>The one web chat of an organisation, at the first gateway.</summary>
    public Uri Chat(string organisation) => new(_nodes[0].Address, $"/chat/{organisation}-chat1");

    /// <summary>Starts it all and waits until every gateway is ready.</summary>
    /// <param name="engine">The engines.</param>
    /// <param name="nodes">How many gateways.</param>
    /// <param name="size">The set-up file.</param>
    /// <param name="say">Hears of progress.</param>
    /// <exception cref="InvalidOperationException">Something did not start, or the gateway does not use the engine asked for.</exception>
    public static Task<LoadWorld> StartAsync(Engine engine, int nodes, SetupSize size, Action<string> say) =>
        StartAsync(new WorldPlan { Engine = engine, Nodes = nodes, Size = size }, say);

    /// <summary>Starts it all and waits until every gateway is ready.</summary>
    /// <param name="plan">What it is made of.</param>
    /// <param name="say">Hears of progress.</param>
    /// <exception cref="ArgumentException">The embedded engines cannot do what is planned.</exception>
    /// <exception cref="InvalidOperationException">Something did not start, or the gateway does not use the engine asked for.</exception>
    public static async Task<LoadWorld> StartAsync(WorldPlan plan, Action<string> say)
    {
        if (plan is { Engine: Engine.Embedded, Nodes: > 1 } or { Engine: Engine.Embedded, RecordsOverWires: true } or { Engine: Engine.Embedded, QueueOverWires: true }
            or { Engine: Engine.Embedded, QueueReplica: true })
            throw new ArgumentException("The embedded engines serve one node, without wires or replicas.");
        var world = new LoadWorld(plan.Size, say);
        try
        {
            await world.BeginAsync(plan, say);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings of this world with records that do not exist yet, on the same engine.</summary>
    public async Task<IReadOnlyDictionary<string, string>> EmptyRecordsAsync()
    {
        var settings = new Dictionary<string, string>(_settings);
        if (_postgres is null)
            settings["Gateway:Records:Sqlite:File"] = Path.Combine(_setup.Folder, "empty.db");
        else
            settings["Gateway:Records:Postgres:Connection"] = await _postgres.NewDatabaseAsync();
        return settings;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
        {
            foreach (var failure in HubFailures.Of(node.Process.Output.After(0)))
                _say(failure);
            await node.DisposeAsync();
        }
        foreach (var wire in _recordsWires.Concat(_queueWires))
            await wire.DisposeAsync();
        if (_providersWire is not null)
            await _providersWire.DisposeAsync();
        if (_providers is not null)
            await _providers.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        if (_replica is not null)
            await _replica.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _setup.Dispose();
    }

    private async Task BeginAsync(WorldPlan plan, Action<string> say)
    {
        _providers = await SimulatorHost.StartAsync(_setup.Line, _setup.Sms, twilio: _setup.Twilio);
        if (plan.ProvidersOverWire)
            _providersWire = FaultyWire.To(_providers.Address.Port);
        _settings = _setup.Write(_providersWire is { } wire ? new Uri($"http://{wire.Endpoint}") : _providers.Address);
        // All consoles stand behind one address here.
        _settings["Gateway:SignIn:AttemptsPerMinute"] = "10000";
        // On a busy machine a restart may take long; that a counsellor's people go back to the queue then is right, but not what is asked.
        _settings["Gateway:Queue:PresenceSeconds"] = "60";
        if (plan.Engine == Engine.Distributed)
        {
            _postgres = await PostgresServer.StartAsync(durable: true);
            _redis = await RedisServer.StartAsync();
            _settings["Gateway:Records:Engine"] = "Postgres";
            _settings["Gateway:Records:Postgres:Connection"] = await _postgres.NewDatabaseAsync();
            _settings["Gateway:Queue:Engine"] = "Redis";
            _settings["Gateway:Redis:Endpoints"] = _redis.Endpoint;
            if (plan.QueueReplica)
            {
                _replica = await RedisServer.StartAsync();
                await _replica.FollowAsync(_redis);
                _settings["Gateway:Redis:Endpoints"] += "," + _replica.Endpoint;
            }
        }
        foreach (var (key, value) in plan.Settings)
            _settings[key] = value;

        say($"starting {plan.Nodes} x gateway, {plan.Engine}, {_setup.People.Count} people of staff");
        for (var i = 0; i < plan.Nodes; i++)
            _nodes.Add(await GatewayProcess.StartAsync(WithWires(plan)));
        // A build that does not know the Redis engine would quietly measure the other one.
        if (_redis is not null && await RedisProbe.CountKeysAsync(_redis.Port) == 0)
            throw new InvalidOperationException("The gateway is ready and Redis is empty: this build does not keep its queue there.");
        _providers.Providers.PointAt(_nodes[0].Address);
    }

    // Of its own for each gateway, so that one alone can be cut off.
    private Dictionary<string, string> WithWires(WorldPlan plan)
    {
        var settings = new Dictionary<string, string>(_settings);
        if (plan.RecordsOverWires)
        {
            _recordsWires.Add(FaultyWire.To(Postgres.Port));
            var connection = new NpgsqlConnectionStringBuilder(settings["Gateway:Records:Postgres:Connection"]) { Port = _recordsWires[^1].Port };
            settings["Gateway:Records:Postgres:Connection"] = connection.ConnectionString;
        }
        if (plan.QueueOverWires)
        {
            _queueWires.Add(FaultyWire.To(Redis.Port));
            settings["Gateway:Redis:Endpoints"] = _queueWires[^1].Endpoint;
        }
        return settings;
    }
}
