using Gateway.Records;

namespace Gateway.Organisations.SetupFile;

/// <summary>A row of <c>staff</c> as the set-up sees it.</summary>
internal sealed class StaffRow
{
    public string Id { get; init; } = "";

    public string Organisation { get; init; } = "";

    public string UserName { get; init; } = "";

    public string NormalizedUserName { get; init; } = "";

    public string Name { get; init; } = "";

    public string Role { get; init; } = "";

    public string? Body { get; init; }

    public string? PasswordHash { get; init; }

    public byte[]? SetupPassword { get; init; }

    public string SecurityStamp { get; init; } = "";

    public long Disabled { get; init; }

    /// <summary>Made by an invitation: what the file does not name stays as it is.</summary>
    public long Invited { get; init; }

    public long CreatedAt { get; init; }
}

/// <summary>The statements of the set-up.</summary>
internal static class SetupSql
{
    /// <summary>Names of the organisations in the records, by id.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OrganisationsAsync(RecordsSession session) =>
        (await session.QueryAsync<OrganisationRow>("SELECT id, name FROM organisation" + session.ForUpdate)).ToDictionary(row => row.Id, row => row.Name);

    /// <summary>Everybody in the records, disabled people too.</summary>
    /// <param name="session">Where.</param>
    /// <param name="lockRows">The session's <see cref="RecordsSession.ForUpdate"/> where they are going to be changed.</param>
    public static Task<IReadOnlyList<StaffRow>> StaffAsync(RecordsSession session, string lockRows = "") => session.QueryAsync<StaffRow>(
        """
        SELECT id, organisation, user_name AS username, normalized_user_name AS normalizedusername, name, role, body,
               password_hash AS passwordhash, setup_password AS setuppassword, security_stamp AS securitystamp, disabled, invited, created_at AS createdat
        FROM staff
        """ + lockRows);

    /// <summary>Adds or renames an organisation.</summary>
    public static Task PutOrganisationAsync(RecordsSession session, Organisation organisation, long now) => session.ExecuteAsync(
        "INSERT INTO organisation (id, name, created_at) VALUES (@Id, @Name, @now) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        new { organisation.Id, organisation.Name, now });

    /// <summary>Adds somebody, or changes them; a new password also ends a lock-out.</summary>
    public static async Task PutStaffAsync(RecordsSession session, StaffRow row, bool newPassword)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO staff (id, organisation, user_name, normalized_user_name, name, role, body, password_hash, setup_password, security_stamp, created_at)
            VALUES (@Id, @Organisation, @UserName, @NormalizedUserName, @Name, @Role, @Body, @PasswordHash, @SetupPassword, @SecurityStamp, @CreatedAt)
            ON CONFLICT (id) DO UPDATE SET user_name = excluded.user_name, name = excluded.name, role = excluded.role, body = excluded.body, disabled = 0,
                password_hash = excluded.password_hash, setup_password = excluded.setup_password, security_stamp = excluded.security_stamp
            """, row);
        if (newPassword) await session.ExecuteAsync("UPDATE staff SET failed_count = 0, locked_until = NULL WHERE id = @Id", row);
    }

    /// <summary>Ends somebody's access. The row stays: their name stands in conversations.</summary>
    public static Task DisableAsync(RecordsSession session, string id, string stamp) => session.ExecuteAsync(
        "UPDATE staff SET disabled = 1, security_stamp = @stamp WHERE id = @id", new { id, stamp });

    private sealed record OrganisationRow(string Id, string Name);
}
