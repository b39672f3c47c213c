using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

/// <summary>The way from one organisation's queue to another's: nobody is in two, and nobody is taken out of a counsellor's hands.</summary>
public abstract partial class WaitingQueueContract
{
    [Fact]
    public async Task Who_waits_is_taken_out_and_joins_another_queue_with_their_arrival_and_grade()
    {
        var partner = await PartnerAsync();
        var first = await WaitingAsync(Grade.High);
        Pass(60);
        var later = Person(Grade.High) with { Organisation = partner };
        await B.JoinAsync(later);

        Assert.Equal(TakeOutOutcome.TakenOut, await A.TakeOutAsync(Organisation, first.ConversationId));
        Assert.Empty((await SeeAsync()).Waiting);
        Assert.Equal(TakeOutcome.NobodyWaits, (await TakeAsync(B, "aki")).Outcome);
        Assert.Equal(TakeOutOutcome.NotThere, await B.TakeOutAsync(Organisation, first.ConversationId));
        Assert.True(await B.JoinAsync(first with { Organisation = partner }));
        // They came first, and so they are next there too.
        Assert.Equal([first.ConversationId, later.ConversationId], Ids((await A.SnapshotAsync(partner)).Waiting));

        Assert.Equal(TakeOutOutcome.TakenOut, await B.TakeOutAsync(partner, first.ConversationId));
        Assert.True(await A.JoinAsync(first));
        Assert.Equal(first, Assert.Single((await SeeAsync()).Waiting));
    }

    [Fact]
    public async Task Who_is_offered_claimed_or_held_is_not_taken_out()
    {
        var place = await WaitingAsync();
        var offer = await RingingAsync("aki");
        Assert.Equal(TakeOutOutcome.InHands, await A.TakeOutAsync(Organisation, place.ConversationId));
        var claim = Taken(await AnswerAsync(B, offer, accept: true));
        Assert.Equal(TakeOutOutcome.InHands, await B.TakeOutAsync(Organisation, place.ConversationId));
        await A.ConfirmAsync(Organisation, place.ConversationId, "aki", claim.Fence);
        Assert.Equal(TakeOutOutcome.InHands, await A.TakeOutAsync(Organisation, place.ConversationId));
        Assert.Equal("aki", Assert.Single((await SeeAsync()).Held).StaffId);

        await A.GiveBackAsync(place with { Returned = true }, claim.Fence);
        Assert.Equal(TakeOutOutcome.TakenOut, await A.TakeOutAsync(Organisation, place.ConversationId));
    }

    [Fact]
    public async Task Of_a_claim_and_a_way_out_at_the_same_moment_exactly_one_happens()
    {
        var partner = await PartnerAsync();
        for (var round = 0; round < 20; round++)
        {
            var people = new List<QueuePlace>();
            for (var i = 0; i < 10; i++) people.Add(await WaitingAsync());
            var taking = people.Select((_, i) => Task.Run(() => TakeAsync(i % 2 == 0 ? A : B, $"staff-{round}-{i}"))).ToList();
            var leaving = people.Select((place, i) => (place, Out: Task.Run(() => (i % 2 == 0 ? B : A).TakeOutAsync(Organisation, place.ConversationId)))).ToList();
            var again = people.Select(place => Task.Run(() => A.TakeOutAsync(Organisation, place.ConversationId))).ToList();

            var claimed = (await Task.WhenAll(taking)).Where(result => result.Claim is not null).Select(result => result.Claim!.Place.ConversationId).ToHashSet();
            var twice = await Task.WhenAll(again);
            var gone = new HashSet<string>();
            for (var i = 0; i < people.Count; i++)
            {
                // Of two who take the same one out, one did; the other finds nobody.
                var outcomes = new[] { await leaving[i].Out, twice[i] };
                Assert.True(outcomes.Count(outcome => outcome == TakeOutOutcome.TakenOut) <= 1);
                if (outcomes.Contains(TakeOutOutcome.TakenOut)) gone.Add(people[i].ConversationId);
            }

            Assert.Empty(claimed.Intersect(gone));
            Assert.Equal(people.Count, claimed.Count + gone.Count);
            foreach (var id in gone) Assert.True(await B.JoinAsync(people.Single(place => place.ConversationId == id) with { Organisation = partner }));
            Assert.Empty((await A.FindAsync(Organisation, [.. gone])).Keys);
            Assert.Empty((await B.FindAsync(partner, [.. claimed])).Keys);
            Assert.Equal(gone.Order(), (await A.FindAsync(partner, [.. gone])).Keys.Order());
        }
    }

    private async Task<string> PartnerAsync()
    {
        var partner = "partner-" + new Ids(TimeProvider.System).New();
        Assert.True(await A.RebuildAsync(partner, [], []));
        return partner;
    }
}
