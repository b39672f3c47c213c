using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.Handoff.Stories;
using Gateway.Primitives;

namespace Gateway.Handoff;

/// <summary>Something that waits for a second person; <c>kind</c> is <c>consent</c>.</summary>
internal sealed record CheckView(
    string Id, string Kind, string Label, string Recipient, string AskedBy, DateTimeOffset? At, DateTimeOffset? Until, string AgeBand, bool NeedsGuardian);

/// <summary>The same with what a second person reads.</summary>
internal sealed record WholeCheckView(
    CheckView Check, string Purpose, string Topic, string Method, string? HeardBy, string Language, string Shown, string? Said, bool ByPerson, IReadOnlyList<CheckItemView> Items,
    IReadOnlyList<string> Kept, SheetWordsView? Guardian);

/// <summary>An item, with what the body would read of it.</summary>
internal sealed record CheckItemView(string Item, IReadOnlyList<CheckFieldView> Fields);

/// <summary>A field with its label, in words.</summary>
internal sealed record CheckFieldView(string Key, string Ja, string En, SheetWordsView Words);

/// <summary>How what waits for a second person looks to a console.</summary>
internal static class CheckViews
{
    public static CheckView Of(WaitingCheck waiting, ConsentSettings settings) => new(
        waiting.Consent.Id, "consent", waiting.Label, waiting.Consent.Terms.RecipientName, waiting.AskedBy, Utc.FromMs(waiting.Consent.AnsweredAt),
        Utc.FromMs(waiting.Consent.ValidUntil), CodeOf(waiting.Consent.Terms.AgeBand), ConsentRules.NeedsGuardian(waiting.Consent.Terms.AgeBand, settings));

    public static WholeCheckView Of(WholeCheck whole, ConsentSettings settings)
    {
        var record = whole.Waiting.Consent;
        var answer = record.Answer!;
        return new WholeCheckView(
            Of(whole.Waiting, settings), record.Terms.Purpose.ToString().ToLowerInvariant(), record.Terms.Topic, answer.Method, answer.Heard?.Name, record.Terms.Language, whole.Shown, whole.Said,
            whole.Sheet?.IsByPerson ?? record.Terms.Revision > 1, whole.Sheet is { } sheet ? ItemsOf(sheet.Sheet, answer.Items) : StoryOf(whole.Story!, answer.Items), [.. record.Terms.Items.Except(answer.Items).Select(ConsentItems.CodeOf)],
            whole.Sheet is { } named ? WordsOf(SheetFields.GuardianContactAllowed, named.Sheet) : null);
    }

    // The words of a story are the same for each use: they stand under the first.
    private static IReadOnlyList<CheckItemView> StoryOf(StoryWords story, IReadOnlyList<ConsentItem> uses) =>
    [
        .. uses.Select((use, place) => new CheckItemView(ConsentItems.CodeOf(use), place > 0 ? [] :
        [
            .. story.Parts.Where(part => part.Text.Length > 0).Select(part => new CheckFieldView(part.Key, StoryWords.Label("ja", part.Key), StoryWords.Label("en", part.Key), new SheetWordsView(part.Text, part.Text))),
        ])),
    ];

    /// <summary>The items, each with the fields that would leave by it.</summary>
    public static IReadOnlyList<CheckItemView> ItemsOf(Sheet sheet, IReadOnlyList<ConsentItem> items)
    {
        var fields = sheet.Only(items).Fields.ToList();
        return
        [
            .. items.Select(item => new CheckItemView(ConsentItems.CodeOf(item),
            [
                .. fields.Where(field => field.Item == item).Select(field => new CheckFieldView(field.Key, field.Label("ja"), field.Label("en"), WordsOf(field, sheet)!)),
            ])),
        ];
    }

    /// <summary>What leaves whichever items are chosen, besides who sends, who receives and on what ground: so that whoever stands for it has read all of it.</summary>
    public static IReadOnlyList<CheckFieldView> AlwaysOf(Sheet sheet) =>
    [
        .. SheetFields.All.Where(field => field.Item is null && Tells(field)).Select(field => (field, words: WordsOf(field, sheet)))
            .Where(one => one.words is not null).Select(one => new CheckFieldView(one.field.Key, one.field.Label("ja"), one.field.Label("en"), one.words!)),
    ];

    private static bool Tells(SheetField field) =>
        field.Part is SheetPart.Sender or SheetPart.Person or SheetPart.Situation or SheetPart.Safety or SheetPart.Wishes or SheetPart.Course
        || field == SheetFields.Priority || field == SheetFields.GuardianContactAllowed;

    private static SheetWordsView? WordsOf(SheetField field, Sheet sheet) =>
        field.IsEmptyIn(sheet) ? null : new SheetWordsView(SheetWords.Of("ja", field, sheet)!, SheetWords.Of("en", field, sheet)!);

    private static string CodeOf(AgeBand band) => band switch
    {
        AgeBand.Unknown => "unknown",
        AgeBand.Under12 => "under_12",
        AgeBand.From12To15 => "12_15",
        AgeBand.From16To17 => "16_17",
        AgeBand.Adult => "adult",
    };
}
