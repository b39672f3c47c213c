using System.Text.Json;

namespace Gateway.Simulators.Line;

/// <summary>Reads the <c>messages</c> of a call and holds them to LINE's limits. Pure.</summary>
internal static class LineMessages
{
    /// <summary>In UTF-16 code units, as LINE counts.</summary>
    public const int LongestText = 5000;

    private const int Most = 5;

    private static readonly string[] OtherTypes =
        ["textV2", "sticker", "image", "video", "audio", "location", "imagemap", "template", "flex", "coupon"];

    /// <summary>The words of each message and the taps under it, or what is wrong.</summary>
    public static (IReadOnlyList<LineSaid> Said, LineAnswer? Refusal) Read(JsonElement body)
    {
        if (!body.TryGetProperty("messages", out var messages) || messages.ValueKind != JsonValueKind.Array)
            return Refuse(new LineErrorDetail("May not be empty", "messages"));
        if (messages.GetArrayLength() is < 1 or > Most)
            return Refuse(new LineErrorDetail($"Size must be between 1 and {Most}", "messages"));

        var said = new List<LineSaid>();
        var wrong = new List<LineErrorDetail>();
        foreach (var (index, message) in messages.EnumerateArray().Index())
        {
            var (text, error) = ReadOne(message, $"messages[{index}]");
            var (taps, tapError) = LineTaps.Read(message, $"messages[{index}]");
            if ((error ?? tapError) is { } problem)
                wrong.Add(problem);
            else
                said.Add(new LineSaid(text, taps));
        }
        return wrong.Count == 0 ? (said, null) : Refuse([.. wrong]);
    }

    private static (string Text, LineErrorDetail? Error) ReadOne(JsonElement message, string at)
    {
        var type = Text(message, "type");
        if (type is null)
            return ("", new LineErrorDetail("May not be empty", $"{at}.type"));
        if (Array.IndexOf(OtherTypes, type) >= 0)
            return (Text(message, "altText") ?? Text(message, "text") ?? $"({type})", null);
        if (type != "text")
            return ("", new LineErrorDetail($"Must be one of the following values: [text, {string.Join(", ", OtherTypes)}]", $"{at}.type"));

        return Text(message, "text") switch
        {
            null or "" => ("", new LineErrorDetail("May not be empty", $"{at}.text")),
            { Length: > LongestText } => ("", new LineErrorDetail($"Length must be between 0 and {LongestText}", $"{at}.text")),
            var text => (text, null),
        };
    }

    internal static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static (IReadOnlyList<LineSaid>, LineAnswer) Refuse(params LineErrorDetail[] details) =>
        ([], LineAnswer.Error(400, $"The request body has {details.Length} error(s)", details));
}
