using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>
/// A sheet as one receiver gets it: cut to what was agreed to (or released), and to what its use allows. Everything that shows or sends a sheet to
/// somebody else takes this type, and <see cref="Sheet.Only"/> is the only way to make one.
/// </summary>
public sealed class SharedSheet
{
    private SharedSheet(Sheet content, IReadOnlySet<ConsentItem> items) => (Content, Items) = (content, items);

    /// <summary>What is left of it.</summary>
    public Sheet Content { get; }

    /// <summary>The items it was cut to.</summary>
    public IReadOnlySet<ConsentItem> Items { get; }

    /// <summary>Like <see cref="Sheet.ContentHash"/>, of what is left: for the receipt, and to notice a change between asking and agreeing.</summary>
    public string ContentHash => Content.ContentHash();

    /// <summary>A fingerprint of the whole document, consent and all, but without the body's answer: what exactly was provided.</summary>
    public string DocumentHash => SheetJson.Hash(Content, SheetFields.All.Where(row => row.Part != SheetPart.Answer));

    /// <summary>The fields that stand in it, in the order of the catalogue.</summary>
    public IEnumerable<SheetField> Fields => SheetFields.All.Where(row => !row.IsEmptyIn(Content));

    /// <summary>What is wrong with it; nothing when it may leave. What was not agreed to is not missed.</summary>
    public IReadOnlyList<SheetProblem> Problems() => CheckSheet.BeforeSending(this);

    internal static SharedSheet Of(Sheet sheet, HashSet<ConsentItem> items, bool sayWhatIsMissing)
    {
        var flavour = SheetFlavour.Of(sheet.Document.UseKind ?? UseKind.Handoff);
        bool Stays(SheetField field) => (field.Item is not { } item || items.Contains(item)) && !flavour.LeavesOut.Contains(field);
        var held = SheetFields.All.Where(field => field.Item is not null && !field.IsEmptyIn(sheet)).Select(field => field.Item!.Value).ToHashSet();
        var consented = sheet.Consent.LegalBasis is null or LegalBasis.Consent;
        var agreed = ConsentItems.All.Where(items.Contains).ToArray();
        var cut = SheetFields.All.Where(field => !Stays(field)).Aggregate(sheet, (left, field) => field.EmptiedIn(left));
        return new SharedSheet(
            cut with
            {
                Consent = cut.Consent with
                {
                    Items = consented ? agreed : [],
                    Released = consented ? [] : agreed,
                    NotShared = consented && sayWhatIsMissing ? [.. ConsentItems.All.Where(item => held.Contains(item) && !items.Contains(item))] : [],
                },
            },
            items);
    }
}
