namespace Gateway.Simulators.Line;

/// <summary>Who an account knows, and whom its words reach. Callers hold the account's lock.</summary>
internal sealed class LineFriends(TimeProvider time)
{
    // LINE lets an account write to somebody who is no friend only so long after their last message.
    private static readonly TimeSpan Openness = TimeSpan.FromDays(7);

    private readonly Dictionary<string, Friend> _people = [];

    public bool Knows(string userId) => _people.ContainsKey(userId);

    public bool IsFriend(string userId) => _people.TryGetValue(userId, out var person) && person.Following;

    /// <summary>Whether a push arrives. LINE accepts it either way.</summary>
    public bool Reaches(string userId) =>
        _people.TryGetValue(userId, out var person)
        && !person.Blocked
        && (person.Following || time.GetUtcNow() - person.LastWord < Openness);

    public void Add(string userId) => _people.TryAdd(userId, new Friend(false, false, DateTimeOffset.MinValue));

    /// <summary>Adds or unblocks the account; true when it had been blocked.</summary>
    public bool Follow(string userId)
    {
        Add(userId);
        var before = _people[userId];
        _people[userId] = before with { Following = true, Blocked = false };
        return before.Blocked;
    }

    public void Unfollow(string userId)
    {
        Add(userId);
        _people[userId] = _people[userId] with { Following = false, Blocked = true };
    }

    public void Spoke(string userId)
    {
        Add(userId);
        _people[userId] = _people[userId] with { LastWord = time.GetUtcNow() };
    }

    private sealed record Friend(bool Following, bool Blocked, DateTimeOffset LastWord);
}
