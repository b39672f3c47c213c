using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.WaitingQueue;

namespace Gateway.Consortium.Live;

/// <summary>Makes the facts about somebody who waits, without what they told of themselves (<see cref="WhatTheyTold"/>). Pure.</summary>
internal static class WhoWaits
{
    /// <summary>Somebody who waits at home.</summary>
    /// <param name="row">From the records.</param>
    /// <param name="home">Where.</param>
    /// <param name="queue">Its queue.</param>
    /// <param name="asked">What they were asked, oldest first.</param>
    /// <param name="now">The moment.</param>
    public static WaitingPerson Of(WaitingRow row, string home, QueueSnapshot queue, IReadOnlyList<OverflowQuestion> asked, DateTimeOffset now)
    {
        var place = new QueuePlace(row.Id, home, "", "", (Grade)row.Grade, row.ArrivedAt ?? row.OpenedAt, row.Returned != 0, row.Moved != 0, row.LaterBy);
        return new WaitingPerson
        {
            Grade = place.Grade,
            WaitedMinutes = Minutes(now, place.ArrivedAt),
            Ahead = MembersNow.AheadOf(place, queue),
            Language = Short(row.Language),
            Wish = WishOf(asked),
            Been = [.. asked.Select(question => question.Partner)],
        };
    }

    /// <summary>For how many whole minutes somebody has waited.</summary>
    public static int Minutes(DateTimeOffset now, long arrivedAt) => (int)Math.Clamp((now.ToUnixTimeMilliseconds() - arrivedAt) / 60_000, 0, int.MaxValue);

    /// <summary>Easy Japanese is Japanese, and so on.</summary>
    public static string Short(string language) => language.Split('-')[0];

    // Asked once in a wait. Only who said yes and was let down, or has come back, may be asked about another partner.
    private static WishToMove WishOf(IReadOnlyList<OverflowQuestion> asked) => asked.Count == 0 ? WishToMove.NotAsked : asked[^1].State switch
    {
        QuestionState.Stays => WishToMove.Stays,
        QuestionState.Went or QuestionState.NotPossible => WishToMove.NotAsked,
        _ => WishToMove.Asked,
    };
}
