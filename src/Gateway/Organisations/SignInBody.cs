using Gateway.Organisations.SignIn;

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
    private readonly SignInStaff _signIn;

    internal SignInBody(SignInStaff signIn) => _signIn = signIn;

    /// <summary>Whether a user name and password open a desk; nothing when they do not, for whatever reason.</summary>
    public async Task<BodyWorker?> TryAsync(string userName, string password) =>
        await _signIn.TryAsync(userName, password, SignInDoor.Desk) is { Body: { } body } account ? new BodyWorker(account.Id, account.Organisation, body, account.SecurityStamp) : null;
}
