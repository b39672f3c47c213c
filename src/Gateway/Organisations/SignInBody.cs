using Gateway.Organisations.SetupFile;
using Gateway.Organisations.SignIn;
using Gateway.Records;

namespace Gateway.Organisations;

/// <summary>Somebody of a support body who has signed in with an account.</summary>
/// <param name="Id">The staff id of the account: it stands behind everything they do.</param>
/// <param name="Organisation">In whose directory the body stands.</param>
/// <param name="Body">Which body.</param>
/// <param name="Stamp">Changes when the account does: what was opened by it then closes.</param>
public sealed record BodyWorker(string Id, string Organisation, string Body, string Stamp);

/// <summary>Signs somebody in for the desk of their body, and for nothing else. The same tries, locks and answers as everywhere.</summary>
public sealed class SignInBody
{
    private readonly IRecords _records;
    private readonly SignInStaff _signIn;

    internal SignInBody(IRecords records, SignInStaff signIn) => (_records, _signIn) = (records, signIn);

    /// <summary>Whether a user name and password open a desk; nothing when they do not, for whatever reason.</summary>
    public async Task<BodyWorker?> TryAsync(string userName, string password) => await _signIn.TryAsync(await MeantAsync(userName), password, SignInDoor.Desk) is { Body: { } body } account
        ? new BodyWorker(account.Id, account.Organisation, body, account.SecurityStamp)
        : null;

    // Who was invited chose a name without the mark, and a browser keeps it so. One of the file comes first: it has no other way to be named.
    private async Task<string> MeantAsync(string userName)
    {
        var invited = BodyAccounts.NameOf(userName);
        if (!SetupForms.IsInvitedName(invited)) return userName;
        return await _records.ReadAsync(session => session.AnyAsync("SELECT 1 FROM staff WHERE normalized_user_name = @name", new { name = UserNames.Normalize(userName) })) ? userName : invited;
    }
}
