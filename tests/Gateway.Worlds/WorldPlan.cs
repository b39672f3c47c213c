using Gateway.TestKit;

namespace Gateway.Worlds;

/// <summary>Which engines the gateway runs on.</summary>
public enum Engine
{
    /// <summary>SQLite and the queue in the process.</summary>
    Embedded,

    /// <summary>PostgreSQL, durable, and Redis.</summary>
    Distributed,
}

/// <summary>What a world is made of.</summary>
public sealed record WorldPlan
{
    /// <summary>The engines.</summary>
    public Engine Engine { get; init; }

    /// <summary>How many gateways; the embedded engines serve one.</summary>
    public int Nodes { get; init; } = 1;

    /// <summary>The set-up file.</summary>
    public SetupSize Size { get; init; } = new();

    /// <summary>Further settings of every gateway, by their keys; they win over the world's own.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether each gateway reaches PostgreSQL over a wire of its own: <see cref="LoadWorld.RecordsWires"/>.</summary>
    public bool RecordsOverWires { get; init; }

    /// <summary>Whether each gateway reaches Redis over a wire of its own: <see cref="LoadWorld.QueueWires"/>.</summary>
    public bool QueueOverWires { get; init; }

    /// <summary>Whether there is a second Redis, which is known to every gateway and follows the first: <see cref="LoadWorld.Replica"/>.</summary>
    public bool QueueReplica { get; init; }

    /// <summary>Whether all gateways reach the simulated providers over one wire: <see cref="LoadWorld.ProvidersWire"/>.</summary>
    public bool ProvidersOverWire { get; init; }
}
