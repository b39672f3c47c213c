using System.Collections;
using System.Globalization;
using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>What stands in a field, in words for people: for print, for the person's own page and for the console.</summary>
public static class SheetWords
{
    /// <summary>The words, in <c>ja</c> or <c>en</c>; what somebody wrote stays as it is. Nothing where the field is empty.</summary>
    public static string? Of(string language, SheetField field, Sheet sheet) => field.IsEmptyIn(sheet) ? null : Of(language, field.ValueIn(sheet)!);

    /// <summary>A kind of value in words.</summary>
    internal static string Of(string language, object value) => value switch
    {
        string text => text,
        ConsentItem item => SheetTexts.Of(language, $"item.{ConsentItems.CodeOf(item)}"),
        Enum code => SheetTexts.Code(language, code),
        DateTimeOffset moment => JapanTime.Shown(language, moment),
        DateOnly day => JapanTime.Shown(language, day),
        int number => number.ToString(CultureInfo.InvariantCulture),
        AcquisitionStory story => Noted(language, Of(language, story.Way), story.Text),
        ContactPoint contact => Noted(language, Joined(" ", Of(language, contact.Kind), contact.Value), contact.Note),
        SafeContact safe => Safe(language, safe),
        ContactHistory history => History(language, history),
        CourseEntry line => Joined(" ", Of(language, line.At), line.By, line.What),
        IEnumerable<string> texts => string.Join(" / ", texts),
        IEnumerable list => string.Join(list is IEnumerable<ContactPoint> or IEnumerable<CourseEntry> ? " / " : Comma(language), list.Cast<object>().Select(entry => Of(language, entry))),
        _ => throw new NotSupportedException($"No words are known for {value.GetType().Name}."),
    };

    private static string Safe(string language, SafeContact safe) => Joined(
        Comma(language),
        safe.By is { } by ? Of(language, by) : null,
        safe.Times,
        safe.IntroduceAs is { } name ? SheetTexts.With(language, "safe.introduceAs", ("name", name)) : null,
        SheetTexts.Of(language, $"safe.voicemail.{SheetJson.CodeOf(safe.Voicemail)}"),
        SheetTexts.Of(language, $"safe.household.{SheetJson.CodeOf(safe.HouseholdMayKnow)}"),
        safe.Note);

    private static string History(string language, ContactHistory history) => Joined(
        Comma(language),
        history.From == history.To ? Of(language, history.From) : $"{Of(language, history.From)}–{Of(language, history.To)}",
        SheetTexts.With(language, "history.times", ("times", Of(language, history.Times))),
        Of(language, history.Channels));

    private static string Noted(string language, string text, string? note) => note is null ? text : language == "en" ? $"{text} ({note})" : $"{text}({note})";

    private static string Joined(string between, params string?[] parts) => string.Join(between, parts.Where(part => !string.IsNullOrEmpty(part)));

    private static string Comma(string language) => language == "en" ? ", " : "、";
}
