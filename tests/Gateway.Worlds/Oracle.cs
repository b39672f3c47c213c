namespace Gateway.Worlds;

/// <summary>
/// Knows by itself what was said, when, by whom, what was answered 2xx and what was seen; asks the gateway nothing.
/// A word is a number from 0; the text on the wire carries only that number.
/// </summary>
/// <param name="capacity">The most words of the run.</param>
public sealed class Oracle(int capacity)
{
    /// <summary>What a text begins with.</summary>
    public const char Mark = 'w';

    private readonly int[] _person = new int[capacity];
    private readonly long[] _intended = new long[capacity];
    private readonly long[] _sentAt = new long[capacity];
    private readonly long[] _answered = new long[capacity];
    private readonly long[] _seen = new long[capacity];
    private int _words;

    /// <summary>How many words there are.</summary>
    public int Words => Math.Min(Volatile.Read(ref _words), capacity);

    /// <summary>A new word of a person.</summary>
    /// <param name="person">Any number; the same for the same person.</param>
    /// <param name="intended">When it is meant to be sent, a timestamp of the system clock.</param>
    /// <param name="sentAt">The time on the person's phone, in milliseconds since 1970.</param>
    /// <exception cref="InvalidOperationException">There are more words than the run may have.</exception>
    public int Say(int person, long intended, long sentAt)
    {
        var word = Interlocked.Increment(ref _words) - 1;
        if (word >= capacity)
            throw new InvalidOperationException("The run has more words than it may have.");
        (_person[word], _intended[word], _sentAt[word]) = (person, intended, sentAt);
        return word;
    }

    /// <summary>Who said it.</summary>
    public int PersonOf(int word) => _person[word];

    /// <summary>The time on the person's phone, in milliseconds since 1970.</summary>
    public long SentAtOf(int word) => _sentAt[word];

    /// <summary>The gateway has answered 2xx.</summary>
    public void Answered(int word) => _answered[word] = TimeProvider.System.GetTimestamp();

    /// <summary>Whether it was answered 2xx.</summary>
    public bool IsAnswered(int word) => _answered[word] != 0;

    /// <summary>A console shows it. The first time counts.</summary>
    public void Seen(int word, long at)
    {
        if (word >= 0 && word < capacity)
            Interlocked.CompareExchange(ref _seen[word], at, 0);
    }

    /// <summary>Whether a console has shown it.</summary>
    public bool IsSeen(int word) => Volatile.Read(ref _seen[word]) != 0;

    /// <summary>Milliseconds from the intended time to the answer, of these words.</summary>
    public Spread Answers(int first, int after) => Between(first, after, _answered);

    /// <summary>Milliseconds from the intended time to the console, of these words.</summary>
    public Spread Sights(int first, int after) => Between(first, after, _seen);

    private Spread Between(int first, int after, long[] end) => Spread.Of(
        Enumerable.Range(first, Math.Max(0, after - first)).Where(word => end[word] != 0)
            .Select(word => TimeProvider.System.GetElapsedTime(_intended[word], end[word]).TotalMilliseconds));
}
