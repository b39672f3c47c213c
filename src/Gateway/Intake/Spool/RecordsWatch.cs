using System.Diagnostics.CodeAnalysis;
using Gateway.Primitives;

namespace Gateway.Intake.Spool;

/// <summary>Which way words go on this node.</summary>
public enum Course
{
    /// <summary>Into the records at once.</summary>
    Direct,

    /// <summary>Into the spool: the records do not answer.</summary>
    Away,

    /// <summary>
    /// The records answer, and older words are still on their way into them: a new word goes behind those of the same person, and
    /// directly when there is none.
    /// </summary>
    CatchingUp,
}

/// <summary>Whether words may go to the records at once, as this node sees it. After one failure nobody waits for the next.</summary>
/// <remarks>
/// Time is cut into periods. A period that ends because the records failed cancels whatever of it has not begun, so that no word
/// passes an older one of the same person that has just failed.
/// </remarks>
public sealed partial class RecordsWatch(TimeProvider time, ILogger<RecordsWatch> log)
{
    private readonly Lock _change = new();
    private readonly List<Period> _earlier = [];
    // Until a first look has shown that nothing older is on its way.
    private volatile Period _now = new(Course.CatchingUp);
    private volatile bool _prepared = true;
    private bool _spare;
    private long _returnedAt;
    private long _awaySince;

    /// <summary>Which way words go now.</summary>
    public Course Course => _now.Course;

    /// <summary>Whether the records have the schema and the set-up that this gateway needs. Until then they count as away.</summary>
    public bool Prepared
    {
        get => _prepared;
        set => _prepared = value;
    }

    /// <summary>Since when the records have been away, in milliseconds; nothing while they answer.</summary>
    public long? AwaySince => Course == Course.Away ? Interlocked.Read(ref _awaySince) : null;

    /// <summary>When the records came back, or were last found to hold older words, in milliseconds.</summary>
    public long ReturnedAt => Interlocked.Read(ref _returnedAt);

    /// <summary>A call that belongs to a period has failed. It ends the period before anybody waiting behind that call is let through.</summary>
    /// <param name="period">The token with which the call was made.</param>
    /// <returns>Always false, so that it can stand in an exception filter.</returns>
    public bool NoteAway(CancellationToken period)
    {
        var now = _now;
        if (now.Token == period) Trip(now);
        else EndEarlier(period);
        return false;
    }

    /// <summary>The present period; the caller counts as inside until <see cref="Leave"/>.</summary>
    internal Period Enter()
    {
        while (true)
        {
            var period = _now;
            // Whoever ends a period looks at its count afterwards: either it sees this caller, or this caller sees the new one.
            if (period.TryEnter() && period == _now) return period;
            period.Leave();
        }
    }

    /// <summary>The caller has answered.</summary>
    internal void Leave(Period period)
    {
        if (period.Leave() == 0 && period.MayFollow) TryFollow(period);
    }

    /// <summary>Whether every node has had the time to bring in what it holds.</summary>
    internal bool Settled => _now.Settled;

    /// <summary>Whether everybody of an earlier period has been answered.</summary>
    internal bool EarlierAtRest
    {
        get
        {
            lock (_change)
            {
                _earlier.RemoveAll(period => period.Inside <= 0);
                return _earlier.Count == 0;
            }
        }
    }

    /// <summary>The records do not answer.</summary>
    internal void Trip(Period? of = null)
    {
        lock (_change)
        {
            var now = _now;
            if (now.Course == Course.Away || (of is not null && of != now)) return;
            Interlocked.Exchange(ref _awaySince, time.NowMs());
            Begin(Course.Away, now);
            now.End();
            if (!_spare) SpareThreads.Provide();
            _spare = true;
        }

        LogAway();
    }

    /// <summary>The records answer (again), or hold words that are older than those that come now.</summary>
    internal void CatchUp(bool afresh = false)
    {
        lock (_change)
        {
            var now = _now;
            if (now.Course == Course.CatchingUp && !afresh) return;
            Interlocked.Exchange(ref _returnedAt, time.NowMs());
            Begin(Course.CatchingUp, now);
        }

        LogCatchingUp();
    }

    /// <summary>Every node has landed: from now on each person is looked at.</summary>
    internal void Settle()
    {
        lock (_change)
        {
            if (_now is { Course: Course.CatchingUp, Settled: false } now) Begin(Course.CatchingUp, now, settled: true);
        }
    }

    /// <summary>Nothing older is left: the way is free as soon as nobody is inside.</summary>
    internal void FollowSoon(Func<bool> stillNothing)
    {
        var period = _now;
        period.Follow(stillNothing);
        if (period.Inside == 0) TryFollow(period);
    }

    private void TryFollow(Period period)
    {
        lock (_change)
        {
            if (period != _now || period.Course != Course.CatchingUp || !period.TryClose()) return;
            if (!period.IsNothing)
            {
                period.Reopen();
                return;
            }

            _now = new Period(Course.Direct);
            if (_spare) SpareThreads.TakeBack();
            _spare = false;
        }

        LogDirect();
    }

    // The course has changed for another reason meanwhile; the rest of that period is stopped all the same.
    private void EndEarlier(CancellationToken token)
    {
        lock (_change) _earlier.Find(period => period.Token == token)?.End();
    }

    private void Begin(Course course, Period before, bool settled = false)
    {
        _now = new Period(course, settled);
        _earlier.Add(before);
    }

    [LoggerMessage(1811, LogLevel.Warning, "The records do not answer; words go to the spool")]
    private partial void LogAway();

    [LoggerMessage(1812, LogLevel.Warning, "Words from the spool are going into the records; newer ones of the same people wait behind them")]
    private partial void LogCatchingUp();

    [LoggerMessage(1813, LogLevel.Information, "No older words are left; words go to the records at once")]
    private partial void LogDirect();
}

/// <summary>A time in which words go one way.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Calls that were given up still look at the token; without a timer there is nothing to free.")]
internal sealed class Period(Course course, bool settled = false)
{
    private const int Closed = int.MinValue / 2;

    private readonly CancellationTokenSource _ended = new();
    private volatile Func<bool>? _stillNothing;
    private int _inside;

    public Course Course { get; } = course;

    /// <summary>Cancelled when the records fail: what has not begun must not begin.</summary>
    public CancellationToken Token => _ended.Token;

    /// <summary>How many are being answered.</summary>
    public int Inside => Math.Max(0, Volatile.Read(ref _inside));

    /// <summary>Whether every node has had the time to bring in what it holds.</summary>
    public bool Settled { get; } = settled;

    public bool MayFollow => _stillNothing is not null;

    public bool IsNothing => _stillNothing?.Invoke() ?? false;

    public bool TryEnter() => Interlocked.Increment(ref _inside) > 0;

    public int Leave() => Interlocked.Decrement(ref _inside);

    public void Follow(Func<bool>? stillNothing) => _stillNothing = stillNothing;

    public bool TryClose() => Interlocked.CompareExchange(ref _inside, Closed, 0) == 0;

    public void Reopen()
    {
        _stillNothing = null;
        Interlocked.Add(ref _inside, -Closed);
    }

    // The cancelled calls end on other threads: whoever found the failure goes on at once.
    public void End() => _ = _ended.CancelAsync();
}
