namespace Gateway.Handoff.DataRequests;

/// <summary>開示等の請求: somebody asks what is kept of them, or that it is corrected, no longer used, or erased (APPI Art. 33 to 35).</summary>
/// <param name="Id">Its id; also its number in the register.</param>
/// <param name="Organisation">Who was asked.</param>
/// <param name="ContactId">Whose it is.</param>
/// <param name="ConversationId">The conversation by which they were recognised.</param>
/// <param name="Kind">What they ask for (see <see cref="DataRequestRules.Kinds"/>).</param>
/// <param name="By">How they were recognised (see <see cref="DataRequestRules.Ways"/>).</param>
/// <param name="Entry">The entry in which they asked; nothing where they named a receipt.</param>
/// <param name="OpenedBy">Who took it: a staff id.</param>
/// <param name="AskedAt">When, in milliseconds.</param>
/// <param name="DueAt">Until when it is to be answered, in milliseconds.</param>
/// <param name="Decision">What was decided (see <see cref="DataRequestRules.Decisions"/>); nothing while it is open.</param>
/// <param name="DecidedBy">By whom: a staff id.</param>
/// <param name="DecidedAt">When, in milliseconds.</param>
/// <param name="Reason">Why, in words to the person; nothing once its years are over.</param>
public sealed record DataRequest(
    string Id, string Organisation, string ContactId, string ConversationId, string Kind, string By, long? Entry, string OpenedBy, long AskedAt, long DueAt,
    string? Decision, string? DecidedBy, long? DecidedAt, string? Reason)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => $"data request {Id}: {Kind} {Decision}";
}

/// <summary>What can be asked for, by whom, and what can be decided. Pure.</summary>
public static class DataRequestRules
{
    /// <summary>開示 (Art. 33): what is kept of me?</summary>
    public const string Disclosure = "disclosure";

    /// <summary>第三者提供記録の開示 (Art. 33 (5)): what went to whom?</summary>
    public const string Provisions = "provisions";

    /// <summary>訂正 (Art. 34): something is not true.</summary>
    public const string Correction = "correction";

    /// <summary>利用停止・提供停止 (Art. 35): nothing more is to be passed on.</summary>
    public const string Stop = "stop";

    /// <summary>消去 (Art. 35): all of it is to go.</summary>
    public const string Deletion = "deletion";

    /// <summary>They asked in a talk of theirs, over their own channel.</summary>
    public const string InTalk = "talk";

    /// <summary>They named the number of a receipt.</summary>
    public const string ByReceipt = "receipt";

    /// <summary>It is done as asked.</summary>
    public const string Granted = "granted";

    /// <summary>A part of it is done.</summary>
    public const string Partly = "partly";

    /// <summary>It is not done.</summary>
    public const string Refused = "refused";

    /// <summary>The person does not want it any more.</summary>
    public const string Dropped = "dropped";

    /// <summary>What can be asked for.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Disclosure, Provisions, Correction, Stop, Deletion];

    /// <summary>How somebody can be recognised without a name.</summary>
    public static IReadOnlyList<string> Ways { get; } = [InTalk, ByReceipt];

    /// <summary>What can be decided.</summary>
    public static IReadOnlyList<string> Decisions { get; } = [Granted, Partly, Refused, Dropped];

    /// <summary>
    /// Whether this can be asked for by somebody who was recognised like this. A receipt lies on a phone that others may look into: by its number alone
    /// things stop, and nothing is told, changed or erased.
    /// </summary>
    public static bool MayAsk(string kind, string by) => Kinds.Contains(kind) && (by == InTalk || (by == ByReceipt && kind == Stop));

    /// <summary>Whether this can be decided: who says no, or not all of it, says why; and what cannot be undone is decided by another person than the one who took it.</summary>
    public static bool MayDecide(DataRequest request, string decision, string? reason, string decidedBy) =>
        request.Decision is null && Decisions.Contains(decision)
        && (decision is Granted or Dropped || !string.IsNullOrWhiteSpace(reason))
        && !(request.Kind == Deletion && decision is Granted or Partly && request.OpenedBy == decidedBy);

    /// <summary>Whether what is kept of the person may be given out for it.</summary>
    public static bool GivesOut(DataRequest request) => request.Kind is Disclosure or Provisions && request.Decision is Granted or Partly && request.By == InTalk;
}
