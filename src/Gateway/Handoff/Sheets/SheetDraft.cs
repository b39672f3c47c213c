using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Handoff.Sheets;

/// <summary>A sheet being written, with the mark of each field that tells of the person. The marks stay with the sender.</summary>
public sealed record SheetDraft(Sheet Sheet, ImmutableSortedDictionary<string, FieldSource> Sources)
{
    /// <summary>An empty one.</summary>
    public static SheetDraft Empty { get; } = new(new Sheet(), ImmutableSortedDictionary.Create<string, FieldSource>(StringComparer.Ordinal));

    /// <summary>The draft with a value in a field, tidied, and marked with who answers for it.</summary>
    /// <exception cref="ArgumentException">The field tells of the consent; that is written when the person agrees, not by hand.</exception>
    public SheetDraft With<T>(SheetField<T> field, Confirmed<T> value)
    {
        Allow(field);
        var sheet = field.Put(Sheet, value.Value is string text ? (T)(object)TidyText.Of(text) : value.Value);
        return new SheetDraft(sheet, field.IsEmptyIn(sheet) ? Sources.Remove(field.Key) : Sources.SetItem(field.Key, value.Source));
    }

    /// <summary>The draft with a value that comes as JSON, from a page or a console.</summary>
    /// <exception cref="JsonException">The value is none that the field can have.</exception>
    /// <exception cref="ArgumentException">See <see cref="With{T}"/>.</exception>
    public SheetDraft With(SheetField field, Confirmed<JsonNode> value)
    {
        Allow(field);
        var sheet = value.Value is null ? field.EmptiedIn(Sheet) : field.ReadInto(Sheet, TidyText.In(value.Value));
        return new SheetDraft(sheet, field.IsEmptyIn(sheet) ? Sources.Remove(field.Key) : Sources.SetItem(field.Key, value.Source));
    }

    /// <summary>For the sender's records: the sheet and its marks.</summary>
    public JsonObject Write() => new()
    {
        ["sheet"] = SheetJson.Write(Sheet),
        ["sources"] = JsonSerializer.SerializeToNode(Sources, SheetJson.Options),
    };

    /// <summary>From the sender's records.</summary>
    /// <exception cref="JsonException">It is no draft.</exception>
    public static SheetDraft Read(JsonObject json) => json["sheet"] is JsonObject sheet
        ? new SheetDraft(SheetJson.Read(sheet), Empty.Sources.AddRange(json["sources"].Deserialize<Dictionary<string, FieldSource>>(SheetJson.Options) ?? []))
        : throw new JsonException("This is no draft of a sheet.");

    private static void Allow(SheetField field)
    {
        if (field.Part == SheetPart.Consent && field != SheetFields.GuardianContactAllowed)
            throw new ArgumentException("What was agreed to is not written by hand.", nameof(field));
    }

    /// <summary>Never the content.</summary>
    public override string ToString() => "[sheet]";
}
