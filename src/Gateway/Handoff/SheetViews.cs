using System.Text.Json.Nodes;
using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.Primitives;
using Gateway.SupportBodies;

namespace Gateway.Handoff;

/// <summary>A field as a console writes it.</summary>
/// <param name="Key">See <see cref="SheetField.Key"/>.</param>
/// <param name="Part">The letter of its part.</param>
/// <param name="Item">The item that it belongs to; nothing for what tells nothing of the person.</param>
/// <param name="Ja">Its label in Japanese.</param>
/// <param name="En">Its label in English.</param>
/// <param name="Form"><c>text</c>, <c>lines</c>, <c>code</c>, <c>codes</c>, <c>number</c>, <c>day</c>, <c>moment</c>, <c>contacts</c>, <c>safe_contact</c>, or <c>other</c>, which a console only shows.</param>
/// <param name="Letters">The most letters.</param>
/// <param name="Most">The most entries.</param>
/// <param name="Codes">For codes: which there are, with their labels.</param>
internal sealed record SheetFieldView(string Key, char Part, string? Item, string Ja, string En, string Form, int? Letters, int? Most, IReadOnlyList<SheetCodeView>? Codes);

/// <summary>A code with its labels.</summary>
internal sealed record SheetCodeView(string Code, string Ja, string En);

/// <summary>A sheet as it stands.</summary>
internal sealed record SheetView(
    string Id, long Revision, string Body, string BodyName, bool ByPerson, long At, JsonObject Values, IReadOnlyDictionary<string, SheetSourceView> Sources,
    IReadOnlyDictionary<string, SheetWordsView> Words, IReadOnlyList<string> Held, IReadOnlyList<string> Proposed,
    IReadOnlyList<string> Needs, IReadOnlyList<string> Never, IReadOnlyList<string> Grounds, bool SecondSide, IReadOnlyList<SheetProblemView> Problems);

/// <summary>Who answers for a field: <c>said</c>, <c>person</c> or <c>staff</c>, and where it was said.</summary>
internal sealed record SheetSourceView(string Kind, long? Entry);

/// <summary>What stands in a field, in words.</summary>
internal sealed record SheetWordsView(string Ja, string En);

/// <summary>What keeps a sheet from being asked about; of an item that is not chosen it keeps nothing.</summary>
internal sealed record SheetProblemView(string Key, string? Item, string Code, string Ja, string En);

/// <summary>A question to the person, and what became of it.</summary>
internal sealed record SheetQuestionView(
    string Id, string Sheet, long Revision, string Recipient, string State, string? Ended, IReadOnlyList<string> Items, IReadOnlyList<string>? Agreed, string Topic,
    DateTimeOffset AskedAt, DateTimeOffset AnswerUntil, DateTimeOffset? AnsweredAt, DateTimeOffset? ValidUntil, bool NeedsSecond, CheckedView? Checked);

/// <summary>What the second person said.</summary>
internal sealed record CheckedView(bool Agrees, string By, DateTimeOffset At, string? Why);

/// <summary>Everything of one talk, with what the person told the guide and a counsellor may take.</summary>
internal sealed record SheetsView(IReadOnlyList<SheetView> Sheets, IReadOnlyList<SheetQuestionView> Questions, IReadOnlyList<ToldValue> Told);

/// <summary>How sheets and questions look to a console.</summary>
internal static class SheetViews
{
    /// <summary>The fields that a counsellor writes, and those that they only read.</summary>
    public static IReadOnlyList<SheetFieldView> Fields { get; } =
    [
        .. SheetFields.All.Where(field => field.Part is not SheetPart.Answer && (field.Part is not SheetPart.Consent || SheetChanges.IsForStaff(field)))
            .Select(field => new SheetFieldView(
                field.Key, (char)field.Part, field.Item is { } item ? ConsentItems.CodeOf(item) : null, field.Label("ja"), field.Label("en"),
                SheetChanges.IsForStaff(field) ? FormOf(field.Type) : "other", field.MaxLength, field.MaxCount, CodesOf(field.Type))),
    ];

    public static SheetView Of(SheetRevision revision, BodyPreset? preset)
    {
        var (sheet, held) = (revision.Sheet, AskAboutSheet.ItemsIn(revision.Sheet));
        var values = new JsonObject();
        foreach (var field in SheetFields.All)
            if (SheetChanges.ValueOf(sheet, field) is { } value) values[field.Key] = value;
        var words = SheetFields.All.Where(field => !field.IsEmptyIn(sheet))
            .ToDictionary(field => field.Key, field => new SheetWordsView(SheetWords.Of("ja", field, sheet)!, SheetWords.Of("en", field, sheet)!));
        var proposed = SheetPreset.For(sheet.Recipient.Kind ?? "", sheet.Document.UseKind ?? UseKind.Handoff, preset);
        return new SheetView(
            revision.SheetId, revision.Number, revision.Body, sheet.Recipient.Name ?? "", revision.IsByPerson, revision.At, values,
            revision.Draft.Sources.ToDictionary(pair => pair.Key, pair => new SheetSourceView(
                pair.Value.Kind switch { SourceKind.Said => "said", SourceKind.WrittenByPerson => "person", _ => "staff" }, pair.Value.Entry)),
            words, [.. held.Select(ConsentItems.CodeOf)], [.. proposed.Select(ConsentItems.CodeOf)], preset?.Needs ?? [], preset?.Never ?? [],
            [.. GroundRules.Of(sheet).Select(ground => SheetJson.CodeOf(ground))], !new PrintSheet(sheet.Only(held), "ja").FitsOneSide, [.. CheckSheet.BeforeAsking(sheet, held.Concat(proposed).ToHashSet()).Select(Of)]);
    }

    public static SheetProblemView Of(SheetProblem problem) => new(
        problem.Field.Key, problem.Field.Item is { } item ? ConsentItems.CodeOf(item) : null, problem.Code, problem.Text("ja"), problem.Text("en"));

    public static SheetQuestionView Of(ConsentRecord record) => new(
        record.Id, record.Terms.Document, record.Terms.Revision, record.Terms.RecipientName, record.State.ToString().ToLowerInvariant(), record.EndedWhy,
        [.. record.Terms.Items.Select(ConsentItems.CodeOf)], record.Answer is { } answer ? [.. answer.Items.Select(ConsentItems.CodeOf)] : null, record.Terms.Topic,
        Utc.FromMs(record.AskedAt), Utc.FromMs(record.AnswerUntil), Utc.FromMs(record.AnsweredAt), Utc.FromMs(record.ValidUntil),
        record.State == ConsentState.Given && ConsentRules.NeedsSecond(record.Terms.AgeBand) && record.CheckedBy is null,
        record.Check is { } check ? new CheckedView(check.Agrees, check.Name, Utc.FromMs(check.At), check.Why) : null);

    private static string FormOf(Type type) => type switch
    {
        _ when type == typeof(string) => "text",
        _ when type == typeof(IReadOnlyList<string>) => "lines",
        _ when type == typeof(int?) => "number",
        _ when type == typeof(DateOnly?) => "day",
        _ when type == typeof(DateTimeOffset?) => "moment",
        _ when type == typeof(IReadOnlyList<ContactPoint>) => "contacts",
        _ when type == typeof(SafeContact) => "safe_contact",
        _ when CodeOf(type) is not null => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? "codes" : "code",
        _ => "other",
    };

    private static Type? CodeOf(Type type)
    {
        var inner = type.IsGenericType ? type.GetGenericArguments()[0] : type;
        return inner.IsEnum && inner != typeof(ConsentItem) ? inner : null;
    }

    private static IReadOnlyList<SheetCodeView>? CodesOf(Type type)
    {
        if (type == typeof(IReadOnlyList<ContactPoint>) || type == typeof(SafeContact)) type = typeof(ContactKind);
        return CodeOf(type) is { } codes
            ? [.. SheetJson.CodesOf(codes).Select(code => new SheetCodeView(SheetJson.CodeOf(code), SheetTexts.Code("ja", code), SheetTexts.Code("en", code)))]
            : null;
    }
}
