using Gateway.Primitives;
using Gateway.Redis;
using Gateway.TestKit.Processes;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.Redis;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Load.Queue;

/// <summary>Many nodes, each with a connection of its own, who claim from one organisation.</summary>
/// <param name="Nodes">How many.</param>
/// <param name="ClaimersEach">Claimers at each.</param>
/// <param name="Claims">A claim, a departure and a join.</param>
/// <param name="Twice">How often somebody was claimed who had been claimed before; is to be 0.</param>
internal sealed record ManyNodes(int Nodes, int ClaimersEach, ClaimRate Claims, int Twice)
{
    /// <summary>Measures it on a Redis of its own.</summary>
    public static async Task<ManyNodes> MeasureAsync(int nodes, int claimersEach, int waiting, int seconds)
    {
        await using var server = await RedisServer.StartAsync();
        var links = Enumerable.Range(0, nodes)
            .Select(_ => new RedisLink(new RedisSettings { Endpoints = server.Endpoint, TimeoutMs = 10_000 }, NullLogger<RedisLink>.Instance)).ToList();
        var settings = new QueueSettings { ClaimSeconds = 60 };
        var engines = links.Select(link => new RedisQueue(link, TimeProvider.System, settings, new Ids(TimeProvider.System))).ToList<IQueueEngine>();
        var claimers = nodes * claimersEach;
        var cycle = await EngineCycle.OpenAsync(engines, "komorebi", waiting, claimers, claimers, visits: true, witness: true, Nothing.Instance);
        var claims = await ClaimRate.MeasureAsync(cycle, claimers, seconds, server.Process.Id);
        foreach (var link in links) await link.DisposeAsync();
        return new ManyNodes(nodes, claimersEach, claims, cycle.Twice);
    }
}
