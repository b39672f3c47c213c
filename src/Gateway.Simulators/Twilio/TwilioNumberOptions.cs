namespace Gateway.Simulators.Twilio;

/// <summary>One number of a Twilio account.</summary>
public sealed record TwilioNumberOptions
{
    /// <summary>The name the gateway knows the account by.</summary>
    public required string Account { get; init; }

    /// <summary>The number in E.164, with the plus sign.</summary>
    public required string Number { get; init; }

    /// <summary>The account at Twilio: AC and 32 hexadecimal digits.</summary>
    public required string AccountSid { get; init; }

    /// <summary>Opens the API, and signs the webhook calls.</summary>
    public required string AuthToken { get; init; }

    /// <summary>Where Twilio finds the gateway, as it was told: this is what it signs. A proxy may stand between.</summary>
    public required Uri PublicAddress { get; init; }

    /// <summary>Messages a minute. Twilio's limits depend on the number; this one is generous.</summary>
    public int RatePerMinute { get; init; } = 600;

    /// <summary>How long Twilio waits for an answer.</summary>
    public TimeSpan WebhookTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The pauses before further tries of a webhook call. Without a setting of one's own there are none.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } = [];
}
