using System.Globalization;
using Gateway.Conversations;

namespace Gateway.WaitingQueue.Redis;

/// <summary>
/// A place as one line: <c>order grade arrivedAt marks laterBy disasterUntil channel label</c>; of the marks, 1 says returned and 2 says moved. Whoever has a wish has two numbers more: its code, and
/// until when it is waited for. The scripts read the first two, the marks, until when they are of a disaster, and these.
/// </summary>
internal static class PackedPlace
{
    public static string Pack(QueuePlace place) => string.Create(
        CultureInfo.InvariantCulture,
        $"{NextInQueue.Order(place):F0} {(int)place.Grade} {place.ArrivedAt} {(place.Returned ? 1 : 0) + (place.Moved ? 2 : 0)} {place.LaterBy} {place.DisasterUntil} {place.Channel} {place.Label}{(place.Wish == 0 ? "" : $" {place.Wish} {place.WishUntil}")}");

    /// <summary>Reads a place.</summary>
    /// <param name="conversationId">Whose.</param>
    /// <param name="organisation">In which queue.</param>
    /// <param name="words">The words of the line it stands in.</param>
    /// <param name="at">Which of them is the first of the place.</param>
    public static QueuePlace Unpack(string conversationId, string organisation, string[] words, int at) => new(
        conversationId, organisation, words[at + 7], words[at + 6], GradeOf(words[at + 1][0]), Number(words[at + 2]), words[at + 3] is "1" or "3", words[at + 3] is "2" or "3", Number(words[at + 4]),
        words.Length > at + 8 ? (int)Number(words[at + 8]) : 0, words.Length > at + 8 ? Number(words[at + 9]) : 0, Number(words[at + 5]));

    public static long Number(string text) => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    public static Grade GradeOf(char digit) => (Grade)(digit - '0');
}
