using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Handoff.Sheets;

/// <summary>
/// A shared sheet as one FHIR R4 Bundle, shaped after the referral of the SDOH Clinical Care guide: Organization twice, Patient, RelatedPerson where
/// somebody else wrote, ServiceRequest, Task, Consent, and a QuestionnaireResponse where there are scales. An export, not a server.
/// </summary>
/// <remarks>
/// It claims no profile: those of the guide ask for codes of another country. Patient is who receives help, not a patient; the name is the one to use.
/// Made from what the receiver gets, so nothing that was not agreed to can be in it.
/// </remarks>
public static class FhirBundle
{
    /// <summary>The bundle.</summary>
    public static JsonObject Write(SharedSheet shared)
    {
        var sheet = shared.Content;
        var parts = new FhirParts(shared, role => Urn(sheet, role));
        var entries = new[]
        {
            ("sender", parts.Sender()), ("recipient", parts.Recipient()), ("person", parts.Patient()), ("writer", parts.RelatedPerson()), ("scales", parts.Scales()),
            ("consent", parts.Consent()), ("request", parts.ServiceRequest()), ("task", parts.Task()),
        };
        var bundle = new JsonObject
        {
            ["resourceType"] = "Bundle",
            ["id"] = Id(sheet, "bundle"),
            ["identifier"] = new JsonObject { ["system"] = "urn:ietf:rfc:3986", ["value"] = $"urn:uuid:{sheet.Document.Id}" },
            ["type"] = "collection",
        };
        if (sheet.Document.CreatedAt is { } at) bundle["timestamp"] = JapanTime.Text(at);
        bundle["entry"] = new JsonArray([.. entries.Where(entry => entry.Item2 is not null).Select(entry => new JsonObject { ["fullUrl"] = Urn(sheet, entry.Item1), ["resource"] = Named(entry.Item2!, Id(sheet, entry.Item1)) })]);
        return bundle;
    }

    private static JsonObject Named(JsonObject resource, string id)
    {
        var plain = (JsonObject)WithoutWideBlanks(resource);
        plain.Insert(1, "id", id);
        return plain;
    }

    // Of all blanks, a text in FHIR may hold the plain one alone.
    private static JsonNode WithoutWideBlanks(JsonNode node) => node switch
    {
        JsonObject json => new JsonObject(json.Select(pair => KeyValuePair.Create(pair.Key, pair.Value is null ? null : WithoutWideBlanks(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(entry => entry is null ? null : WithoutWideBlanks(entry))]),
        JsonValue value when value.GetValueKind() == JsonValueKind.String =>
            JsonValue.Create(string.Concat(value.GetValue<string>().Select(letter => letter is '\n' or '\r' or '\t' || !char.IsWhiteSpace(letter) ? letter : ' '))),
        _ => node.DeepClone(),
    };

    private static string Urn(Sheet sheet, string role) => $"urn:uuid:{Id(sheet, role)}";

    // The same sheet gives the same ids, so that a second export is known as the same.
    private static string Id(Sheet sheet, string role)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{sheet.Document.Id}/{role}"))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }
}
