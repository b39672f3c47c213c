namespace Gateway.SupportBodies;

/// <summary>Whom a body is looked for. Everything may be left open; what is not known rules nothing out.</summary>
/// <param name="Area">Where they live.</param>
/// <param name="Tag">The part of it, as the directory names it (a school district).</param>
/// <param name="Age">How old they are, in years.</param>
/// <param name="Language">What they speak.</param>
/// <param name="Kinds">Which kinds would help; several topics at once give several.</param>
public sealed record BodyNeed(AreaCode? Area = null, string? Tag = null, int? Age = null, string? Language = null, IReadOnlyList<string>? Kinds = null);

/// <summary>How near the area of a body is to where somebody lives; the first is the nearest.</summary>
public enum AreaFit
{
    /// <summary>Their own part of the municipality.</summary>
    District,

    /// <summary>Their municipality.</summary>
    Municipality,

    /// <summary>Only a part of their municipality, and it is not known whether it is theirs.</summary>
    PerhapsDistrict,

    /// <summary>Their prefecture as a whole.</summary>
    Prefecture,

    /// <summary>The whole country.</summary>
    Nationwide,

    /// <summary>Nobody said where they live.</summary>
    NotAsked,

    /// <summary>Somewhere else.</summary>
    Outside,
}

/// <summary>When a body can take somebody; the first is the best.</summary>
public enum Reach
{
    /// <summary>Somebody is there, and there is room.</summary>
    Now,

    /// <summary>Nobody has said when it is open.</summary>
    HoursUnknown,

    /// <summary>It is closed, and says when it opens.</summary>
    Later,

    /// <summary>All its places are taken.</summary>
    Full,

    /// <summary>It does not work just now, has no address for hand-offs, or two people have not approved it.</summary>
    NotNow,
}

/// <summary>Why a body stands where it stands: a code for the words of a page, and what belongs into them.</summary>
/// <param name="Code">
/// <c>open</c>, <c>opens</c>, <c>closed</c>, <c>hours_unknown</c>, <c>room</c>, <c>full</c>, <c>kind</c>, <c>area_district</c>, <c>area_municipality</c>, <c>area_perhaps</c>,
/// <c>area_prefecture</c>, <c>area_nationwide</c>, <c>area_outside</c>, <c>age_fits</c>, <c>age_outside</c>, <c>language_fits</c>, <c>language_outside</c>, <c>interpreting</c>,
/// <c>place</c>, <c>not_approved</c>, <c>disabled</c>, <c>inactive</c>, <c>closed_for_a_time</c>, <c>no_address</c>, <c>disaster_first</c>, <c>for_a_time</c>, <c>over</c>.
/// </param>
/// <param name="Good">Whether it speaks for the body.</param>
/// <param name="Value">A number, a name or a code; nothing for most.</param>
/// <param name="At">A moment; nothing for most.</param>
public sealed record BodyReason(string Code, bool Good, string? Value = null, DateTimeOffset? At = null);

/// <summary>A body in its place.</summary>
/// <param name="Body">The body.</param>
/// <param name="Reach">When it can take somebody.</param>
/// <param name="Area">How near.</param>
/// <param name="Fits">Area, age and kind fit, as far as is known.</param>
/// <param name="Reasons">Why, what matters most first.</param>
public sealed record RankedBody(SupportBody Body, Reach Reach, AreaFit Area, bool Fits, IReadOnlyList<BodyReason> Reasons);
