namespace Gateway.Consortium.Overflow;

/// <summary>Plans, people and decisions as JSON.</summary>
public static class OverflowJson
{
    /// <summary>Reads; a field that nobody knows is refused.</summary>
    /// <exception cref="System.Text.Json.JsonException">It is another text than expected.</exception>
    public static T Read<T>(string text) => System.Text.Json.JsonSerializer.Deserialize<T>(text, ConsortiumJson.Strict) ?? throw new System.Text.Json.JsonException();

    /// <summary>Writes on one line; the same value is always the same text.</summary>
    public static string TextOf<T>(T value) => ConsortiumJson.TextOf(value);
}
