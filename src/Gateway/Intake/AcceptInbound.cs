using Gateway.Intake.Spool;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Intake;

/// <summary>
/// The front door for providers' events: into the records, or, when these do not answer in time, onto this node's disk. Only what
/// is durable in one of both may be answered with 2xx (promise 1).
/// </summary>
/// <remarks>
/// A call that was given up may still have been committed. Its word is spooled all the same; when it comes to the records, the
/// inbox knows the provider's id and adds nothing.
/// </remarks>
public sealed class AcceptInbound(
    ReceiveInbound receive, RecordsWatch watch, SpoolOnDisk disk, HoldWord hold, SpoolSettings settings, TimeProvider time)
{
    private readonly TimeSpan _wait = TimeSpan.FromMilliseconds(settings.WaitMs);
    private readonly KeyedGate _behind = new();

    /// <summary>Takes the events of one call, in their order. Ends within <see cref="SpoolSettings.WaitMs"/> and one flush of the disk.</summary>
    /// <exception cref="RecordsUnavailableException">Neither the records nor the spool took all of them: the provider must send them again.</exception>
    public async Task<Received[]> AcceptAsync(IReadOnlyList<Inbound> events)
    {
        var period = watch.Enter();
        try
        {
            return period.Course == Course.Direct ? await DirectAsync(period, events) : await BehindAsync(period, events);
        }
        catch (IOException error)
        {
            throw new RecordsUnavailableException("Neither the records nor the spool could take it.", error);
        }
        finally
        {
            watch.Leave(period);
        }
    }

    private async Task<Received[]> DirectAsync(Period period, IReadOnlyList<Inbound> events)
    {
        var takenAt = time.NowMs();
        var calls = new Task<Received>[events.Count];
        for (var i = 0; i < calls.Length; i++) calls[i] = receive.ReceiveAsync(events[i], period.Token);
        try
        {
            return await Task.WhenAll(calls).WaitAsync(_wait);
        }
        catch (Exception error) when (IsAway(error))
        {
            // The rest of the method says what becomes of each.
        }

        watch.Trip(period);
        return await SpoolRestAsync(events, calls, takenAt);
    }

    private async Task<Received[]> SpoolRestAsync(IReadOnlyList<Inbound> events, Task<Received>[] calls, long takenAt)
    {
        var rest = new Task<Received>[calls.Length];
        for (var i = 0; i < calls.Length; i++)
        {
            var call = calls[i];
            // A fault of our own is not an outage: the provider hears of it, as without a spool.
            rest[i] = call.IsCompletedSuccessfully || (call.IsFaulted && !IsAway(call.Exception.InnerException!)) ? call : SpoolAsync(events[i], takenAt);
            if (rest[i] != call) Forget(call);
        }

        return await Task.WhenAll(rest);
    }

    private Task<Received[]> BehindAsync(Period period, IReadOnlyList<Inbound> events)
    {
        var takenAt = time.NowMs();
        return Task.WhenAll(events.Select(inbound => period.Course == Course.Away
            ? SpoolAsync(inbound, takenAt)
            : _behind.RunAsync(SpooledWord.PersonOf(inbound), () => BehindOlderAsync(period, inbound, takenAt))));
    }

    private async Task<Received> BehindOlderAsync(Period period, Inbound inbound, long takenAt)
    {
        if (period.Token.IsCancellationRequested) return await SpoolAsync(inbound, takenAt);
        var call = StoreAsync(period, inbound, takenAt);
        try
        {
            return await call.WaitAsync(_wait);
        }
        catch (Exception error) when (IsAway(error))
        {
            watch.Trip(period);
            Forget(call);
            return await SpoolAsync(inbound, takenAt);
        }
    }

    private async Task<Received> StoreAsync(Period period, Inbound inbound, long takenAt) =>
        await hold.UnlessFirstAsync(inbound, takenAt, always: !period.Settled, period.Token)
            ? Received.Spooled
            : await receive.ReceiveAsync(inbound, period.Token);

    private async Task<Received> SpoolAsync(Inbound inbound, long takenAt)
    {
        await disk.AppendAsync(inbound, takenAt);
        return Received.Spooled;
    }

    private static bool IsAway(Exception error) => error is RecordsUnavailableException or TimeoutException or OperationCanceledException;

    // It ends when it ends; nobody waits for it any more.
    private static void Forget(Task call) => _ = call.ContinueWith(
        static ended => _ = ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
