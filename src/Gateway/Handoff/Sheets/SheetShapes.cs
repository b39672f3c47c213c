using System.Text.Json.Nodes;
using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>The schema of each field's values.</summary>
internal static class SheetShapes
{
    private const string LanguageTag = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$";
    private const string AreaCode = "^[0-9]{6}$";

    /// <summary>The schema of what can stand in a field.</summary>
    public static JsonObject Of(SheetField field) => field.Key switch
    {
        "documentId" => new() { ["type"] = "string", ["format"] = "uuid" },
        "formatVersion" => Pattern("^1\\.[0-9]{1,3}\\.[0-9]{1,3}$"),
        "areaCode" or "recipient.areaCode" => Pattern(AreaCode),
        "postalCode" => Pattern("^[0-9]{7}$"),
        "recipient.kind" => Pattern("^[a-z][a-z0-9_]{0,39}$"),
        "consent.language" => Pattern(LanguageTag),
        "languages" => List(Pattern(LanguageTag), field.MaxCount),
        "withdrawUrl" => new() { ["type"] = "string", ["format"] = "uri", ["pattern"] = "^https://", ["maxLength"] = field.MaxLength },
        "noConsentDecidedBy" => List(Text(field.MaxLength), field.MaxCount, least: 2),
        "connections.loneliness" => Whole(1, 5),
        "connections.ucla3" => Whole(3, 12),
        "acquisitionStory" => Struct(["way"], ("way", Codes(typeof(AcquisitionWay))), ("text", Text(SheetLimits.Acquisition))),
        "contacts" => List(Struct(["kind"], ("kind", Codes(typeof(ContactKind))), ("value", Text(SheetLimits.ContactValue)), ("note", Text(SheetLimits.ContactNote))), field.MaxCount),
        "safeContact" => Struct(
            ["voicemail", "householdMayKnow"],
            ("by", Codes(typeof(ContactKind))), ("times", Text(SheetLimits.SafeTimes)), ("introduceAs", Text(SheetLimits.SafeTimes)),
            ("voicemail", Codes(typeof(YesNo))), ("householdMayKnow", Codes(typeof(YesNo))), ("note", Text(SheetLimits.SafeNote))),
        "contactHistory" => Struct(
            ["from", "to", "times", "channels"],
            ("from", Date()), ("to", Date()), ("times", Whole(1, 9999)), ("channels", List(Codes(typeof(ContactKind)), 5, unique: true))),
        "log" => List(Struct(["at", "by", "what"], ("at", Moment()), ("by", Text(SheetLimits.LogBy)), ("what", Text(SheetLimits.LogWhat))), field.MaxCount),
        _ => ByType(field),
    };

    private static JsonObject ByType(SheetField field)
    {
        var type = Nullable.GetUnderlyingType(field.Type) ?? field.Type;
        if (type == typeof(string)) return Text(field.MaxLength);
        if (type == typeof(DateTimeOffset)) return Moment();
        if (type == typeof(DateOnly)) return Date();
        if (type.IsEnum) return Codes(type);
        if (type == typeof(IReadOnlyList<string>)) return List(Text(field.MaxLength), field.MaxCount);
        var code = type.GetGenericArguments()[0];
        return List(code == typeof(ConsentItem) ? Items() : Codes(code), field.MaxCount, unique: true);
    }

    private static JsonObject Text(int? letters) => new() { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = letters };

    private static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject Whole(int least, int most) => new() { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };

    private static JsonObject Date() => new() { ["type"] = "string", ["format"] = "date" };

    private static JsonObject Moment() => new() { ["type"] = "string", ["format"] = "date-time" };

    private static JsonObject Codes(Type list) => new() { ["enum"] = new JsonArray([.. SheetJson.CodesOf(list).Select(code => JsonValue.Create(SheetJson.CodeOf(code)))]) };

    private static JsonObject Items() => new() { ["enum"] = new JsonArray([.. ConsentItems.All.Select(item => JsonValue.Create(ConsentItems.CodeOf(item)))]) };

    private static JsonObject List(JsonObject entry, int? most, int least = 1, bool unique = false)
    {
        var list = new JsonObject { ["type"] = "array", ["minItems"] = least, ["maxItems"] = most, ["items"] = entry };
        if (unique) list["uniqueItems"] = true;
        return list;
    }

    private static JsonObject Struct(string[] required, params (string Name, JsonObject Schema)[] parts) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(parts.Select(part => KeyValuePair.Create(part.Name, (JsonNode?)part.Schema))),
        ["required"] = new JsonArray([.. required.Select(name => JsonValue.Create(name))]),
    };
}
