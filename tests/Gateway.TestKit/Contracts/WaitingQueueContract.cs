using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

/// <summary>What every queue engine promises. Always two nodes over one store, on a clock that the test moves.</summary>
public abstract partial class WaitingQueueContract : IAsyncLifetime
{
    private int _number;

    /// <summary>The clock of both nodes.</summary>
    protected FakeTime Time { get; } = new();

    /// <summary>What the tests count on.</summary>
    protected QueueSettings Settings { get; } = new() { OfferSeconds = 30, CoolDownSeconds = 60, PresenceSeconds = 45, ClaimSeconds = 10 };

    /// <summary>The first node.</summary>
    protected IQueueEngine A { get; private set; } = null!;

    /// <summary>The second node.</summary>
    protected IQueueEngine B { get; private set; } = null!;

    /// <summary>Whose queue; another one for each test, so that tests may share a server.</summary>
    protected string Organisation { get; } = "org-" + new Ids(TimeProvider.System).New();

    /// <summary>Two nodes over the same store, which knows nothing of <see cref="Organisation"/>.</summary>
    protected abstract Task<(IQueueEngine First, IQueueEngine Second)> OpenAsync();

    /// <summary>The store forgets everything: a new process, a wiped Redis.</summary>
    /// <returns>The nodes to go on with.</returns>
    protected abstract Task<(IQueueEngine First, IQueueEngine Second)> LoseMemoryAsync();

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync()
    {
        (A, B) = await OpenAsync();
        Assert.True(await A.RebuildAsync(Organisation, [], []));
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A place of the next person; everybody arrives a second after the one before.</summary>
    protected QueuePlace Person(Grade grade = Grade.Unknown, long? arrivedAt = null, bool returned = false)
    {
        _number++;
        var id = $"{_number:x8}-0000-7000-8000-000000000000";
        return new QueuePlace(id, Organisation, $"K-{_number}", "line", grade, arrivedAt ?? Time.NowMs() + (_number * 1000L), returned);
    }

    /// <summary>The next person, already waiting.</summary>
    protected async Task<QueuePlace> WaitingAsync(Grade grade = Grade.Unknown)
    {
        var place = Person(grade);
        Assert.True(await A.JoinAsync(place));
        return place;
    }

    /// <summary>Takes the next person under a new operation id.</summary>
    protected Task<TakeResult> TakeAsync(IQueueEngine node, string staffId) => node.TakeNextAsync(Organisation, staffId, NewOperation());

    /// <summary>Takes somebody who must be there, and confirms.</summary>
    protected async Task<Claim> HoldAsync(string staffId)
    {
        var claim = Taken(await TakeAsync(A, staffId));
        await B.ConfirmAsync(Organisation, claim.Place.ConversationId, staffId, claim.Fence);
        return claim;
    }

    /// <summary>A counsellor is available, the tick rings for one person.</summary>
    protected async Task<Offer> RingingAsync(string staffId, int capacity = 3)
    {
        await A.SetAvailabilityAsync(Organisation, staffId, true, capacity);
        return Assert.Single((await B.TickAsync(Organisation)).Offers, o => o.StaffId == staffId);
    }

    /// <summary>Answers an offer under a new operation id.</summary>
    protected Task<TakeResult> AnswerAsync(IQueueEngine node, Offer offer, bool accept) =>
        node.AnswerOfferAsync(Organisation, offer.OfferId, offer.StaffId, accept, NewOperation());

    /// <summary>The claim of a result that must have one.</summary>
    protected static Claim Taken(TakeResult result)
    {
        Assert.Equal(TakeOutcome.Taken, result.Outcome);
        return result.Claim!;
    }

    /// <summary>The whole queue as the second node sees it.</summary>
    protected Task<QueueSnapshot> SeeAsync() => B.SnapshotAsync(Organisation, first: 2000);

    /// <summary>A new operation id.</summary>
    protected static string NewOperation() => new Ids(TimeProvider.System).New();

    private void Pass(int seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    private Task AliveAsync(params string[] staffIds) => A.HeartbeatAsync(Organisation, staffIds);

    private async Task ForgetAsync() => (A, B) = await LoseMemoryAsync();

    private static IEnumerable<string> Ids(IEnumerable<QueuePlace> places) => places.Select(p => p.ConversationId);
}
