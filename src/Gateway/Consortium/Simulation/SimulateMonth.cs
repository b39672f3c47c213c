using Gateway.Consortium.Overflow;

namespace Gateway.Consortium.Simulation;

/// <summary>Lives a month minute by minute, with the same function that decides in earnest (<see cref="DecideOverflow"/>) or without it.</summary>
public sealed class SimulateMonth
{
    private readonly MonthPlan _plan;
    private readonly DateTimeOffset _start;
    private readonly List<SimulatedDesk> _desks;
    private readonly MonthReport _report;
    private readonly Action<PlannedPerson, DateTimeOffset, OverflowDecision>? _decided;

    private SimulateMonth(MonthPlan plan, Action<PlannedPerson, DateTimeOffset, OverflowDecision>? decided)
    {
        (_plan, _decided) = (plan, decided);
        _start = new DateTimeOffset(plan.From.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(9));
        _desks = [.. plan.Members.OrderBy(member => member.Id, StringComparer.Ordinal).Select(member => new SimulatedDesk(plan, member))];
        _report = new MonthReport([.. _desks.Select(desk => desk.Id)]);
    }

    /// <summary>Lives it.</summary>
    /// <param name="plan">The rules and the members.</param>
    /// <param name="people">Who writes, in the order in which they do.</param>
    /// <param name="sharing">Whether people are offered to partners.</param>
    /// <param name="decided">Hears every decision that asks or moves somebody, with its reasons.</param>
    public static MonthReport Run(MonthPlan plan, IReadOnlyList<PlannedPerson> people, bool sharing, Action<PlannedPerson, DateTimeOffset, OverflowDecision>? decided = null)
    {
        var month = new SimulateMonth(plan, decided);
        month.Live(people, sharing);
        return month._report;
    }

    private void Live(IReadOnlyList<PlannedPerson> people, bool sharing)
    {
        var next = 0;
        // A day more, so that who came at the end of the month is not counted as unanswered for it.
        for (var minute = 0; minute < (_plan.Days + 1) * 1440; minute++)
        {
            foreach (var desk in _desks) desk.Begin(minute);
            if (minute < _plan.Days * 1440) _report.Cover(minute, _desks);
            for (; next < people.Count && people[next].At <= minute; next++) Desk(people[next].Home)?.Join(new SimulatedWait(people[next], _start));
            foreach (var desk in _desks) Leave(desk, minute);
            foreach (var desk in _desks) Take(desk, minute);
            if (sharing) Share(minute);
        }

        foreach (var wait in _desks.SelectMany(desk => desk.Waiting)) _report.Unanswered(wait.Person);
    }

    private void Leave(SimulatedDesk desk, int minute)
    {
        foreach (var wait in desk.Waiting.Where(wait => minute - wait.Person.At >= wait.Person.LeavesAfter).ToList())
        {
            desk.Remove(wait);
            _report.Unanswered(wait.Person);
        }

        // A partner that does not answer in time gives the person back to their old place.
        foreach (var wait in desk.Waiting.Where(wait => wait.Person.Home != desk.Id && minute - wait.MovedAt >= _plan.Rules.ReturnMinutes).ToList())
        {
            desk.Remove(wait);
            wait.Been.Add(desk.Id);
            Desk(wait.Person.Home)!.Join(wait);
            _report.CameBack(desk.Id);
        }
    }

    private void Take(SimulatedDesk desk, int minute)
    {
        while (desk.FreeHands > 0 && desk.Next() is { } wait)
        {
            desk.Talk(wait, minute);
            _report.Answered(wait.Person, desk.Id, minute - wait.Person.At);
            if (desk.Id != wait.Person.Home) Desk(wait.Person.Home)!.Given.Add(minute);
        }
    }

    private void Share(int minute)
    {
        var now = _start.AddMinutes(minute);
        foreach (var home in _desks)
        {
            foreach (var wait in home.Waiting.Where(wait => wait.Person.Home == home.Id && !wait.Stays && IsLookedAt(minute - wait.Person.At)).ToList())
            {
                var person = new WaitingPerson { Grade = wait.Person.Grade, WaitedMinutes = minute - wait.Person.At, Ahead = home.AheadOf(wait), Age = wait.Person.Age, Been = wait.Been };
                var decision = DecideOverflow.Decide(new OverflowFacts(now, _plan.Rules, person, home.Now(minute, _plan.Rules), [.. _desks.Select(desk => desk.Now(minute, _plan.Rules))]));
                if (decision.Partner is not { } partner) continue;
                _decided?.Invoke(wait.Person, now, decision);
                _report.Asked(wait.Person, wait.Person.Agrees);
                wait.Stays = !wait.Person.Agrees;
                if (wait.Stays) continue;
                home.Remove(wait);
                wait.MovedAt = minute;
                Desk(partner)!.Take(wait, minute);
                Take(Desk(partner)!, minute);
            }
        }
    }

    // Every minute at first, then every five: a month has a million minutes of waiting.
    private static bool IsLookedAt(int waited) => waited < 5 || waited % 5 == 0;

    private SimulatedDesk? Desk(string id) => _desks.Find(desk => desk.Id == id);
}
