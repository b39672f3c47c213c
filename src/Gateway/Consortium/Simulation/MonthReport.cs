using System.Globalization;
using System.Text;
using Gateway.Conversations;

namespace Gateway.Consortium.Simulation;

/// <summary>What a simulated month was like: answered or not, how long people of each grade waited, which hours nobody covered, who helped whom.</summary>
public sealed class MonthReport
{
    private static readonly Grade[] s_grades = [Grade.Urgent, Grade.High, Grade.Middle, Grade.Unknown, Grade.Low];

    private readonly Dictionary<string, MemberMonth> _members;
    private readonly Dictionary<Grade, List<int>> _waits = s_grades.ToDictionary(grade => grade, _ => new List<int>());
    private readonly Dictionary<Grade, int> _unanswered = s_grades.ToDictionary(grade => grade, _ => 0);
    private int _minutes;
    private int _coveredTogether;

    internal MonthReport(IReadOnlyList<string> members) => _members = members.ToDictionary(id => id, _ => new MemberMonth());

    /// <summary>Of each member.</summary>
    public IReadOnlyDictionary<string, MemberMonth> Members => _members;

    /// <summary>How many wrote.</summary>
    public int Wrote => _members.Values.Sum(member => member.Wrote);

    /// <summary>How many were answered, by whomever.</summary>
    public int Answers => _members.Values.Sum(member => member.Answered);

    /// <summary>How many of them by a partner.</summary>
    public int AnsweredByPartners => _members.Values.Sum(member => member.Given);

    /// <summary>Of a hundred who wrote, how many were answered.</summary>
    public double AnswerPercent => Percent(Answers, Wrote);

    /// <summary>Hours of the month in which no member had anybody there.</summary>
    public double UncoveredHours => (_minutes - _coveredTogether) / 60.0;

    /// <summary>How long the answered of a grade waited, in minutes: half of them at most, and nine of ten at most; and of a hundred of that grade, how many were answered.</summary>
    public (int Median, int Ninth, double AnswerPercent) WaitOf(Grade grade)
    {
        var waits = _waits[grade].Order().ToList();
        return waits.Count == 0 ? (0, 0, 0) : (waits[waits.Count / 2], waits[waits.Count * 9 / 10], Percent(waits.Count, waits.Count + _unanswered[grade]));
    }

    internal void Cover(int minute, IReadOnlyList<SimulatedDesk> desks)
    {
        _minutes = minute + 1;
        foreach (var desk in desks)
        {
            if (desk.OnShift == 0) _members[desk.Id].UncoveredMinutes++;
        }

        if (desks.Any(desk => desk.OnShift > 0)) _coveredTogether++;
    }

    internal void Answered(PlannedPerson person, string by, int waited)
    {
        var home = _members[person.Home];
        home.Wrote++;
        home.Answered++;
        _waits[person.Grade].Add(waited);
        if (by == person.Home) return;
        home.Given++;
        _members[by].Taken++;
    }

    internal void Unanswered(PlannedPerson person)
    {
        _members[person.Home].Wrote++;
        _unanswered[person.Grade]++;
    }

    internal void Asked(PlannedPerson person, bool agreed)
    {
        _members[person.Home].Asked++;
        if (agreed) _members[person.Home].Agreed++;
    }

    internal void CameBack(string from) => _members[from].GaveBack++;

    /// <summary>As a table for people.</summary>
    public string Table(string title)
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line($"{title}: {Wrote} wrote, {Answers} answered ({AnswerPercent:0.0} %), {AnsweredByPartners} by a partner; nobody anywhere in {UncoveredHours:0.0} hours");
        foreach (var grade in s_grades)
        {
            var (median, ninth, answered) = WaitOf(grade);
            Line($"  {grade,-8} waited {median,3} min (half), {ninth,3} min (nine of ten), {answered:0.0} % answered");
        }

        foreach (var (id, member) in _members.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Line($"  {id,-12} wrote {member.Wrote,5}  answered {Percent(member.Answered, member.Wrote),5:0.0} %  nobody there {member.UncoveredMinutes / 60.0,5:0} h  asked {member.Asked,4}  agreed {member.Agreed,4}  given {member.Given,4}  taken {member.Taken,4}  gave back {member.GaveBack,3}");
        }

        return text.ToString();
    }

    private static double Percent(int part, int whole) => whole == 0 ? 0 : 100.0 * part / whole;
}

/// <summary>A member's month.</summary>
public sealed class MemberMonth
{
    /// <summary>How many wrote to it.</summary>
    public int Wrote { get; internal set; }

    /// <summary>How many of them were answered, by whomever.</summary>
    public int Answered { get; internal set; }

    /// <summary>How many of them a partner answered.</summary>
    public int Given { get; internal set; }

    /// <summary>How many of partners' people it answered.</summary>
    public int Taken { get; internal set; }

    /// <summary>How many of its people were asked.</summary>
    public int Asked { get; internal set; }

    /// <summary>How many of these said yes.</summary>
    public int Agreed { get; internal set; }

    /// <summary>How many of partners' people it could not answer in time.</summary>
    public int GaveBack { get; internal set; }

    /// <summary>Minutes in which nobody was there.</summary>
    public int UncoveredMinutes { get; internal set; }
}
