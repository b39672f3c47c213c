namespace Gateway.Consortium;

/// <summary>Whether a member takes part at a moment. Pure; asked each time, so that nothing goes on by a timer that is late.</summary>
public static class Membership
{
    /// <summary>Japan has had one offset since 1952.</summary>
    private static readonly TimeSpan s_japan = TimeSpan.FromHours(9);

    /// <summary>Why it does not take part; nothing when it does.</summary>
    public static NotSharing? Hindrance(ConsortiumRecord consortium, string organisation, DateTimeOffset now)
    {
        if (consortium.EndedAt is not null) return NotSharing.Ended;
        if (consortium.Holding is not { } holding) return NotSharing.NotInForce;
        var today = DateOnly.FromDateTime(now.ToOffset(s_japan).DateTime);
        if (today < holding.Charter.From || today > holding.Charter.Until) return NotSharing.OutsideItsPeriod;
        if (!holding.Charter.Members.Contains(organisation) || consortium.Find(organisation) is not { } member) return NotSharing.NotAMember;
        return member.Standing switch
        {
            Standing.Left => NotSharing.Left,
            Standing.Paused => NotSharing.Paused,
            // Both sides: the member's own, and that of the responsible body.
            _ when !holding.IsSignedBy(organisation) || !holding.IsSignedBy(consortium.Responsible) => NotSharing.NotSigned,
            Standing.Joined => null,
            _ => NotSharing.NotSigned,
        };
    }
}

/// <summary>Why a member does not take part.</summary>
public enum NotSharing
{
    /// <summary>The agreement does not name it.</summary>
    NotAMember,

    /// <summary>No version holds yet.</summary>
    NotInForce,

    /// <summary>One of the two sides has not signed the version that holds.</summary>
    NotSigned,

    /// <summary>Before its first or after its last day.</summary>
    OutsideItsPeriod,

    /// <summary>It pauses.</summary>
    Paused,

    /// <summary>It has left.</summary>
    Left,

    /// <summary>The consortium was ended.</summary>
    Ended,
}
