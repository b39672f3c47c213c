using System.Globalization;
using System.Text.Json;
using Gateway.Conversations;
using Gateway.Intake.Triage;

namespace Gateway.Operations.Upkeep;

/// <summary>A line of the file that <see cref="TriageFile"/> reads.</summary>
internal sealed record LabelledMessage(JsonElement Id, string Text, IReadOnlyList<EarlierMessage> Earlier, Grade? Grade, int? Hour)
{
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>Reads a line: the message, or what is wrong with it. Never a word of it.</summary>
    public static (LabelledMessage? Message, string? Problem) Read(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line.TrimStart('﻿'));
            return Read(document.RootElement);
        }
        catch (JsonException error)
        {
            return (null, string.Create(CultureInfo.InvariantCulture, $"is not JSON (at byte {error.BytePositionInLine + 1})"));
        }
        // Half an emoji as an escape is JSON and yet no text.
        catch (InvalidOperationException)
        {
            return (null, "has a text that is not valid Unicode");
        }
    }

    private static (LabelledMessage?, string?) Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) return (null, "is not an object");
        if (!root.TryGetProperty("id", out var id) || id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number)) return (null, "id is missing, or neither a text nor a number");
        if (!root.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String) return (null, "text is missing, or not a text");
        List<EarlierMessage> earlier = [];
        if (root.TryGetProperty("context", out var context) && context.ValueKind != JsonValueKind.Null)
        {
            if (context.ValueKind != JsonValueKind.Array) return (null, "context is not a list");
            foreach (var one in context.EnumerateArray())
            {
                if (EarlierOf(one) is not { } message) return (null, """context may hold texts and objects {"author", "text"} only""");
                earlier.Add(message);
            }
        }

        Grade? grade = null;
        if (root.TryGetProperty("grade", out var given) && given.ValueKind != JsonValueKind.Null)
        {
            grade = GradeNames.Find(given.ValueKind == JsonValueKind.String ? given.GetString()! : given.GetRawText());
            if (grade is null) return (null, "grade is none of 緊急 高 中 低 不明 (or urgent high middle low unknown, or 4 to 0)");
        }

        int? hour = null;
        if (root.TryGetProperty("at", out var at) && at.ValueKind != JsonValueKind.Null)
        {
            if (at.ValueKind != JsonValueKind.String || !DateTimeOffset.TryParse(at.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
                return (null, "at is not a time such as 2026-11-21T23:10:00+09:00");
            hour = time.ToOffset(Japan).Hour;
        }

        return (new LabelledMessage(id.Clone(), text.GetString()!, earlier, grade, hour), null);
    }

    private static EarlierMessage? EarlierOf(JsonElement one)
    {
        if (one.ValueKind == JsonValueKind.String) return new EarlierMessage(one.GetString()!);
        if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String) return null;
        var author = one.TryGetProperty("author", out var named) && named.ValueKind == JsonValueKind.String ? named.GetString() : Authors.Person;
        return new EarlierMessage(text.GetString()!, author == Authors.Person);
    }
}
