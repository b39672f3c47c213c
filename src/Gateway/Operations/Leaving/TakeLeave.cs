using Gateway.Primitives;
using Gateway.WaitingQueue;

namespace Gateway.Operations.Leaving;

/// <summary>Takes this gateway out of service without anybody noticing: announce, wait for the load balancer, send screens on, then stop.</summary>
/// <remarks>
/// Words that still come are stored until the very end: refusing them would lose time and win nothing. What the host's stop does
/// afterwards: the web server ends its calls, then the outbox ends those to the providers, then the records close. Offers live in
/// the queue and presence outlasts a connection, so whoever is being asked is still being asked at the other gateway.
/// </remarks>
public sealed partial class TakeLeave(
    Departure departure, DrainSettings settings, QueueSettings queue, IHostApplicationLifetime host, TimeProvider time, ILogger<TakeLeave> log)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private int _begun;

    /// <summary>Begins; the second call, or Ctrl+C, does not wait any more.</summary>
    public void Begin()
    {
        if (Interlocked.Exchange(ref _begun, 1) == 0) _ = RunAsync();
        else host.StopApplication();
    }

    private async Task RunAsync()
    {
        try
        {
            departure.Announce();
            var notice = TimeSpan.FromSeconds(queue.Engine == "Redis" ? settings.NoticeSeconds : 0);
            LogAnnounced(notice.TotalSeconds);
            await Task.Delay(notice, time, host.ApplicationStopping);
            var guests = departure.Guests;
            await departure.MoveAsync();
            var since = time.GetTimestamp();
            var limit = TimeSpan.FromSeconds(settings.MoveSeconds);
            while (departure.Guests > 0 && time.GetElapsedTime(since) < limit) await Task.Delay(Look, time, host.ApplicationStopping);
            LogMoved(guests, departure.Guests, (long)time.GetElapsedTime(since).TotalMilliseconds);
        }
        catch (OperationCanceledException)
        {
            // Somebody is in a hurry.
        }
        finally
        {
            host.StopApplication();
        }
    }

    [LoggerMessage(1701, LogLevel.Information, "This gateway is leaving: not ready from now on, and nothing else changes for {Seconds} s")]
    private partial void LogAnnounced(double seconds);

    [LoggerMessage(1702, LogLevel.Information, "{Guests} open connections were sent on, {Left} are left after {Milliseconds} ms; stopping")]
    private partial void LogMoved(int guests, int left, long milliseconds);
}
