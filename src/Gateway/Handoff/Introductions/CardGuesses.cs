using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Handoff.Introductions;

/// <summary>Who tries a number.</summary>
/// <param name="Account">The account at which it is tried.</param>
/// <param name="Holder">The keyed hash of the phone or the browser.</param>
/// <param name="Caller">The address from which a page is called (see <see cref="Organisations.CallerAddress"/>); nothing where the number comes by a message.</param>
internal sealed record CardTry(string Account, byte[] Holder, Redacted<string>? Caller);

/// <summary>
/// Counts the numbers that led nowhere, of each person, of each caller of the page and of each account, on all nodes together. Behind a limit no number is
/// looked up any more, so that trying tells nothing; what was written stays a message like every other.
/// </summary>
internal sealed partial class CardGuesses(Vault vault, CardFigures figures, TimeProvider time, ILogger<CardGuesses> log)
{
    /// <summary>How many misses one person has in a day: a slip or two, and the card of yesterday.</summary>
    public const int OfPerson = 5;

    /// <summary>How many one caller of the page has in an hour: one machine makes itself any number of browsers, and many phones of one house share an address.</summary>
    public const int OfCaller = 50;

    /// <summary>
    /// How many all people of one account have in an hour. It stops a crowd of machines, and nobody reaches it alone: whoever has a card must not be kept from
    /// it by somebody else's tries. Ten thousand hours of it try a twenty-thousandth of all numbers.
    /// </summary>
    public const int OfAccount = 5000;

    private static readonly TimeSpan s_day = TimeSpan.FromDays(1);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>Whether one more number may be looked up.</summary>
    public async Task<bool> MayTryAsync(RecordsSession session, CardTry tried)
    {
        var hour = time.NowMs() - s_hour.Ms();
        if (await session.FindAsync<long>(
            "SELECT COUNT(*) FROM card_miss WHERE account = @Account AND holder = @Holder AND at > @day", new { tried.Account, tried.Holder, day = time.NowMs() - s_day.Ms() }) >= OfPerson) return false;
        if (HashOf(tried) is { } caller && await session.FindAsync<long>("SELECT COUNT(*) FROM card_miss WHERE caller = @caller AND at > @hour", new { caller, hour }) >= OfCaller) return false;
        if (await OfAccountAsync(session, tried.Account) < OfAccount) return true;
        figures.Shut(tried.Account);
        return false;
    }

    /// <summary>One led nowhere.</summary>
    public async Task MissedAsync(RecordsSession session, CardTry tried)
    {
        await session.ExecuteAsync(
            "INSERT INTO card_miss (account, holder, caller, at) VALUES (@Account, @Holder, @Caller, @now)", new { tried.Account, tried.Holder, Caller = HashOf(tried), now = time.NowMs() });
        // Said by the miss that reaches the limit, and not by each one behind it.
        if (await OfAccountAsync(session, tried.Account) == OfAccount) session.AfterCommit(() => LogShut(OfAccount, tried.Account));
    }

    /// <summary>Forgets what counts no longer.</summary>
    public static Task<int> ForgetAsync(RecordsSession session, long now) => session.ExecuteAsync("DELETE FROM card_miss WHERE at <= @day", new { day = now - s_day.Ms() });

    private Task<long> OfAccountAsync(RecordsSession session, string account) =>
        session.FindAsync<long>("SELECT COUNT(*) FROM card_miss WHERE account = @account AND at > @hour", new { account, hour = time.NowMs() - s_hour.Ms() });

    private byte[]? HashOf(CardTry tried) => tried.Caller is { } caller ? vault.LookupHash("card caller", caller.Value) : null;

    [LoggerMessage(1731, LogLevel.Warning, "{Misses} numbers of cards led nowhere within an hour at {Account}; no more are looked up there until that is over")]
    private partial void LogShut(int misses, string account);
}
