namespace Gateway.Records.Backup;

/// <summary>What a backup does with a table, and so what becomes of it in a restore.</summary>
public enum TableFate
{
    /// <summary>Its rows go into the archive of the records and come back as they were.</summary>
    Kept,

    /// <summary>Its rows go into the archive of the keys, alone.</summary>
    Keys,

    /// <summary>It is not backed up: hours later it would say something untrue, or something that must not live on.</summary>
    LeftOut,
}

/// <summary>Every table of the schema, with what a backup does with it. A new migration names its tables here; a test insists.</summary>
public static class BackupTables
{
    /// <summary>The tables in an order in which they can be filled: what is referred to comes first.</summary>
    public static IReadOnlyList<(string Table, TableFate Fate)> All { get; } =
    [
        // Made by the migrations themselves.
        ("schema_version", TableFate.LeftOut),
        ("organisation", TableFate.Kept),
        ("staff", TableFate.Kept),
        // Keys of the cookies: a sign-in from before the restore must not hold after it, nor one that was ended since the backup.
        ("protection_key", TableFate.LeftOut),
        ("contact", TableFate.Kept),
        ("conversation", TableFate.Kept),
        ("entry", TableFate.Kept),
        // What was being fetched is asked for again after the restore; the provider may not have it any more, and then it says so.
        ("attachment", TableFate.Kept),
        ("attachment_part", TableFate.Kept),
        // Pages that were open go on; links that were not opened are taken back when they are read back (see SettleRestored).
        ("passage", TableFate.Kept),
        ("block", TableFate.Kept),
        // What was taken back since the backup is not known: nothing that was given then is taken for given (see SettleRestored).
        ("consent", TableFate.Kept),
        ("sheet_revision", TableFate.Kept),
        ("provision", TableFate.Kept),
        // One that was not used before the backup may have been used since: it holds no longer (see SettleReferrals).
        ("ground", TableFate.Kept),
        // No body reads anything of it after a restore, and the counsellors have it again (see ReferralRows).
        ("referral", TableFate.Kept),
        ("referral_step", TableFate.Kept),
        // What was on its way to a body then has most likely been sent since; links and open desks of before lead to nothing that can be read.
        ("letter", TableFate.LeftOut),
        ("desk_link", TableFate.LeftOut),
        ("desk_session", TableFate.LeftOut),
        // A letter of before may have been used since, or taken back.
        ("body_invitation", TableFate.LeftOut),
        // Whoever was let in then may have been shut out since, and a card may have been used: both begin anew.
        ("introduction", TableFate.LeftOut),
        ("way_in", TableFate.LeftOut),
        ("card_miss", TableFate.LeftOut),
        // Who sat in a talk then does not now; the lines in the talk and the audit trail say who did.
        ("seat", TableFate.LeftOut),
        // No yes holds after a restore, so none of these is shown; what was printed is still found by its number.
        ("story", TableFate.Kept),
        ("data_request", TableFate.Kept),
        ("unmet_need", TableFate.Kept),
        ("emergency", TableFate.Kept),
        ("emergency_step", TableFate.Kept),
        // A copy of an event that comes after the restore is still recognised.
        ("inbox", TableFate.Kept),
        // Read back only to be settled: what was pending then may have been sent since (see SettleRestored).
        ("outbox", TableFate.Kept),
        ("bot_talk", TableFate.Kept),
        // A bot that was told since would hear it a second time, and answer.
        ("bot_turn", TableFate.LeftOut),
        // Made anew; bots fetch its public half again.
        ("bot_key", TableFate.LeftOut),
        ("support_directory", TableFate.Kept),
        ("support_body", TableFate.Kept),
        ("roster", TableFate.Kept),
        // Addresses of calendars are taken back when they are read back (see SettleRestored).
        ("roster_person", TableFate.Kept),
        // Whoever said something of themselves may have taken it back since: they say it again.
        ("staff_traits", TableFate.LeftOut),
        ("wish_count", TableFate.Kept),
        // What holds goes on until its end; what was ended since the backup is to be ended again, and says so on its page.
        ("disaster", TableFate.Kept),
        // Found anew from what people told, within ten seconds.
        ("disaster_person", TableFate.LeftOut),
        ("roster_series", TableFate.Kept),
        ("roster_shift", TableFate.Kept),
        ("consortium", TableFate.Kept),
        ("consortium_agreement", TableFate.Kept),
        ("consortium_signature", TableFate.Kept),
        // Who has left or paused since the backup is not known: everybody pauses (see SettleRestored).
        ("consortium_member", TableFate.Kept),
        // Whoever was with a partner is home again after a restore (see SettleRestored); what was taken and given still counts.
        ("guest_stay", TableFate.Kept),
        // Stays between gateways: the other side is told that they are over (see SettleRestored).
        ("home_stay", TableFate.Kept),
        ("guest_copy", TableFate.Kept),
        ("overflow_question", TableFate.Kept),
        ("overflow_decision", TableFate.Kept),
        // A call of before the backup is too old by the time of a restore.
        ("partner_nonce", TableFate.LeftOut),
        // Whoever stood at a common entrance is routed after the restore, by who takes part then.
        ("entrance_visit", TableFate.Kept),
        ("audit", TableFate.Kept),
        ("audit_head", TableFate.Kept),
        // Who was there hours ago says nothing about now.
        ("shift", TableFate.LeftOut),
        ("sealing_key", TableFate.Keys),
        // The gateways that ran on the old records; and its guard comes with the migration.
        ("gateway_node", TableFate.LeftOut),
        // Answered for, and not in their conversations yet: they go there after the restore.
        ("held_word", TableFate.Kept),
        ("spool_node", TableFate.LeftOut),
        ("spool_turn", TableFate.LeftOut),
    ];

    /// <summary>The tables with this fate, in the order of filling.</summary>
    public static IEnumerable<string> With(TableFate fate) => All.Where(row => row.Fate == fate).Select(row => row.Table);
}
