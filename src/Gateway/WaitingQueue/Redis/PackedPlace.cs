using System.Globalization;
using Gateway.Conversations;

namespace Gateway.WaitingQueue.Redis;

/// <summary>A place as one line: <c>order gradeOrder grade arrivedAt returned channel label</c>. The scripts read the first three.</summary>
internal static class PackedPlace
{
    public static string Pack(QueuePlace place) => string.Create(
        CultureInfo.InvariantCulture,
        $"{NextInQueue.Order(place):F0} {NextInQueue.GradeOrder(place.Grade):F0} {(int)place.Grade} {place.ArrivedAt} {(place.Returned ? 1 : 0)} {place.Channel} {place.Label}");

    public static QueuePlace Unpack(string conversationId, string organisation, string packed)
    {
        var parts = packed.Split(' ', 7);
        var grade = (Grade)int.Parse(parts[2], CultureInfo.InvariantCulture);
        return new QueuePlace(conversationId, organisation, parts[6], parts[5], grade, Number(parts[3]), parts[4] == "1");
    }

    public static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The digits of all grades that <paramref name="grade"/> is higher than.</summary>
    public static string Lower(Grade grade) => string.Concat(Enum.GetValues<Grade>().Where(g => NextInQueue.IsHigher(grade, g)).Select(g => (int)g));
}
