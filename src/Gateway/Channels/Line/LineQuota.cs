using System.Text.Json;

namespace Gateway.Channels.Line;

/// <summary>How many pushes an account may still send this month. Replies are not counted.</summary>
/// <param name="Account">The account's name in the set-up file.</param>
/// <param name="Organisation">Whose it is.</param>
/// <param name="Limit">How many a month; nothing when there is no limit, or when it is not known yet.</param>
/// <param name="Used">How many of them are used; nothing when it is not known yet.</param>
/// <param name="Spent">Whether LINE refuses pushes until the month is over (Japan time).</param>
/// <param name="AsOf">When LINE was last asked, or last refused one; nothing before the first time.</param>
public sealed record LineQuota(
    string Account, string Organisation, long? Limit = null, long? Used = null, bool Spent = false, DateTimeOffset? AsOf = null)
{
    /// <summary>How many are left; nothing without a limit.</summary>
    public long? Left => Spent ? 0 : Limit is { } limit && Used is { } used ? Math.Max(0, limit - used) : null;

    /// <summary>
    /// Whether a push may go to telling of news. The last tenth of the month is kept for what matters more: that the phone is told when somebody has
    /// opened its page.
    /// </summary>
    public bool SparesForNews => !Spent && (Left is not { } left || left * 10 > Limit);

    /// <summary>What LINE's two answers say; nothing when they say nothing. Pure.</summary>
    internal static (long? Limit, long Used)? Read(LineAnswer quota, LineAnswer consumption)
    {
        if (quota.Status != 200 || consumption.Status != 200) return null;
        try
        {
            using var limits = JsonText.Parse(quota.Body);
            using var usage = JsonText.Parse(consumption.Body);
            if (Number(usage.RootElement, "totalUsage") is not { } used) return null;
            return JsonText.Text(limits.RootElement, "type") switch
            {
                "none" => (null, used),
                "limited" when Number(limits.RootElement, "value") is { } limit => (limit, used),
                _ => null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static long? Number(JsonElement value, string name) =>
        JsonText.Property(value, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var whole) && whole >= 0 ? whole : null;
}
