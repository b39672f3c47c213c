using Gateway.Conversations;

namespace Gateway.Handoff.Sheets;

/// <summary>The columns of fields that hold codes: one number, or several with semicolons between them.</summary>
internal static class SheetCodeColumns
{
    /// <summary>The column of a field, or nothing where it holds no codes.</summary>
    public static IEnumerable<SheetColumn>? Of(SheetField field) => field switch
    {
        // The topics say it with ◎.
        SheetField<Topic?> => [],
        SheetField<UseKind?> one => One(one),
        SheetField<Priority?> one => One(one),
        SheetField<LegalBasis?> one => One(one),
        SheetField<AgreedBy?> one => One(one),
        SheetField<YesNo?> one => One(one),
        SheetField<AgeGroup?> one => One(one),
        SheetField<Gender?> one => One(one),
        SheetField<ConsulteeRelation?> one => One(one),
        SheetField<HousingKind?> one => One(one),
        SheetField<Grade?> one => One(one),
        SheetField<WarmMethod?> one => One(one),
        SheetField<Acknowledgement?> one => One(one),
        SheetField<Decision?> one => One(one),
        SheetField<DeclineReason?> one => One(one),
        SheetField<FirstContactWay?> one => One(one),
        SheetField<SupportOutcome?> one => One(one),
        SheetField<SenderStays?> one => One(one),
        SheetField<IReadOnlyList<Accommodation>> list => Several(list),
        SheetField<IReadOnlyList<RiskKind>> list => Several(list),
        SheetField<IReadOnlyList<StaffPreference>> list => Several(list),
        SheetField<IReadOnlyList<SupportKind>> list => Several(list),
        _ => null,
    };

    /// <summary>The numbers of codes, with semicolons between them.</summary>
    public static string Numbers<T>(IEnumerable<T> codes) where T : struct, Enum => string.Join(';', codes.Select(code => SheetCells.Number(code)));

    /// <summary>Codes from a cell; nothing where one is none.</summary>
    public static IReadOnlyList<T>? Codes<T>(string cell) where T : struct, Enum
    {
        var codes = cell.Split([';', ',', '、', '；', '・'], StringSplitOptions.RemoveEmptyEntries).Select(SheetCells.Code<T>).ToArray();
        return codes.All(code => code is not null) ? [.. codes.Select(code => code!.Value).Distinct()] : null;
    }

    private static IEnumerable<SheetColumn> One<T>(SheetField<T?> field) where T : struct, Enum =>
    [
        new(field.Key, field.Label("ja"), s => field.In(s) is { } code ? SheetCells.Number(code) : null, (s, cell) => SheetCells.Code<T>(cell) is { } code ? field.Put(s, code) : null),
    ];

    private static IEnumerable<SheetColumn> Several<T>(SheetField<IReadOnlyList<T>> field) where T : struct, Enum =>
        [new(field.Key, field.Label("ja"), s => Numbers(field.In(s)!), (s, cell) => Codes<T>(cell) is { } codes ? field.Put(s, codes) : null)];
}
