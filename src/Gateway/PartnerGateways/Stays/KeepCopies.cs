using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Ends the copies of which home has not been heard for too long, and destroys those of which nothing is needed any more. Any number of nodes may do it at once.</summary>
public sealed partial class KeepCopies(IRecords records, EndCopy end, TimeProvider time, ILogger<KeepCopies> log) : Rounds("guest copies", TimeSpan.FromSeconds(1), time, log)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    // Nothing began of these: a call about one that comes late is too old by then.
    private static readonly TimeSpan RefusedRemembered = TimeSpan.FromMinutes(10);

    // Longer than any copy lives, by more than the clocks of two nodes differ: ours was set back.
    private static readonly TimeSpan s_longest = StayTimes.Lease + TimeSpan.FromSeconds(5);

    private long _forgotAt;

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var now = Time.NowMs();
        foreach (var seen in await records.ReadAsync(GuestCopyRows.OpenAsync, stop))
        {
            if (seen.LivesUntil <= now || seen.Over is not null || seen.LivesUntil > now + s_longest.Ms()) await TryAsync(seen, stop);
        }

        if (Math.Abs(now - _forgotAt) < TimeSpan.FromMinutes(1).Ms()) return;
        await records.WriteAsync(session => GuestCopyRows.ForgetAsync(session, now - Remembered.Ms(), now - RefusedRemembered.Ms()), stop);
        _forgotAt = now;
    }

    // One that cannot be ended keeps no other copy alive.
    private async Task TryAsync(GuestCopyRow seen, CancellationToken stop)
    {
        try
        {
            await records.WriteAsync(session => LookAsync(session, seen), stop);
        }
        catch (Exception error) when (error is not (OperationCanceledException or RecordsUnavailableException))
        {
            LogNotEnded(error.GetType().Name, seen.Partner);
        }
    }

    [LoggerMessage(2205, LogLevel.Error, "The copy of a guest from {Partner} could not be ended ({Error}); it is tried again every second")]
    private partial void LogNotEnded(string error, string partner);

    private async Task LookAsync(RecordsSession session, GuestCopyRow seen)
    {
        var conversation = await ConversationRows.LockAsync(session, seen.ConversationId!);
        var now = Time.NowMs();
        // Read again under the lock, and the clock too: home may have called just now.
        if (conversation is null || await GuestCopyRows.FindAsync(session, seen.Partner, seen.Id) is not { } row) return;
        var copy = row.Copy.ByClock(now).EndIfLate(now);
        if (copy.LivesUntil != row.LivesUntil) await GuestCopyRows.SaveAsync(session, row.Partner, copy);
        if (copy.Over is null) return;
        if (row.Over is null || conversation is { ClosedAt: null, Host: not null })
        {
            conversation = await end.EndAsync(session, conversation, copy);
            await GuestCopyRows.SaveAsync(session, row.Partner, copy);
        }

        if (row.IsUsedUp(now)) await end.EraseAsync(session, row.Partner, row.Id, conversation);
    }
}
