namespace Gateway.Disasters;

/// <summary>災害モード: for a while, an organisation tells people of some areas, or everybody, where things stand, and expects more of them. It ends by itself.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">Whose.</param>
/// <param name="Plan">What was decided.</param>
/// <param name="BegunAt">Since when, in milliseconds.</param>
/// <param name="BegunBy">Who turned it on.</param>
/// <param name="EndedAt">When somebody ended it before its time, in milliseconds.</param>
/// <param name="EndedBy">Who did.</param>
public sealed record Disaster(string Id, string Organisation, DisasterPlan Plan, long BegunAt, string BegunBy, long? EndedAt, string? EndedBy)
{
    /// <summary>When it ends, or ended.</summary>
    public DateTimeOffset Until => EndedAt is { } at && at < Plan.EndsAt.ToUnixTimeMilliseconds() ? Primitives.Utc.FromMs(at) : Plan.EndsAt;

    /// <summary>Whether it holds at a moment: by the clock alone, on every gateway alike.</summary>
    public bool HoldsAt(DateTimeOffset now) => now.ToUnixTimeMilliseconds() >= BegunAt && now < Until;

    /// <summary>Whether people of its areas are set apart from others: one that is for everybody leaves nobody to be set apart from.</summary>
    public bool SetsApart => !Plan.Everybody;

    /// <summary>Whether somebody is told of it.</summary>
    /// <param name="area">The prefecture that they told, by its two digits; nothing while they told none.</param>
    public bool Concerns(string? area) => Plan.Everybody || (area is not null && Plan.Areas.Contains(area));
}
