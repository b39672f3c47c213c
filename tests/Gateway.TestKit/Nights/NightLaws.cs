using System.Collections.Concurrent;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.TestKit.Contracts;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Nights;

/// <summary>
/// What must be true at every second: every open person is in exactly one place, no place is without a timer, nobody is stuck
/// for longer than the timer and ten seconds, and whoever waits is offered to whoever has time.
/// </summary>
public sealed class NightLaws(NightHouse house)
{
    private const long Slack = 10_000;
    private const long Round = 3_000;

    private readonly ConcurrentDictionary<string, long> _alive = new();
    private readonly Dictionary<string, long> _differs = [];
    private readonly Dictionary<string, (long? ArrivedAt, long Fence)> _before = [];
    private long _disturbed = house.Time.NowMs();
    private long? _idle;
    private long? _lost;

    /// <summary>A counsellor gave a sign of life.</summary>
    public void SeenAlive(string staffId) => _alive[staffId] = house.Time.NowMs();

    /// <summary>Something went wrong on purpose: what counts in seconds counts from here.</summary>
    public void Disturbed() => Interlocked.Exchange(ref _disturbed, house.Time.NowMs());

    /// <summary>Whether the person behind an address has an open conversation.</summary>
    public async Task<bool> IsOpenAsync(byte[] hash) =>
        await Records.ReadAsync(session => session.FindAsync<long>(
            "SELECT COUNT(*) FROM contact c JOIN conversation v ON v.contact_id = c.id WHERE c.address_hash = @hash AND v.closed_at IS NULL", new { hash })) == 1;

    /// <summary>Holds the night against the laws.</summary>
    public async Task CheckAsync()
    {
        var now = house.Time.NowMs();
        var since = Math.Max(Interlocked.Read(ref _disturbed), 0);
        var open = await Records.ReadAsync(session => session.QueryAsync<Open>(
            """
            SELECT id, contact_id AS ContactId, stage, due_at AS DueAt, assigned_to AS AssignedTo, arrived_at AS ArrivedAt, fence
            FROM conversation WHERE closed_at IS NULL
            """));
        Assert.Equal(open.Count, open.Select(one => one.ContactId).Distinct().Count());
        foreach (var one in open) CheckOne(one, now, since);
        if (house.Nodes.Any(node => node.Queue.Away))
        {
            Disturbed();
            return;
        }

        if (await SeeAsync(now, since) is not { } queue) return;
        CheckPlaces(open, queue, now, since);
        CheckOffers(queue, now, since);
    }

    /// <summary>Nobody is open in the records or known to the queue.</summary>
    public async Task AssertNobodyIsLeftAsync()
    {
        Assert.Equal(0, await Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM conversation WHERE closed_at IS NULL")));
        var queue = await house.Queue.SnapshotAsync(ConversationsNode.Organisation, first: 1000);
        Assert.Empty(queue.Waiting);
        Assert.Empty(queue.Held);
    }

    private IRecords Records => house.Nodes[0].Node.Records;

    private void CheckOne(Open one, long now, long since)
    {
        Assert.True(one.DueAt is not null, $"A conversation in {one.Stage} has no timer.");
        Assert.True(now - Math.Max(one.DueAt.Value, since) <= Slack, $"A conversation in {one.Stage} is over its time by more than ten seconds.");
        Assert.True(one.Stage is "intake" or "waiting" or "talking", $"{one.Stage} is not a place.");
        Assert.Equal(one.Stage == "talking", one.AssignedTo is not null);
        Assert.Equal(one.Stage != "intake", one.ArrivedAt is not null);
        if (_before.TryGetValue(one.Id, out var before))
        {
            Assert.True(before.ArrivedAt is null || before.ArrivedAt == one.ArrivedAt, "Somebody lost their place.");
            Assert.True(before.Fence <= one.Fence, "A fence fell.");
        }

        _before[one.Id] = (one.ArrivedAt, one.Fence);
        if (one.AssignedTo is not { } holder) return;
        var silent = now - Math.Max(_alive.GetValueOrDefault(holder), since);
        Assert.True(silent <= 25_000 + 12_000 + Slack + Round, $"Somebody is with a counsellor who vanished {silent / 1000} s ago.");
    }

    // A client that looks for its new primary needs time of this world, of which the night's clock knows nothing.
    private async Task<QueueSnapshot?> SeeAsync(long now, long since, int tries = 0)
    {
        try
        {
            var queue = await house.Queue.SnapshotAsync(ConversationsNode.Organisation, first: 1000);
            _lost = null;
            return queue;
        }
        catch (QueueUnavailableException) when (tries < 100)
        {
            Disturbed();
            await Task.Delay(100);
            return await SeeAsync(now, Interlocked.Read(ref _disturbed), tries + 1);
        }
        catch (QueueEpochLostException)
        {
            _lost ??= now;
            Assert.True(now - Math.Max(_lost.Value, since) <= Round, "A lost queue was not rebuilt.");
            return null;
        }
    }

    private void CheckPlaces(IReadOnlyList<Open> open, QueueSnapshot queue, long now, long since)
    {
        var waiting = queue.Waiting.Select(place => place.ConversationId).ToList();
        var held = queue.Held.ToDictionary(place => place.Place.ConversationId, place => $"{place.StaffId} {place.Fence}");
        Assert.Equal(waiting.Count + held.Count, waiting.Concat(held.Keys).Distinct().Count());
        var records = open.Where(one => one.Stage != "intake").ToDictionary(one => one.Id, one => one.Stage == "waiting" ? "waiting" : $"{one.AssignedTo} {one.Fence}");
        var differing = records.Keys.Union(waiting).Union(held.Keys)
            .Where(id => records.GetValueOrDefault(id) != (waiting.Contains(id) ? "waiting" : held.GetValueOrDefault(id))).ToHashSet();
        foreach (var healed in _differs.Keys.Except(differing).ToList()) _differs.Remove(healed);
        foreach (var id in differing)
        {
            if (_differs.TryAdd(id, now)) continue;
            var lasts = now - Math.Max(_differs[id], since);
            house.LongestDifference = Math.Max(house.LongestDifference, lasts);
            Assert.True(lasts <= Slack + Round, $"For {lasts / 1000} s the records say \"{records.GetValueOrDefault(id)}\" and the queue \"{(waiting.Contains(id) ? "waiting" : held.GetValueOrDefault(id))}\".");
        }
    }

    // A decline keeps the two apart for the cool-down; after it, time and need must meet.
    private void CheckOffers(QueueSnapshot queue, long now, long since)
    {
        var rings = queue.Offers.Select(offer => offer.StaffId).ToHashSet();
        var needs = queue.Waiting.Count > queue.Offers.Count;
        var hasTime = queue.Staff.Any(staff => staff is { Available: true, Present: true } && staff.Holding < staff.Capacity && !rings.Contains(staff.StaffId));
        Assert.All(queue.Offers, offer => Assert.True(now - Math.Max(offer.RingsUntil, since) <= Round, "An offer rings for ever."));
        if (!needs || !hasTime)
        {
            _idle = null;
            return;
        }

        _idle ??= now;
        Assert.True(now - Math.Max(_idle.Value, since) <= 60_000 + Slack + Round, "Somebody waits while somebody has time.");
    }

    private sealed record Open(string Id, string ContactId, string Stage, long? DueAt, string? AssignedTo, long? ArrivedAt, long Fence);
}
