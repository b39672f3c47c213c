using Gateway.Consortium.Overflow;
using Gateway.WaitingQueue;

namespace Gateway.Consortium.Simulation;

/// <summary>Somebody who waits in a simulated month.</summary>
internal sealed class SimulatedWait(PlannedPerson person, DateTimeOffset start)
{
    public PlannedPerson Person { get; } = person;

    /// <summary>The same number as in earnest; it goes with them wherever they wait.</summary>
    public double Order { get; } = NextInQueue.Order(new QueuePlace("", person.Home, "", "", person.Grade, start.AddMinutes(person.At).ToUnixTimeMilliseconds(), Returned: false));

    public List<string> Been { get; } = [];

    public bool Stays { get; set; }

    public int MovedAt { get; set; }
}

/// <summary>One organisation of a simulated month: who is on shift, who waits, who talks.</summary>
internal sealed class SimulatedDesk
{
    private readonly PlannedMember _member;
    private readonly int[] _people;
    private readonly int[] _hands;
    private readonly List<SimulatedWait> _waiting = [];
    private readonly List<(int Until, bool Guest)> _talks = [];
    private readonly List<int> _took = [];
    private int _minute;

    public SimulatedDesk(MonthPlan plan, PlannedMember member)
    {
        _member = member;
        (_people, _hands) = (new int[(plan.Days + 3) * 1440], new int[(plan.Days + 3) * 1440]);
        foreach (var shift in member.Shifts)
        {
            for (var day = -1; day <= plan.Days; day++)
            {
                if (!shift.When.Covers(plan.From.AddDays(day))) continue;
                for (var minute = shift.When.Minutes.From; minute < shift.When.Minutes.To; minute++)
                {
                    var at = (day * 1440) + minute;
                    if (at < 0 || at >= _people.Length) continue;
                    _people[at] += shift.People;
                    _hands[at] += shift.People * shift.Capacity;
                }
            }
        }
    }

    public string Id => _member.Id;

    public IReadOnlyList<SimulatedWait> Waiting => _waiting;

    /// <summary>When partners took people of this one, in minutes.</summary>
    public List<int> Given { get; } = [];

    public int OnShift => _people[_minute];

    /// <summary>Who goes home ends the talk they have, and takes nobody any more.</summary>
    public int FreeHands => Math.Max(0, _hands[_minute] - _talks.Count);

    public void Begin(int minute)
    {
        _minute = minute;
        _talks.RemoveAll(talk => talk.Until <= minute);
    }

    public void Join(SimulatedWait wait) => _waiting.Add(wait);

    /// <summary>Takes somebody of a partner.</summary>
    public void Take(SimulatedWait wait, int minute)
    {
        _took.Add(minute);
        _waiting.Add(wait);
    }

    public void Remove(SimulatedWait wait) => _waiting.Remove(wait);

    public SimulatedWait? Next() => _waiting.MinBy(wait => wait.Order);

    public int AheadOf(SimulatedWait wait) => _waiting.Count(other => other.Order < wait.Order);

    public void Talk(SimulatedWait wait, int minute)
    {
        _waiting.Remove(wait);
        _talks.Add((minute + wait.Person.TalkMinutes, wait.Person.Home != Id));
    }

    public MemberNow Now(int minute, OverflowRules rules)
    {
        var since = minute - (rules.CreditDays * 1440);
        return new MemberNow
        {
            Id = Id,
            Terms = _member.Terms,
            OnShift = OnShift,
            Hands = _hands[_minute],
            FreeHands = FreeHands,
            Waiting = _waiting.Count,
            TakenToday = _took.Count(at => at / 1440 == minute / 1440),
            TakenNow = _waiting.Count(wait => wait.Person.Home != Id) + _talks.Count(talk => talk.Guest),
            Given = Given.Count(at => at >= since),
            Taken = _took.Count(at => at >= since),
            LastTookAt = _took.Count == 0 ? null : _took[^1],
        };
    }
}
