using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Consent;
using Gateway.Handoff.Sheets;

namespace Gateway.Handoff;

/// <summary>A new value for one field.</summary>
/// <param name="Value">As in the sheet's JSON; nothing to empty the field.</param>
/// <param name="SaidIn">The entry of the conversation in which the person said it, where the counsellor points at one.</param>
public sealed record FieldChange(JsonNode? Value, long? SaidIn = null);

/// <summary>What may be changed on a sheet by whom, and what two who write at once do to each other. Pure.</summary>
internal static class SheetChanges
{
    /// <summary>What the counsellor writes: all but the document's own number and moment, the body, the consent, and the body's answer.</summary>
    public static bool IsForStaff(SheetField field) =>
        field == SheetFields.GuardianContactAllowed || field == SheetFields.UseKind || field == SheetFields.Priority || field == SheetFields.RecipientDesk
        || field == SheetFields.RecipientLiaison || field.Part is not (SheetPart.Document or SheetPart.Recipient or SheetPart.Consent or SheetPart.Answer);

    /// <summary>
    /// What the person writes on their own page: the words that are about them. What a counsellor thinks of it stays the counsellor's, and the person
    /// leaves it out by its switch.
    /// </summary>
    public static bool IsForPerson(SheetField field) => field.Item is not null && (field.Type == typeof(string) || field.Type == typeof(IReadOnlyList<string>))
        && field != SheetFields.Assessment && field != SheetFields.ProposedSupport && field != SheetFields.RiskReasons && field != SheetFields.TranscriptRef;

    /// <summary>What stands in a field, as JSON; nothing where nothing does.</summary>
    public static JsonNode? ValueOf(Sheet sheet, SheetField field) =>
        field.IsEmptyIn(sheet) ? null : JsonSerializer.SerializeToNode(field.ValueIn(sheet), field.Type, SheetJson.Options);

    /// <summary>Whether what stands in a field can stand there: its length, its letters, its form.</summary>
    public static bool FitsIn(Sheet sheet, SheetField field) =>
        !CheckSheet.BeforeAsking(sheet, new HashSet<ConsentItem>()).Any(problem => problem.Field == field && problem.Code != "required");

    /// <summary>Whether a field says the same in both.</summary>
    public static bool IsSame(Sheet one, Sheet other, SheetField field) => JsonNode.DeepEquals(ValueOf(one, field), ValueOf(other, field));
}
