using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.SupportBodies;

namespace Gateway.Consortium.Live;

/// <summary>申し送り: what a partner's counsellor writes for the person's own organisation, as parts by name. Pure.</summary>
public static class GuestNote
{
    /// <summary>The longest part, in UTF-16 units.</summary>
    public const int LongestPart = 1000;

    /// <summary>A summary: what was talked about, what was agreed, what is open.</summary>
    public const string Summary = "summary";

    /// <summary>つなぎの依頼: to which kind of body, where, and in which words of the person's.</summary>
    public const string Handoff = "handoff";

    /// <summary>What home answers to such a request.</summary>
    public const string Answer = "answer";

    private static readonly string[] s_summary = ["talked", "agreed", "open"];
    private static readonly string[] s_handoff = ["kind", "area", "words"];

    /// <summary>The parts of a summary in which something stands; nothing when one is unknown or too long.</summary>
    public static IReadOnlyDictionary<string, string>? OfSummary(IReadOnlyDictionary<string, string> parts) => Tidy(parts, s_summary);

    /// <summary>The parts of a request: <c>words</c> are needed, <c>kind</c> is the code of a kind of body that may receive, <c>area</c> a municipality's or a prefecture's code. Nothing when one is not so.</summary>
    public static IReadOnlyDictionary<string, string>? OfHandoff(IReadOnlyDictionary<string, string> parts) =>
        Tidy(parts, s_handoff) is { } tidy && tidy.ContainsKey("words")
        && (!tidy.TryGetValue("kind", out var kind) || BodyKinds.Find(kind) is { MayReceive: true })
        && (!tidy.TryGetValue("area", out var area) || AreaCode.Find(area) is not null) ? tidy : null;

    /// <summary>As an entry of the conversation, with the name of who wrote it and of their organisation.</summary>
    internal static NewEntry EntryOf(string stage, string? reason, IReadOnlyDictionary<string, string> parts, Staff staff, string organisation) => new(
        EntryKinds.Note, Authors.System, new EntryBody(Stage: stage, Reason: reason, Name: $"{staff.Name}（{organisation}）", Facts: parts), staff.Id);

    private static Dictionary<string, string>? Tidy(IReadOnlyDictionary<string, string> parts, string[] known)
    {
        if (parts.Keys.Except(known).Any() || parts.Values.Any(words => words is null || words.Length > LongestPart)) return null;
        return parts.Where(part => !string.IsNullOrWhiteSpace(part.Value)).ToDictionary(part => part.Key, part => part.Value.Trim());
    }
}
