using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.TestKit;

public sealed class FakeTimeTests
{
    private readonly FakeTime _time = new();

    [Fact]
    public void Timers_fire_in_order_each_at_its_own_moment()
    {
        var start = _time.GetUtcNow();
        var fired = new List<(string Name, double Seconds)>();
        using var late = Timer("late", 30, Timeout.InfiniteTimeSpan);
        using var often = Timer("often", 10, TimeSpan.FromSeconds(15));
        _time.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal([("often", 10), ("often", 25), ("late", 30), ("often", 40)], fired);
        Assert.Equal(start + TimeSpan.FromSeconds(40), _time.GetUtcNow());

        ITimer Timer(string name, double due, TimeSpan period) => _time.CreateTimer(
            _ => fired.Add((name, (_time.GetUtcNow() - start).TotalSeconds)), null, TimeSpan.FromSeconds(due), period);
    }

    [Fact]
    public void A_timer_that_was_disposed_is_silent()
    {
        var fired = 0;
        _time.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)).Dispose();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, fired);
    }

    [Fact]
    public async Task A_delay_ends_when_the_clock_reaches_it()
    {
        var delay = Task.Delay(TimeSpan.FromMinutes(1), _time, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(delay.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        await delay;
    }
}
