using System.Globalization;
using System.Text.RegularExpressions;
using Gateway.Tests.Operations.Telemetry;
using Xunit;

namespace Gateway.Tests.Operations;

/// <summary>Every line of the log has a number of its own, and docs/logs.md says what it means and what to do.</summary>
public sealed partial class LogTableTests
{
    [Fact]
    public void Every_line_has_a_number_of_its_own()
    {
        var lines = Lines();
        Assert.Equal(Sources().Sum(text => Attribute().Count(text)), lines.Count);
        Assert.Empty(lines.GroupBy(line => line.Id).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Fact]
    public void The_table_tells_every_line_and_no_other() =>
        Assert.Equal(Lines().OrderBy(line => line.Id), Rows().Select(row => (row.Id, row.Level)).OrderBy(row => row.Id));

    [Fact]
    public void Whatever_is_a_warning_or_worse_says_what_it_means() => Assert.All(Rows(), row => Assert.NotEqual("", row.Meaning));

    private static List<(int Id, string Level)> Lines() =>
        [.. Sources().SelectMany(text => Numbered().Matches(text)).Select(match => (int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture), match.Groups["level"].Value))];

    private static List<(int Id, string Level, string Meaning)> Rows() =>
    [
        .. Row().Matches(File.ReadAllText(Path.Combine(TelemetryTableTests.Root(), "docs", "logs.md")))
            .Select(row => (int.Parse(row.Groups["id"].Value, CultureInfo.InvariantCulture), row.Groups["level"].Value, row.Groups["meaning"].Value.Trim())),
    ];

    private static List<string> Sources() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(TelemetryTableTests.Root(), "src", "Gateway"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)).Select(File.ReadAllText),
    ];

    [GeneratedRegex(@"\[LoggerMessage\(")]
    private static partial Regex Attribute();

    [GeneratedRegex(@"\[LoggerMessage\((?<id>\d+), LogLevel\.(?<level>\w+),")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^\| (?<id>\d{4}) \| (?<level>\w+) \|(?<meaning>[^|]*)\|[^|]*\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
