using System.Text.Json.Serialization;

namespace Gateway.Handoff.Together;

/// <summary>同席: the place of a support body's worker in a talk. Who sits in a talk now stands in the conversation's own row.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">Whose talk it is.</param>
/// <param name="ConversationId">In which talk.</param>
/// <param name="ContactId">With whom.</param>
/// <param name="ReferralId">By which hand-off: the body has taken it on.</param>
/// <param name="Body">Which body of the directory.</param>
/// <param name="Code">The two digits by which the person answers.</param>
/// <param name="State">Where it stands.</param>
/// <param name="AskedBy">The counsellor who asked: a staff id.</param>
/// <param name="AskedAt">When, in milliseconds.</param>
/// <param name="DueAt">When a question or a yes lapses, in milliseconds.</param>
/// <param name="Who">By which names; without names once the words of the talk are erased.</param>
/// <param name="DeskHash">The open desk at which the worker sits.</param>
/// <param name="AfterNumber">They read what was said after this entry, and nothing before.</param>
/// <param name="LookedAt">When their page last asked for something new, in milliseconds.</param>
/// <param name="ToldAway">The counsellor was told that it does not any more.</param>
/// <param name="Why">How it ended (see <see cref="SeatEvent"/>), in lower case.</param>
public sealed record Seat(
    string Id, string Organisation, string ConversationId, string ContactId, string ReferralId, string Body, string Code, SeatState State, string AskedBy, long AskedAt, long? DueAt,
    SeatNames Who, byte[]? DeskHash, long? AfterNumber, long? LookedAt, bool ToldAway, string? Why)
{
    /// <summary>Never a name.</summary>
    public override string ToString() => $"seat {Id}: {State}";
}

/// <summary>By which names a seat is spoken of; sealed.</summary>
/// <param name="Body">The body, as the person read it when they agreed to the hand-off.</param>
/// <param name="Name">The worker, as they call themselves; nothing before they sit down.</param>
/// <param name="Role">What they do there.</param>
public sealed record SeatNames(string Body, string? Name = null, string? Role = null)
{
    /// <summary>The longest name and the longest role, in UTF-16 units.</summary>
    public const int Longest = 30;

    /// <summary>Name and role, as they stand beside every word of theirs.</summary>
    [JsonIgnore]
    public string Label => Name is null ? Body : $"{Name}・{Role}";

    /// <summary>The same with the body.</summary>
    [JsonIgnore]
    public string Whole => Name is null ? Body : $"{Body} {Name}({Role})";

    /// <summary>Never a name.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>Where a seat stands. The numbers stand in the records and never change.</summary>
public enum SeatState
{
    /// <summary>The person is asked.</summary>
    Asked = 1,

    /// <summary>The person said yes; nobody has come yet.</summary>
    Agreed = 2,

    /// <summary>The worker is in the talk.</summary>
    Taken = 3,

    /// <summary>It is over. Whoever wants somebody to come again, asks again.</summary>
    Over = 4,
}

/// <summary>What moves a seat.</summary>
public enum SeatEvent
{
    /// <summary>The counsellor asks the person.</summary>
    Ask,

    /// <summary>The person says yes.</summary>
    Agree,

    /// <summary>The person says no.</summary>
    Decline,

    /// <summary>The worker comes, with name and role; also from another desk of the same body.</summary>
    Sit,

    /// <summary>The worker leaves.</summary>
    Leave,

    /// <summary>The person has them leave, or does not want them to come any more.</summary>
    Remove,

    /// <summary>The counsellor takes the question back, or has the worker leave.</summary>
    TakeBack,

    /// <summary>Nobody answered, or nobody came.</summary>
    Lapse,

    /// <summary>The worker's desk was closed, or has closed by itself.</summary>
    Lose,

    /// <summary>The consent was taken back, or the hand-off is not with the body any more.</summary>
    Stop,

    /// <summary>The body was taken out of the directory.</summary>
    Bar,

    /// <summary>The talk is over.</summary>
    End,
}

[JsonSerializable(typeof(SeatNames))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class SeatJson : JsonSerializerContext;
