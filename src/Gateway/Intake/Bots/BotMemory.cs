using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Conversations;
using Gateway.Records.Sealing;

namespace Gateway.Intake.Bots;

/// <summary>What is kept of a bot's talk from one turn to the next: sealed with the conversation's key, and gone with it.</summary>
/// <param name="State">What the bot gave back, as it was.</param>
/// <param name="Offered">The choices that the person was offered last.</param>
internal sealed record BotMemory(string? State, IReadOnlyList<BotChoice> Offered)
{
    private const string Place = "bot|memory";

    /// <summary>Nothing yet.</summary>
    public static BotMemory Empty { get; } = new(null, []);

    /// <summary>What a talk remembers.</summary>
    public static BotMemory Of(Vault vault, Conversation conversation, BotTalk talk) => talk.Memory is null
        ? Empty
        : JsonSerializer.Deserialize(vault.Open(conversation.WrappedKey, conversation.Id).Open(talk.Memory, Place), BotMemoryJson.Default.BotMemory)!;

    /// <summary>The same, sealed.</summary>
    public byte[] Seal(Vault vault, Conversation conversation) =>
        vault.Open(conversation.WrappedKey, conversation.Id).Seal(JsonSerializer.SerializeToUtf8Bytes(this, BotMemoryJson.Default.BotMemory), Place);

    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BotMemory))]
internal sealed partial class BotMemoryJson : JsonSerializerContext;
