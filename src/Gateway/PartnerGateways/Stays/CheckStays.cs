using Gateway.Conversations;
using Gateway.Primitives;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Whether what the other side says of stays can be used. Its signature says who speaks, and nothing about sense. Pure.</summary>
internal static class CheckStays
{
    /// <summary>How many stays one call names.</summary>
    public const int AtOnce = 50;

    private const int LongestReason = 40;

    /// <summary>Whether it is certain of whom a call speaks; what it says of each is looked at one by one.</summary>
    public static bool AreNamed(IReadOnlyList<StayCall>? calls) => calls is null || (calls.Count <= AtOnce && calls.All(call => call is not null && Ids.IsId(call.Id)) && calls.DistinctBy(call => call.Id).Count() == calls.Count);

    /// <summary>Whether what a call says of a stay can be used.</summary>
    public static bool IsUsable(StayCall call) => call is { AnsweredAgoMs: >= 0, Heard: >= 0, Alarms: null or >= 0 } && IsReason(call.Over) && (call.Grade is null || Enum.IsDefined(call.Grade.Value))
        && (call.Offer is not { } offer || IsUsable(offer)) && AreUsable(call.Words, StayAuthors.FromHome, StayWords.LettersAtOnce);

    /// <summary>Whether an answer about a stay can be used.</summary>
    /// <param name="answer">What the partner said.</param>
    /// <param name="longest">The longest text for the person, in UTF-16 units.</param>
    public static bool IsUsable(StayAnswer answer, int longest) => answer is { Heard: >= 0 } && IsReason(answer.Over) && IsReason(answer.Outcome)
        && AreUsable(answer.Words, StayAuthors.FromPartner, longest);

    private static bool IsUsable(StayOffer offer) => offer.Channel is ChannelNames.Line or ChannelNames.Sms or ChannelNames.Chat && PersonLanguages.Has(offer.Language) && Enum.IsDefined(offer.Grade) && offer.Agreement.Length <= 64;

    private static bool AreUsable(IReadOnlyList<StayWord> words, IReadOnlySet<string> authors, int longest) => words.Count <= StayWords.AtOnce && words.All(word =>
        word is { Number: > 0 } && authors.Contains(word.Author) && word.Text.Length <= longest && Utc.IsMoment(word.At.ToUnixTimeMilliseconds())
        && (word.Author != StayAuthors.Attachment || StayAuthors.Attachments.Contains(word.Text))
        && word.Parts is null or { Count: <= 10 });

    private static bool IsReason(string? word) => word is null || (word.Length <= LongestReason && word.All(letter => char.IsAsciiLetterLower(letter) || letter == '_'));
}
