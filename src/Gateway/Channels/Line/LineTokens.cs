using System.Collections.Frozen;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>
/// With which token LINE is called for each account. What LINE issues for a time is fetched at the start, so that wrong credentials
/// are known before somebody waits for an answer, and renewed before anybody has to wait for it.
/// </summary>
public sealed partial class LineTokens : Rounds
{
    private readonly FrozenDictionary<string, IssuedToken> _issued;

    /// <summary>Knows every account of the set-up file; asks for nothing yet.</summary>
    public LineTokens(IHttpClientFactory clients, LineSettings settings, OrganisationDirectory organisations, TimeProvider time, ILogger<LineTokens> log)
        : base("line tokens", TimeSpan.FromSeconds(20), time, log)
    {
        var issue = new IssueToken(clients, settings, time);
        _issued = organisations.LineAccounts.Where(account => account.Credential is not LineCredential.LongLived).ToFrozenDictionary(
            account => account.Account, account => new IssuedToken(() => issue.AskAsync(account), TellChanges(account.Account), time));
    }

    /// <summary>The token, or what it means for a message that there is none.</summary>
    internal Task<TokenAnswer> FindAsync(LineAccount account, CancellationToken cancel) => account.Credential is LineCredential.LongLived fixedOne
        ? Task.FromResult(new TokenAnswer(fixedOne.Token, null))
        : _issued[account.Account].FindAsync(cancel);

    /// <summary>Another token than the one that LINE has just refused; nothing where there can be no other.</summary>
    internal async Task<TokenAnswer?> ReplaceAsync(LineAccount account, Redacted<string> refused, CancellationToken cancel) =>
        account.Credential is LineCredential.LongLived ? null : await _issued[account.Account].ReplaceAsync(refused, cancel);

    /// <inheritdoc />
    protected override Task RoundAsync(CancellationToken stop) => Task.WhenAll(_issued.Values.Select(token => token.FindAsync(stop)));

    // Said once when it begins and once when it is over, not with every attempt.
    private Action<SendOutcome?, bool> TellChanges(string account)
    {
        var before = "";
        return (without, lives) =>
        {
            var now = without is null ? "" : lives ? "late" : without is SendOutcome.BadConfig ? "refused" : "away";
            if (Interlocked.Exchange(ref before, now) == now) return;
            if (now == "late") LogLate(Log, account, without!.GetType().Name);
            else if (now == "refused") LogRefused(Log, account);
            else if (now == "away") LogNone(Log, account, without!.GetType().Name);
            else LogIssued(Log, account);
        };
    }

    [LoggerMessage(1604, LogLevel.Warning, "LINE does not renew the access token of {Account} ({Outcome}); the old one still serves")]
    private static partial void LogLate(ILogger log, string account, string outcome);

    [LoggerMessage(1605, LogLevel.Error, "LINE refuses to give an access token to {Account}: its channel id, secret or key is wrong; replies wait")]
    private static partial void LogRefused(ILogger log, string account);

    [LoggerMessage(1606, LogLevel.Warning, "There is no access token for {Account} at the moment ({Outcome}); replies wait")]
    private static partial void LogNone(ILogger log, string account, string outcome);

    [LoggerMessage(1607, LogLevel.Information, "LINE gives access tokens to {Account}")]
    private static partial void LogIssued(ILogger log, string account);
}
