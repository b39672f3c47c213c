namespace Gateway.Simulators.Line;

/// <summary>The reply tokens of one account: each is good once, for a minute after its webhook call. Callers hold the account's lock.</summary>
internal sealed class ReplyTokens(TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(1);

    // A redelivery renews a token only so long after the event itself.
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(20);

    private readonly Dictionary<string, Token> _tokens = [];

    public void Issue(string token, string userId)
    {
        var now = time.GetUtcNow();
        Forget(now);
        _tokens[token] = new Token(userId, now, now + Life);
    }

    /// <summary>What a redelivery does, unless the token was used or its event is old.</summary>
    public void Renew(string token)
    {
        var now = time.GetUtcNow();
        if (_tokens.TryGetValue(token, out var known) && now - known.Issued < Renewal)
            _tokens[token] = known with { Until = now + Life };
    }

    /// <summary>Uses the token up; the user it belongs to, or null when it is unknown, used or too old.</summary>
    public string? Use(string token) =>
        _tokens.Remove(token, out var known) && time.GetUtcNow() <= known.Until ? known.UserId : null;

    private void Forget(DateTimeOffset now)
    {
        if (_tokens.Count < 10_000)
            return;
        foreach (var (token, known) in _tokens)
        {
            if (now - known.Issued > Renewal + Life)
                _tokens.Remove(token);
        }
    }

    private sealed record Token(string UserId, DateTimeOffset Issued, DateTimeOffset Until);
}
