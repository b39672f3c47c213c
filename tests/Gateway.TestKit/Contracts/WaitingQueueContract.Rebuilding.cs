using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class WaitingQueueContract
{
    [Fact]
    public async Task A_queue_without_memory_answers_nothing()
    {
        var none = Organisation + "-none";
        var calls = new Func<Task>[]
        {
            () => A.JoinAsync(Person() with { Organisation = none }), () => A.RemoveAsync(none, "c"), () => A.TakeNextAsync(none, "aki", "1"),
            () => A.AnswerOfferAsync(none, "o", "aki", true, "2"), () => A.ConfirmAsync(none, "c", "aki", 1),
            () => A.HoldAsync(Person() with { Organisation = none }, "aki", 1), () => A.GiveBackAsync(Person() with { Organisation = none }, 1),
            () => A.SetAvailabilityAsync(none, "aki", true, 1), () => A.HeartbeatAsync(none, ["aki"]), () => A.LeaveAsync(none, "aki"),
            () => A.TickAsync(none), () => A.SnapshotAsync(none), () => A.PositionsAsync(none, ["c"]), () => A.FindAsync(none, ["c"]),
            () => A.WalkAsync(none, null),
        };
        foreach (var call in calls) await Assert.ThrowsAsync<QueueEpochLostException>(call);
        Assert.True(await B.RebuildAsync(none, [], []));
        Assert.Empty((await A.SnapshotAsync(none)).Staff);
    }

    [Fact]
    public async Task A_lost_queue_is_rebuilt_by_one_node_in_the_original_order()
    {
        var people = new List<QueuePlace>();
        foreach (var grade in (Grade[])[Grade.Low, Grade.Unknown, Grade.High, Grade.Middle, Grade.Urgent]) people.Add(await WaitingAsync(grade));
        await HoldAsync("aki");
        var before = await SeeAsync();
        await ForgetAsync();
        await Assert.ThrowsAsync<QueueEpochLostException>(() => A.TickAsync(Organisation));
        var rebuilt = await Task.WhenAll(
            Task.Run(() => A.RebuildAsync(Organisation, [.. before.Waiting.Reverse()], before.Held)),
            Task.Run(() => B.RebuildAsync(Organisation, [.. before.Waiting.Reverse()], before.Held)));
        Assert.Equal([false, true], rebuilt.Order());
        var after = await SeeAsync();
        Assert.Equal(before.Waiting, after.Waiting);
        Assert.Equal(before.Held, after.Held);
        Assert.Equal(new StaffOnShift("aki", false, 1, 1, true), Assert.Single(after.Staff));
        Assert.True((await A.TickAsync(Organisation)).Changed);
    }

    [Fact]
    public async Task Rebuilding_a_living_queue_changes_nothing()
    {
        await WaitingAsync();
        var before = await SeeAsync();
        Assert.False(await B.RebuildAsync(Organisation, [Person(), Person()], []));
        Assert.Equal(before.Waiting, (await SeeAsync()).Waiting);
    }

    [Fact]
    public async Task A_queue_is_rebuilt_from_pages_and_whoever_comes_twice_counts_once()
    {
        var people = Enumerable.Range(0, 2300).Select(i => Person((Grade)(i % 5))).ToList();
        var held = new HeldPlace(people[7], "aki", 9);
        await ForgetAsync();
        Assert.True(await A.RebuildAsync(Organisation, Pages()));
        var seen = await SeeAsync();
        Assert.Equal(2299, seen.WaitingCount);
        Assert.Equal([held], seen.Held);
        Assert.Equal(people.Where(p => p != held.Place).OrderBy(NextInQueue.Order).Take(2000), seen.Waiting);

        async IAsyncEnumerable<QueueFilling> Pages()
        {
            yield return new QueueFilling(people[..1300], [held]);
            await Task.Yield();
            yield return new QueueFilling([], []);
            yield return new QueueFilling(people[1200..], [held]);
        }
    }

    [Fact]
    public async Task Thousands_who_are_being_talked_with_survive_a_loss()
    {
        var held = Enumerable.Range(0, 3000).Select(i => new HeldPlace(Person(), $"staff-{i / 5}", i + 1)).ToList();
        await ForgetAsync();
        Assert.True(await A.RebuildAsync(Organisation, [Person()], held));
        var seen = await SeeAsync();
        Assert.Equal(held, seen.Held);
        Assert.All(seen.Staff, staff => Assert.Equal(5, staff.Holding));
        Assert.Equal(600, seen.Staff.Count);
        Assert.Equal(1, seen.WaitingCount);
    }

    [Fact]
    public async Task A_queue_that_is_being_rebuilt_answers_nothing_before_everybody_is_there()
    {
        var (first, second) = (Person(), Person());
        await ForgetAsync();
        Assert.True(await A.RebuildAsync(Organisation, Pages()));
        Assert.Equal(first, Taken(await TakeAsync(B, "aki")).Place);

        async IAsyncEnumerable<QueueFilling> Pages()
        {
            yield return new QueueFilling([second], []);
            await Assert.ThrowsAsync<QueueEpochLostException>(() => TakeAsync(B, "aki"));
            await Assert.ThrowsAsync<QueueEpochLostException>(() => B.JoinAsync(Person()));
            yield return new QueueFilling([first], []);
        }
    }

    [Fact]
    public async Task A_living_queue_does_not_ask_for_anybody()
    {
        Assert.False(await B.RebuildAsync(Organisation, Pages()));

        static async IAsyncEnumerable<QueueFilling> Pages()
        {
            await Task.Yield();
            Assert.Fail("The pages were read.");
            yield break;
        }
    }

    [Fact]
    public async Task After_a_rebuild_the_counsellors_have_time_to_come_back()
    {
        await WaitingAsync();
        await HoldAsync("aki");
        var held = (await SeeAsync()).Held;
        Pass(300);
        await ForgetAsync();
        await A.RebuildAsync(Organisation, [], held);
        Pass(44);
        Assert.Empty((await A.TickAsync(Organisation)).Vanished);
        Pass(1);
        Assert.Equal(held, (await A.TickAsync(Organisation)).Vanished);
    }

    [Fact]
    public async Task Fences_keep_growing_through_a_loss()
    {
        var fences = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            await WaitingAsync();
            fences.Add(Taken(await TakeAsync(i % 2 == 0 ? A : B, $"aki-{i}")).Fence);
            if (i % 5 != 4) continue;
            Pass(1);
            await ForgetAsync();
            await A.RebuildAsync(Organisation, [], []);
        }

        Assert.Equal(fences.Order(), fences);
        Assert.Equal(fences.Distinct(), fences);
        var high = Time.GetUtcNow().AddYears(1).ToUnixTimeMilliseconds();
        await ForgetAsync();
        await B.RebuildAsync(Organisation, [Person()], [new HeldPlace(Person(), "bun", high)]);
        Assert.True(Taken(await TakeAsync(A, "chie")).Fence > high);
    }

    [Fact]
    public async Task A_thousand_people_survive_a_loss()
    {
        var people = Enumerable.Range(0, 1000).Select(i => Person((Grade)(i % 5), Time.NowMs() + (i * 37 % 1000))).ToList();
        await ForgetAsync();
        Assert.True(await A.RebuildAsync(Organisation, people, []));
        var waiting = (await SeeAsync()).Waiting;
        Assert.Equal(people.OrderBy(NextInQueue.Order).ThenBy(p => p.ConversationId, StringComparer.Ordinal), waiting);
        Assert.Equal(waiting[0], Taken(await TakeAsync(B, "aki")).Place);
    }

    [Fact]
    public async Task A_busy_night_on_two_nodes_keeps_everybody_in_one_place()
    {
        var staff = Enumerable.Range(0, 8).Select(i => $"staff-{i}").ToList();
        foreach (var id in staff) await A.SetAvailabilityAsync(Organisation, id, true, 2);
        var people = new List<QueuePlace>();
        for (var i = 0; i < 40; i++) people.Add(await WaitingAsync((Grade)(i % 5)));
        for (var round = 0; round < 10; round++)
        {
            await Task.WhenAll(staff.Select((id, i) => Task.Run(() => OneTurnAsync(i % 2 == 0 ? A : B, id, (round + i) % 4))));
            await Task.WhenAll(A.HeartbeatAsync(Organisation, staff), A.TickAsync(Organisation), B.TickAsync(Organisation));
            var seen = await SeeAsync();
            Assert.Equal(Ids(people).Order(), Ids(seen.Waiting).Concat(Ids(seen.Held.Select(h => h.Place))).Order());
            Assert.All(seen.Staff, s => Assert.InRange(s.Holding, 0, s.Capacity));
            Assert.Equal(seen.Offers.Count, seen.Offers.Select(o => o.StaffId).Distinct().Count());
            Pass(7);
        }
    }

    private async Task OneTurnAsync(IQueueEngine node, string staffId, int kind)
    {
        var ringing = (await node.SnapshotAsync(Organisation)).Offers.FirstOrDefault(o => o.StaffId == staffId);
        var result = ringing is not null && kind < 2 ? await AnswerAsync(node, ringing, accept: kind == 0) : await TakeAsync(node, staffId);
        if (result.Claim is not { } claim) return;
        if (kind != 3) await node.ConfirmAsync(Organisation, claim.Place.ConversationId, staffId, claim.Fence);
        if (kind == 2) await node.GiveBackAsync(claim.Place, claim.Fence);
    }
}
