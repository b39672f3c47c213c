using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Referrals;

/// <summary>Sets hand-offs right in the transaction that restores a backup.</summary>
public static class SettleReferrals
{
    private static readonly TimeSpan OnTheList = TimeSpan.FromDays(14);

    /// <summary>
    /// What was taken back since the backup is not known: no body reads anything any more, and what was under way is with the counsellors again.
    /// Another ground than consent that two people were about to use may have been used since: it is to be decided anew.
    /// </summary>
    /// <param name="session">The transaction.</param>
    /// <param name="now">The moment, in milliseconds.</param>
    public static Task<int> AfterRestoreAsync(RecordsSession session, long now) => session.ExecuteAsync(
        """
        DELETE FROM sealing_key WHERE owner IN (SELECT id || '.sheet' FROM referral WHERE sheet_sealed IS NOT NULL);
        UPDATE referral SET sheet_sealed = NULL WHERE sheet_sealed IS NOT NULL;
        INSERT INTO referral_step (referral_id, number, at, kind, actor) SELECT id, last_step + 1, @now, 'restored', 'gateway' FROM referral WHERE state < 8 OR state = 11;
        UPDATE referral SET state = 9, state_at = @now, due_at = NULL, outcome = 'not_agreed', last_step = last_step + 1 WHERE state IN (1, 2);
        UPDATE referral SET state = 9, state_at = @now, due_at = NULL, outcome = 'not_decided', last_step = last_step + 1 WHERE state = 11;
        UPDATE referral SET state = 8, state_at = @now, due_at = @Due, rung = 0, last_step = last_step + 1 WHERE state IN (3, 4, 5, 6, 7);
        UPDATE ground SET until_at = @now WHERE used_at IS NULL AND until_at > @now
        """, new { now, Due = now + OnTheList.Ms() });
}
