using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.TestKit;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.InProcess;
using Xunit;

namespace Gateway.SystemTests.WaitingQueue;

/// <summary>The same random night on both engines: they must decide the same, step by step.</summary>
public sealed class BothEnginesTests(RedisFixture redis) : IClassFixture<RedisFixture>
{
    private const int Steps = 3000;

    private static readonly QueueSettings Settings = new() { OfferSeconds = 30, CoolDownSeconds = 40, PresenceSeconds = 45, ClaimSeconds = 10 };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Both_engines_decide_the_same_all_night(int seed)
    {
        var time = new FakeTime();
        await using var node = new RedisNode(redis.Server, time, Settings);
        var night = new Night(seed, time, new InProcessQueue(new QueueMemory(Settings, new Ids(time)), time), node.Queue);
        await night.BeginAsync();
        for (var step = 0; step < Steps; step++) await night.StepAsync(step);
        string[] everything = ["Taken", "HandsFull", "NobodyWaits", "Gone", "Declined", "expired", "declined", "left", "taken", "vanished"];
        Assert.Equal([], everything.Except(night.Seen));
    }

    private sealed class Night(int seed, FakeTime time, IQueueEngine one, IQueueEngine other)
    {
        private readonly Random _dice = new(seed);
        private readonly string _organisation = "org-" + new Ids(TimeProvider.System).New();
        private readonly List<Claim> _claims = [];
        private readonly Dictionary<string, string> _otherOffers = [];
        private List<Offer> _offers = [];
        private string _operation = "";

        public HashSet<string> Seen { get; } = [];

        public Task<bool> BeginAsync()
        {
            QueuePlace[] waiting = [Place(1), Place(2)];
            HeldPlace[] held = [new(Place(3), "s1", 9)];
            return BothAsync(e => e.RebuildAsync(_organisation, waiting, held));
        }

        public async Task StepAsync(int step)
        {
            time.Advance(TimeSpan.FromMilliseconds(_dice.Next(1, 1500)));
            if (_dice.Next(60) == 0) LongPause();
            await DoAsync(step);
            if (_dice.Next(3) == 0) await TickAsync();
            await CompareAsync(step);
        }

        // Redis forgets answers by its own clock, so a repetition must come sooner than this.
        private void LongPause()
        {
            time.Advance(TimeSpan.FromSeconds(_dice.Next(60, 800)));
            _operation = NewOperation();
        }

        private async Task DoAsync(int step)
        {
            var evening = (step / 300) % 2 == 0;
            switch (_dice.Next(12))
            {
                case 0 or 1 when evening:
                    var joining = Place(_dice.Next(40));
                    await BothAsync(e => e.JoinAsync(joining));
                    break;
                case 0 or 1 or 2:
                    var gone = $"c{_dice.Next(40):00}";
                    SeeOffer(await one.RemoveAsync(_organisation, gone), await other.RemoveAsync(_organisation, gone));
                    break;
                case 3 or 4:
                    _operation = _dice.Next(6) == 0 ? _operation : NewOperation();
                    var taker = Staff();
                    var operation = _operation;
                    SeeTake(await BothAsync(e => e.TakeNextAsync(_organisation, taker, operation)));
                    break;
                case 5 or 6 when _offers.Count > 0:
                    await AnswerAsync(_offers[_dice.Next(_offers.Count)], _dice.Next(3) > 0, _dice.Next(8) == 0 ? Staff() : null);
                    break;
                case 7 when _claims.Count > 0:
                    var confirmed = AnyClaim();
                    await BothAsync(e => Done(e.ConfirmAsync(_organisation, confirmed.Place.ConversationId, confirmed.StaffId, confirmed.Fence)));
                    break;
                case 8 when _claims.Count > 0:
                    var back = AnyClaim();
                    var returned = back.Place with { Returned = _dice.Next(2) == 0 };
                    await BothAsync(e => Done(e.GiveBackAsync(returned, back.Fence)));
                    break;
                case 9:
                    var (setter, available, capacity, traits) = (Staff(), _dice.Next(4) > 0, _dice.Next(1, 6), _dice.Next(4));
                    SeeOffer(
                        await one.SetAvailabilityAsync(_organisation, setter, available, capacity, traits),
                        await other.SetAvailabilityAsync(_organisation, setter, available, capacity, traits));
                    break;
                case 10:
                    string[] alive = [Staff(), Staff()];
                    await BothAsync(e => Done(e.HeartbeatAsync(_organisation, alive)));
                    break;
                case 11 when _dice.Next(4) == 0:
                    var leaver = Staff();
                    await BothAsync(e => Done(e.LeaveAsync(_organisation, leaver)));
                    break;
                case 11 when _dice.Next(2) == 0:
                    var (place, holder, fence) = (Place(_dice.Next(40)), Staff(), time.NowMs() - _dice.Next(-5, 100));
                    await BothAsync(e => Done(e.HoldAsync(place, holder, fence)));
                    break;
            }
        }

        private async Task TickAsync()
        {
            var (first, second) = (await one.TickAsync(_organisation), await other.TickAsync(_organisation));
            foreach (var (mine, its) in first.Offers.Zip(second.Offers)) _otherOffers[mine.OfferId] = its.OfferId;
            Assert.Equal(first.Offers.Select(o => o with { OfferId = "" }), second.Offers.Select(o => o with { OfferId = "" }));
            Assert.Equal(
                first.Withdrawn.Select(w => w with { OfferId = _otherOffers[w.OfferId] }).OrderBy(w => w.OfferId), second.Withdrawn.OrderBy(w => w.OfferId));
            Assert.Equal(first.Vanished.OrderBy(v => v.Place.ConversationId), second.Vanished.OrderBy(v => v.Place.ConversationId));
            Assert.Equal(first.Changed, second.Changed);
            _offers = [.. _offers.TakeLast(4), .. first.Offers];
            Seen.UnionWith(first.Withdrawn.Select(w => w.Reason));
            if (first.Vanished.Count > 0) Seen.Add("vanished");
            _claims.AddRange(first.Vanished.Select(v => new Claim(v.Place, v.StaffId, v.Fence)));
        }

        private async Task AnswerAsync(Offer offer, bool accept, string? another)
        {
            var (operation, staff) = (NewOperation(), another ?? offer.StaffId);
            var first = await one.AnswerOfferAsync(_organisation, offer.OfferId, staff, accept, operation);
            Assert.Equal(first, await other.AnswerOfferAsync(_organisation, _otherOffers[offer.OfferId], staff, accept, operation));
            SeeTake(first);
        }

        private async Task CompareAsync(int step)
        {
            var (first, second) = (await one.SnapshotAsync(_organisation), await other.SnapshotAsync(_organisation));
            Assert.True(first.Waiting.SequenceEqual(second.Waiting), $"waiting differs after step {step}");
            Assert.True(first.Held.SequenceEqual(second.Held), $"held differs after step {step}");
            Assert.True(first.Staff.SequenceEqual(second.Staff), $"staff differs after step {step}");
            Assert.Equal(first.Offers.Select(o => o with { OfferId = _otherOffers[o.OfferId] }), second.Offers);
        }

        private async Task<T> BothAsync<T>(Func<IQueueEngine, Task<T>> call)
        {
            var first = await call(one);
            Assert.Equal(first, await call(other));
            return first;
        }

        private static async Task<bool> Done(Task call)
        {
            await call;
            return true;
        }

        private void SeeOffer(WithdrawnOffer? first, WithdrawnOffer? second)
        {
            Assert.Equal(first is null ? null : first with { OfferId = _otherOffers[first.OfferId] }, second);
            if (first is not null) Seen.Add(first.Reason);
        }

        private void SeeTake(TakeResult result)
        {
            Seen.Add(result.Outcome.ToString());
            if (result.Claim is { } claim) _claims.Add(claim);
        }

        private Claim AnyClaim() => _claims[_dice.Next(Math.Max(0, _claims.Count - 10), _claims.Count)];

        private string Staff() => $"s{_dice.Next(6)}";

        private QueuePlace Place(int number)
        {
            var wish = Math.Max(0, _dice.Next(-4, 4));
            return new($"c{number:00}", _organisation, $"K-{number}", "chat", (Grade)_dice.Next(5), time.NowMs() - (number % 7), _dice.Next(5) == 0,
                Wish: wish, WishUntil: wish == 0 ? 0 : time.NowMs() + _dice.Next(120_000));
        }

        private static string NewOperation() => new Ids(TimeProvider.System).New();
    }
}
