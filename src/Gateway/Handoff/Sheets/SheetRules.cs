using System.Collections;
using System.Text.RegularExpressions;
using Gateway.Primitives;

namespace Gateway.Handoff.Sheets;

/// <summary>The rules of single fields beyond length, and of fields that must fit each other.</summary>
internal static partial class SheetRules
{
    /// <summary>Every rule that a sheet breaks.</summary>
    public static IEnumerable<SheetProblem> Broken(Sheet sheet)
    {
        foreach (var (field, broken) in Forms(sheet)) if (broken) yield return new SheetProblem(field, "format");
        foreach (var (field, broken) in Fits(sheet)) if (broken) yield return new SheetProblem(field, "conflict");
        foreach (var (field, text, limit) in Within(sheet))
        {
            if (text is null) continue;
            if (TidyText.Letters(text) > limit) yield return new SheetProblem(field, "too_long", limit);
            if (text.Length == 0 || !TidyText.IsTidy(text)) yield return new SheetProblem(field, "untidy");
        }
    }

    /// <summary>全国地方公共団体コード: six digits of which the last is the check digit. Invented areas (99) have one too.</summary>
    public static bool IsAreaCode(string code)
    {
        if (!SixDigits().IsMatch(code)) return false;
        var sum = Enumerable.Range(0, 5).Sum(place => (code[place] - '0') * (6 - place));
        return (11 - (sum % 11)) % 10 == code[5] - '0';
    }

    private static IEnumerable<(SheetField Field, bool Broken)> Forms(Sheet sheet)
    {
        yield return (SheetFields.DocumentId, sheet.Document.Id is { } id && !Ids.IsId(id));
        yield return (SheetFields.FormatVersion, sheet.Document.FormatVersion is { } version && !Version().IsMatch(version));
        yield return (SheetFields.RecipientAreaCode, sheet.Recipient.AreaCode is { } body && !IsAreaCode(body));
        yield return (SheetFields.RecipientKind, sheet.Recipient.Kind is { } kind && !Code().IsMatch(kind));
        yield return (SheetFields.ConsentLanguage, sheet.Consent.Language is { } language && !LanguageTag().IsMatch(language));
        yield return (SheetFields.WithdrawUrl, sheet.Consent.WithdrawUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var page) && page.Scheme == "https"));
        yield return (SheetFields.AreaCode, sheet.Person.AreaCode is { } area && !IsAreaCode(area));
        yield return (SheetFields.PostalCode, sheet.Person.PostalCode is { } postal && !SevenDigits().IsMatch(postal));
        yield return (SheetFields.Languages, sheet.Person.Languages.Any(tag => !LanguageTag().IsMatch(tag)));
        yield return (SheetFields.Contacts, sheet.Person.Contacts.Any(contact => !IsReachable(contact)));
        yield return (SheetFields.Loneliness, sheet.Situation.Loneliness is < 1 or > 5);
        yield return (SheetFields.Ucla3, sheet.Situation.Ucla3 is < 3 or > 12);
        yield return (SheetFields.ContactHistory, sheet.Course.History is { } history && (history.Times is < 1 or > 9999 || history.Channels.Count is 0 or > 5));
        foreach (var field in SheetFields.All)
            if (field.ValueIn(sheet) is IEnumerable list and not string && list.Cast<object>().ToArray() is { Length: > 1 } values && values[0] is Enum)
                yield return (field, values.Distinct().Count() < values.Length);
    }

    private static IEnumerable<(SheetField Field, bool Broken)> Fits(Sheet sheet)
    {
        yield return (SheetFields.MainTopic, sheet.Situation is { MainTopic: { } main, Topics: { Count: > 0 } topics } && !topics.Contains(main));
        yield return (SheetFields.ContactHistory, sheet.Course.History is { } history && history.To < history.From);
        yield return (SheetFields.Appointment, sheet.Wishes is { WarmMethod: WarmMethod.Appointment, Appointment: null });
        yield return (SheetFields.BirthDate, sheet.Person is { BirthDate: { } born, AgeBand: { } band } && sheet.Document.CreatedAt is { } now && !Fits(born, band, now));
    }

    private static IEnumerable<(SheetField Field, string? Text, int Limit)> Within(Sheet sheet)
    {
        yield return (SheetFields.AcquisitionStory, sheet.Sender.AcquisitionStory?.Text, SheetLimits.Acquisition);
        foreach (var contact in sheet.Person.Contacts)
        {
            yield return (SheetFields.Contacts, contact.Value, SheetLimits.ContactValue);
            yield return (SheetFields.Contacts, contact.Note, SheetLimits.ContactNote);
        }

        yield return (SheetFields.SafeContact, sheet.Person.SafeContact?.Times, SheetLimits.SafeTimes);
        yield return (SheetFields.SafeContact, sheet.Person.SafeContact?.IntroduceAs, SheetLimits.SafeTimes);
        yield return (SheetFields.SafeContact, sheet.Person.SafeContact?.Note, SheetLimits.SafeNote);
        foreach (var line in sheet.Course.Log)
        {
            yield return (SheetFields.Log, line.By, SheetLimits.LogBy);
            yield return (SheetFields.Log, line.What, SheetLimits.LogWhat);
        }
    }

    private static bool IsReachable(ContactPoint contact) => contact.Kind switch
    {
        ContactKind.Phone or ContactKind.Sms => contact.Value is { } number && Number().IsMatch(number),
        ContactKind.Email => contact.Value is { } address && Mail().IsMatch(address),
        ContactKind.Line or ContactKind.WebChat => true,
    };

    private static bool Fits(DateOnly born, AgeGroup band, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(now.ToOffset(TimeSpan.FromHours(9)).DateTime);
        var age = today.Year - born.Year - (today < born.AddYears(today.Year - born.Year) ? 1 : 0);
        return age is >= 0 and <= 130 && (band == AgeGroup.Unknown || band == GroupOf(age));
    }

    private static AgeGroup GroupOf(int age) => age switch
    {
        < 12 => AgeGroup.Under12,
        < 16 => AgeGroup.From12To15,
        < 18 => AgeGroup.From16To17,
        < 20 => AgeGroup.From18To19,
        < 80 => (AgeGroup)(age / 10 * 10),
        _ => AgeGroup.EightyAndOver,
    };

    [GeneratedRegex(@"^[0-9]{6}\z")]
    private static partial Regex SixDigits();

    [GeneratedRegex(@"^[0-9]{7}\z")]
    private static partial Regex SevenDigits();

    [GeneratedRegex(@"^1\.[0-9]{1,3}\.[0-9]{1,3}\z")]
    private static partial Regex Version();

    [GeneratedRegex(@"^[a-z][a-z0-9_]{0,39}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\z")]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"^\+?[0-9][0-9() -]{3,18}\z")]
    private static partial Regex Number();

    [GeneratedRegex(@"^[^\s@]+@[^\s@]+\z")]
    private static partial Regex Mail();
}
