using Gateway.Records;
using Microsoft.AspNetCore.Identity;

namespace Gateway.Organisations.SignIn;

/// <summary>Gives ASP.NET Core Identity its users from the records: password and security stamp.</summary>
/// <remarks>
/// People are made and removed by the set-up file, and those of support bodies by <see cref="BodyAccounts"/>, so those operations are refused here. A second factor or passkeys
/// are further store interfaces on this class, with columns or tables of their own. Lock-out is in
/// <see cref="SignInAttempts"/>: Identity counts a failure after checking the password, so that guesses sent at the same
/// moment would all be checked.
/// </remarks>
internal sealed class StaffStore(IRecords records) : IUserPasswordStore<StaffAccount>, IUserSecurityStampStore<StaffAccount>
{
    private const string Columns =
        "SELECT id, organisation, user_name AS username, name, role, body, password_hash AS passwordhash, security_stamp AS securitystamp, disabled FROM staff";

    public Task<StaffAccount?> FindByIdAsync(string userId, CancellationToken cancellationToken) => records.ReadAsync(session =>
        session.FindAsync<StaffAccount>($"{Columns} WHERE id = @userId", new { userId }), cancellationToken);

    public Task<StaffAccount?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => records.ReadAsync(session =>
        session.FindAsync<StaffAccount>($"{Columns} WHERE normalized_user_name = @normalizedUserName", new { normalizedUserName }), cancellationToken);

    /// <summary>Stores a password that Identity has hashed anew, because its hashing has become stronger.</summary>
    public async Task<IdentityResult> UpdateAsync(StaffAccount user, CancellationToken cancellationToken)
    {
        await records.WriteAsync(session => session.ExecuteAsync(
            "UPDATE staff SET password_hash = @PasswordHash, security_stamp = @SecurityStamp WHERE id = @Id", user), cancellationToken);
        return IdentityResult.Success;
    }

    public Task<IdentityResult> CreateAsync(StaffAccount user, CancellationToken cancellationToken) => throw BySetupOnly();

    public Task<IdentityResult> DeleteAsync(StaffAccount user, CancellationToken cancellationToken) => throw BySetupOnly();

    public Task SetUserNameAsync(StaffAccount user, string? userName, CancellationToken cancellationToken) => throw BySetupOnly();

    // Identity sets this before every update; the set-up wrote it already.
    public Task SetNormalizedUserNameAsync(StaffAccount user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string> GetUserIdAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task<string?> GetNormalizedUserNameAsync(StaffAccount user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(UserNames.Normalize(user.UserName));

    public Task<string?> GetPasswordHashAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetPasswordHashAsync(StaffAccount user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(StaffAccount user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetSecurityStampAsync(StaffAccount user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        // It holds nothing.
    }

    private static NotSupportedException BySetupOnly() => new("People are added, renamed and removed in the set-up file.");
}
