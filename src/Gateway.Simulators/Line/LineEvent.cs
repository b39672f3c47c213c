using System.Text.Json.Nodes;

namespace Gateway.Simulators.Line;

/// <summary>One webhook event as LINE writes it. Anything may be changed in <see cref="Json"/> before it is sent.</summary>
public sealed class LineEvent
{
    internal LineEvent(string type, string userId, string? replyToken, DateTimeOffset at, string eventId)
    {
        (UserId, ReplyToken) = (userId, replyToken);
        Json = new JsonObject
        {
            ["type"] = type,
            ["mode"] = "active",
            ["timestamp"] = at.ToUnixTimeMilliseconds(),
            ["webhookEventId"] = eventId,
            ["deliveryContext"] = new JsonObject { ["isRedelivery"] = false },
            ["source"] = new JsonObject { ["type"] = "user", ["userId"] = userId },
        };
        if (replyToken is not null)
            Json["replyToken"] = replyToken;
    }

    /// <summary>Who did it.</summary>
    public string UserId { get; }

    /// <summary>The token with which the account may answer once; null for events that cannot be answered.</summary>
    public string? ReplyToken { get; }

    /// <summary>The event itself.</summary>
    public JsonObject Json { get; }

    internal JsonNode AsSentFor(int attempt)
    {
        var copy = Json.DeepClone();
        if (attempt > 1)
            copy["deliveryContext"] = new JsonObject { ["isRedelivery"] = true };
        return copy;
    }
}
