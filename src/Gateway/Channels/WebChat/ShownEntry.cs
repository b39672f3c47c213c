using System.Globalization;
using System.Text.Json.Serialization;
using Gateway.Conversations;
using Gateway.Primitives;
using static System.FormattableString;

namespace Gateway.Channels.WebChat;

/// <summary>An entry as the person's page shows it: in their language, with nothing in it that is not meant for them.</summary>
/// <param name="Number">Its number.</param>
/// <param name="At">When it was committed, as ISO 8601 in UTC.</param>
/// <param name="Time">The same in words, by the clock of Japan.</param>
/// <param name="Kind"><c>message</c> (a bubble) or <c>stage</c> (a quiet line).</param>
/// <param name="Author">Who, as in the records.</param>
/// <param name="Who">Who, in words; nothing for a quiet line.</param>
/// <param name="Text">What is shown.</param>
/// <param name="ClientId">The id that this browser gave a message of the person's.</param>
/// <param name="Stage">For a quiet line: where the conversation now is, as in the records.</param>
/// <param name="Read">The text with its readings marked (<see cref="Readings"/>): words of ours, for somebody who wants readings.</param>
internal sealed record ShownEntry(
    long Number, string At, string Time, string Kind, string Author, string? Who, string? Text, string? ClientId, string? Stage, string? Read = null)
{
    /// <summary>The answers that a question offers, in their words; nothing where there are none.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>The page on which this question of consent is answered, or its receipt stands: its id; nothing for everything else.</summary>
    public string? Consent { get; init; }

    /// <summary>Who from outside is asked for or in the talk from now on; nothing where that stays as it was.</summary>
    public CompanyShown? Company { get; init; }

    /// <summary>The counsellor who is in the talk from now on, in words; empty when none is, nothing where that stays as it was.</summary>
    public string? Counsellor { get; init; }

    /// <summary>The text as it stands on the page.</summary>
    [JsonIgnore]
    public Html Shown => Read is null ? Html.Of($"{Text}") : Html.Ruby(Read);

    /// <summary>How an entry is shown; nothing for one that the person does not see.</summary>
    public static ShownEntry? Of(Entry entry, ChatWords words, DateTimeOffset now)
    {
        var shown = new ShownEntry(
            entry.Number, Utc.FromMs(entry.At).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture),
            ChatClock.Words(Utc.FromMs(entry.At), now, words.Language), entry.Kind, entry.Author, null, null, null, null);
        return WithReadings(entry.Kind switch
        {
            EntryKinds.Message when entry.Body.Elsewhere == true => null,
            EntryKinds.Message => shown with { Who = Speaker(entry, words), Text = entry.Body.Text, ClientId = ClientIdOf(entry), Options = entry.Body.Options, Consent = entry.Body.Consent },
            EntryKinds.Unknown when entry.Body.Attachment is not null => shown with { Kind = EntryKinds.Message, Who = Speaker(entry, words), Text = words["log.picture"] },
            EntryKinds.Unknown => shown with { Kind = EntryKinds.Message, Who = Speaker(entry, words), Text = words["log.unknown"] },
            EntryKinds.Stage => StageLine(shown, entry.Body, words),
            EntryKinds.Handoff when CompanyShown.Of(entry.Body) is { } company => shown with { Kind = EntryKinds.Stage, Company = company },
            _ => null,
        }, words);
    }

    // Only what the gateway itself says: how other people's words are read, nobody has told it.
    private static ShownEntry? WithReadings(ShownEntry? shown, ChatWords words)
    {
        if (shown is not { Text: { } text, Read: null, Author: Authors.Bot or Authors.System }) return shown;
        var marked = words.Marked(text);
        return marked == text ? shown : shown with { Read = marked };
    }

    private static string Speaker(Entry entry, ChatWords words) => entry.Author switch
    {
        Authors.Person => words["who.person"],
        Authors.Counsellor => words.With("who.counsellor", "name", entry.Body.Name ?? ""),
        Authors.SupportBody => words.With("who.supportBody", "name", entry.Body.Name ?? ""),
        _ => words["who.bot"],
    };

    // The id of the event begins with the id that the browser gave.
    private static string? ClientIdOf(Entry entry) => entry.Author == Authors.Person && entry.ClientId is { Length: >= 36 } id ? id[..36] : null;

    private static ShownEntry? StageLine(ShownEntry shown, EntryBody body, ChatWords words) => body.Stage switch
    {
        "waiting" => shown with { Stage = body.Stage },
        "taken" => shown with
        {
            Stage = body.Stage,
            Counsellor = words.With("who.counsellor", "name", body.Name ?? ""),
            Text = words.With("stage.taken", "name", body.Name ?? ""),
            Read = words.MarkedWith("stage.taken", "name", body.Name ?? ""),
        },
        "handed" => shown with { Counsellor = "" },
        "returned" => shown with { Stage = body.Stage, Counsellor = "", Text = words["stage.returned"] },
        "aside" => shown with { Stage = "returned", Text = words["stage.aside"] },
        "closed" => shown with { Stage = body.Stage, Text = words[body.Reason == "ended_by_person" ? "stage.left" : "stage.closed"] },
        _ => null,
    };
}

/// <summary>Times as a person in Japan reads them.</summary>
internal static class ChatClock
{
    // Japan has one zone and no summer time.
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>The time of day; with the date, where it is another than today's.</summary>
    public static string Words(DateTimeOffset at, DateTimeOffset now, string language)
    {
        var there = at.ToOffset(Japan);
        var clock = there.ToString("H:mm", CultureInfo.InvariantCulture);
        if (there.Date == now.ToOffset(Japan).Date) return clock;
        var (month, day) = (there.Month, there.Day);
        return language switch
        {
            "ja" or "ja-simple" => $"{there.ToString("M月d日(ddd)", CultureInfo.GetCultureInfo("ja"))} {clock}",
            "zh-Hans" or "zh-Hant" => Invariant($"{month}月{day}日 {clock}"),
            "ko" => Invariant($"{month}월 {day}일 {clock}"),
            // Gregorian days, with the month's name as it is read there.
            _ => Invariant($"{day} {CultureInfo.GetCultureInfo(language).DateTimeFormat.AbbreviatedMonthNames[month - 1]}, {clock}"),
        };
    }
}
