namespace Gateway.Conversations.Outbox;

/// <summary>What a provider says afterwards of a reply that it took: a closed list.</summary>
public static class DeliveryReports
{
    /// <summary>It has it, and is still about it.</summary>
    public const string Accepted = "accepted";

    /// <summary>It is on the person's phone.</summary>
    public const string Delivered = "delivered";

    /// <summary>It did not arrive; the provider does not say why, or in no word of ours.</summary>
    public const string Undelivered = "undelivered";

    /// <summary>It did not arrive: the phone was off, or without a network, for too long.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>It was not sent: the person has told the provider that nothing may be sent to them.</summary>
    public const string OptedOut = "opted_out";

    /// <summary>It did not arrive: the provider or the carrier took it for unwanted.</summary>
    public const string Filtered = "filtered";

    /// <summary>It did not arrive: that number takes no SMS.</summary>
    public const string Address = "address";

    /// <summary>All of them, the least certain first.</summary>
    public static readonly IReadOnlyList<string> All = [Accepted, Undelivered, Unreachable, OptedOut, Filtered, Address, Delivered];

    /// <summary>The state that a reply gets by a report; nothing when the report is older than what is known, or tells nothing new. Pure.</summary>
    /// <remarks>Reports come late, twice and in any order. What is final stays: nothing goes back from "arrived" to "on its way".</remarks>
    /// <param name="state">What is known of the reply (see <see cref="Deliveries"/>).</param>
    /// <param name="report">What the provider says now.</param>
    public static string? Next(string? state, string report) => (state, report) switch
    {
        (null or Deliveries.Delivered or Deliveries.Undelivered, _) => null,
        (Deliveries.Sent or Deliveries.Failed, Accepted) => null,
        (_, Accepted) => Deliveries.Sent,
        (_, Delivered) => Deliveries.Delivered,
        _ => Deliveries.Undelivered,
    };
}
