using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.Tests.Operations.Telemetry;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace Gateway.Tests.Operations;

/// <summary>Alarms, their pages and the dashboard name only figures that there are, and each other without a gap.</summary>
public sealed partial class AlarmTests
{
    private static readonly string[] Headings = ["## What it means for people", "## How to look", "## What to do", "## When it is over"];

    private static string Infra => Path.Combine(TelemetryTableTests.Root(), "infra");

    [Fact]
    public void Every_alarm_asks_for_figures_that_there_are() =>
        Assert.All(Alarms(), alarm => Assert.Subset(Known(), Asked(alarm.Expression)));

    [Fact]
    public void Every_alarm_has_its_page_and_every_page_its_alarm()
    {
        var pages = Directory.EnumerateFiles(Path.Combine(Infra, "runbooks"), "*.md").Select(file => Path.GetFileNameWithoutExtension(file)!).Where(name => name != "README");
        Assert.Equal(Alarms().Select(alarm => alarm.Name).Order(), pages.Order());
        var overview = File.ReadAllText(Path.Combine(Infra, "runbooks", "README.md"));
        Assert.All(Alarms(), alarm =>
        {
            Assert.Equal($"infra/runbooks/{alarm.Name}.md", alarm.Page);
            Assert.Contains(alarm.Severity, Severities);
            var page = File.ReadAllText(Path.Combine(Infra, "runbooks", alarm.Name + ".md"));
            Assert.All(Headings, heading => Assert.Contains(heading, page, StringComparison.Ordinal));
            Assert.Contains($"[{alarm.Name}]({alarm.Name}.md)", overview, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_table_of_figures_names_the_alarms_and_no_others()
    {
        var named = TelemetryTableTests.Table().SelectMany(row => row.Value.Alarms.Select(alarm => (Alarm: alarm, Metric: row.Key))).ToList();
        var alarms = Alarms().ToDictionary(alarm => alarm.Name, alarm => Asked(alarm.Expression));
        Assert.Equal(alarms.Keys.Order(), named.Select(one => one.Alarm).Distinct().Order());
        Assert.All(named, one => Assert.Contains(alarms[one.Alarm], asked => Names(one.Metric).Contains(asked)));
    }

    [Fact]
    public void The_dashboard_asks_for_figures_that_there_are()
    {
        var dashboard = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Path.Combine(Infra, "dashboards", "gateway.json")));
        var asked = dashboard.GetProperty("panels").EnumerateArray().SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!).ToList();
        Assert.NotEmpty(asked);
        Assert.All(asked, expression => Assert.Subset(Known(), Asked(expression)));
    }

    private static readonly string[] Severities = ["page", "notice"];

    private static List<(string Name, string Expression, string Severity, string Page)> Alarms()
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(Path.Combine(Infra, "alerts", "gateway.rules.yaml"));
        yaml.Load(text);
        return [.. yaml.Documents[0].RootNode["groups"][0]["rules"] is YamlSequenceNode rules
            ? rules.Select(rule => (Text(rule["alert"]), Text(rule["expr"]), Text(rule["labels"]["severity"]), Text(rule["annotations"]["runbook"])))
            : []];
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;

    private static HashSet<string> Asked(string expression) => [.. Metric().Matches(expression).Select(match => match.Value)];

    private static HashSet<string> Known() => [.. TelemetryTableTests.Table().Keys.SelectMany(Names)];

    /// <summary>How a figure is called in Prometheus after OTLP.</summary>
    private static string[] Names(string metric)
    {
        var row = TelemetryTableTests.Table()[metric];
        var name = metric.Replace('.', '_') + (row.Unit == "s" ? "_seconds" : "");
        return row.Kind switch
        {
            "counter" => [name + "_total"],
            "histogram" => [name + "_bucket", name + "_sum", name + "_count"],
            _ => [name],
        };
    }

    [GeneratedRegex(@"\bgateway_[a-z_]+\b")]
    private static partial Regex Metric();
}
