using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Introductions;

/// <summary>
/// Counts the numbers that led nowhere, of each person and of each account, on all nodes together. Behind the limit no number is looked up any more, so that
/// trying tells nothing; what was written stays a message like every other.
/// </summary>
internal sealed class CardGuesses(TimeProvider time)
{
    /// <summary>How many misses one person has in a day: a slip or two, and the card of yesterday.</summary>
    public const int OfPerson = 5;

    /// <summary>How many all people of one account have in an hour. Ten thousand hours of it try less than a millionth of all numbers.</summary>
    public const int OfAccount = 50;

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>Whether one more number may be looked up.</summary>
    public async Task<bool> MayTryAsync(RecordsSession session, string account, byte[] holder)
    {
        var now = time.NowMs();
        var (day, hour) = (now - s_day.Ms(), now - s_hour.Ms());
        return await session.FindAsync<long>("SELECT COUNT(*) FROM card_miss WHERE account = @account AND holder = @holder AND at > @day", new { account, holder, day }) < OfPerson
            && await session.FindAsync<long>("SELECT COUNT(*) FROM card_miss WHERE account = @account AND at > @hour", new { account, hour }) < OfAccount;
    }

    /// <summary>One led nowhere. What is older than a day is forgotten with it.</summary>
    public Task MissedAsync(RecordsSession session, string account, byte[] holder) => session.ExecuteAsync(
        """
        DELETE FROM card_miss WHERE account = @account AND at <= @day;
        INSERT INTO card_miss (account, holder, at) VALUES (@account, @holder, @now)
        """, new { account, holder, now = time.NowMs(), day = time.NowMs() - s_day.Ms() });
}
