using System.Globalization;
using Gateway.Conversations;
using Gateway.Primitives;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Whether what the other side says of stays can be used. Its signature says who speaks, and nothing about sense. Pure.</summary>
internal static class CheckStays
{
    /// <summary>How many stays one call names.</summary>
    public const int AtOnce = 50;

    private const int LongestName = 200;
    private const int LongestReason = 40;

    /// <summary>Whether a call can be used.</summary>
    public static bool IsUsable(IReadOnlyList<StayCall>? calls) => calls is null || (calls.Count <= AtOnce && calls.All(call => call is not null && IsUsable(call)) && calls.DistinctBy(call => call.Id).Count() == calls.Count);

    /// <summary>Whether an answer about a stay can be used.</summary>
    /// <param name="answer">What the partner said.</param>
    /// <param name="longest">The longest text for the person, in UTF-16 units.</param>
    public static bool IsUsable(StayAnswer answer, int longest) => answer is { Heard: >= 0, Alarms: null or >= 0 } && IsReason(answer.Over) && IsReason(answer.Outcome) && IsName(answer.TakenBy)
        && AreUsable(answer.Words, StayAuthors.FromPartner, longest);

    private static bool IsUsable(StayCall call) => Ids.IsId(call.Id) && call is { AnsweredAgoMs: >= 0, Heard: >= 0, Alarms: null or >= 0 } && IsReason(call.Over) && (call.Grade is null || Enum.IsDefined(call.Grade.Value))
        && (call.Offer is not { } offer || IsUsable(offer)) && AreUsable(call.Words, StayAuthors.FromHome, StayWords.LettersAtOnce);

    private static bool IsUsable(StayOffer offer) => offer.Channel is ChannelNames.Line or ChannelNames.Sms or ChannelNames.Chat && PersonLanguages.Has(offer.Language) && Enum.IsDefined(offer.Grade) && offer.Agreement.Length <= 64;

    private static bool AreUsable(IReadOnlyList<StayWord> words, IReadOnlySet<string> authors, int longest) => words.Count <= StayWords.AtOnce && words.All(word =>
        word is { Number: > 0 } && authors.Contains(word.Author) && word.Text.Length <= longest && IsName(word.Name) && Utc.IsMoment(word.At.ToUnixTimeMilliseconds())
        && (word.Author is not (StayAuthors.Person or StayAuthors.Counsellor or StayAuthors.System) || !string.IsNullOrWhiteSpace(word.Text))
        && (word.Author != StayAuthors.Attachment || StayAuthors.Attachments.Contains(word.Text))
        && word.Parts is null or { Count: <= 10 });

    // It stands before what the person is told: in one line, and nothing in it that turns the line round.
    private static bool IsName(string? name) => name is null || (name.Length <= LongestName && !string.IsNullOrWhiteSpace(name) && !name.Any(letter => char.GetUnicodeCategory(letter) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    private static bool IsReason(string? word) => word is null || (word.Length <= LongestReason && word.All(letter => char.IsAsciiLetterLower(letter) || letter == '_'));
}
