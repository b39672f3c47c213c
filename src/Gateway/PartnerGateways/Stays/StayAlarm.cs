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
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty("stays", out var stays) && stays.ValueKind == JsonValueKind.Array
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
            return stay.ValueKind == JsonValueKind.Object
                && stay.TryGetProperty("alarms", out var alarms) && alarms.ValueKind == JsonValueKind.Number && alarms.TryGetInt64(out var count) && count > 0
                && stay.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String ? new StayAlarm(id.GetString()!, count) : null;
        }
        catch (InvalidOperationException)
        {
            // Half a letter. It takes nobody else's alarm with it.
            return null;
        }
    }
}
