using Gateway.Records;

namespace Gateway.Handoff.Stories;

/// <summary>Sets right what a backup says of stories.</summary>
public static class SettleStories
{
    /// <summary>Keeps the number of each story that may have gone into a file since the backup: nobody knows of which that is so, and the yes to each ends.</summary>
    /// <param name="session">The transaction that restores, before its consents are ended.</param>
    /// <param name="backupAt">The moment of the backup, in milliseconds: the number is shown as taken then.</param>
    /// <returns>Of how many.</returns>
    public static Task<int> AfterRestoreAsync(RecordsSession session, long backupAt) => session.ExecuteAsync(
        """
        UPDATE story SET exported_at = @backupAt
        WHERE exported_at IS NULL AND EXISTS (SELECT 1 FROM consent c WHERE c.id = story.consent_id AND c.state IN (1, 2))
        """, new { backupAt });
}
