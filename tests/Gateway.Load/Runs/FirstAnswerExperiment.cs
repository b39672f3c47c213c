using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.TestKit;
using Gateway.Worlds;

namespace Gateway.Load.Runs;

/// <summary>People who write for the first time, at a steady rate, and how long it is until the guide's first answer has arrived on their phone.</summary>
internal static class FirstAnswerExperiment
{
    // Promised is two seconds; whoever is still waiting after this has been forgotten.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs it on a world of its own; nobody is there to answer, so that the guide alone is measured.</summary>
    public static async Task<FirstAnswerReport> RunAsync(Engine engine, int rate, int seconds, Action<string> say)
    {
        await using var world = await LoadWorld.StartAsync(engine, 1, new SetupSize { Counsellors = 1, Guide = "line-and-chat" }, say);
        var account = world.Line("org1");
        await AnswerAsync(account);
        var (times, unanswered) = (new ConcurrentBag<double>(), 0);
        say($"{rate} people a second for {seconds} s");
        var began = Stopwatch.GetTimestamp();
        var people = new Task[rate * seconds];
        for (var i = 0; i < people.Length; i++)
        {
            var ahead = TimeSpan.FromSeconds((double)i / rate) - Stopwatch.GetElapsedTime(began);
            if (ahead > TimeSpan.Zero) await Task.Delay(ahead);
            people[i] = MeasureAsync();
        }

        await Task.WhenAll(people);
        return new FirstAnswerReport(engine, rate, seconds, Spread.Of(times), unanswered);

        async Task MeasureAsync()
        {
            try
            {
                times.Add((await AnswerAsync(account)).TotalMilliseconds);
            }
            catch (TimeoutException)
            {
                Interlocked.Increment(ref unanswered);
            }
        }
    }

    private static async Task<TimeSpan> AnswerAsync(Simulators.Line.LineAccount account)
    {
        var phone = account.Phone();
        var since = Stopwatch.GetTimestamp();
        await phone.SayAsync("眠れません。だれかと話したいです");
        await phone.ReceivesAsync(timeout: s_patience);
        return Stopwatch.GetElapsedTime(since);
    }
}

/// <summary>What was measured; milliseconds from the sending of the first message to the arrival of the first answer.</summary>
internal sealed record FirstAnswerReport(Engine Engine, int Rate, int Seconds, Spread AnswerMs, int Unanswered);
