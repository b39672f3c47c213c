using System.Text.Json;

namespace Gateway.PartnerGateways.Stays;

/// <summary>How many times a partner's counsellors have raised the alarm in one stay.</summary>
/// <param name="Stay">Which.</param>
/// <param name="Count">How many times.</param>
public sealed record StayAlarm(string Stay, long Count)
{
    /// <summary>The alarms in an answer, read by themselves: whatever else stands there may be odd, broken, or not of the contract at all. Pure.</summary>
    /// <param name="body">The answer, whose signature holds.</param>
    /// <returns>At most one for each of the stays that a call names; nothing where the answer is no JSON.</returns>
    internal static IReadOnlyList<StayAlarm> In(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return Find(answer.RootElement, "stays") is { ValueKind: JsonValueKind.Array } stays
                ? [.. stays.EnumerateArray().Select(Of).OfType<StayAlarm>().Take(CheckStays.AtOnce)]
                : [];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    // Which stay it is, is looked up: an id that is none is nobody's.
    private static StayAlarm? Of(JsonElement stay)
    {
        try
        {
            return Find(stay, "alarms") is { ValueKind: JsonValueKind.Number } alarms && alarms.TryGetInt64(out var count) && count > 0
                && Find(stay, "id") is { ValueKind: JsonValueKind.String } id ? new StayAlarm(id.GetString()!, count) : null;
        }
        catch (InvalidOperationException)
        {
            // Half a letter. It takes nobody else's alarm with it.
            return null;
        }
    }

    // In whatever letters, as the rest of an answer is read; first as it stands in the contract.
    private static JsonElement? Find(JsonElement of, string name)
    {
        if (of.ValueKind != JsonValueKind.Object) return null;
        if (of.TryGetProperty(name, out var found)) return found;
        foreach (var property in of.EnumerateObject())
        {
            if (property.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        }

        return null;
    }
}
