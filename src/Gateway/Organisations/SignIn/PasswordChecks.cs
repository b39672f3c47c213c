using Gateway.Primitives;
using Microsoft.AspNetCore.Identity;

namespace Gateway.Organisations.SignIn;

/// <summary>Checks passwords, a few at a time.</summary>
/// <remarks>
/// A check takes a tenth of a second of a processor, on purpose. When a whole shift signs in at once, or somebody guesses,
/// the messages of persons must still get through: so half of the processors are left to them.
/// </remarks>
internal sealed class PasswordChecks(IPasswordHasher<StaffAccount> hasher) : IDisposable
{
    private readonly SemaphoreSlim _free = new(Math.Max(1, Environment.ProcessorCount / 2));
    private readonly StaffAccount _nobody = new();
    private readonly string _decoy = hasher.HashPassword(new StaffAccount(), Ids.NewSecret());

    /// <summary>Whether this is the account's password. Where there is none to compare with, a decoy is compared, which takes as long.</summary>
    public async Task<bool> MatchesAsync(UserManager<StaffAccount> accounts, StaffAccount? account, string password)
    {
        await _free.WaitAsync();
        try
        {
            if (account?.PasswordHash is not null) return await accounts.CheckPasswordAsync(account, password);
            hasher.VerifyHashedPassword(_nobody, _decoy, password);
            return false;
        }
        finally
        {
            _free.Release();
        }
    }

    public void Dispose() => _free.Dispose();
}
