using Gateway.Mail;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.Records.Sealing;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Desk;

/// <summary>An invitation that nobody has used yet.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">In whose directory the body stands.</param>
/// <param name="Body">Which body.</param>
/// <param name="Name">How the invited one is called.</param>
/// <param name="InvitedBy">Who invited them: a staff id.</param>
/// <param name="Until">Until when the link can be used, in milliseconds.</param>
internal sealed record BodyInvitation(string Id, string Organisation, string Body, string Name, string InvitedBy, long Until);

/// <summary>How it ended when somebody was invited.</summary>
internal enum DeskInviteOutcome
{
    /// <summary>A letter is on its way.</summary>
    Done,

    /// <summary>There is no such body.</summary>
    NotFound,

    /// <summary>Nobody approved the body yet, it was taken out, or it is a mere place.</summary>
    NotPossible,

    /// <summary>The name or the address cannot be used.</summary>
    Words,

    /// <summary>So many invitations of this body are open that no more are made.</summary>
    TooMany,

    /// <summary>No letter can leave.</summary>
    NoMail,
}

/// <summary>Invites somebody of a body to an account: a letter with a link that works once, on which they choose a user name and a password themselves.</summary>
internal sealed class InviteToDesk(
    IRecords records, Vault vault, DeskRows desks, SupportBodyDirectory bodies, BodyAccounts accounts, SendLetters letters, DeskWords words, AuditTrail audit, DeskSettings desk, Ids ids,
    TimeProvider time)
{
    /// <summary>How long a link can be used.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(3);

    /// <summary>How many invitations of one body may be open.</summary>
    public const int MostOpen = 20;

    private const int LongestName = 40;

    private const string Columns = "i.id, i.organisation, i.body, i.name, i.invited_by AS InvitedBy, i.until_at AS Until";

    /// <summary>Invites. The address stands in the letter and nowhere else.</summary>
    public Task<DeskInviteOutcome> InviteAsync(Staff staff, string body, string name, string email, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await bodies.FindAsync(staff.Organisation, body, cancel) is null) return DeskInviteOutcome.NotFound;
        if (await bodies.RecipientAsync(session, staff.Organisation, body) is null) return DeskInviteOutcome.NotPossible;
        if (string.IsNullOrWhiteSpace(name) || name.Trim().Length > LongestName || name.Any(char.IsControl) || !CheckEntry.IsEmail(email)) return DeskInviteOutcome.Words;
        if (!desk.On || !letters.On) return DeskInviteOutcome.NoMail;
        var now = time.NowMs();
        if (await session.FindAsync<long>(
            "SELECT COUNT(*) FROM body_invitation WHERE organisation = @Organisation AND body = @body AND until_at > @now", new { staff.Organisation, body, now }) >= MostOpen) return DeskInviteOutcome.TooMany;
        var (secret, id) = (Ids.NewSecret(), ids.New());
        await session.ExecuteAsync(
            """
            INSERT INTO body_invitation (id, link_hash, organisation, body, name, invited_by, made_at, until_at)
            VALUES (@id, @Hash, @Organisation, @body, @Name, @By, @now, @Until)
            """, new { id, Hash = HashOf(secret), staff.Organisation, body, Name = name.Trim(), By = staff.Id, now, Until = now + Lasts.Ms() });
        await letters.PostAsync(session, body, words.Invitation(email, staff.Organisation, $"{desk.Address.TrimEnd('/')}/desk/invited/{secret}"));
        await audit.AppendAsync(session, staff.Organisation, staff.Id, "body_account.invited", body, $"invitation {id}");
        return DeskInviteOutcome.Done;
    }, cancel);

    /// <summary>Takes an invitation back: its link leads nowhere from that moment on.</summary>
    public Task<bool> TakeBackAsync(Staff staff, string body, string id, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await session.ExecuteAsync("DELETE FROM body_invitation WHERE id = @id AND organisation = @Organisation AND body = @body", new { id, staff.Organisation, body }) == 0) return false;
        await audit.AppendAsync(session, staff.Organisation, staff.Id, "body_account.taken_back", body, $"invitation {id}");
        return true;
    }, cancel);

    /// <summary>Closes an account at once.</summary>
    public Task<bool> CloseAsync(Staff staff, string body, string id, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (!await accounts.CloseAsync(session, staff, body, id)) return false;
        await audit.AppendAsync(session, staff.Organisation, staff.Id, "body_account.closed", body, $"account {id}");
        return true;
    }, cancel);

    /// <summary>The accounts and open invitations of a body.</summary>
    public Task<(IReadOnlyList<BodyAccount> Accounts, IReadOnlyList<BodyInvitation> Open)> OfBodyAsync(Staff staff, string body, CancellationToken cancel) =>
        records.ReadAsync<(IReadOnlyList<BodyAccount>, IReadOnlyList<BodyInvitation>)>(async session => (
            await BodyAccounts.OfBodyAsync(session, staff.Organisation, body),
            await session.QueryAsync<BodyInvitation>(
                $"SELECT {Columns} FROM body_invitation i WHERE i.organisation = @Organisation AND i.body = @body AND i.until_at > @Now ORDER BY i.made_at, i.id",
                new { staff.Organisation, body, Now = time.NowMs() })), cancel);

    /// <summary>Whether a link can be used now. Looking at it never uses it: mail programs fetch links.</summary>
    public Task<bool> IsOpenAsync(string secret, CancellationToken cancel) => records.ReadAsync(async session => await FindAsync(session, secret) is not null, cancel);

    /// <summary>Uses it: the account is made, and its desk is open.</summary>
    /// <returns>What became of it, and the token of the open desk; nothing at all when the link is none, or none any more.</returns>
    public async Task<(AccountOutcome Outcome, string? Token)?> UseAsync(string secret, string userName, string password, CancellationToken cancel)
    {
        if (!await IsOpenAsync(secret, cancel)) return null;
        if (BodyAccounts.Check(userName, password) is not AccountOutcome.Made and var wrong) return (wrong, null);
        var hash = accounts.HashOf(password);
        return await records.WriteAsync<(AccountOutcome, string?)?>(async session =>
        {
            if (await FindAsync(session, secret, session.ForUpdate) is not { } invitation) return null;
            // A body that was taken out meanwhile lets nobody in.
            if (await bodies.RecipientAsync(session, invitation.Organisation, invitation.Body) is null) return null;
            var (outcome, worker) = await accounts.MakeAsync(session, invitation.Organisation, invitation.Body, invitation.Name, userName, hash);
            if (worker is null) return (outcome, null);
            await session.ExecuteAsync("DELETE FROM body_invitation WHERE id = @Id", new { invitation.Id });
            await audit.AppendAsync(session, invitation.Organisation, worker.Id, "body_account.made", invitation.Body, $"invitation {invitation.Id}");
            var token = Ids.NewSecret();
            await desks.OpenAsync(session, worker, token, time.NowMs() + TimeSpan.FromMinutes(desk.SessionMinutes).Ms());
            await audit.AppendAsync(session, invitation.Organisation, worker.Id, "desk.opened", invitation.Body, $"body {invitation.Body}, by an account");
            return (AccountOutcome.Made, token);
        }, cancel);
    }

    /// <summary>Forgets those whose time is over, and with them how their people are called.</summary>
    public static Task<int> ForgetAsync(RecordsSession session, long now) => session.ExecuteAsync("DELETE FROM body_invitation WHERE until_at <= @now", new { now });

    private Task<BodyInvitation?> FindAsync(RecordsSession session, string secret, string locked = "") => session.FindAsync<BodyInvitation>(
        $"SELECT {Columns} FROM body_invitation i WHERE i.link_hash = @Hash AND i.until_at > @Now{locked}", new { Hash = HashOf(secret), Now = time.NowMs() });

    private byte[] HashOf(string secret) => vault.LookupHash("body invitation", secret);
}
