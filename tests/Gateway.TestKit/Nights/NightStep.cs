namespace Gateway.TestKit.Nights;

/// <summary>What may happen in a night.</summary>
public enum NightEvent
{
    /// <summary>A person says something; whoever has no open conversation begins one.</summary>
    Word,

    /// <summary>A person adds the account, and has not said anything.</summary>
    Follow,

    /// <summary>A person blocks the account: no word.</summary>
    Block,

    /// <summary>A person says that they want to stop.</summary>
    PersonLeaves,

    /// <summary>A counsellor takes the next person.</summary>
    Take,

    /// <summary>A counsellor accepts what rings.</summary>
    Accept,

    /// <summary>A counsellor declines what rings.</summary>
    Decline,

    /// <summary>A counsellor gives back a person they have, or once had.</summary>
    GiveBack,

    /// <summary>A counsellor ends a conversation they have, or once had.</summary>
    Close,

    /// <summary>A counsellor says something to a person they have, or once had.</summary>
    Say,

    /// <summary>A counsellor is available for some people at once.</summary>
    Available,

    /// <summary>A counsellor is away, and their console stays open.</summary>
    Away,

    /// <summary>A console vanishes: a closed tab, a sleeping laptop.</summary>
    ConsoleVanishes,

    /// <summary>A counsellor comes back and opens the console.</summary>
    ConsoleComesBack,

    /// <summary>A counsellor signs out.</summary>
    SignOut,

    /// <summary>Some seconds pass.</summary>
    Pass,

    /// <summary>Some minutes pass.</summary>
    PassLong,

    /// <summary>The machines stand still for a while: the clock goes on, nothing else does.</summary>
    Standstill,

    /// <summary>A node dies and another one starts in its place.</summary>
    NodeDies,

    /// <summary>A node dies between the queue's claim and the records.</summary>
    DiesAfterClaim,

    /// <summary>A node dies between the records' yes and the queue's confirmation.</summary>
    DiesAfterTaking,

    /// <summary>A node dies between a return in the records and in the queue.</summary>
    DiesAfterGivingBack,

    /// <summary>A call to the queue is lost on its way.</summary>
    CallLost,

    /// <summary>The answer of the queue is lost on its way.</summary>
    AnswerLost,

    /// <summary>The queue cannot be reached from now on.</summary>
    QueueAway,

    /// <summary>The queue can be reached again.</summary>
    QueueBack,

    /// <summary>The queue loses all it knows.</summary>
    QueueForgets,
}

/// <summary>One step of a night.</summary>
/// <param name="Event">What happens.</param>
/// <param name="Who">Which person or counsellor; any number.</param>
/// <param name="Amount">How long, how many, which one; any number.</param>
public readonly record struct NightStep(NightEvent Event, int Who, int Amount)
{
    /// <summary>Short, for a report of what failed.</summary>
    public override string ToString() => $"{Event}({Who},{Amount})";
}
