using System.Text.Json;

namespace Gateway.Simulators.Line;

/// <summary>A button under a message (LINE: "quick reply") that sends data when it is tapped.</summary>
/// <param name="Label">What stands on it.</param>
/// <param name="Data">What it sends.</param>
/// <param name="Says">It sends it as a text, as if the person had written it.</param>
public sealed record LineTap(string Label, string Data, bool Says = false);

/// <summary>One message of a call.</summary>
internal sealed record LineSaid(string Text, IReadOnlyList<LineTap> Taps);

/// <summary>Reads the quick replies of a message and holds them to LINE's limits. Pure.</summary>
internal static class LineTaps
{
    private const int Most = 13;
    private const int LongestLabel = 20;
    private const int LongestData = 300;

    public static (IReadOnlyList<LineTap> Taps, LineErrorDetail? Error) Read(JsonElement message, string at)
    {
        if (message.ValueKind != JsonValueKind.Object || !message.TryGetProperty("quickReply", out var quickReply))
            return ([], null);
        if (quickReply.ValueKind != JsonValueKind.Object || !quickReply.TryGetProperty("items", out var items) || items.ValueKind != JsonValueKind.Array
            || items.GetArrayLength() is < 1 or > Most)
            return ([], new LineErrorDetail($"Size must be between 1 and {Most}", $"{at}.quickReply.items"));
        var taps = new List<LineTap>();
        foreach (var item in items.EnumerateArray())
        {
            var action = item.ValueKind == JsonValueKind.Object && item.TryGetProperty("action", out var given) ? given : default;
            if (LineMessages.Text(item, "type") != "action" || LineMessages.Text(action, "type") is not ("postback" or "message")
                || LineMessages.Text(action, "label") is not { Length: >= 1 and <= LongestLabel } label
                || (LineMessages.Text(action, "data") ?? LineMessages.Text(action, "text")) is not { Length: >= 1 and <= LongestData } data)
                return ([], new LineErrorDetail("Invalid action", $"{at}.quickReply.items"));
            taps.Add(new LineTap(label, data, LineMessages.Text(action, "type") == "message"));
        }
        return (taps, null);
    }
}
