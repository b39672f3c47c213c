using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Referrals;

/// <summary>Every half minute: reminds, tells the deputy, brings in the municipality, and brings back what nobody answered. Any number of nodes may do it at once.</summary>
internal sealed partial class ReferralKeeper(
    IRecords records, ReferralLog referrals, BringMunicipality municipality, ReferralSettings settings, TimeProvider time, ILogger<ReferralKeeper> log)
    : Rounds("hand-offs", TimeSpan.FromSeconds(30), time, log)
{
    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        foreach (var id in await records.ReadAsync(session => ReferralRows.DueAsync(session, Time.NowMs()), stop))
        {
            try
            {
                await records.WriteAsync(session => ClimbAsync(session, id), stop);
            }
            catch (Exception error) when (error is not (OperationCanceledException or RecordsUnavailableException))
            {
                // One that cannot be opened must not keep the others.
                LogNotMoved(Log, error, id);
            }
        }
    }

    private async Task ClimbAsync(RecordsSession session, string id)
    {
        // Read again under the lock: somebody may have answered just now, or another node was first.
        if (await referrals.LockAsync(session, id) is not { } held || held.Referral.DueAt is not { } due || due > Time.NowMs()) return;
        var rungs = ReferralRules.Rungs(held.Referral.State, held.Referral.Priority, settings);
        var happens = rungs.Count > held.Referral.Rung ? rungs[(int)held.Referral.Rung].Happens : ReferralEvent.TimeOut;
        if (happens == ReferralEvent.Municipality) await municipality.BringAsync(session, held);
        else await referrals.MoveAsync(session, held, happens, new Step(Step.Gateway));
    }

    [LoggerMessage(2010, LogLevel.Error, "Hand-off {ReferralId} is due and could not be moved on; the next round tries again")]
    private static partial void LogNotMoved(ILogger log, Exception error, string referralId);
}
