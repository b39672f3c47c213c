using Gateway.Organisations.SetupFile;
using Microsoft.AspNetCore.Identity;

namespace Gateway.Organisations.SignIn;

/// <summary>Decides whether a user name and password open a session.</summary>
/// <remarks>
/// Whoever is refused learns nothing: an unknown name, a wrong password, a locked and a disabled account take the same
/// steps, one password hash included, and get the same answer.
/// </remarks>
internal sealed class SignInStaff(UserManager<StaffAccount> accounts, SignInAttempts attempts, PasswordChecks passwords)
{
    /// <summary>The account, or nothing when it is refused for whatever reason.</summary>
    /// <param name="userName">As it was typed.</param>
    /// <param name="password">As it was typed.</param>
    /// <param name="door">Where they sign in. An account of the other door is refused like a wrong password.</param>
    public async Task<StaffAccount?> TryAsync(string userName, string password, SignInDoor door)
    {
        // A name of another form can belong to nobody, and need not reach the database.
        var account = await accounts.FindByNameAsync(SetupForms.IsUserName(userName) || SetupForms.IsInvitedName(userName) ? userName : "?");
        var mayTry = await attempts.TakeAsync(account?.Id ?? "");
        var matches = await passwords.MatchesAsync(accounts, account, password);
        var here = account?.Role == Roles.SupportBody == (door == SignInDoor.Desk);
        if (account is not null && mayTry && matches && here)
        {
            await attempts.SucceededAsync(account);
            return account;
        }

        await attempts.RefusedAsync(account, account switch
        {
            null => "unknown user name",
            { Disabled: not 0 } => "disabled",
            _ when !mayTry => "locked",
            _ when !matches => "wrong password",
            _ => "another door",
        });
        return null;
    }
}

/// <summary>Where somebody signs in.</summary>
internal enum SignInDoor
{
    /// <summary>The console: those who work for an organisation.</summary>
    Console,

    /// <summary>The desk of a support body: its own people.</summary>
    Desk,
}
