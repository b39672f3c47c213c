using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace Gateway.Tests;

/// <summary>Keeps docs/proofs.md complete: each fault experiment stands in it, and its newest long form was good.</summary>
public sealed partial class ProofRules
{
    // From the source, not from the program: this project does not carry the experiments' world.
    public static TheoryData<string> Experiments() =>
        [.. Directory.EnumerateFiles(Folder("tests", "Gateway.Faults", "Experiments"), "*.cs").Select(NameIn).OfType<string>().Order()];

    [Theory, MemberData(nameof(Experiments))]
    public void Every_experiment_has_a_row_and_a_chapter(string experiment)
    {
        var document = File.ReadAllLines(Folder("docs", "proofs.md"));

        var row = Assert.Single(document, line => line.StartsWith($"| `{experiment}` |", StringComparison.Ordinal));
        Assert.Contains($"faults {experiment} --form long", row, StringComparison.Ordinal);
        Assert.Contains($"(proofs/{experiment}.json)", row, StringComparison.Ordinal);
        Assert.Contains($"### {experiment}", document);
    }

    [Theory, MemberData(nameof(Experiments))]
    public void The_newest_long_form_of_every_experiment_was_good(string experiment)
    {
        using var report = JsonDocument.Parse(File.ReadAllText(Folder("docs", "proofs", experiment + ".json")));

        Assert.Equal(experiment, report.RootElement.GetProperty("experiment").GetString());
        Assert.Equal("long", report.RootElement.GetProperty("form").GetString());
        Assert.True(report.RootElement.GetProperty("good").GetBoolean());
    }

    [Fact]
    public void Every_experiment_is_in_the_table_of_contents()
    {
        var contents = File.ReadAllText(Folder("tests", "Gateway.Faults", "Contents.cs"));

        Assert.All(
            Directory.EnumerateFiles(Folder("tests", "Gateway.Faults", "Experiments"), "*.cs").Where(file => NameIn(file) is not null),
            file => Assert.Contains($"new {Path.GetFileNameWithoutExtension(file)}()", contents, StringComparison.Ordinal));
    }

    [Fact]
    public void No_report_is_left_of_an_experiment_that_is_gone() => Assert.Equal(
        Experiments().Select(row => row.Data),
        Directory.EnumerateFiles(Folder("docs", "proofs"), "*.json").Select(Path.GetFileNameWithoutExtension).Order().OfType<string>());

    private static string? NameIn(string file) => ExperimentName().Match(File.ReadAllText(file)) is { Success: true } match ? match.Groups[1].Value : null;

    private static string Folder(params string[] parts)
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "Gateway.sln")))
            root = Path.GetDirectoryName(root)!;
        return Path.Combine([root, .. parts]);
    }

    [GeneratedRegex("""string Name => "(g[0-9]{2}-[a-z0-9-]+)";""")]
    private static partial Regex ExperimentName();
}
