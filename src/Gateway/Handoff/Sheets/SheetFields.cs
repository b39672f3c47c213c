namespace Gateway.Handoff.Sheets;

/// <summary>
/// The catalogue: every field of a sheet, once. The JSON, the published schema, the CSV, the print and the cut to what was agreed are made from it.
/// A property of a part without a row here is never written anywhere.
/// </summary>
public static partial class SheetFields
{
    /// <summary>All of them, in the order of the published list.</summary>
    public static IReadOnlyList<SheetField> All => s_all.Value;

    /// <summary>The field of a key.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public static SheetField Of(string key) => s_byKey.Value[key];

    /// <summary>The field of a key; nothing for a key that is none.</summary>
    public static SheetField? Find(string key) => s_byKey.Value.GetValueOrDefault(key);

    // Made when first asked for: the rows stand in several files, and the order in which those come to life is the compiler's.
    private static readonly Lazy<IReadOnlyList<SheetField>> s_all = new(() => [.. Outer, .. Person, .. Inner, .. Ending]);

    private static readonly Lazy<Dictionary<string, SheetField>> s_byKey = new(() => All.ToDictionary(field => field.Key, StringComparer.Ordinal));

    private static SheetField<T> Field<T>(int number, string key, SheetPart part, Func<Sheet, T?> get, Func<Sheet, T?, Sheet> set) =>
        new(number, key, part, get, set, default);

    private static SheetField<string> Text(int number, string key, int letters, SheetPart part, Func<Sheet, string?> get, Func<Sheet, string?, Sheet> set) =>
        new(number, key, part, get, set, null) { MaxLength = letters };

    private static SheetField<IReadOnlyList<T>> List<T>(
        int number, string key, int most, SheetPart part, Func<Sheet, IReadOnlyList<T>> get, Func<Sheet, IReadOnlyList<T>, Sheet> set, int? letters = null) =>
        new(number, key, part, get, (sheet, value) => set(sheet, value ?? []), []) { MaxCount = most, MaxLength = letters };
}
