namespace Gateway.Records.Backup;

/// <summary>Whose key a row of <c>sealing_key</c> is.</summary>
/// <param name="Table">The table whose rows have keys of their own.</param>
/// <param name="Column">The column that names such a row.</param>
/// <param name="Before">What stands before it in the key's owner.</param>
/// <param name="After">What stands behind it there.</param>
public sealed record KeyOwner(string Table, string Column, string Before = "", string After = "");

/// <summary>Every table whose rows have keys of their own. Whoever gives a further one its keys names it here; a test insists.</summary>
/// <remarks>
/// The archive of the keys is newer than the archive of the records, so it holds keys of what began in between; and it holds keys of
/// tables that a backup leaves out. Both open nothing in a restored database, and only this list tells them from all others.
/// </remarks>
public static class KeyOwners
{
    /// <summary>The tables, those that a backup leaves out too.</summary>
    public static IReadOnlyList<KeyOwner> All { get; } =
    [
        new("conversation", "id"),
        new("contact", "id"),
        new("consent", "id"),
        new("provision", "id"),
        new("ground", "id"),
        new("referral", "id"),
        // Exactly what the body may read; its key goes as soon as it may not any more.
        new("referral", "id", After: ".sheet"),
        new("data_request", "id"),
        new("emergency", "id"),
        new("support_directory", "organisation", Before: "bodies/"),
        new("roster_person", "staff_id", Before: "roster-"),
        new("story", "id"),
        new("staff_traits", "staff_id", Before: "traits-"),
        new("introduction", "id"),
        new("letter", "id"),
    ];

    /// <summary>Drops the keys that belong to no row. Whatever is kept can be opened afterwards.</summary>
    /// <returns>How many were dropped.</returns>
    public static Task<int> DropStrangersAsync(RecordsSession session) => session.ExecuteAsync(
        $"DELETE FROM sealing_key WHERE {string.Join("\n    AND ", All.Select(HasNoRow))}");

    // The row is named from the key's owner, so that each table is asked by its primary key.
    private static string HasNoRow(KeyOwner owner)
    {
        var row = "sealing_key.owner";
        if (owner.Before != "") row = $"replace({row}, '{owner.Before}', '')";
        if (owner.After != "") row = $"replace({row}, '{owner.After}', '')";
        return $"NOT EXISTS (SELECT 1 FROM {owner.Table} t WHERE t.{owner.Column} = {row} AND sealing_key.owner = '{owner.Before}' || t.{owner.Column} || '{owner.After}')";
    }
}
