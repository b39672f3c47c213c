using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.Tests;

/// <summary>Keeps the house in order by reading its source: who may know whom, and how large a file may grow.</summary>
public sealed partial class SliceRules
{
    // A slice uses only slices of a lower level. Going up is by what it publishes.
    private static readonly Dictionary<string, int> Levels = new()
    {
        ["Primitives"] = 0,
        ["Records"] = 1,
        ["Redis"] = 1,
        ["Organisations"] = 2,
        ["Mail"] = 2,
        ["Conversations"] = 3,
        ["SupportBodies"] = 3,
        ["Disasters"] = 3,
        ["Consent"] = 4,
        ["Rosters"] = 4,
        ["WaitingQueue"] = 4,
        ["Emergencies"] = 5,
        ["Intake"] = 5,
        ["Handoff"] = 5,
        ["Consortium"] = 5,
        ["Channels"] = 6,
        ["ConsoleHub"] = 6,
        ["Reports"] = 6,
        ["Operations"] = 6,
        ["PartnerGateways"] = 7,
    };

    // What a slice shows of itself besides its front: folders that other slices may name.
    private static readonly HashSet<string> Shown =
        ["Consortium.Live", "Consortium.Overflow", "Consortium.Simulation", "Records.Sealing", "Records.Audit", "Records.Backup", "Conversations.Attachments", "Conversations.Feed", "Conversations.Outbox", "Conversations.Passages", "Handoff.Introductions", "Handoff.Referrals", "Handoff.Sheets", "Handoff.Stories", "Handoff.Together", "Intake.Blocks", "Intake.Spool", "Intake.Triage", "SupportBodies.Hours"];

    public static TheoryData<string> Files() => [.. Sources().Select(file => Path.GetRelativePath(Root, file))];

    [Theory, MemberData(nameof(Files))]
    public void A_slice_knows_only_the_fronts_of_lower_slices(string file) =>
        Assert.Empty(Offences(file, File.ReadAllText(Path.Combine(Root, file))));

    [Fact]
    public void Every_folder_of_the_gateway_is_a_slice_with_a_level() =>
        Assert.All(
            Directory.GetDirectories(Gateway).Select(Path.GetFileName).Where(name => name is not ("bin" or "obj" or "Properties")),
            name => Assert.Contains(name!, Levels.Keys));

    [Fact]
    public void No_source_file_is_longer_than_400_lines()
    {
        var all = Sources().Concat(Directory.EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal));
        Assert.DoesNotContain(all, file => File.ReadLines(file).Count() > 400);
    }

    [Fact]
    public void The_program_is_a_table_of_contents() =>
        Assert.InRange(File.ReadLines(Path.Combine(Gateway, "Program.cs")).Count() + File.ReadLines(Path.Combine(Gateway, "GatewayHost.cs")).Count(), 1, 105);

    [Theory]
    [InlineData("src/Gateway/WaitingQueue/X.cs", "using Gateway.Channels.Line;", "Channels")]
    [InlineData("src/Gateway/WaitingQueue/X.cs", "namespace Gateway.WaitingQueue; class X { Channels.Line.LineSender? s; }", "Channels")]
    [InlineData("src/Gateway/Intake/X.cs", "using Gateway.WaitingQueue.Redis;", "WaitingQueue.Redis")]
    [InlineData("src/Gateway/Consent/X.cs", "using Gateway.WaitingQueue;", "WaitingQueue")]
    public void An_offence_is_found(string file, string text, string names) => Assert.Contains(Offences(file, text), found => found.Contains(names, StringComparison.Ordinal));

    [Fact]
    public void A_lower_front_is_allowed() => Assert.Empty(Offences("src/Gateway/Intake/X.cs", "using Gateway.WaitingQueue;\nusing Gateway.Conversations.Feed;"));

    private static string Root { get; } = FindRoot();

    private static string Gateway => Path.Combine(Root, "src", "Gateway");

    private static IEnumerable<string> Sources() => Directory.EnumerateFiles(Gateway, "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    private static IEnumerable<string> Offences(string file, string text)
    {
        var parts = file.Split('/');
        if (parts.Length < 4) yield break;
        var own = parts[2];
        foreach (Match match in Named().Matches(WithoutComments(text)))
        {
            var other = match.Groups["slice"].Value;
            if (other == own || !Levels.TryGetValue(other, out var level)) continue;
            if (level >= Levels[own]) yield return $"{file} (level {Levels[own]}) names {match.Value.Trim()} (level {level})";
            var inner = match.Groups["inner"].Value;
            if (inner.Length > 0 && Directory.Exists(Path.Combine(Gateway, other, inner)) && !Shown.Contains($"{other}.{inner}"))
                yield return $"{file} names the inside {other}.{inner}";
        }
    }

    private static string WithoutComments(string text) => Comment().Replace(text, "");

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gateway.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex(@"(?<![\w.])(Gateway\.)?(?<slice>Primitives|Records|Redis|Organisations|Mail|Conversations|SupportBodies|Rosters|Consent|WaitingQueue|Emergencies|Intake|Handoff|Consortium|Channels|ConsoleHub|Reports|Operations)\.(?<inner>[A-Z]\w*)|using Gateway\.(?<slice>\w+)(\.(?<inner>\w+))?;")]
    private static partial Regex Named();

    [GeneratedRegex(@"//.*$|""(\\.|[^""\\])*""", RegexOptions.Multiline)]
    private static partial Regex Comment();
}
