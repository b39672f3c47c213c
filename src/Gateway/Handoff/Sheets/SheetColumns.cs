using System.Globalization;
using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>The columns of the CSV. First those of the 相談受付・申込票 under its own names, then every field by its key.</summary>
internal static class SheetColumns
{
    /// <summary>All of them, in their order.</summary>
    public static IReadOnlyList<SheetColumn> All => s_all.Value;

    private static readonly Lazy<IReadOnlyList<SheetColumn>> s_all = new(() => [.. ReceptionForm(), .. SheetFields.All.SelectMany(Of)]);

    // What a desk copies into the form that it already has. They repeat what stands further right and are read only where that is missing.
    private static IEnumerable<SheetColumn> ReceptionForm()
    {
        yield return new("a.received_on", "受付日", s => s.Document.CreatedAt is { } at ? SheetCells.Moment(at)[..10] : null);
        yield return new("a.received_by", "受付者", s => s.Sender.Staff);
        yield return new("a.kana", "ふりがな", s => s.Person.NameKana, (s, cell) => s.Person.NameKana is null ? s with { Person = s.Person with { NameKana = cell } } : s);
        yield return new("a.name", "氏名", s => s.Person.Name ?? s.Person.PreferredName, (s, cell) => s.Person.PreferredName is null ? s with { Person = s.Person with { PreferredName = cell } } : s);
        yield return new("a.gender", "性別(1.男性 2.女性 3.他)", s => s.Person.Gender is { } gender and not Gender.Unanswered ? SheetCells.Number(gender) : null);
        yield return new("a.birth_date", "生年月日", s => s.Person.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        yield return new("a.postal_code", "〒", s => s.Person.PostalCode);
        yield return new("a.address", "住所", s => s.Person.Address);
        yield return new("a.home_phone", "電話(自宅)", s => Reach(s, ContactKind.Phone));
        yield return new("a.mobile", "電話(携帯)", s => Reach(s, ContactKind.Sms));
        yield return new("a.email", "E-mail", s => Reach(s, ContactKind.Email));
        yield return new("a.visitor", "来談者(1.家族 2.その他)", s => s.Person.ConsulteeRelation switch
        {
            ConsulteeRelation.Family => "1",
            ConsulteeRelation.Acquaintance or ConsulteeRelation.Supporter => "2",
            ConsulteeRelation.Self or null => null,
        });
        yield return new("a.relation", "続柄・関係", s => s.Person.RelationDetail);
        yield return new("a.consultation", "ご相談の内容(自由記述)", s => Joined(s.Situation.OwnWords is { } words ? $"「{words}」" : null, s.Situation.Facts));
    }

    private static IEnumerable<SheetColumn> Of(SheetField field) => field switch
    {
        SheetField<IReadOnlyList<Topic>> => SheetJson.CodesOf(typeof(Topic)).Cast<Topic>().Select(TopicColumn),
        SheetField<string> text => [new(field.Key, field.Label("ja"), text.In, (s, cell) => text.Put(s, TidyText.Of(cell)))],
        SheetField<IReadOnlyList<string>> list => Enumerable.Range(0, list.MaxCount!.Value).Select(place => Entry(list, place)),
        SheetField<DateTimeOffset?> moment =>
            [new(field.Key, field.Label("ja"), s => moment.In(s) is { } at ? SheetCells.Moment(at) : null, (s, cell) => SheetCells.Moment(cell) is { } at ? moment.Put(s, at) : null)],
        SheetField<DateOnly?> day =>
            [new(field.Key, field.Label("ja"), s => day.In(s)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), (s, cell) => SheetCells.Day(cell) is { } on ? day.Put(s, on) : null)],
        SheetField<int?> number =>
            [new(field.Key, field.Label("ja"), s => number.In(s)?.ToString(CultureInfo.InvariantCulture), (s, cell) => SheetCells.Whole(cell) is { } whole ? number.Put(s, whole) : null)],
        SheetField<IReadOnlyList<ConsentItem>> items => [ItemsColumn(items)],
        _ => SheetCodeColumns.Of(field) ?? SheetStructColumns.Of(field),
    };

    // ◎ is the main trouble, ○ one of them, as on the form.
    private static SheetColumn TopicColumn(Topic topic) => new(
        $"topics.{SheetCells.Number(topic)}", SheetTexts.Code("ja", topic),
        s => s.Situation.MainTopic == topic ? "◎" : s.Situation.Topics.Contains(topic) ? "○" : null,
        (s, cell) => cell.Normalize(System.Text.NormalizationForm.FormKC).Trim() switch
        {
            "◎" or "2" => s with { Situation = s.Situation with { MainTopic = topic, Topics = With(s.Situation.Topics, topic) } },
            "○" or "〇" or "◯" or "1" or "x" or "X" or "レ" or "✓" => s with { Situation = s.Situation with { Topics = With(s.Situation.Topics, topic) } },
            _ => null,
        });

    private static Topic[] With(IReadOnlyList<Topic> topics, Topic topic) => [.. topics.Append(topic).Distinct().Order()];

    private static SheetColumn Entry(SheetField<IReadOnlyList<string>> list, int place) => new(
        $"{list.Key}.{place + 1}", $"{list.Label("ja")}{place + 1}", s => list.In(s)!.ElementAtOrDefault(place),
        (s, cell) => list.Put(s, [.. list.In(s)!, TidyText.Of(cell)]));

    private static SheetColumn ItemsColumn(SheetField<IReadOnlyList<ConsentItem>> items) => new(
        items.Key, items.Label("ja"), s => string.Join(';', items.In(s)!.Select(ConsentItems.CodeOf)),
        (s, cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ConsentItems.OfCode).ToArray() is var all && all.All(item => item is not null)
            ? items.Put(s, [.. all.Select(item => item!.Value)])
            : null);

    private static string? Reach(Sheet sheet, ContactKind kind) => sheet.Person.Contacts.FirstOrDefault(contact => contact.Kind == kind)?.Value;

    private static string? Joined(params string?[] texts) => string.Join(' ', texts.Where(text => text is not null)) is { Length: > 0 } joined ? joined : null;
}
