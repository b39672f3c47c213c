using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>
/// The published schema of what a receiver gets (JSON Schema, draft 2020-12), made from the catalogue. It holds the consent too: a field whose item is
/// not among those agreed to (or released) makes a document invalid.
/// </summary>
public static class SheetSchema
{
    /// <summary>How documents for people and repositories are written: indented, Japanese as it is.</summary>
    public static JsonSerializerOptions Readable { get; } = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema as text, with a line end at its end.</summary>
    public static string Text() => Make().ToJsonString(Readable) + "\n";

    /// <summary>The schema.</summary>
    public static JsonObject Make() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["$id"] = $"urn:handoff-sheet:{Sheet.Format}",
        ["title"] = SheetTexts.Of("ja", "title"),
        ["description"] = "What one body is told of a person by another, cut to what the person agreed to. Readers leave out keys that they do not know.",
        ["type"] = "object",
        ["properties"] = Properties(),
        ["required"] = Names(field => field.Item is null && field.Need == Need.Always && !field.Key.Contains('.', StringComparison.Ordinal), ["sender", "recipient"]),
        ["allOf"] = new JsonArray([.. Rules()]),
    };

    private static JsonObject Properties()
    {
        var properties = new JsonObject();
        foreach (var field in SheetFields.All)
        {
            var about = $"{field.Label("en")}. Field {field.Number}, part {(char)field.Part}."
                + (field.Item is { } item ? $" Item: {ConsentItems.CodeOf(item)}.{(field.Sensitive ? " Delicate (要配慮)." : "")}" : " Always shown.");
            var schema = SheetShapes.Of(field);
            schema.Insert(0, "title", field.Label("ja"));
            schema.Insert(1, "description", about);
            if (field.Key.Split('.') is not [var outer, var inner])
            {
                properties[field.Key] = schema;
                continue;
            }

            var group = properties[outer] as JsonObject ?? (JsonObject)(properties[outer] = Group(outer))!;
            group["properties"]![inner] = schema;
        }

        return properties;
    }

    private static JsonObject Group(string outer)
    {
        var group = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject() };
        var always = SheetFields.All.Where(field => field.Key.StartsWith(outer + ".", StringComparison.Ordinal) && field is { Item: null, Need: Need.Always });
        if (always.ToArray() is { Length: > 0 } needed) group["required"] = new JsonArray([.. needed.Select(field => JsonValue.Create(field.Key[(outer.Length + 1)..]))]);
        return group;
    }

    private static IEnumerable<JsonNode> Rules()
    {
        yield return If(Is("legalBasis", Codes(LegalBasis.Consent)), Needed(field => field.Need == Need.Consented));
        yield return If(Is("legalBasis", Codes([.. Enum.GetValues<LegalBasis>().Where(ground => ground != LegalBasis.Consent)])), Needed(field => field.Need == Need.Unconsented));
        foreach (var use in Enum.GetValues<UseKind>())
        {
            var flavour = SheetFlavour.Of(use);
            var then = Needed(field => field is { Item: null, Need: Need.Unhurried } && use != UseKind.Emergency);
            then["properties"] = new JsonObject { ["legalBasis"] = new JsonObject { ["enum"] = Codes([.. flavour.Grounds.Order()]) } };
            foreach (var field in flavour.LeavesOut.OrderBy(field => field.Number)) Forbid(then, field);
            yield return If(Is("useKind", Codes(use)), then);
        }

        foreach (var item in ConsentItems.All)
        {
            var fields = SheetFields.All.Where(field => field.Item == item).ToArray();
            var without = new JsonObject();
            foreach (var field in fields) Forbid(without, field);
            yield return If(new JsonObject { ["not"] = Has(item) }, without);
            var always = Needed(field => field.Item == item && field.Need == Need.Always);
            if (always.Count > 0) yield return If(Has(item), always);
            foreach (var uses in Enum.GetValues<UseKind>().Where(use => use != UseKind.Emergency).GroupBy(use => string.Join(' ', Unhurried(item, use).Select(field => field.Key))))
                if (uses.Key.Length > 0) yield return If(new JsonObject { ["allOf"] = new JsonArray(Has(item), Is("useKind", Codes([.. uses]))) }, Needed(Unhurried(item, uses.First()).Contains));
        }
    }

    private static IEnumerable<SheetField> Unhurried(ConsentItem item, UseKind use) =>
        SheetFields.All.Where(field => field.Item == item && field.Need == Need.Unhurried && !SheetFlavour.Of(use).LeavesOut.Contains(field));

    private static JsonObject Has(ConsentItem item) => new() { ["anyOf"] = new JsonArray(Holds("consentItems", item), Holds("releasedItems", item)) };

    private static JsonObject Holds(string list, ConsentItem item) => new()
    {
        ["properties"] = new JsonObject { [list] = new JsonObject { ["contains"] = new JsonObject { ["const"] = ConsentItems.CodeOf(item) } } },
        ["required"] = new JsonArray(list),
    };

    private static JsonObject Is(string key, JsonArray codes) => new()
    {
        ["properties"] = new JsonObject { [key] = new JsonObject { ["enum"] = codes } },
        ["required"] = new JsonArray(key),
    };

    private static JsonObject If(JsonObject condition, JsonObject then) => new() { ["if"] = condition, ["then"] = then };

    private static JsonArray Codes<T>(params T[] codes) where T : struct, Enum => new([.. codes.Select(code => JsonValue.Create(SheetJson.CodeOf(code)))]);

    private static JsonArray Names(Func<SheetField, bool> isAmong, IEnumerable<string> groups) =>
        new([.. SheetFields.All.Where(isAmong).Select(field => field.Key).Concat(groups).Select(name => JsonValue.Create(name))]);

    // "situation.facts" is needed: "situation" is, and within it "facts".
    private static JsonObject Needed(Func<SheetField, bool> isNeeded)
    {
        var needed = SheetFields.All.Where(isNeeded).Select(field => field.Key.Split('.')).ToArray();
        if (needed.Length == 0) return [];
        var schema = new JsonObject { ["required"] = new JsonArray([.. needed.Select(path => path[0]).Distinct().Select(name => JsonValue.Create(name))]) };
        var inner = new JsonObject();
        foreach (var group in needed.Where(path => path.Length == 2).GroupBy(path => path[0]))
            inner[group.Key] = new JsonObject { ["required"] = new JsonArray([.. group.Select(path => JsonValue.Create(path[1]))]) };
        if (inner.Count > 0) schema["properties"] = inner;
        return schema;
    }

    private static void Forbid(JsonObject schema, SheetField field)
    {
        var properties = schema["properties"] as JsonObject ?? (JsonObject)(schema["properties"] = new JsonObject())!;
        if (field.Key.Split('.') is not [var outer, var inner])
        {
            properties[field.Key] = false;
            return;
        }

        var group = properties[outer] as JsonObject ?? (JsonObject)(properties[outer] = new JsonObject { ["properties"] = new JsonObject() })!;
        group["properties"]![inner] = false;
    }
}
