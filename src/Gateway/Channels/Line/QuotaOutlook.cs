namespace Gateway.Channels.Line;

/// <summary>One account's month as an administrator sees it: what is left, and how far it will last at this pace.</summary>
/// <param name="Account">The account's name in the set-up file.</param>
/// <param name="Limit">How many pushes a month; nothing when there is no limit, or when it is not known yet.</param>
/// <param name="Used">How many of them are used; nothing when it is not known yet.</param>
/// <param name="Left">How many are left; nothing without a limit.</param>
/// <param name="Spent">Whether LINE refuses pushes until the month is over.</param>
/// <param name="AsOf">When LINE was last asked, or last refused one; nothing before the first time.</param>
/// <param name="AlarmAbove">Beyond how many used pushes the operator is alarmed; nothing without a limit.</param>
/// <param name="RenewsOn">The day, in Japan, on which LINE begins to count anew; nothing before it was asked.</param>
/// <param name="LastsUntil">The day, in Japan, on which the last one will be used at the month's pace so far; nothing when they last for the month.</param>
public sealed record QuotaOutlook(
    string Account, long? Limit, long? Used, long? Left, bool Spent, DateTimeOffset? AsOf, long? AlarmAbove, DateOnly? RenewsOn, DateOnly? LastsUntil)
{
    // The alarm LineQuotaLow says the same; a test compares them.
    private const int AlarmTenths = 8;

    private static readonly TimeSpan s_japan = TimeSpan.FromHours(9);

    // On the first day a few pushes would make a pace that frightens for nothing.
    private static readonly TimeSpan s_least = TimeSpan.FromDays(1);

    /// <summary>What is known of an account, and what follows from it. Pure.</summary>
    public static QuotaOutlook Of(LineQuota quota)
    {
        var (begins, renews) = quota.AsOf is { } asOf ? MonthOf(asOf) : default;
        return new QuotaOutlook(
            quota.Account, quota.Limit, quota.Used, quota.Left, quota.Spent, quota.AsOf, quota.Limit * AlarmTenths / 10,
            quota.AsOf is null ? null : DayOf(renews), LastDay(quota, begins, renews));
    }

    private static DateOnly? LastDay(LineQuota quota, DateTimeOffset begins, DateTimeOffset renews)
    {
        if (quota is not { Left: > 0 and var left, Used: > 0 and var used, AsOf: { } asOf }) return null;
        var passed = asOf - begins < s_least ? s_least : asOf - begins;
        var days = passed.TotalDays / used * left;
        return days < (renews - asOf).TotalDays ? DayOf(asOf + TimeSpan.FromDays(days)) : null;
    }

    private static (DateTimeOffset Begins, DateTimeOffset Renews) MonthOf(DateTimeOffset at)
    {
        var there = at.ToOffset(s_japan);
        var begins = new DateTimeOffset(there.Year, there.Month, 1, 0, 0, 0, s_japan);
        return (begins, begins.AddMonths(1));
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.ToOffset(s_japan).Date);
}
