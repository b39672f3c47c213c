using Gateway.Primitives;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.AspNetCore.Identity;

namespace Gateway.Organisations.SignIn;

/// <summary>Puts sign-in together.</summary>
internal static class SignInSetup
{
    // OWASP's figure for PBKDF2 with HMAC-SHA512. Raising it strengthens each password at its owner's next sign-in.
    private const int PasswordIterations = 210_000;

    public static void AddSignIn(this IServiceCollection services, SettingsReader reader)
    {
        var settings = reader.Read<SignInSettings>(services);
        services.AddIdentityCore<StaffAccount>().AddUserStore<StaffStore>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordIterations);
        services.AddSingleton<IPasswordHasher<StaffAccount>, PasswordHasher<StaffAccount>>();
        services.AddSingleton<PasswordChecks>();
        services.AddSingleton<SignInAttempts>();
        services.AddSingleton<SignInLimiter>();
        services.AddScoped<SignInStaff>();
        services.AddSessionCookie(settings);
        services.AddProtectionKeys();
    }

    private static void AddProtectionKeys(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName("gateway");
        services.AddSingleton<RecordsKeyRepository>();
        services.AddOptions<KeyManagementOptions>().Configure<RecordsKeyRepository>((keys, repository) =>
        {
            keys.XmlRepository = repository;
            // The repository seals the whole element with the master key.
            keys.XmlEncryptor = new NullXmlEncryptor();
        });
    }
}
