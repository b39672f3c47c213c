using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.Tests.PartnerGateways;

/// <summary>What a partner that signs rightly may say in the place of the truth.</summary>
internal static class Lies
{
    /// <summary>Something in its answer is other than it is.</summary>
    public static Func<byte[], byte[]> Of(Action<JsonObject> change) => body =>
    {
        var answer = JsonNode.Parse(body)!.AsObject();
        change(answer);
        return Encoding.UTF8.GetBytes(answer.ToJsonString());
    };

    /// <summary>Something of the first stay in its answer is; other answers are true.</summary>
    public static Func<byte[], byte[]> OfStay(Action<JsonObject> change) => Of(answer =>
    {
        if (answer["stays"] is JsonArray { Count: > 0 } stays) change(stays[0]!.AsObject());
    });

    /// <summary>A word that nobody said.</summary>
    public static JsonObject Word(long number, string text, string author = "counsellor") =>
        new() { ["number"] = number, ["at"] = "2037-11-21T13:00:00.000Z", ["author"] = author, ["text"] = text, ["name"] = "うその人" };

    /// <summary>Adds words behind those that are true.</summary>
    public static void Say(JsonObject stay, params JsonObject[] words)
    {
        var said = stay["words"]?.AsArray() ?? [];
        stay["words"] = said;
        foreach (var word in words) said.Add(word);
    }

    /// <summary>The number of the last word in an answer, or of the last that came before.</summary>
    public static long LastOf(JsonObject stay, long before) => stay["words"] is JsonArray { Count: > 0 } words ? words[^1]!["number"]!.GetValue<long>() : before;
}
