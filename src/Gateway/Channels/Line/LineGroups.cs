using System.Text.Json;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>A group or a room of several people in which something happened.</summary>
/// <param name="Kind"><c>group</c> or <c>room</c>, as LINE names it in its addresses.</param>
/// <param name="Id">LINE's id of it.</param>
/// <param name="ReplyToken">One free answer, if the event allows one.</param>
public sealed record LineGroup(string Kind, string Id, Redacted<string>? ReplyToken);

/// <summary>Finds the groups and rooms of a webhook call. Pure.</summary>
public static class LineGroups
{
    /// <summary>Each group or room once, with the newest answer that is possible there; not those that we have left already.</summary>
    public static IReadOnlyList<LineGroup> Of(ReadOnlyMemory<byte> body)
    {
        using var document = JsonText.Parse(body);
        var events = JsonText.Property(document.RootElement, "events");
        if (events.ValueKind != JsonValueKind.Array) return [];
        return
        [
            .. events.EnumerateArray().Where(e => JsonText.Text(e, "type") != "leave").Select(Read).OfType<LineGroup>()
                .GroupBy(group => (group.Kind, group.Id)).Select(same => same.LastOrDefault(group => group.ReplyToken is not null) ?? same.First()),
        ];
    }

    private static LineGroup? Read(JsonElement e)
    {
        var source = JsonText.Property(e, "source");
        var kind = JsonText.Text(source, "type");
        // The id becomes part of an address: only what LINE's ids are made of.
        return kind is "group" or "room" && JsonText.Id(source, kind + "Id") is { } id && id.All(char.IsAsciiLetterOrDigit)
            ? new LineGroup(kind, id, JsonText.Text(e, "replyToken") is { Length: > 0 } token ? Redacted.Of(token) : null)
            : null;
    }
}
