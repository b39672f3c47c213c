using System.Text.Json.Serialization;

namespace Gateway.Emergencies;

/// <summary>緊急対応: what is done while somebody is in danger now. At most one is open for a conversation; it outlives the conversation's end.</summary>
/// <param name="Id">Its id; its worksheet is sealed with a key of its own.</param>
/// <param name="Organisation">Whose.</param>
/// <param name="ConversationId">For whom.</param>
/// <param name="OpenedAt">Since when, in milliseconds.</param>
/// <param name="LastStep">The number of its newest step.</param>
/// <param name="ClosedAt">When two people closed it, in milliseconds.</param>
/// <param name="Label">What counsellors call the conversation, for example <c>K-482</c>.</param>
/// <param name="Channel">How the person writes.</param>
/// <param name="Stage">Where the conversation is, in the words of the records.</param>
/// <param name="AssignedTo">The counsellor who has it, or had it when it closed.</param>
/// <param name="AssignedName">Their name.</param>
/// <param name="Host">The partner that answers the person now; nothing: the organisation itself.</param>
public sealed record Emergency(
    string Id, string Organisation, string ConversationId, long OpenedAt, long LastStep, long? ClosedAt, string Label, string Channel, string Stage,
    string? AssignedTo, string? AssignedName, string? Host);

/// <summary>One step of an emergency: numbered, and never changed.</summary>
/// <param name="EmergencyId">Of which.</param>
/// <param name="Number">1, 2, 3 … without a gap.</param>
/// <param name="At">When, in milliseconds.</param>
/// <param name="Kind">What (see <see cref="StepKinds"/>).</param>
/// <param name="StaffId">By whom; nothing when it was the gateway.</param>
/// <param name="Role">As what they did it.</param>
/// <param name="OfStep">Of which earlier step it speaks.</param>
/// <param name="Code">A fixed word: the ground of a call (<see cref="Grounds"/>), the outcome of an ending (<see cref="CloseEmergency.Outcomes"/>).</param>
/// <param name="StaffName">The name of whoever did it.</param>
public sealed record EmergencyStep(
    string EmergencyId, long Number, long At, string Kind, string? StaffId, string? Role, long? OfStep, string? Code, string? StaffName);

/// <summary>What was written in a step: sealed at rest, never in a log.</summary>
/// <param name="Text">A reason or a note.</param>
/// <param name="Fields">Fields of the worksheet, or of a call, by name (see <see cref="Worksheet"/>).</param>
public sealed record StepBody(string? Text = null, IReadOnlyDictionary<string, string>? Fields = null)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>A step and what was written in it; nothing when its key was erased.</summary>
public sealed record OpenStep(EmergencyStep Step, StepBody? Body);

/// <summary>What can happen in an emergency.</summary>
public static class StepKinds
{
    /// <summary>It began: by the triage, or by somebody's tap.</summary>
    public const string Opened = "opened";

    /// <summary>A supervisor has heard the alarm.</summary>
    public const string Acknowledged = "acknowledged";

    /// <summary>Nobody had, for too long: it rings at coordinators too.</summary>
    public const string Escalated = "escalated";

    /// <summary>Somebody wrote in the worksheet: a revision, with the fields that changed.</summary>
    public const string Sheet = "sheet";

    /// <summary>Somebody outside was told: 119, 110, the family, a body.</summary>
    public const string Call = "call";

    /// <summary>A second person has confirmed a call.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>The person was sent the numbers.</summary>
    public const string Card = "card";

    /// <summary>Somebody says that it is over, and how.</summary>
    public const string CloseProposed = "close_proposed";

    /// <summary>A second person has agreed.</summary>
    public const string Closed = "closed";
}

/// <summary>Something about an emergency was committed. Its words are not in it.</summary>
/// <param name="EmergencyId">Which.</param>
/// <param name="Organisation">Whose.</param>
public sealed record EmergencyMoved(string EmergencyId, string Organisation) : Conversations.Feed.IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "emergency";
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StepBody))]
internal sealed partial class StepJson : JsonSerializerContext;
