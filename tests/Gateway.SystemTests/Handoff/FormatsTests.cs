using System.Text.Json.Nodes;
using Gateway.Handoff.Sheets;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Processes;
using Xunit;

namespace Gateway.SystemTests.Handoff;

/// <summary>What the gateway writes, judged by those who know the formats: Ajv for the schema, the published definitions of FHIR R4 for the bundles.</summary>
public sealed class FormatsTests
{
    [Fact]
    public async Task Every_example_and_two_hundred_random_sheets_are_what_the_schema_says()
    {
        var sheets = ExampleSheets.All.Select(example => (example.Key, example.Value))
            .Concat(Enumerable.Range(0, 200).Select(seed => ($"seed {seed}", new RandomSheets(seed).Shared())));
        Assert.DoesNotContain(await CheckAsync("sheet", sheets.Select(sheet => (sheet.Item1, SheetJson.Write(sheet.Item2)))), answer => answer.Problems.Length > 0);
    }

    [Fact]
    public async Task The_schema_refuses_whatever_was_not_agreed_to()
    {
        var documents = new List<(string, JsonObject)>();
        for (var seed = 0; seed < 40; seed++)
        {
            var random = new RandomSheets(seed);
            var (sheet, shared) = random.SharedOf();
            var refused = SheetFields.All.Where(field => field.Item is { } item && !shared.Items.Contains(item) && !field.IsEmptyIn(sheet)).ToArray();
            foreach (var field in refused.Take(5)) documents.Add(($"seed {seed} with {field.Key}", With(SheetJson.Write(shared), SheetJson.Write(sheet), field.Key)));
        }

        Assert.NotEmpty(documents);
        Assert.DoesNotContain(await CheckAsync("sheet", documents), answer => answer.Problems.Length == 0);
    }

    [Fact]
    public async Task The_schema_refuses_what_the_rules_refuse()
    {
        var good = SheetJson.Write(ExampleSheets.All["home-lost-this-week"]);
        JsonObject Changed(Action<JsonObject> change)
        {
            var json = good.DeepClone().AsObject();
            change(json);
            return json;
        }

        var answers = await CheckAsync("sheet",
        [
            ("no consent for a council", Changed(json => (json["useKind"], json["legalBasis"]) = ("multilayer_conference", "law"))),
            ("no time of the consent", Changed(json => json["consent"]!.AsObject().Remove("givenAt"))),
            ("no wishes", Changed(json => json.Remove("wishes"))),
            ("no facts", Changed(json => json["situation"]!.AsObject().Remove("facts"))),
            ("an unknown topic", Changed(json => json["mainTopic"] = "weather")),
            ("words too long", Changed(json => json["wishes"] = new string('あ', 151))),
            ("version 2", Changed(json => json["formatVersion"] = "2.0.0")),
            ("null", Changed(json => json["wishes"] = null)),
        ]);
        Assert.DoesNotContain(answers, answer => answer.Problems.Length == 0);
    }

    [Fact]
    public async Task Every_bundle_is_what_the_published_definitions_of_fhir_r4_say()
    {
        var bundles = ExampleSheets.All.Select(example => (example.Key, FhirBundle.Write(example.Value)))
            .Concat(Enumerable.Range(0, 200).Select(seed => ($"seed {seed}", FhirBundle.Write(new RandomSheets(seed).Shared()))));
        Assert.DoesNotContain(await CheckAsync("fhir", bundles), answer => answer.Problems.Length > 0);
    }

    [Fact]
    public async Task The_judge_of_bundles_is_no_rubber_stamp()
    {
        JsonObject Broken(string type, Action<JsonObject> change)
        {
            var bundle = FhirBundle.Write(ExampleSheets.All["home-lost-this-week"]);
            change(bundle["entry"]!.AsArray().Select(entry => entry!["resource"]!.AsObject()).First(resource => (string?)resource["resourceType"] == type));
            return bundle;
        }

        var answers = await CheckAsync("fhir",
        [
            ("a status that is none", Broken("Task", task => task["status"] = "sent")),
            ("no status", Broken("Task", task => task.Remove("status"))),
            ("no policy", Broken("Consent", consent => consent.Remove("policyRule"))),
            ("details of nothing", Broken("ServiceRequest", request => request.Remove("code"))),
            ("a reference to nobody", Broken("Task", task => task["owner"] = new JsonObject { ["reference"] = "urn:uuid:00000000-0000-8000-8000-000000000000" })),
            ("a further property", Broken("Patient", patient => patient["nickname"] = "タカ")),
        ]);
        Assert.DoesNotContain(answers, answer => answer.Problems.Length == 0);
    }

    private static async Task<Answer[]> CheckAsync(string kind, IEnumerable<(string Name, JsonObject Document)> documents)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(
                file, documents.Select(one => new JsonObject { ["kind"] = kind, ["name"] = one.Name, ["document"] = one.Document }.ToJsonString()), TestContext.Current.CancellationToken);
            await using var node = ChildProcess.Start(
                "node", ["check.mjs", Path.Combine(Root(), "docs", "formats", "handoff-sheet.schema.json"), file], Path.Combine(Root(), "tests", "formats"));
            await node.EndedAsync(TimeSpan.FromMinutes(2));
            Assert.True(node.ExitCode == 0, node.LastLines);
            return [.. JsonNode.Parse(node.Output.After(0).Last(line => line.StartsWith('[')))!.AsArray().Select(answer =>
                new Answer((string)answer!["name"]!, string.Join("; ", answer["problems"]!.AsArray().Select(problem => (string)problem!))))];
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static JsonObject With(JsonObject json, JsonObject from, string key)
    {
        if (key.Split('.') is not [var outer, var inner])
        {
            json[key] = from[key]!.DeepClone();
            return json;
        }

        var group = json[outer] as JsonObject ?? (JsonObject)(json[outer] = new JsonObject())!;
        group[inner] = from[outer]![inner]!.DeepClone();
        return json;
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gateway.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private sealed record Answer(string Name, string Problems);
}
