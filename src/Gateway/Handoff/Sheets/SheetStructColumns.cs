using System.Globalization;

namespace Gateway.Handoff.Sheets;

/// <summary>The columns of fields that hold several things at once: one column for each.</summary>
internal static class SheetStructColumns
{
    /// <summary>The columns of a field.</summary>
    /// <exception cref="NotSupportedException">Nobody has said how it is told in columns.</exception>
    public static IEnumerable<SheetColumn> Of(SheetField field) => field switch
    {
        SheetField<AcquisitionStory> => Acquisition(),
        SheetField<IReadOnlyList<ContactPoint>> list => Enumerable.Range(0, list.MaxCount!.Value).SelectMany(Contact),
        SheetField<SafeContact> => Safe(),
        SheetField<ContactHistory> => History(),
        SheetField<IReadOnlyList<CourseEntry>> list => Enumerable.Range(0, list.MaxCount!.Value).SelectMany(Line),
        _ => throw new NotSupportedException($"{field.Key} has no columns."),
    };

    private static IEnumerable<SheetColumn> Acquisition()
    {
        yield return new("acquisitionStory.way", "取得の経緯", s => s.Sender.AcquisitionStory is { } story ? SheetCells.Number(story.Way) : null,
            (s, cell) => SheetCells.Code<AcquisitionWay>(cell) is { } way ? s with { Sender = s.Sender with { AcquisitionStory = new(way) } } : null);
        yield return new("acquisitionStory.text", "取得の経緯(ことばで)", s => s.Sender.AcquisitionStory?.Text,
            (s, cell) => s.Sender.AcquisitionStory is { } story ? s with { Sender = s.Sender with { AcquisitionStory = story with { Text = TidyText.Of(cell) } } } : null);
    }

    private static IEnumerable<SheetColumn> Contact(int place)
    {
        ContactPoint? At(Sheet s) => s.Person.Contacts.ElementAtOrDefault(place);
        Sheet? Put(Sheet s, Func<ContactPoint, ContactPoint> change) => At(s) is { } contact
            ? s with { Person = s.Person with { Contacts = [.. s.Person.Contacts.Take(place), change(contact), .. s.Person.Contacts.Skip(place + 1)] } }
            : null;
        yield return new($"contacts.{place + 1}.kind", $"連絡先{place + 1}", s => At(s) is { } contact ? SheetCells.Number(contact.Kind) : null,
            (s, cell) => SheetCells.Code<ContactKind>(cell) is { } kind ? s with { Person = s.Person with { Contacts = [.. s.Person.Contacts, new(kind)] } } : null);
        yield return new($"contacts.{place + 1}.value", $"連絡先{place + 1}の番号・宛先", s => At(s)?.Value, (s, cell) => Put(s, contact => contact with { Value = TidyText.Of(cell) }));
        yield return new($"contacts.{place + 1}.note", $"連絡先{place + 1}のメモ", s => At(s)?.Note, (s, cell) => Put(s, contact => contact with { Note = TidyText.Of(cell) }));
    }

    private static IEnumerable<SheetColumn> Safe()
    {
        Sheet Put(Sheet s, Func<SafeContact, SafeContact> change) => s with { Person = s.Person with { SafeContact = change(s.Person.SafeContact ?? new SafeContact()) } };
        yield return new("safeContact.by", "安全な連絡手段", s => s.Person.SafeContact?.By is { } by ? SheetCells.Number(by) : null,
            (s, cell) => SheetCells.Code<ContactKind>(cell) is { } by ? Put(s, safe => safe with { By = by }) : null);
        yield return new("safeContact.times", "安全な時間帯", s => s.Person.SafeContact?.Times, (s, cell) => Put(s, safe => safe with { Times = TidyText.Of(cell) }));
        yield return new("safeContact.introduceAs", "名乗り方", s => s.Person.SafeContact?.IntroduceAs, (s, cell) => Put(s, safe => safe with { IntroduceAs = TidyText.Of(cell) }));
        yield return new("safeContact.voicemail", "留守電", s => s.Person.SafeContact is { } safe ? SheetCells.Number(safe.Voicemail) : null,
            (s, cell) => SheetCells.Code<YesNo>(cell) is { } may ? Put(s, safe => safe with { Voicemail = may }) : null);
        yield return new("safeContact.householdMayKnow", "同居人に知られてよいか", s => s.Person.SafeContact is { } safe ? SheetCells.Number(safe.HouseholdMayKnow) : null,
            (s, cell) => SheetCells.Code<YesNo>(cell) is { } may ? Put(s, safe => safe with { HouseholdMayKnow = may }) : null);
        yield return new("safeContact.note", "安全な連絡のメモ", s => s.Person.SafeContact?.Note, (s, cell) => Put(s, safe => safe with { Note = TidyText.Of(cell) }));
    }

    private static IEnumerable<SheetColumn> History()
    {
        Sheet? Put(Sheet s, Func<ContactHistory, ContactHistory> change) => s.Course.History is { } history ? s with { Course = s.Course with { History = change(history) } } : null;
        yield return new("contactHistory.from", "相談の初日", s => Text(s.Course.History?.From),
            (s, cell) => SheetCells.Day(cell) is { } day ? s with { Course = s.Course with { History = new(day, day, 1, []) } } : null);
        yield return new("contactHistory.to", "相談の最終日", s => Text(s.Course.History?.To), (s, cell) => SheetCells.Day(cell) is { } day ? Put(s, history => history with { To = day }) : null);
        yield return new("contactHistory.times", "相談の回数", s => s.Course.History?.Times.ToString(CultureInfo.InvariantCulture),
            (s, cell) => SheetCells.Whole(cell) is { } times ? Put(s, history => history with { Times = times }) : null);
        yield return new("contactHistory.channels", "相談の手段", s => s.Course.History is { } history ? SheetCodeColumns.Numbers(history.Channels) : null,
            (s, cell) => SheetCodeColumns.Codes<ContactKind>(cell) is { } channels ? Put(s, history => history with { Channels = channels }) : null);
    }

    private static IEnumerable<SheetColumn> Line(int place)
    {
        CourseEntry? At(Sheet s) => s.Course.Log.ElementAtOrDefault(place);
        Sheet? Put(Sheet s, Func<CourseEntry, CourseEntry> change) => At(s) is { } line
            ? s with { Course = s.Course with { Log = [.. s.Course.Log.Take(place), change(line), .. s.Course.Log.Skip(place + 1)] } }
            : null;
        yield return new($"log.{place + 1}.at", $"対応{place + 1} 日時", s => At(s) is { } line ? SheetCells.Moment(line.At) : null,
            (s, cell) => SheetCells.Moment(cell) is { } at ? s with { Course = s.Course with { Log = [.. s.Course.Log, new(at, "", "")] } } : null);
        yield return new($"log.{place + 1}.by", $"対応{place + 1} だれ", s => At(s)?.By, (s, cell) => Put(s, line => line with { By = TidyText.Of(cell) }));
        yield return new($"log.{place + 1}.what", $"対応{place + 1} なに", s => At(s)?.What, (s, cell) => Put(s, line => line with { What = TidyText.Of(cell) }));
    }

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
