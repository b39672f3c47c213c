using System.Text.Json.Serialization;
using Gateway.Primitives;

namespace Gateway.ConsoleHub;

/// <summary>What the gateway calls on a console. Times are ISO 8601 in UTC; unknown fields are to be ignored.</summary>
public interface IConsoleClient
{
    /// <summary>New entries of a conversation, in order, each number once for each connection.</summary>
    Task Entries(string conversationId, IReadOnlyList<EntryView> entries);

    /// <summary>Somebody is being offered; it rings until the time it names.</summary>
    Task Offered(OfferView offer);

    /// <summary>An offer ended without an answer: <c>expired</c>, <c>taken</c>, <c>left</c> or <c>declined</c>.</summary>
    Task OfferWithdrawn(string offerId, string reason);

    /// <summary>The queue as it now is.</summary>
    Task QueueChanged(QueueSummary summary);

    /// <summary>The queue cannot be read just now. Nobody has lost their place; <c>QueueChanged</c> follows as soon as it can be read.</summary>
    Task QueueAway();

    /// <summary>Over these channels nothing arrives just now (<c>line</c>, <c>sms</c>); what is written waits and goes out by itself. Empty: all is well again.</summary>
    Task ChannelsAway(IReadOnlyList<string> channels);

    /// <summary>The newest number of each of the counsellor's conversations, every five seconds: silence is noticed by it.</summary>
    Task Digest(IReadOnlyDictionary<string, long> lastNumbers);

    /// <summary>A conversation of the counsellor's is new or has changed.</summary>
    Task ConversationChanged(ConversationView conversation);

    /// <summary>A conversation is the counsellor's no more: <c>closed</c>, <c>returned</c>, <c>ended_by_person</c>, <c>silent</c>, <c>handed</c>, or <c>guest_ended</c>: it was the person of a partner, and nothing of it is to be shown any more (<c>guest_link_lost</c>: because nothing is heard of their own gateway; the last words may not have arrived).</summary>
    Task ConversationLeft(string conversationId, string reason);

    /// <summary>Somebody is writing (<c>person</c>).</summary>
    Task Typing(string conversationId, string author);

    /// <summary>The counsellor's availability as the queue has it.</summary>
    Task AvailabilityChanged(AvailabilityView availability);

    /// <summary>An emergency has begun, changed or closed. Nothing that anybody wrote is in it.</summary>
    Task EmergencyChanged(EmergencyView emergency);

    /// <summary>All open emergencies that this console is to know of: what is not in it is closed, or not its own any more. Every few seconds while there is one.</summary>
    Task OpenEmergencies(IReadOnlyList<EmergencyView> emergencies);

    /// <summary>So much waits for this supervisor's or coordinator's look as the second person (<c>GET /api/checks</c>). Told when it has changed; nothing waits before.</summary>
    Task ChecksWaiting(int number);

    /// <summary>This gateway is about to stop: connect again at once, which leads to another one. Nothing has ended, not even an offer that rings.</summary>
    Task Moving();

    /// <summary>The sign-in has ended: <c>signed_out</c> or <c>session_ended</c>.</summary>
    Task SignedOut(string reason);
}

/// <summary>Everything a console needs after it has connected, at one moment. Without a queue and offers while the queue cannot be read.</summary>
public sealed record ConsoleState(
    MeView Me, bool Available, int Capacity, IReadOnlyList<ConversationView> Conversations, IReadOnlyList<OfferView> Offers, QueueSummary? Queue,
    IReadOnlyList<string> ChannelsAway, IReadOnlyList<EmergencyView> Emergencies, DateTimeOffset Now, DateTimeOffset? DisasterFirstAt = null);

/// <summary>Who is signed in; and whether people of their organisation can go on on a web page.</summary>
public sealed record MeView(string Id, string UserName, string Name, string Role, string Organisation, string OrganisationName, bool Pages);

/// <summary>Whether the counsellor may be offered people, and how many at once. <c>disasterFirstAt</c>: when they chose people of a disaster first; it counts where the queue's <c>disaster</c> was there by then, and is missing when they did not.</summary>
public sealed record AvailabilityView(bool Available, int Capacity, DateTimeOffset? DisasterFirstAt = null);

/// <summary>A conversation as its counsellor sees it; the language is the one in which the gateway speaks to the person. <c>asideFrom</c>: told that it is their turn, they have not written since; from then on they may be set aside. <c>guestOf</c>: the organisation whose person it is, where a partner answers.</summary>
public sealed record ConversationView(
    string Id, string Label, string Channel, string Stage, string Grade, DateTimeOffset OpenedAt, DateTimeOffset? ArrivedAt, DateTimeOffset? TakenAt,
    long LastNumber, long SeenNumber, int MaxLength, long Fence, PartPriceView? PartPrice, bool OnPage, string Language, DateTimeOffset? AsideFrom, string? GuestOf = null);

/// <summary>What one part of a reply by SMS costs, in the currency's main unit.</summary>
public sealed record PartPriceView(decimal Amount, string Currency);

/// <summary>One entry. <c>text</c>, <c>delivery</c> and <c>clientId</c> are always there; other fields that a kind does not need are left out.</summary>
public sealed record EntryView(
    long Number, DateTimeOffset At, string Kind, string Author, string? Name,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Text,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Delivery,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ClientId,
    DateTimeOffset? SentAt, long? Of, string? Stage, string? Reason, string? What, AttachmentView? Attachment, long? Quotes,
    IReadOnlyList<string>? Options = null, IReadOnlyDictionary<string, string>? Facts = null, GradeChangeView? Change = null);

/// <summary>For an entry <c>grade</c>: from what to what, and by which rules if it was the machine.</summary>
public sealed record GradeChangeView(string From, string To, IReadOnlyList<string> Categories, IReadOnlyList<string> Rules, long? Version);

/// <summary>A picture, voice message, video or file of the person's: in their entry as it came, in an entry <c>attachment</c> as it now is.</summary>
public sealed record AttachmentView(string State, string? Id, string? Type, long? Size, long? Width, long? Height);

/// <summary>Somebody being offered. No content before it is accepted.</summary>
public sealed record OfferView(
    string OfferId, string ConversationId, string Label, string Channel, string Grade, DateTimeOffset ArrivedAt, bool Returned, DateTimeOffset RingsUntil);

/// <summary>The queue at a glance: the first fifty places in order, and whom partners answer. <c>readBy</c> is the run of a gateway that has read it, <c>reading</c> its
/// how manieth reading this is: of one run, whatever arrives later with a smaller number is older, and is to be dropped. <c>disaster</c> is there while one sets people of its areas apart.</summary>
public sealed record QueueSummary(
    string ReadBy, long Reading, int Waiting, IReadOnlyList<PlaceView> Places, int CounsellorsPresent, int CounsellorsAvailable, IReadOnlyList<ElsewhereView>? Elsewhere = null,
    DisasterLineView? Disaster = null);

/// <summary>災害の列: while a disaster holds that is for some prefectures: since when and until when, and how many of its people wait.</summary>
public sealed record DisasterLineView(DateTimeOffset Since, DateTimeOffset Until, long Waiting);

/// <summary>応援: one of ours whom a partner answers, by its name; whether a counsellor of it has them or they wait there, and whether it asks us for a hand-off.</summary>
public sealed record ElsewhereView(string ConversationId, string Label, string Grade, string Organisation, bool Talking, bool AsksHandoff);

/// <summary>つなぎの依頼: what a partner asks us to do for one of our people: <c>parts</c> are <c>words</c>, and where they are known <c>kind</c> and <c>area</c>.</summary>
public sealed record HandoffAskedView(string Label, string Partner, string By, DateTimeOffset At, IReadOnlyDictionary<string, string> Parts);

/// <summary>A place in the queue: whether a supervisor moved it forward, and from when on they wait longer than somebody of their grade should. <c>wish</c> is missing without one; <c>kept</c>:
/// they are kept for somebody on shift who meets it, until <c>wishUntil</c>; <c>open</c>: whoever is free takes them. What is wished is not shown here. <c>disasterUntil</c>: they belong to a disaster, until then.</summary>
public sealed record PlaceView(
    string ConversationId, string Label, string Channel, string Grade, DateTimeOffset ArrivedAt, bool Offered, bool Returned, bool Moved, DateTimeOffset OverdueAt, string? Wish = null,
    DateTimeOffset? WishUntil = null, DateTimeOffset? DisasterUntil = null);

/// <summary>Somebody who is kept at the door: by which label they were known, since when and until when, by whom and why.</summary>
public sealed record BlockView(string Id, string Label, DateTimeOffset MadeAt, DateTimeOffset Until, string? By, string? Reason);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcJson)])]
[JsonSerializable(typeof(ConsoleState))]
[JsonSerializable(typeof(IReadOnlyList<EntryView>))]
[JsonSerializable(typeof(EntryView))]
[JsonSerializable(typeof(ConversationView))]
[JsonSerializable(typeof(OfferView))]
[JsonSerializable(typeof(QueueSummary))]
[JsonSerializable(typeof(HandoffAskedView))]
[JsonSerializable(typeof(AvailabilityView))]
[JsonSerializable(typeof(IReadOnlyList<BlockView>))]
[JsonSerializable(typeof(IReadOnlyList<EmergencyView>))]
[JsonSerializable(typeof(EmergencyView))]
[JsonSerializable(typeof(EmergencySheetView))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, long>))]
internal sealed partial class ConsoleJson : JsonSerializerContext;
