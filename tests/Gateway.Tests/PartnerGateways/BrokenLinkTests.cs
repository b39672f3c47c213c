using Gateway.Conversations;
using Gateway.PartnerGateways.Stays;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>
/// A person stays at a partner on another gateway while the way between the two loses, doubles, delays and disorders calls and answers. The two sides know of each other only what comes through; the test knows both.
/// </summary>
public sealed class BrokenLinkTests
{
    [Fact]
    public void Of_a_thousand_stays_over_a_broken_way_nothing_is_lost_or_twice_and_nobody_is_with_two()
    {
        var (breaks, cutOff, said) = (0, 0, 0);
        for (var seed = 0; seed < 1000; seed++)
        {
            var stay = new Run(seed);
            stay.Live(seconds: 300);
            stay.Heal();
            stay.Check();
            (breaks, cutOff, said) = (breaks + stay.Breaks, cutOff + (stay.WasCutOff ? 1 : 0), said + stay.SaidThere.Count);
        }

        // Else it proves little.
        Assert.InRange(breaks, 10_000, int.MaxValue);
        Assert.InRange(cutOff, 50, 950);
        Assert.InRange(said, 5_000, int.MaxValue);
    }

    [Fact]
    public void A_stay_that_is_over_does_not_begin_anew()
    {
        var offer = new StayOffer("ja", "line", Grade.High, DateTimeOffset.UnixEpoch);
        var first = new StayCall("s", 0, 0) { Offer = offer, Words = [Word(1)] };
        var (copy, _) = GuestCopy.Take(null, first, 0);
        (copy, _) = GuestCopy.Take(copy, new StayCall("s", 1000, 0) { Over = "fetched" }, 1000);
        Assert.Equal("fetched", copy.Over);
        // The first call was on its way for longer than the second one.
        (copy, var words) = GuestCopy.Take(copy, first, 2000);
        Assert.Equal(("fetched", 0), (copy.Over, words.Count));
        // And where the end came first of all, nothing is begun.
        (copy, _) = GuestCopy.Take(null, new StayCall("t", 1000, 0) { Over = "fetched" }, 0);
        (copy, words) = GuestCopy.Take(copy, first with { Id = "t" }, 1);
        Assert.Equal(("fetched", 0), (copy.Over, words.Count));
    }

    [Fact]
    public void A_copy_does_not_live_on_calls_whose_answers_are_lost()
    {
        var offer = new StayOffer("ja", "line", Grade.Unknown, DateTimeOffset.UnixEpoch);
        var (copy, _) = GuestCopy.Take(null, new StayCall("s", 0, 0) { Offer = offer }, 0);
        for (var at = 1000; at <= 60_000; at += 1000) (copy, _) = GuestCopy.Take(copy, new StayCall("s", at, 0), at);
        Assert.Equal(GuestCopy.LinkLost, copy.Over);
        Assert.Equal(30_000, copy.LivesUntil);
        Assert.Null(copy.Say(60_000).Number);
    }

    [Theory]
    [InlineData(1, "sent")]
    [InlineData(2, "uncertain")]
    [InlineData(3, "failed")]
    public void The_counsellor_is_told_of_each_word_what_is_known_of_it(long number, string fate) =>
        Assert.Equal(fate, new GuestCopy("s", 0) { Said = 3, Told = 1, Answered = 2, Over = GuestCopy.LinkLost }.FateOf(number));

    private static StayWord Word(long number) => new(number, DateTimeOffset.UnixEpoch, "person", $"{number}");

    /// <summary>One stay, second by second.</summary>
    private sealed class Run
    {
        private readonly Random _chance;
        private readonly List<(long Due, StayCall Call, long SentAt)> _calls = [];
        private readonly List<(long Due, StayAnswer Answer, long SentAt)> _answers = [];
        private readonly List<StayWord> _saidHome = [];
        private readonly List<StayWord> _heardThere = [];
        private readonly List<StayWord> _heardHome = [];
        private HomeStay _home;
        private GuestCopy? _copy;
        private readonly HashSet<long> _toldFailed = [];
        private long _now;
        private long _brokenUntil;
        private int _badness;

        public Run(int seed)
        {
            _chance = new Random(seed);
            _home = new HomeStay("s", new StayOffer("ja", "line", Grade.Unknown, DateTimeOffset.UnixEpoch), 0);
        }

        public int Breaks { get; private set; }

        public bool WasCutOff => _home.Over == "no_link";

        public List<StayWord> SaidThere { get; } = [];

        public void Live(int seconds)
        {
            for (var end = _now + (seconds * 1000L); _now < end; _now += 500)
            {
                if (_now >= _brokenUntil && _chance.Next(40) == 0) (_badness, _brokenUntil) = (_chance.Next(4), _now + _chance.Next(1000, 120_000));
                Speak();
                Send();
                Deliver();
                // Who ends it: a supervisor at home, or the counsellor over there.
                if (_chance.Next(2000) == 0) _home = _home.End("fetched");
                if (_chance.Next(2000) == 0) _copy = _copy?.End("given_back", _now);
                CutOff();
                Look();
            }
        }

        // From now on everything arrives; whoever is cut off by then stays so.
        public void Heal()
        {
            (_badness, _brokenUntil) = (0, 0);
            for (var i = 0; i < 400; i++, _now += 500)
            {
                Send();
                Deliver();
                CutOff();
            }
        }

        public void Check()
        {
            // Of both streams: each word once, in order, without a gap.
            Assert.Equal(Enumerable.Range(1, _heardThere.Count).Select(n => (long)n), _heardThere.Select(word => word.Number));
            Assert.Equal(Enumerable.Range(1, _heardHome.Count).Select(n => (long)n), _heardHome.Select(word => word.Number));
            Assert.DoesNotContain(_heardHome, word => _toldFailed.Contains(word.Number));
            // Of each word the counsellor knows in the end whether it is at home, and is told nothing else on the way (see Look).
            var copy = _copy!.EndIfLate(_now);
            Assert.All(SaidThere, word => Assert.True(copy.FateOf(word.Number) switch
            {
                "sent" => word.Number <= _heardHome.Count,
                "failed" => word.Number > _heardHome.Count,
                _ => false,
            }));
            // Both know how it stands.
            Assert.Equal(_home.Over is null, copy.Over is null);
            if (_home.Over is not null) Assert.True(_home.Done);
            if (_home.Over is null) Assert.Equal((_saidHome.Count, SaidThere.Count), (_heardThere.Count, _heardHome.Count));
        }

        private void Speak()
        {
            if (_home.Over is null && _chance.Next(10) == 0) _saidHome.Add(Word(_saidHome.Count + 1));
            if (_copy is null || _chance.Next(10) != 0) return;
            (_copy, var number) = _copy.Say(_now);
            if (number is { } one) SaidThere.Add(Word(one));
        }

        private void Send()
        {
            if (_now % 1000 != 0 || _home.Done) return;
            var call = _home.Call([.. _saidHome.Skip((int)_home.Told)], _now);
            if (Lost()) return;
            _calls.Add((_now + Delay(), call, _now));
            if (Broken() && _chance.Next(10) == 0) _calls.Add((_now + Delay(), call, _now));
        }

        private void Deliver()
        {
            foreach (var (_, call, sentAt) in Take(_calls, one => one.Due))
            {
                // What was signed too long ago is not looked at.
                if (_now - sentAt > StayTimes.OnItsWay.TotalMilliseconds) continue;
                (_copy, var words) = GuestCopy.Take(_copy, call, _now);
                _heardThere.AddRange(words);
                (_copy, var answer) = _copy.Answer([.. SaidThere.Skip((int)_copy.Told)]);
                if (!Lost()) _answers.Add((_now + Delay(), answer, sentAt));
            }

            foreach (var (_, answer, sentAt) in Take(_answers, one => one.Due))
            {
                (_home, var words) = _home.Take(answer, sentAt);
                _heardHome.AddRange(words);
            }
        }

        private void CutOff()
        {
            if (!_home.IsCutOff(_now)) return;
            // The person is home: nobody over there may still believe that they have them.
            Assert.True(_copy?.EndIfLate(_now).Over is not null || _copy is null);
            _home = _home.End("no_link");
        }

        // What the counsellor reads at this moment.
        private void Look()
        {
            if (_copy?.EndIfLate(_now) is { } copy) _toldFailed.UnionWith(SaidThere.Select(word => word.Number).Where(number => copy.FateOf(number) == "failed"));
        }

        private bool Broken() => _now < _brokenUntil;

        private bool Lost()
        {
            if (!Broken() || (_badness != 0 && _chance.Next(3) == 0)) return false;
            Breaks++;
            return true;
        }

        private long Delay() => Broken() && _badness == 2 ? _chance.Next(0, 70_000) / 500 * 500 : Broken() && _badness == 3 ? _chance.Next(0, 3000) / 500 * 500 : 0;

        private List<T> Take<T>(List<T> from, Func<T, long> due)
        {
            var ripe = from.Where(one => due(one) <= _now).ToList();
            from.RemoveAll(one => due(one) <= _now);
            return ripe;
        }
    }
}
