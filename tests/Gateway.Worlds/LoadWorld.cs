using System.Globalization;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Processes;

namespace Gateway.Worlds;

/// <summary>Which engines the gateway runs on.</summary>
public enum Engine
{
    /// <summary>SQLite and the queue in the process.</summary>
    Embedded,

    /// <summary>PostgreSQL, durable, and Redis.</summary>
    Distributed,
}

/// <summary>Everything a run needs, started by it and gone with it: the providers, the engines' servers, one or several gateways.</summary>
public sealed class LoadWorld : IAsyncDisposable
{
    private readonly RunSetup _setup;
    private readonly List<GatewayProcess> _nodes = [];
    private PostgresServer? _postgres;
    private RedisServer? _redis;
    private SimulatorHost _providers = null!;

    private LoadWorld(SetupSize size) => _setup = new RunSetup(size);

    /// <summary>The gateways; the first is the one that the phones call.</summary>
    public IReadOnlyList<GatewayProcess> Nodes => _nodes;

    /// <summary>Where they listen.</summary>
    public IReadOnlyList<Uri> Addresses => [.. _nodes.Select(node => node.Address)];

    /// <summary>Those who sign in at an organisation.</summary>
    public IReadOnlyList<SetupPerson> People(string organisation) => [.. _setup.People.Where(person => person.Organisation == organisation)];

    /// <summary>What the providers have accepted from the gateway.</summary>
    public Outbox Outbox => _providers.Outbox;

    /// <summary>The one LINE account of an organisation.</summary>
    public LineAccount Line(string organisation) => _providers.Line(organisation + "-line1");

    /// <summary>Starts it all and waits until every gateway is ready.</summary>
    /// <param name="engine">The engines.</param>
    /// <param name="nodes">How many gateways.</param>
    /// <param name="size">The set-up file.</param>
    /// <param name="say">Hears of progress.</param>
    /// <param name="recordsTimeoutMs">How long the gateway waits for its records; nothing for its own default.</param>
    /// <exception cref="InvalidOperationException">Something did not start, or the gateway does not use the engine asked for.</exception>
    public static async Task<LoadWorld> StartAsync(Engine engine, int nodes, SetupSize size, Action<string> say, int? recordsTimeoutMs = null)
    {
        if (engine == Engine.Embedded && nodes > 1)
            throw new ArgumentException("The embedded engines serve one node.");
        var world = new LoadWorld(size);
        try
        {
            await world.StartAsync(engine, nodes, say, recordsTimeoutMs);
            return world;
        }
        catch
        {
            await world.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        if (_providers is not null)
            await _providers.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
        _setup.Dispose();
    }

    private async Task StartAsync(Engine engine, int nodes, Action<string> say, int? recordsTimeoutMs)
    {
        _providers = await SimulatorHost.StartAsync(_setup.Line, _setup.Sms);
        var settings = _setup.Write(_providers.Address);
        // All consoles stand behind one address here.
        settings["Gateway:SignIn:AttemptsPerMinute"] = "10000";
        // On a busy machine a restart may take long; that a counsellor's people go back to the queue then is right, but not what is asked.
        settings["Gateway:Queue:PresenceSeconds"] = "60";
        if (recordsTimeoutMs is { } timeout)
            settings["Gateway:Records:TimeoutMs"] = timeout.ToString(CultureInfo.InvariantCulture);
        if (engine == Engine.Distributed)
        {
            _postgres = await PostgresServer.StartAsync(durable: true);
            _redis = await RedisServer.StartAsync();
            settings["Gateway:Records:Engine"] = "Postgres";
            settings["Gateway:Records:Postgres:Connection"] = await _postgres.NewDatabaseAsync();
            settings["Gateway:Queue:Engine"] = "Redis";
            settings["Gateway:Redis:Endpoints"] = _redis.Endpoint;
        }

        say($"starting {nodes} x gateway, {engine}, {_setup.People.Count} people of staff");
        for (var i = 0; i < nodes; i++)
            _nodes.Add(await GatewayProcess.StartAsync(settings));
        // A build that does not know the Redis engine would quietly measure the other one.
        if (_redis is not null && await RedisProbe.CountKeysAsync(_redis.Port) == 0)
            throw new InvalidOperationException("The gateway is ready and Redis is empty: this build does not keep its queue there.");
        _providers.Providers.PointAt(_nodes[0].Address);
    }
}
