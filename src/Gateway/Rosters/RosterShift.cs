namespace Gateway.Rosters;

/// <summary>One place on the roster (シフト): a time, and who means to be there. Whether they are is said by presence, not here.</summary>
public sealed record RosterShift
{
    /// <summary>Made by the gateway.</summary>
    public string Id { get; init; } = "";

    /// <summary>Whose.</summary>
    public string Organisation { get; init; } = "";

    /// <summary>The series that laid it out; nothing for a single one.</summary>
    public string? SeriesId { get; init; }

    /// <summary>When it begins.</summary>
    public DateTimeOffset BeginsAt { get; init; }

    /// <summary>When it ends; later than <see cref="BeginsAt"/>.</summary>
    public DateTimeOffset EndsAt { get; init; }

    /// <summary>As what.</summary>
    public RosterRole Role { get; init; }

    /// <summary>What whoever takes it must be able to do, in the organisation's own short words.</summary>
    public IReadOnlyList<string> Skills { get; init; } = [];

    /// <summary>Languages in which whoever takes it must answer, as short codes.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Who is responsible for it; nothing for an open place.</summary>
    public string? StaffId { get; init; }

    /// <summary>From which country they answer, ISO 3166-1 alpha-2, as it was when they took it (APPI Art. 28).</summary>
    public string? Country { get; init; }

    /// <summary>Whoever holds it asks somebody else to take it, and stays responsible until then.</summary>
    public bool Offered { get; init; }

    /// <summary>Who gave it to them; nothing where they signed up themselves. Whoever was given it may decline.</summary>
    public string? AssignedBy { get; init; }

    /// <summary>Who has it again when whoever it was given to declines.</summary>
    public string? BeforeStaffId { get; init; }

    /// <summary>Grows with every change.</summary>
    public long Version { get; init; }

    /// <summary>Whether somebody may sign up for it.</summary>
    public bool IsFree => StaffId is null || Offered;
}

/// <summary>As what somebody is on the roster.</summary>
public enum RosterRole
{
    /// <summary>相談員: answers people.</summary>
    Counsellor,

    /// <summary>スーパーバイザー: stands behind those who do.</summary>
    Supervisor,
}
