namespace Gateway.TestKit.Hub;

// Written from the published contract and not from the gateway's own types, so that a change of the wire is noticed here.

/// <summary>Something the hub said without being asked.</summary>
/// <param name="Target">The name of the message.</param>
/// <param name="Arguments">As they came.</param>
/// <param name="Timestamp">When it was read from the socket, of <see cref="TimeProvider.GetTimestamp"/> of the system clock.</param>
public sealed record HubMessage(string Target, IReadOnlyList<System.Text.Json.JsonElement> Arguments, long Timestamp);

/// <summary>One line of a conversation.</summary>
public sealed record HubEntry(
    long Number,
    DateTimeOffset At,
    string Kind,
    string Author,
    string? Name = null,
    string? Text = null,
    string? Delivery = null,
    string? ClientId = null,
    DateTimeOffset? SentAt = null,
    long? Of = null,
    string? Stage = null,
    string? Reason = null,
    string? What = null,
    HubAttachment? Attachment = null,
    long? Quotes = null,
    IReadOnlyList<string>? Options = null,
    IReadOnlyDictionary<string, string>? Facts = null);

/// <summary>What a person sent besides words.</summary>
public sealed record HubAttachment(string State, string? Id = null, string? Type = null, long? Size = null, long? Width = null, long? Height = null);

/// <summary>A conversation of mine.</summary>
public sealed record HubConversation(
    string Id,
    string Label,
    string Channel,
    string Stage,
    string Grade,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ArrivedAt,
    DateTimeOffset? TakenAt,
    long LastNumber,
    long SeenNumber,
    int MaxLength,
    long Fence,
    string? GuestOf = null);

/// <summary>A person is offered to me, for a while.</summary>
public sealed record HubOffer(
    string OfferId,
    string ConversationId,
    string Label,
    string Channel,
    string Grade,
    DateTimeOffset ArrivedAt,
    bool Returned,
    DateTimeOffset RingsUntil);

/// <summary>A place in the queue.</summary>
public sealed record HubPlace(
    string ConversationId, string Label, string Channel, string Grade, DateTimeOffset ArrivedAt, bool Offered, bool Returned, bool Moved, DateTimeOffset OverdueAt);

/// <summary>The queue at a glance.</summary>
public sealed record HubQueue(string ReadBy, long Reading, int Waiting, IReadOnlyList<HubPlace> Places, int CounsellorsPresent, int CounsellorsAvailable, IReadOnlyList<HubElsewhere>? Elsewhere = null);

/// <summary>One of ours whom a partner answers.</summary>
public sealed record HubElsewhere(string ConversationId, string Label, string Grade, string Organisation, bool Talking, bool AsksHandoff = false);

/// <summary>Who I am.</summary>
public sealed record HubMe(string Id, string UserName, string Name, string Role, string Organisation, string OrganisationName);

/// <summary>All that a console needs after it has connected.</summary>
public sealed record HubResumed(
    HubMe Me,
    bool Available,
    int Capacity,
    IReadOnlyList<HubConversation> Conversations,
    IReadOnlyList<HubOffer> Offers,
    HubQueue? Queue,
    IReadOnlyList<string> ChannelsAway,
    IReadOnlyList<HubEmergency> Emergencies,
    DateTimeOffset Now);

/// <summary>Somebody is in danger now: who has heard the alarm, and what is still to be done.</summary>
public sealed record HubEmergency(
    string Id,
    string ConversationId,
    string Label,
    string Channel,
    string Stage,
    string? Counsellor,
    DateTimeOffset OpenedAt,
    string? OpenedBy,
    IReadOnlyList<HubAcknowledgement> Acknowledged,
    int Needed,
    IReadOnlyList<string> RingsAt,
    int? Supervisors,
    int? Coordinators,
    DateTimeOffset? EscalatedAt,
    int Unconfirmed,
    HubProposal? Proposal,
    DateTimeOffset? CardAt,
    long LastStep,
    DateTimeOffset? ClosedAt);

/// <summary>Who has heard an alarm.</summary>
public sealed record HubAcknowledgement(string StaffId, string? Name, DateTimeOffset At);

/// <summary>An ending that waits for a second person.</summary>
public sealed record HubProposal(long Number, string StaffId, string? Name, string? Role, string Outcome);

/// <summary>Everything in an emergency.</summary>
public sealed record HubEmergencySheet(
    HubEmergency Emergency, long Revision, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<HubEmergencyStep> Steps, string Card, string Language);

/// <summary>One step of an emergency.</summary>
public sealed record HubEmergencyStep(
    long Number, DateTimeOffset At, string Kind, string? StaffId, string? Name, string? Role, long? Of, string? Code, string? Text, IReadOnlyDictionary<string, string>? Fields);

/// <summary>Whether I may be offered people, and how many at once.</summary>
public sealed record HubAvailability(bool Available, int Capacity);

/// <summary>The hub refused a call.</summary>
/// <param name="code">The stable code before the colon, for example <c>conversation.not_found</c>; empty when there is none.</param>
/// <param name="message">The whole message.</param>
public sealed class HubRefusedException(string code, string message) : Exception(message)
{
    /// <summary>The stable code before the colon, for example <c>conversation.not_found</c>; empty when there is none.</summary>
    public string Code { get; } = code;
}
