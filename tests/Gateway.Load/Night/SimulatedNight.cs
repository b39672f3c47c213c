using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.InProcess;

namespace Gateway.Load.Night;

/// <summary>
/// Eight hours at a help line with the product's own queue engine: people come at random, counsellors with two talks each take the next one as
/// soon as a hand is free. Nobody is more patient or less: whoever comes waits until they are taken, so that every wait counts.
/// </summary>
internal sealed class SimulatedNight
{
    private const string Organisation = "night";
    private const int HandsEach = 2;
    private static readonly TimeSpan s_length = TimeSpan.FromHours(8);
    private static readonly TimeSpan s_surgeFrom = TimeSpan.FromHours(2);
    private static readonly TimeSpan s_surgeTo = TimeSpan.FromHours(4);

    // In a hundred. Of those whom nobody could grade at first, some are found to be in danger while they wait.
    private static readonly (Grade Grade, int Share)[] s_grades = [(Grade.Urgent, 2), (Grade.High, 8), (Grade.Middle, 20), (Grade.Low, 30), (Grade.Unknown, 40)];
    private const double RaisedWhileWaiting = 0.05;

    private readonly NightOptions _options;
    private readonly QueueRule _rule;
    private readonly Random _random;
    private readonly Clock _clock = new();
    private readonly InProcessQueue _queue;
    private readonly Ids _ids;
    private readonly PriorityQueue<Func<Task>, (long At, int Number)> _ahead = new();
    private readonly Dictionary<string, (Grade Grade, long At)> _waiting = [];
    private readonly Stack<string> _freeHands = new();
    private readonly List<Wait> _waits = [];
    private int _number;

    public SimulatedNight(NightOptions options, QueueRule rule, int seed)
    {
        (_options, _rule, _random) = (options, rule, new Random(seed));
        _ids = new Ids(_clock);
        _queue = new InProcessQueue(new QueueMemory(new QueueSettings(), _ids), _clock);
    }

    /// <summary>Lives it through until the last one has been taken.</summary>
    public async Task<IReadOnlyList<Wait>> LiveAsync()
    {
        if (!await _queue.RebuildAsync(Organisation, [], [])) throw new InvalidOperationException("The queue is not new.");
        for (var i = 0; i < _options.Counsellors * HandsEach; i++) _freeHands.Push($"staff-{i}");
        foreach (var person in People()) Later(person.At, () => ComesAsync(person));
        while (_ahead.TryDequeue(out var happens, out var when))
        {
            _clock.Now = when.At;
            await happens();
            while (_freeHands.TryPeek(out var staff) && await TakesAsync(staff)) _freeHands.Pop();
        }

        return _waits;
    }

    // Drawn before anything happens: the same people come under every rule.
    private List<(long At, Grade Grade, long RaisedAfter, long Talk)> People()
    {
        var people = new List<(long, Grade, long, long)>();
        for (var i = 0; i < _options.Persons; i++)
        {
            var grade = Drawn();
            var raisedAfter = grade == Grade.Unknown && _random.NextDouble() < RaisedWhileWaiting ? TimeSpan.FromMinutes(1 + _random.Next(15)).Ms() : 0;
            people.Add((Arrival(), grade, raisedAfter, Talk()));
        }

        return people;
    }

    private async Task ComesAsync((long At, Grade Grade, long RaisedAfter, long Talk) person)
    {
        var id = _ids.New();
        _waiting[id] = (person.Grade, person.At);
        await _queue.JoinAsync(PlaceOf(id, person.Talk));
        if (person.RaisedAfter == 0) return;
        Later(person.At + person.RaisedAfter, async () =>
        {
            if (!_waiting.TryGetValue(id, out var waits)) return;
            _waiting[id] = (Grade.High, waits.At);
            await _queue.ChangeAsync(PlaceOf(id, person.Talk));
        });
    }

    private async Task<bool> TakesAsync(string staff)
    {
        if ((await _queue.TakeNextAsync(Organisation, staff, _ids.New())).Claim is not { } claim) return false;
        var id = claim.Place.ConversationId;
        await _queue.ConfirmAsync(Organisation, id, staff, claim.Fence);
        _waiting.Remove(id, out var waited);
        _waits.Add(new Wait(waited.Grade, TimeSpan.FromMilliseconds(_clock.Now - waited.At)));
        Later(_clock.Now + long.Parse(claim.Place.Label, System.Globalization.CultureInfo.InvariantCulture), async () =>
        {
            await _queue.RemoveAsync(Organisation, id);
            _freeHands.Push(staff);
        });
        return true;
    }

    // The other rules are what the engine makes of places without grades, or of grades that outweigh every wait.
    private QueuePlace PlaceOf(string id, long talk)
    {
        var (grade, at) = _waiting[id];
        var place = new QueuePlace(id, Organisation, talk.ToString(System.Globalization.CultureInfo.InvariantCulture), "line", grade, at, Returned: false);
        return _rule switch
        {
            QueueRule.HeadStart => place,
            QueueRule.FirstCome => place with { Grade = Grade.Low },
            _ => place with { Grade = Grade.Low, ArrivedAt = at - (long)(NextInQueue.HeadStart(grade).TotalMilliseconds * 1000) },
        };
    }

    private Grade Drawn()
    {
        var drawn = _random.Next(s_grades.Sum(one => one.Share));
        foreach (var (grade, share) in s_grades)
        {
            if (drawn < share) return grade;
            drawn -= share;
        }

        return Grade.Unknown;
    }

    // Evenly over the night, and more densely in the surge.
    private long Arrival()
    {
        var surge = (s_surgeTo - s_surgeFrom).TotalHours;
        var drawn = _random.NextDouble() * (s_length.TotalHours + ((_options.Surge - 1) * surge));
        var hour = drawn < s_surgeFrom.TotalHours ? drawn
            : drawn < s_surgeFrom.TotalHours + (surge * _options.Surge) ? s_surgeFrom.TotalHours + ((drawn - s_surgeFrom.TotalHours) / _options.Surge)
            : drawn - (surge * (_options.Surge - 1));
        return Clock.Evening + TimeSpan.FromHours(hour).Ms();
    }

    // Many short talks and a few long ones: 27 minutes in the middle, 32 on average.
    private long Talk()
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        return TimeSpan.FromMinutes(Math.Clamp(27 * Math.Exp(0.6 * normal), 3, 180)).Ms();
    }

    private void Later(long at, Func<Task> happens) => _ahead.Enqueue(happens, (at, _number++));

    private sealed class Clock : TimeProvider
    {
        public static readonly long Evening = new DateTimeOffset(2026, 11, 21, 13, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

        public long Now { get; set; } = Evening;

        public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Now);
    }
}
