using System.Collections.Concurrent;
using Gateway.Worlds;
using Gateway.Worlds.Sending;

namespace Gateway.Faults.Witnesses;

/// <summary>People who write at a steady rate through several phases, and how each phase's calls were answered.</summary>
internal sealed class Speaking : IDisposable
{
    // LINE waits two seconds; half a second is left for the way.
    private static readonly TimeSpan Promised = TimeSpan.FromMilliseconds(1_500);

    private readonly ConcurrentQueue<WebhookCall> _calls = new();
    private readonly CancellationTokenSource _end = new();
    private readonly List<(string What, long Start, long After)> _times = [];
    private readonly Crowd _people;
    private readonly TimeSpan _longest;
    private readonly Task _loop;

    /// <summary>Begins.</summary>
    /// <param name="people">Who writes.</param>
    /// <param name="provider">Brings it.</param>
    /// <param name="rate">Messages a second.</param>
    /// <param name="run">Says by chance who writes next, and how late is too late.</param>
    /// <param name="stop">Ends the trying to be answered.</param>
    public Speaking(Crowd people, Provider provider, int rate, ExperimentRun run, CancellationToken stop)
    {
        _people = people;
        _longest = run.Limit(Promised);
        provider.Called = _calls.Enqueue;
        _loop = Task.Run(() => new OpenLoop(people, rate, run.Seed).RunAsync(int.MaxValue, _end.Token, stop), CancellationToken.None);
    }

    /// <summary>Calls so far that were not answered 2xx.</summary>
    public int NotTaken => _calls.Count(call => !call.Taken);

    /// <summary>A phase: for so long, or until something is done.</summary>
    public async Task DuringAsync(string what, Task meanwhile, Action<string> say)
    {
        say(what);
        var start = TimeProvider.System.GetTimestamp();
        await meanwhile;
        _times.Add((what, start, TimeProvider.System.GetTimestamp()));
    }

    /// <summary>Nobody writes any more; waits for the answers. A call belongs to the phase in which it began, however late it ended.</summary>
    public async Task<IReadOnlyList<Phase>> EndAsync()
    {
        await _end.CancelAsync();
        await _loop;
        await _people.AnsweredAsync();
        return [.. _times.Select(time => Of(time.What, [.. _calls.Where(call => call.Start >= time.Start && call.Start < time.After)]))];
    }

    /// <inheritdoc/>
    public void Dispose() => _end.Dispose();

    private Phase Of(string what, IReadOnlyList<WebhookCall> calls) => new(
        what, calls.Count, calls.Count(call => call.Taken), calls.Count(call => !call.Taken), calls.Count(call => call.Milliseconds > _longest.TotalMilliseconds),
        Spread.Of(calls.Select(call => call.Milliseconds)));
}

/// <summary>How the calls of one phase were answered.</summary>
/// <param name="What">What was the matter.</param>
/// <param name="Calls">Calls that began in it.</param>
/// <param name="Taken">Answered 2xx.</param>
/// <param name="Refused">Answered otherwise, or not at all.</param>
/// <param name="TooLate">Answered after more than 1.5 s (in the short form: three times as long).</param>
/// <param name="Ms">How long they waited, in milliseconds.</param>
internal sealed record Phase(string What, int Calls, int Taken, int Refused, int TooLate, Spread Ms);
