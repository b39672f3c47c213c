using System.Text.Json.Serialization;
using Gateway.Handoff.Sheets;

namespace Gateway.Handoff.Referrals;

/// <summary>つなぎ(一件): one hand-off of one person to one body, from the question to what came of it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">Who hands over.</param>
/// <param name="ConversationId">From which conversation.</param>
/// <param name="ContactId">Whose it is.</param>
/// <param name="Document">Which sheet.</param>
/// <param name="Revision">Which revision of it the person was asked for, or two people decide about.</param>
/// <param name="Body">To which body of the directory.</param>
/// <param name="ConsentId">By which consent; empty when on another ground.</param>
/// <param name="OpenedBy">The counsellor: a staff id. To them it comes back.</param>
/// <param name="State">Where it stands.</param>
/// <param name="StateAt">Since when, in milliseconds.</param>
/// <param name="DueAt">When its timer rings next, in milliseconds; nothing only when it is over.</param>
/// <param name="Rung">Which rung of the state's timer that is, from 0.</param>
/// <param name="Priority">How soon.</param>
/// <param name="LastStep">The number of its newest step.</param>
/// <param name="OpenedAt">When it began, in milliseconds.</param>
/// <param name="OfferedAt">When it left, in milliseconds; nothing before.</param>
/// <param name="Outcome">How it ended (see <see cref="ReferralOutcomes"/>).</param>
/// <param name="RecipientName">The body's name, as the person read it.</param>
/// <param name="OfferedWith">Of those that were offered at once, the first body that takes it on gets it: the id of the first of them; nothing when it was offered alone.</param>
/// <param name="MeetsAt">Until when an appointment of the body with the person lasts, in milliseconds: its timer begins then; nothing where none was made.</param>
/// <param name="GroundId">On which decision of two people, where it is no consent; see <see cref="GroundDecision"/>.</param>
/// <param name="IsQuiet">Whether the gateway says nothing of it to the person: not in the talk, not on their page.</param>
public sealed record Referral(
    string Id, string Organisation, string ConversationId, string ContactId, string Document, long Revision, string Body, string ConsentId, string OpenedBy,
    ReferralState State, long StateAt, long? DueAt, long Rung, Priority Priority, long LastStep, long OpenedAt, long? OfferedAt, string? Outcome, string RecipientName,
    string? OfferedWith = null, long? MeetsAt = null, string? GroundId = null, bool IsQuiet = false)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => $"referral {Id}: {State}";
}

/// <summary>How a hand-off ends.</summary>
public static class ReferralOutcomes
{
    /// <summary>開始: help has begun.</summary>
    public const string Started = "started";

    /// <summary>継続: help goes on.</summary>
    public const string Continuing = "continuing";

    /// <summary>他機関へ: another body helps now.</summary>
    public const string PassedOn = "referred_on";

    /// <summary>終結: it is settled.</summary>
    public const string Settled = "closed";

    /// <summary>中断: it broke off.</summary>
    public const string BrokenOff = "interrupted";

    /// <summary>The person did not agree, or not in time, or the sheet was changed first: nothing left.</summary>
    public const string NotAgreed = "not_agreed";

    /// <summary>It was proposed on another ground than consent, and two people did not stand for it in time: nothing left.</summary>
    public const string NotDecided = "not_decided";

    /// <summary>It came back, and was not handed to anybody else by this way.</summary>
    public const string CameBack = "came_back";

    /// <summary>The body and the person were in touch; nobody said what came of it.</summary>
    public const string Unknown = "unknown";

    /// <summary>It was offered to several at once, and another body took it on first.</summary>
    public const string Taken = "taken";

    /// <summary>A newer revision of the sheet went to the same body.</summary>
    public const string Renewed = "renewed";

    /// <summary>What a body can say: the words of the sheet's field 56.</summary>
    public static IReadOnlyList<string> OfBody { get; } = [Started, Continuing, PassedOn, Settled, BrokenOff];
}

/// <summary>One step of a hand-off. Never changed.</summary>
/// <param name="Number">1, 2, 3 … within the hand-off.</param>
/// <param name="At">When, in milliseconds.</param>
/// <param name="Kind">What (see <see cref="ReferralEvent"/>), as a word in lower case.</param>
/// <param name="Actor">Who: a staff id, <c>person</c>, <c>body</c> or <c>gateway</c>.</param>
/// <param name="Code">A fixed word: a reason, an outcome.</param>
/// <param name="Note">What was written; nothing where nothing was, or its time is over.</param>
public sealed record ReferralStep(long Number, long At, string Kind, string Actor, string? Code, StepNote? Note);

/// <summary>What was written in a step; sealed.</summary>
/// <param name="Text">A question, an answer, a remark; at most <see cref="Longest"/> units.</param>
/// <param name="Name">Who of the body, by the name they gave.</param>
/// <param name="Meeting">How and when they will be in touch.</param>
public sealed record StepNote(string? Text = null, string? Name = null, Meeting? Meeting = null)
{
    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int Longest = 1000;

    /// <summary>The longest name.</summary>
    public const int LongestName = 40;

    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

[JsonSerializable(typeof(StepNote))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class ReferralJson : JsonSerializerContext;
