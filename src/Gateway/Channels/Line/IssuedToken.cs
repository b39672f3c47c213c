using Gateway.Conversations.Outbox;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>
/// The token of one account that LINE issues for a time. It is renewed when four fifths of its life are over, by one call however
/// many want it; while that fails, the old one serves as long as it lives.
/// </summary>
internal sealed class IssuedToken(Func<Task<TokenIssue>> ask, Action<SendOutcome?, bool> told, TimeProvider time)
{
    // A token that ends on its way to LINE is worth nothing.
    private static readonly TimeSpan Travel = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Lock _lock = new();
    private Held? _held;
    private Task<TokenAnswer>? _renewal;
    private TokenAnswer? _failure;
    private DateTimeOffset _notBefore;

    /// <summary>The token; waits only when there is none that lives.</summary>
    public async Task<TokenAnswer> FindAsync(CancellationToken cancel)
    {
        Task<TokenAnswer> renewal;
        lock (_lock)
        {
            var now = time.GetUtcNow();
            if (_held is { } held && now < held.EndsAt)
            {
                if (now >= held.RenewAt) _ = Renew(now);
                return new TokenAnswer(held.Token, null);
            }

            renewal = Renew(now);
        }

        return await renewal.WaitAsync(cancel);
    }

    /// <summary>Another token than the one that LINE has just refused.</summary>
    public async Task<TokenAnswer> ReplaceAsync(Redacted<string> refused, CancellationToken cancel)
    {
        lock (_lock)
        {
            // Somebody else may have been refused with it a moment ago, and has its successor already.
            if (_held?.Token == refused) _held = null;
        }

        return await FindAsync(cancel);
    }

    private Task<TokenAnswer> Renew(DateTimeOffset now)
    {
        if (_renewal is { } running) return running;
        return _failure is { } failure && now < _notBefore ? Task.FromResult(failure) : _renewal = RenewAsync();
    }

    private async Task<TokenAnswer> RenewAsync()
    {
        // Not under the caller's lock, and not before the caller has written down that it runs.
        await Task.Yield();
        var issue = TokenIssue.Away;
        try
        {
            issue = await ask();
        }
        finally
        {
            bool lives;
            lock (_lock)
            {
                _renewal = null;
                var now = time.GetUtcNow();
                if (issue.Token is { } token)
                {
                    _held = new Held(token, now + (issue.Life * 0.8), now + issue.Life - Travel);
                    _failure = null;
                }
                else
                {
                    (_failure, _notBefore) = (new TokenAnswer(null, issue.Without), now + Pause);
                }

                lives = _held is { } held && now < held.EndsAt;
            }

            told(issue.Without, lives);
        }

        return new TokenAnswer(issue.Token, issue.Without);
    }

    private sealed record Held(Redacted<string> Token, DateTimeOffset RenewAt, DateTimeOffset EndsAt);
}

/// <summary>A token, or what it means for a message that there is none.</summary>
internal readonly record struct TokenAnswer(Redacted<string>? Token, SendOutcome? Without);
