using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Together;

/// <summary>A hand-off that is not with the body any more takes its worker out of the talk, in the same transaction: also when the person takes their consent back.</summary>
internal sealed class LetWorkerGo(SeatRows rows, SeatLog log) : IWhenReferralMoves
{
    /// <inheritdoc />
    public async Task<HeldReferral> FollowAsync(RecordsSession session, HeldReferral held, ReferralEvent happens, ReferralState before, Step step)
    {
        if (held.Referral.State.HasAccepted()) return held;
        foreach (var seat in await rows.OpenOfReferralAsync(session, held.Referral.Id))
        {
            if (await log.LockAsync(session, seat.Id) is not { } now || SeatRules.Next(now.Seat.State, SeatEvent.Stop) is null) continue;
            // Of this talk we know more than the records do yet.
            var same = now.Conversation.Id == held.Conversation.Id;
            now = await log.MoveAsync(session, same ? now with { Conversation = held.Conversation } : now, SeatEvent.Stop, step.Actor);
            if (same) held = held with { Conversation = now.Conversation };
        }

        return held;
    }
}

/// <summary>Every five seconds: ends what is over by itself, and tells the counsellor when a worker's page is gone. Any number of nodes may do it at once.</summary>
internal sealed partial class SeatKeeper(IRecords records, SeatRows rows, SeatLog seats, TimeProvider time, ILogger<SeatKeeper> log)
    : Rounds("seats", TimeSpan.FromSeconds(5), time, log)
{
    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        foreach (var id in await records.ReadAsync(SeatRows.OpenAsync, stop))
        {
            try
            {
                if (await records.ReadAsync(session => IsDueAsync(session, id), stop)) await records.WriteAsync(session => EndAsync(session, id), stop);
            }
            catch (Exception error) when (error is not (OperationCanceledException or RecordsUnavailableException))
            {
                // One that cannot be opened must not keep the others.
                LogNotMoved(Log, error, id);
            }
        }

        // Most rounds find nothing, and then nothing is written.
        if (await records.ReadAsync(SeatRows.AnyToForgetAsync, stop)) await records.WriteAsync(SeatRows.ForgetAsync, stop);
    }

    private async Task<bool> IsDueAsync(RecordsSession session, string id)
    {
        if (await rows.FindAsync(session, id) is not { } seat || await ConversationRows.FindAsync(session, seat.ConversationId) is not { } conversation) return false;
        return IsAway(seat) || SeatRules.Due(await seats.FactsAsync(session, new HeldSeat(seat, conversation)), Time.NowMs()) is not null;
    }

    private async Task EndAsync(RecordsSession session, string id)
    {
        // Read again under the lock: somebody may have acted just now, or another node was first.
        if (await seats.LockAsync(session, id) is not { } held) return;
        if (SeatRules.Due(await seats.FactsAsync(session, held), Time.NowMs()) is { } happens) await seats.MoveAsync(session, held, happens, "gateway");
        else if (IsAway(held.Seat)) await seats.TellAwayAsync(session, held, away: true);
    }

    private bool IsAway(Seat seat) => seat is { State: SeatState.Taken, ToldAway: false, LookedAt: { } looked } && Time.NowMs() - looked > SeatRules.AwayAfter.Ms();

    [LoggerMessage(2031, LogLevel.Error, "Seat {SeatId} is due and could not be moved on; the next round tries again")]
    private static partial void LogNotMoved(ILogger log, Exception error, string seatId);
}
