using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Organisations.SignIn;

/// <summary>Counts wrong passwords, locks for a while, and keeps the audit lines of sign-in.</summary>
internal sealed class SignInAttempts(IRecords records, AuditTrail audit, SignInSettings settings, TimeProvider time)
{
    // Every attempt counts as failed before the password is looked at. So guesses sent at the same moment, to any
    // number of nodes, get no more tries than guesses sent one by one.
    private const string Take = """
        UPDATE staff
        SET failed_count = CASE WHEN locked_until IS NULL THEN failed_count + 1 ELSE 1 END,
            locked_until = CASE WHEN locked_until IS NULL AND failed_count + 1 >= @most THEN @until END
        WHERE id = @id AND disabled = 0 AND (locked_until IS NULL OR locked_until <= @now)
        """;

    /// <summary>Takes one of the tries that an account has.</summary>
    /// <returns>False when it is locked or disabled, or when there is no such account.</returns>
    public Task<bool> TakeAsync(string id) => records.WriteAsync(async session =>
    {
        var now = time.NowMs();
        var until = now + TimeSpan.FromMinutes(settings.LockMinutes).Ms();
        return await session.ExecuteAsync(Take, new { id, now, until, most = (long)settings.AttemptsBeforeLock }) == 1;
    });

    /// <summary>Gives all tries back and notes the sign-in.</summary>
    public Task SucceededAsync(StaffAccount account) => records.WriteAsync(async session =>
    {
        await session.ExecuteAsync("UPDATE staff SET failed_count = 0, locked_until = NULL WHERE id = @Id", account);
        await audit.AppendAsync(session, account.Organisation, account.Id, "session.opened", account.Id);
    });

    /// <summary>Notes a refusal; for a user name that nobody has without the name, which may be a mistyped password.</summary>
    public Task RefusedAsync(StaffAccount? account, string why) => records.WriteAsync(session =>
        audit.AppendAsync(session, account?.Organisation ?? "gateway", "gateway", "session.refused", account?.Id ?? "", why));

    /// <summary>Notes that somebody signed out.</summary>
    public Task EndedAsync(Staff staff) => records.WriteAsync(session =>
        audit.AppendAsync(session, staff.Organisation, staff.Id, "session.closed", staff.Id));
}
