namespace Gateway.Simulators.Line;

/// <summary>The access tokens that were issued to one account over the API. Callers hold the account's lock.</summary>
internal sealed class IssuedTokens(TimeProvider time)
{
    // LINE allows so many of the kind with a chosen life at a time.
    private const int MostKeyed = 30;

    private readonly Dictionary<string, (DateTimeOffset Until, bool IsKeyed)> _tokens = [];

    /// <summary>How many were issued so far, ended ones too.</summary>
    public int Count { get; private set; }

    /// <summary>Whether one more with a chosen life may be issued.</summary>
    public bool AdmitsKeyed() => _tokens.Values.Count(token => token.IsKeyed && token.Until > time.GetUtcNow()) < MostKeyed;

    public void Keep(string token, TimeSpan life, bool isKeyed)
    {
        Count++;
        _tokens[token] = (time.GetUtcNow() + life, isKeyed);
    }

    public bool Holds(string token) => _tokens.TryGetValue(token, out var known) && time.GetUtcNow() < known.Until;

    public void RevokeAll() => _tokens.Clear();
}
