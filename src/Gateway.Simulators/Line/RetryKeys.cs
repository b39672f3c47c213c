namespace Gateway.Simulators.Line;

/// <summary>The retry keys under which pushes were accepted in the last 24 hours. Callers hold the account's lock.</summary>
internal sealed class RetryKeys(TimeProvider time)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(24);
    private readonly Dictionary<Guid, Accepted> _keys = [];

    public void Keep(Guid key, string requestId, IReadOnlyList<LineSent> sent) =>
        _keys[key] = new Accepted(requestId, sent, time.GetUtcNow() + Life);

    /// <summary>The 409 for a key under which a push was accepted; null when the key is new or a day old.</summary>
    public LineAnswer? Repeated(Guid key)
    {
        if (!_keys.TryGetValue(key, out var first) || time.GetUtcNow() >= first.Until)
            return null;
        return new LineAnswer(409, new LineRepeated("The retry key is already accepted", first.Sent), first.RequestId);
    }

    private sealed record Accepted(string RequestId, IReadOnlyList<LineSent> Sent, DateTimeOffset Until);
}
