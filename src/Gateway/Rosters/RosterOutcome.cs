namespace Gateway.Rosters;

/// <summary>How an attempt to change the roster ended.</summary>
public enum RosterOutcome
{
    /// <summary>It is so now.</summary>
    Done,

    /// <summary>There is no such shift, series or person in the organisation.</summary>
    NotFound,

    /// <summary>The shift is over, or it has begun and cannot be given up any more.</summary>
    TooLate,

    /// <summary>Somebody else has it and does not offer it.</summary>
    Taken,

    /// <summary>They do not hold it, or were not given it by somebody else.</summary>
    NotTheirs,

    /// <summary>They hold another shift at that time.</summary>
    Overlaps,

    /// <summary>They cannot do what it asks for: the role, a skill or a language.</summary>
    DoesNotFit,

    /// <summary>They have not said yet where they answer from.</summary>
    NoProfile,

    /// <summary>What was sent cannot be used.</summary>
    Faulty,
}

/// <summary>How it ended.</summary>
/// <param name="Outcome">How.</param>
/// <param name="Shift">The shift as it is now; nothing where there is none.</param>
/// <param name="Faults">With <see cref="RosterOutcome.Faulty"/>: the names of the fields.</param>
public sealed record RosterAnswer(RosterOutcome Outcome, RosterShift? Shift = null, IReadOnlyList<string>? Faults = null);
