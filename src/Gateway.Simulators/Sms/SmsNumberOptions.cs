namespace Gateway.Simulators.Sms;

/// <summary>One number of an Azure Communication Services resource, with its Event Grid subscription.</summary>
public sealed record SmsNumberOptions
{
    /// <summary>The name the gateway knows the account by.</summary>
    public required string Account { get; init; }

    /// <summary>The number in E.164, with the plus sign.</summary>
    public required string Number { get; init; }

    /// <summary>The resource's access key, base64; signs the calls that send.</summary>
    public required string AccessKey { get; init; }

    /// <summary>The secret in the query of the event address.</summary>
    public required string EventsKey { get; init; }

    /// <summary>Where events go, without the key; may be set later, when the gateway's port is known.</summary>
    public Uri? Events { get; init; }

    /// <summary>The subscription delivers CloudEvents 1.0 instead of Event Grid's own schema, with the handshake that belongs to it.</summary>
    public bool CloudEvents { get; init; }

    /// <summary>The subscription sends the key as the static header <c>X-Events-Key</c>, not in the address.</summary>
    public bool KeyInHeader { get; init; }

    /// <summary>Messages a minute; 200 is the documented limit of a toll-free number.</summary>
    public int RatePerMinute { get; init; } = 200;

    /// <summary>How long Event Grid waits for an answer.</summary>
    public TimeSpan EventTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pauses before Event Grid's further tries. As documented: 10 s to 6 h in ten steps, then every 12 hours to a day.</summary>
    public IReadOnlyList<TimeSpan> Retries { get; init; } =
    [
        TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10),
        TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
    ];
}
