using System.Text;
using Gateway.Operations.Upkeep;

namespace Gateway.Tests.Intake.Triage;

/// <summary>The messages that were labelled by hand, and in which half each lies. What they are stands in <c>docs/triage.md</c>.</summary>
internal static class LabelledFile
{
    public static IReadOnlyList<LabelledMessage> All { get; } = Read("labelled.jsonl");

    public static IReadOnlyList<LabelledMessage> Openings { get; } = Read("openings.jsonl");

    /// <summary>Written after the words and before they were widened; of the half that is held out no mistake was looked at.</summary>
    public static IReadOnlyList<LabelledMessage> Fresh { get; } = Read("fresh.jsonl");

    /// <summary>Written after version 3 of the words, and counted once.</summary>
    public static IReadOnlyList<LabelledMessage> Newer { get; } = Read("newer.jsonl");

    /// <summary>The first half of what somebody wrote who did not know the words. Version 4 was tuned on it.</summary>
    public static IReadOnlyList<LabelledMessage> Stranger { get; } = Read("stranger.jsonl");

    /// <summary>Its second half: kept away from whoever widens the words. Only its sums are looked at.</summary>
    public static IReadOnlyList<LabelledMessage> Kept { get; } = Read("kept.jsonl");

    /// <summary>What a second stranger wrote. Version 4 was tuned on it too.</summary>
    public static IReadOnlyList<LabelledMessage> SecondStranger { get; } = Read("stranger2.jsonl");

    /// <summary>Written while version 4 was made, danger and provocations of each kind. Tuned on.</summary>
    public static IReadOnlyList<LabelledMessage> Wider { get; } = Read("wider.jsonl");

    /// <summary>The half that no rule was tuned on at first; what was written later widened the words for all.</summary>
    public static IEnumerable<LabelledMessage> HeldOut => All.Where(message => IsHeldOut(message.Id.GetString()!));

    /// <summary>By the fifth bit of the id's FNV-1a hash: fixed for ever, and blind to what the message says.</summary>
    public static bool IsHeldOut(string id)
    {
        var hash = 2166136261u;
        foreach (var one in Encoding.UTF8.GetBytes(id)) hash = unchecked((hash ^ one) * 16777619u);
        return ((hash >> 4) & 1) == 1;
    }

    private static IReadOnlyList<LabelledMessage> Read(string file) =>
        [.. File.ReadLines(Path.Combine(Folder(), file)).Select(line => LabelledMessage.Read(line).Message ?? throw new InvalidDataException(LabelledMessage.Read(line).Problem))];

    private static string Folder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gateway.sln"))) folder = Path.GetDirectoryName(folder)!;
        return Path.Combine(folder, "tests", "Gateway.Tests", "Intake", "Triage");
    }
}
