namespace Gateway.TestKit;

/// <summary>A clock that stands still until it is moved. Timers and delays made from it fire while it moves, each at its own moment.</summary>
public sealed class FakeTime(DateTimeOffset? start = null) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    // A Saturday far ahead: what the framework measures by the real clock, such as the end of a sign-in, must not lie in its past.
    private TimeSpan _setBack;
    private DateTimeOffset _now = start ?? new DateTimeOffset(2037, 11, 21, 13, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (_gate)
            return (_now + _setBack).Ticks;
    }

    /// <summary>How many wait for the clock: timers that are set, and delays.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _timers.Count;
        }
    }

    /// <summary>Moves the clock forward. Whoever waited for a moment in between runs at that moment, in order.</summary>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var until = GetUtcNow() + by;
        while (TakeDue(until) is { } due)
            due.Fire();
        lock (_gate)
            _now = until;
    }

    /// <summary>Somebody sets the clock back. What waits for a span of time, and what is measured by one, does not notice.</summary>
    public void SetBack(TimeSpan by)
    {
        lock (_gate)
        {
            (_now, _setBack) = (_now - by, _setBack + by);
            foreach (var timer in _timers) timer.Due -= by;
        }
    }

    /// <summary>Moves the clock to a moment that lies ahead.</summary>
    public void AdvanceTo(DateTimeOffset moment) => Advance(moment - GetUtcNow());

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private FakeTimer? TakeDue(DateTimeOffset until)
    {
        lock (_gate)
        {
            var next = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
            if (next is null)
                return null;
            if (next.Due > _now)
                _now = next.Due;
            next.Due += next.Period;
            if (next.Period <= TimeSpan.Zero)
                _timers.Remove(next);
            return next;
        }
    }

    private sealed class FakeTimer(FakeTime clock, Action fire) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => fire();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                clock._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                    return true;
                Due = clock._now + dueTime;
                Period = period == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : period;
                clock._timers.Add(this);
            }
            if (dueTime <= TimeSpan.Zero)
                clock.Advance(TimeSpan.Zero);
            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
                clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
