using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>The ten parts of a sheet, by their letters.</summary>
public enum SheetPart
{
    /// <summary>A 書類.</summary>
    Document = 'A',

    /// <summary>B つなぎ元.</summary>
    Sender = 'B',

    /// <summary>C つなぎ先.</summary>
    Recipient = 'C',

    /// <summary>D 同意.</summary>
    Consent = 'D',

    /// <summary>E 本人.</summary>
    Person = 'E',

    /// <summary>F 状況.</summary>
    Situation = 'F',

    /// <summary>G 安全.</summary>
    Safety = 'G',

    /// <summary>H 希望.</summary>
    Wishes = 'H',

    /// <summary>I 経過.</summary>
    Course = 'I',

    /// <summary>J 返答.</summary>
    Answer = 'J',
}

/// <summary>When a field must be filled in. A field of an item that is not shared is never needed.</summary>
public enum Need
{
    /// <summary>It may be missing.</summary>
    Never,

    /// <summary>In every sheet that leaves.</summary>
    Always,

    /// <summary>In every sheet that leaves but an emergency, in which nobody waits for it.</summary>
    Unhurried,

    /// <summary>In a sheet that leaves with consent; it is filled in when the person agrees.</summary>
    Consented,

    /// <summary>In a sheet that leaves without consent.</summary>
    Unconsented,

    /// <summary>In the answer of the body, in time.</summary>
    Answered,
}

/// <summary>One field of a sheet, as the catalogue has it (<see cref="SheetFields"/>).</summary>
public abstract class SheetField(int number, string key, SheetPart part)
{
    /// <summary>Its number in the published list, 1 to 58. Fields that are told together share one.</summary>
    public int Number => number;

    /// <summary>Its key: the path in JSON (<c>situation.facts</c>), the heading in CSV. It never changes.</summary>
    public string Key => key;

    /// <summary>The part it stands in.</summary>
    public SheetPart Part => part;

    /// <summary>The item by which the person switches it; nothing for what tells nothing of the person and is always shown.</summary>
    public ConsentItem? Item { get; private protected set; }

    /// <summary>When it must be filled in.</summary>
    public Need Need { get; private protected set; }

    /// <summary>Whether it is 要配慮 as a rule, because its item is.</summary>
    public bool Sensitive => Item is { } item && ConsentItems.Sensitive.Contains(item);

    /// <summary>The most letters of a text, or of one in a list; nothing for what is no text.</summary>
    public int? MaxLength { get; init; }

    /// <summary>The most entries of a list; nothing for what is no list.</summary>
    public int? MaxCount { get; init; }

    /// <summary>The type of its value.</summary>
    public abstract Type Type { get; }

    /// <summary>Its label in Japanese (<c>ja</c>) or English (<c>en</c>).</summary>
    public string Label(string language) => SheetTexts.Of(language, $"field.{key}");

    /// <summary>Its value in a sheet, or nothing.</summary>
    public abstract object? ValueIn(Sheet sheet);

    /// <summary>Whether nothing stands in it.</summary>
    public bool IsEmptyIn(Sheet sheet) => ValueIn(sheet) is null or "" or ICollection { Count: 0 };

    /// <summary>The sheet without what stands in it.</summary>
    public abstract Sheet EmptiedIn(Sheet sheet);

    /// <summary>The sheet with a value from JSON in it.</summary>
    /// <exception cref="JsonException">It is none that this field can have.</exception>
    internal abstract Sheet ReadInto(Sheet sheet, JsonNode value);
}

/// <summary>A field whose values are <typeparamref name="T"/>.</summary>
/// <param name="number">See <see cref="SheetField.Number"/>.</param>
/// <param name="key">See <see cref="SheetField.Key"/>.</param>
/// <param name="part">See <see cref="SheetField.Part"/>.</param>
/// <param name="get">Takes it from a sheet.</param>
/// <param name="set">Puts it into a sheet.</param>
/// <param name="empty">What stands in it when nothing does.</param>
public sealed class SheetField<T>(int number, string key, SheetPart part, Func<Sheet, T?> get, Func<Sheet, T?, Sheet> set, T? empty)
    : SheetField(number, key, part)
{
    /// <inheritdoc />
    public override Type Type => typeof(T);

    /// <summary>Says to which item it belongs, and when it must be filled in.</summary>
    internal SheetField<T> For(ConsentItem? item, Need need = Need.Never)
    {
        (Item, Need) = (item, need);
        return this;
    }

    /// <summary>Its value in a sheet, or nothing.</summary>
    public T? In(Sheet sheet) => get(sheet);

    /// <summary>The sheet with <paramref name="value"/> in it.</summary>
    public Sheet Put(Sheet sheet, T? value) => set(sheet, value);

    /// <inheritdoc />
    public override object? ValueIn(Sheet sheet) => get(sheet);

    /// <inheritdoc />
    public override Sheet EmptiedIn(Sheet sheet) => set(sheet, empty);

    internal override Sheet ReadInto(Sheet sheet, JsonNode value) => set(sheet, value.Deserialize<T>(SheetJson.Options));
}
