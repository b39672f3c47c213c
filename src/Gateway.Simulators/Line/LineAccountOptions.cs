namespace Gateway.Simulators.Line;

/// <summary>One LINE Official Account, as its owner set it up in LINE's console.</summary>
public sealed record LineAccountOptions
{
    /// <summary>The name the gateway knows the account by.</summary>
    public required string Account { get; init; }

    /// <summary>The bot's user id, sent as <c>destination</c> of every webhook call.</summary>
    public required string Destination { get; init; }

    /// <summary>Signs the webhook calls.</summary>
    public required string ChannelSecret { get; init; }

    /// <summary>Opens the Messaging API, for ever.</summary>
    public required string AccessToken { get; init; }

    /// <summary>The channel's id, with which tokens are asked for; empty: none are issued.</summary>
    public string ChannelId { get; init; } = "";

    /// <summary>The public keys (PEM) that were registered for asking for tokens, by the id that LINE gave each.</summary>
    public IReadOnlyDictionary<string, string> AssertionKeys { get; init; } = new Dictionary<string, string>();

    /// <summary>Where webhook events go; may be set later, when the gateway's port is known.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>
    /// Whether user ids that no phone of this simulator has count as friends. Off, as at LINE; on where a script plays phones
    /// of its own and signs their webhook calls itself.
    /// </summary>
    public bool StrangersAreFriends { get; init; }

    /// <summary>Pushes that may be delivered in a month; null: no limit. Replies are not counted.</summary>
    public int? MonthlyQuota { get; init; }

    /// <summary>Calls a second, for each kind of call by itself.</summary>
    public int RatePerSecond { get; init; } = 2000;

    /// <summary>How long LINE waits for the answer to a webhook call.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The pauses before each redelivery. Off by default, as at LINE; LINE does not disclose its own pauses.</summary>
    public IReadOnlyList<TimeSpan> Redelivery { get; init; } = [];
}
