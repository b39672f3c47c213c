using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class WaitingQueueContract
{
    [Fact]
    public async Task A_glance_names_the_first_and_counts_all()
    {
        var people = new List<QueuePlace>();
        for (var i = 0; i < 60; i++) people.Add(await WaitingAsync());
        await HoldAsync("aki");
        var ringing = await RingingAsync("bun");
        var glance = await B.SnapshotAsync(Organisation, first: 3);
        Assert.Equal(people[1..4], glance.Waiting);
        Assert.Equal(59, glance.WaitingCount);
        Assert.Equal([ringing], glance.Offers);
        Assert.Equal(people[0], Assert.Single(glance.Held).Place);
        Assert.Equal(2, glance.Staff.Count);
        Assert.Equal(QueueSnapshot.Glance, (await A.SnapshotAsync(Organisation)).Waiting.Count);
        Assert.Empty((await A.SnapshotAsync(Organisation, first: 0)).Waiting);
    }

    [Fact]
    public async Task Everybody_who_waits_has_a_position_offered_and_claimed_ones_included()
    {
        var now = 1_800_000_000_000;
        var people = Enumerable.Range(0, 8).Select(i => Person(Grade.Unknown, now + (i / 3))).ToList();
        foreach (var place in people) await A.JoinAsync(place);
        var held = await HoldAsync("aki");
        Taken(await TakeAsync(A, "bun"));
        await RingingAsync("chie");
        await A.JoinAsync(Person(Grade.Urgent, now));
        string[] asked = [.. Ids(people.AsEnumerable().Reverse()), "unknown"];
        var positions = await B.PositionsAsync(Organisation, asked);
        Assert.Equal(
            people.Where(p => p != held.Place).Select((p, i) => (p.ConversationId, i + 2L)),
            positions.OrderBy(p => p.Value).Select(p => (p.Key, p.Value)));
        Assert.Empty(await A.PositionsAsync(Organisation, []));
    }

    [Fact]
    public async Task Positions_are_those_of_the_whole_queue_in_order()
    {
        for (var i = 0; i < 30; i++) await A.JoinAsync(Person((Grade)(i % 5), Time.NowMs() + (i % 4)));
        foreach (var staff in (string[])["aki", "bun", "chie"]) await A.SetAvailabilityAsync(Organisation, staff, true, 1);
        Assert.Equal(3, (await A.TickAsync(Organisation)).Offers.Count);
        await TakeAsync(B, "dan");
        await A.JoinAsync(Person(Grade.Urgent, Time.NowMs()));
        var order = Ids((await SeeAsync()).Waiting).ToList();
        var positions = await B.PositionsAsync(Organisation, order);
        Assert.Equal(order, positions.OrderBy(p => p.Value).Select(p => p.Key));
        Assert.Equal(Enumerable.Range(1, 31).Select(i => (long)i), positions.Values.Order());
    }

    [Fact]
    public async Task What_the_queue_has_of_a_conversation_is_found()
    {
        var first = await WaitingAsync();
        var waiting = await WaitingAsync(Grade.High);
        await A.RemoveAsync(Organisation, waiting.ConversationId);
        var held = await HoldAsync("aki");
        var claimed = await WaitingAsync();
        Taken(await TakeAsync(A, "bun"));
        var found = await B.FindAsync(Organisation, [first.ConversationId, waiting.ConversationId, claimed.ConversationId]);
        Assert.Equal(2, found.Count);
        Assert.Equal(new FoundPlace(first, new HeldPlace(first, "aki", held.Fence)), found[first.ConversationId]);
        Assert.Equal(new FoundPlace(claimed, null), found[claimed.ConversationId]);
        Assert.Empty(await B.FindAsync(Organisation, []));
    }

    [Fact]
    public async Task A_walk_names_everybody_who_is_there_throughout()
    {
        var people = Enumerable.Range(0, 2500).Select(_ => Person()).ToList();
        await ForgetAsync();
        Assert.True(await A.RebuildAsync(Organisation, people, []));
        var seen = new HashSet<string>();
        string? from = null;
        do
        {
            (from, var ids) = await B.WalkAsync(Organisation, from);
            seen.UnionWith(ids);
            await A.RemoveAsync(Organisation, people[0].ConversationId);
            people.RemoveAt(0);
            await A.JoinAsync(Person());
        }
        while (from is not null);
        Assert.Empty(Ids(people).Except(seen));
    }
}
