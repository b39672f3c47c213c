using Gateway.Organisations.SetupFile;
using Gateway.Primitives;
using Microsoft.AspNetCore.Identity;

namespace Gateway.Organisations.SignIn;

/// <summary>Decides whether a user name and password open a session.</summary>
/// <remarks>
/// Whoever is refused learns nothing: an unknown name, a wrong password, a locked and a disabled account take the same
/// steps, one password hash included, and get the same answer.
/// </remarks>
internal sealed class SignInStaff(UserManager<StaffAccount> accounts, IPasswordHasher<StaffAccount> hasher, SignInAttempts attempts, PasswordDecoy decoy)
{
    /// <summary>The account, or nothing when it is refused for whatever reason.</summary>
    public async Task<StaffAccount?> TryAsync(string userName, string password)
    {
        // A name of another form can belong to nobody, and need not reach the database.
        var account = await accounts.FindByNameAsync(SetupForms.IsUserName(userName) ? userName : "?");
        var mayTry = await attempts.TakeAsync(account?.Id ?? "");
        var matches = account?.PasswordHash is null
            ? hasher.VerifyHashedPassword(decoy.Account, decoy.Hash, password) == PasswordVerificationResult.Success && account is not null
            : await accounts.CheckPasswordAsync(account, password);
        if (account is not null && mayTry && matches)
        {
            await attempts.SucceededAsync(account);
            return account;
        }

        await attempts.RefusedAsync(account, account switch
        {
            null => "unknown user name",
            { Disabled: not 0 } => "disabled",
            _ when !mayTry => "locked",
            _ => "wrong password",
        });
        return null;
    }
}

/// <summary>A password hash that nobody can match, checked where there is no account to check.</summary>
internal sealed class PasswordDecoy(IPasswordHasher<StaffAccount> hasher)
{
    public StaffAccount Account { get; } = new();

    public string Hash { get; } = hasher.HashPassword(new StaffAccount(), Ids.NewSecret());
}
