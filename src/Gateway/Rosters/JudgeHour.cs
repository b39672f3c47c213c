namespace Gateway.Rosters;

/// <summary>How an hour stands.</summary>
public enum HourState
{
    /// <summary>The organisation does not mean to be there.</summary>
    Closed,

    /// <summary>だれもいない: nobody is planned.</summary>
    Uncovered,

    /// <summary>Somebody is planned, and something is short.</summary>
    Lacking,

    /// <summary>All that is asked for is there.</summary>
    Covered,
}

/// <summary>What an hour lacks, against what is asked for and who is expected. Pure.</summary>
public static class JudgeHour
{
    /// <summary>Nobody is planned.</summary>
    public const string Nobody = "nobody";

    /// <summary>Fewer counsellors than asked for.</summary>
    public const string People = "people";

    /// <summary>Fewer supervisors than asked for so many counsellors.</summary>
    public const string Supervisors = "supervisors";

    /// <summary>More people are expected than these hands can answer.</summary>
    public const string Hands = "hands";

    /// <summary>Judges.</summary>
    /// <param name="cover">Who is planned.</param>
    /// <param name="expected">How many are expected to write in the hour; nothing where too little is known.</param>
    /// <param name="demands">What is asked for.</param>
    /// <param name="open">Whether the organisation means to be there.</param>
    /// <returns>How it stands, and what it lacks.</returns>
    public static (HourState State, IReadOnlyList<string> Lacks) Of(HourCover cover, double? expected, RosterDemands demands, bool open)
    {
        if (cover.People == 0) return open ? (HourState.Uncovered, [Nobody]) : (HourState.Closed, []);
        var lacks = new List<string>();
        if (cover.People < demands.People) lacks.Add(People);
        if (cover.Supervisors < SupervisorsFor(cover.People, demands.PerSupervisor)) lacks.Add(Supervisors);
        if (expected is { } come && HandsFor(come, demands.TalkMinutes) > cover.Hands) lacks.Add(Hands);
        return (lacks.Count == 0 ? HourState.Covered : HourState.Lacking, lacks);
    }

    /// <summary>How many supervisors so many counsellors ask for: one for each group begun.</summary>
    public static int SupervisorsFor(int people, int perSupervisor) => perSupervisor == 0 ? 0 : (people + perSupervisor - 1) / perSupervisor;

    /// <summary>How many hands are busy on average when so many come in an hour and each keeps one for a talk.</summary>
    public static double HandsFor(double expected, int talkMinutes) => expected * talkMinutes / 60;
}
