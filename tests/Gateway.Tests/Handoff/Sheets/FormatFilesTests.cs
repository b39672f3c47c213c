using System.Text;
using System.Text.Json.Nodes;
using Gateway.Handoff.Sheets;
using Gateway.TestKit.Handoff;
using Xunit;

namespace Gateway.Tests.Handoff.Sheets;

/// <summary>The published files are what the code writes. After a change that is meant: run these with GATEWAY_WRITE_FORMATS=1, and read the difference.</summary>
public sealed class FormatFilesTests
{
    public static TheoryData<string> Names => [.. ExampleSheets.All.Keys];

    [Fact]
    public void The_published_schema_is_the_one_that_the_catalogue_makes() => Same("docs/formats/handoff-sheet.schema.json", SheetSchema.Text());

    [Theory, MemberData(nameof(Names))]
    public void A_published_example_is_what_a_receiver_gets(string name) => Same($"docs/formats/examples/{name}.json", Text(SheetJson.Write(ExampleSheets.All[name])));

    [Theory, MemberData(nameof(Names))]
    public void A_published_bundle_is_what_the_example_becomes(string name) => Same($"docs/formats/examples/fhir/{name}.json", Text(FhirBundle.Write(ExampleSheets.All[name])));

    [Fact]
    public void The_published_row_is_what_the_first_example_becomes() =>
        Same("docs/formats/examples/home-lost-this-week.csv", SheetCsv.Write(ExampleSheets.All["home-lost-this-week"]));

    [Theory, MemberData(nameof(Names))]
    public void An_example_may_leave(string name) => Assert.Empty(ExampleSheets.All[name].Problems());

    [Fact]
    public void Every_field_has_its_row_in_the_published_list()
    {
        var lines = File.ReadAllLines(Repository.PathOf("docs/formats/handoff-sheet.md"));
        Assert.All(SheetFields.All, field => Assert.Contains(lines, line => line.StartsWith($"| {field.Number} | `{field.Key}` | {field.Label("ja")} |", StringComparison.Ordinal)));
        Assert.Equal(SheetFields.All.Count, lines.Count(line => line.Length > 4 && line.StartsWith("| ", StringComparison.Ordinal) && char.IsAsciiDigit(line[2]) && line.Contains("| `", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_code_stands_in_the_published_lists()
    {
        var text = File.ReadAllText(Repository.PathOf("docs/formats/handoff-sheet.md"));
        var lists = SheetFields.All.Select(field => Nullable.GetUnderlyingType(field.Type) ?? field.Type).SelectMany(type => type.GetGenericArguments().Prepend(type))
            .Where(type => type.IsEnum && type.Namespace != "Gateway.Consent").Distinct();
        Assert.All(lists.SelectMany(SheetJson.CodesOf), code =>
            Assert.Contains($"{Convert.ToInt32(code, System.Globalization.CultureInfo.InvariantCulture)} `{SheetJson.CodeOf(code)}` {SheetTexts.Code("ja", code)}", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_examples_show_every_field_but_the_reason_for_declining()
    {
        var shown = ExampleSheets.All.Values.SelectMany(shared => shared.Fields).ToHashSet();
        Assert.Equal(["declineReason"], SheetFields.All.Where(field => !shown.Contains(field)).Select(field => field.Key));
    }

    private static string Text(JsonObject json) => json.ToJsonString(SheetSchema.Readable) + "\n";

    private static void Same(string path, string text)
    {
        var file = Repository.PathOf(path);
        if (Environment.GetEnvironmentVariable("GATEWAY_WRITE_FORMATS") is "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllBytes(file, Encoding.UTF8.GetBytes(text));
        }

        Assert.True(File.Exists(file), $"{path} is missing.");
        Assert.Equal(text, Encoding.UTF8.GetString(File.ReadAllBytes(file)));
    }
}
