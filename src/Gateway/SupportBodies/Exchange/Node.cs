using System.Globalization;
using System.Text.Json.Nodes;

namespace Gateway.SupportBodies.Exchange;

/// <summary>A piece of an imported document that knows where it stands: from JSON, or put together from tables.</summary>
internal sealed class Node(Spot spot)
{
    public Spot Spot { get; } = spot;

    /// <summary>A text, or a number as it is written; nothing for objects, arrays and null.</summary>
    public string? Text { get; init; }

    /// <summary>The text is to go out as a number, or as true or false.</summary>
    public bool IsBare { get; init; }

    public Dictionary<string, Node>? Members { get; init; }

    public List<Node>? Items { get; init; }

    public Node? this[string name] => Members?.GetValueOrDefault(name);

    /// <summary>The text of a member; nothing when there is none, or an empty one.</summary>
    public string? Said(string name) => this[name]?.Text is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>The items of a member; none when it is no array.</summary>
    public IReadOnlyList<Node> Several(string name) => this[name]?.Items ?? [];

    /// <summary>The first item of a member; nothing when there is none.</summary>
    public Node? First(string name) => Several(name) is [var first, ..] ? first : null;

    /// <summary>Where a member stands; where the whole stands when there is none.</summary>
    public Spot SpotOf(string name) => this[name]?.Spot ?? Spot;

    /// <summary>The same as JSON.</summary>
    public JsonNode? ToJson()
    {
        if (Members is not null) return new JsonObject(Members.Select(member => KeyValuePair.Create(member.Key, member.Value.ToJson())));
        if (Items is not null) return new JsonArray([.. Items.Select(item => item.ToJson())]);
        if (Text is null) return null;
        return !IsBare ? JsonValue.Create(Text)
            : Text is "true" or "false" ? JsonValue.Create(Text == "true")
            : long.TryParse(Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole)
            : JsonValue.Create(double.Parse(Text, CultureInfo.InvariantCulture));
    }
}
