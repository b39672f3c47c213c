using Gateway.Organisations.SetupFile;
using Gateway.Organisations.SignIn;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Microsoft.AspNetCore.Identity;

namespace Gateway.Organisations;

/// <summary>An account of somebody of a support body.</summary>
/// <param name="Id">Its staff id.</param>
/// <param name="UserName">By which they sign in.</param>
/// <param name="Name">How they are called.</param>
/// <param name="Disabled">Whether it is closed.</param>
/// <param name="Invited">Whether it came by an invitation; otherwise it stands in the set-up file, and is closed there.</param>
public sealed record BodyAccount(string Id, string UserName, string Name, bool Disabled, bool Invited);

/// <summary>How it ended when somebody made themselves an account.</summary>
public enum AccountOutcome
{
    /// <summary>It is there.</summary>
    Made,

    /// <summary>The user name has another form, or somebody has it already.</summary>
    UserName,

    /// <summary>The password is too short, too long, or the user name.</summary>
    Password,
}

/// <summary>Makes and closes accounts of support bodies that do not stand in the set-up file. They open the desk of their body and nothing else (see <see cref="SignInBody"/>).</summary>
public sealed class BodyAccounts
{
    private readonly IPasswordHasher<StaffAccount> _hasher;
    private readonly AuditTrail _audit;
    private readonly Ids _ids;
    private readonly TimeProvider _time;

    internal BodyAccounts(IPasswordHasher<StaffAccount> hasher, AuditTrail audit, Ids ids, TimeProvider time) => (_hasher, _audit, _ids, _time) = (hasher, audit, ids, time);

    /// <summary>The hash of a password. It takes a tenth of a second on purpose: it is made before the records are held.</summary>
    public Redacted<string> HashOf(string password) => Redacted.Of(_hasher.HashPassword(new StaffAccount(), password));

    /// <summary>Whether somebody may have this user name and password, as far as can be said without the records.</summary>
    public static AccountOutcome Check(string userName, string password) => !SetupForms.IsInvitedName(NameOf(userName))
        ? AccountOutcome.UserName
        : PasswordRules.Allows(password, userName) && PasswordRules.Allows(password, NameOf(userName)) ? AccountOutcome.Made : AccountOutcome.Password;

    /// <summary>
    /// The user name of an account that came by an invitation: it begins with <see cref="SetupForms.InvitedMark"/>, as none of the set-up file does, so that neither can ever stand
    /// in the way of the other.
    /// </summary>
    /// <param name="typed">As it was typed, with the mark or without.</param>
    public static string NameOf(string typed) => typed.StartsWith(SetupForms.InvitedMark) ? typed : SetupForms.InvitedMark + typed;

    /// <summary>Makes it, within the caller's transaction, which has used up the invitation.</summary>
    /// <returns>Whether it was made; and who can sign in now.</returns>
    public async Task<(AccountOutcome Outcome, BodyWorker? Worker)> MakeAsync(
        RecordsSession session, string organisation, string body, string name, string userName, Redacted<string> passwordHash)
    {
        userName = NameOf(userName);
        var normalized = UserNames.Normalize(userName);
        // An account that is closed stays as it is, because what was done by it names it; its user name is free again.
        await session.ExecuteAsync("UPDATE staff SET normalized_user_name = 'closed/' || id WHERE normalized_user_name = @normalized AND invited = 1 AND disabled = 1", new { normalized });
        if (await session.AnyAsync("SELECT 1 FROM staff WHERE normalized_user_name = @normalized", new { normalized })) return (AccountOutcome.UserName, null);
        var worker = new BodyWorker(_ids.New(), organisation, body, Ids.NewSecret());
        await session.ExecuteAsync(
            """
            INSERT INTO staff (id, organisation, user_name, normalized_user_name, name, role, body, password_hash, security_stamp, created_at, invited)
            VALUES (@Id, @organisation, @userName, @normalized, @name, @SupportBody, @body, @Hash, @Stamp, @Now, 1)
            """,
            new { worker.Id, organisation, userName, normalized, name, Roles.SupportBody, body, Hash = passwordHash.Value, worker.Stamp, Now = _time.NowMs() });
        await _audit.AppendAsync(session, organisation, worker.Id, "staff.added", worker.Id, Roles.SupportBody);
        return (AccountOutcome.Made, worker);
    }

    /// <summary>Closes one at once: its open desks close with it. Only what came by an invitation; the rest is taken out of the set-up file.</summary>
    public async Task<bool> CloseAsync(RecordsSession session, Staff staff, string body, string id)
    {
        var closed = await session.ExecuteAsync(
            "UPDATE staff SET disabled = 1, security_stamp = @stamp WHERE id = @id AND organisation = @Organisation AND body = @body AND invited = 1 AND disabled = 0",
            new { id, staff.Organisation, body, stamp = Ids.NewSecret() });
        if (closed == 0) return false;
        await _audit.AppendAsync(session, staff.Organisation, staff.Id, "staff.disabled", id);
        return true;
    }

    /// <summary>
    /// Closes all that came by an invitation, in the transaction that restores a backup: which of them were closed since is not known. Their people are invited again, and may have
    /// their user names again.
    /// </summary>
    /// <param name="session">The transaction.</param>
    /// <param name="audit">Each stands in the trail of its organisation.</param>
    /// <returns>How many were closed.</returns>
    public static async Task<int> AfterRestoreAsync(RecordsSession session, AuditTrail audit)
    {
        var open = await session.QueryAsync<(string Id, string Organisation)>("SELECT id, organisation FROM staff WHERE invited = 1 AND disabled = 0 ORDER BY id");
        foreach (var (id, organisation) in open)
        {
            await session.ExecuteAsync("UPDATE staff SET disabled = 1, security_stamp = @stamp WHERE id = @id", new { id, stamp = Ids.NewSecret() });
            await audit.AppendAsync(session, organisation, "gateway", "staff.disabled", id, "restored");
        }

        return open.Count;
    }

    /// <summary>Those of a body, the open ones first.</summary>
    public static async Task<IReadOnlyList<BodyAccount>> OfBodyAsync(RecordsSession session, string organisation, string body) =>
    [
        .. (await session.QueryAsync<Row>(
            "SELECT id, user_name AS UserName, name, disabled, invited FROM staff WHERE organisation = @organisation AND body = @body ORDER BY disabled, name, id", new { organisation, body }))
            .Select(row => new BodyAccount(row.Id, row.UserName, row.Name, row.Disabled != 0, row.Invited != 0)),
    ];

    private sealed record Row(string Id, string UserName, string Name, long Disabled, long Invited);
}
