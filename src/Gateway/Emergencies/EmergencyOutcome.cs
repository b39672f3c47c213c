namespace Gateway.Emergencies;

/// <summary>How an act in an emergency ended.</summary>
public enum EmergencyOutcome
{
    /// <summary>It is on record (now, or since an earlier try).</summary>
    Done,

    /// <summary>There is no such emergency that is open and theirs.</summary>
    NotFound,

    /// <summary>It is the person of a partner: their own organisation has the alarm and the worksheet.</summary>
    AtHome,

    /// <summary>There is no such call or proposal (any more).</summary>
    NoSuchStep,

    /// <summary>It takes a second person, and this is the first.</summary>
    SecondPerson,

    /// <summary>One of the two must be a supervisor or coordinator.</summary>
    Supervisor,

    /// <summary>A field is missing, unknown or too long.</summary>
    Fields,

    /// <summary>Somebody else has changed the same field meanwhile, to something else.</summary>
    Conflict,

    /// <summary>Calls wait for a second person: before they are confirmed it cannot be closed.</summary>
    Unconfirmed,

    /// <summary>The conversation is over: there is nobody to send anything to.</summary>
    PersonGone,
}
