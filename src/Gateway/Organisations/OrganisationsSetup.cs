using Gateway.Organisations.Access;
using Gateway.Organisations.SetupFile;
using Gateway.Organisations.SignIn;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Organisations;

/// <summary>Puts the organisations, sign-in and access together.</summary>
public static class OrganisationsSetup
{
    /// <summary>Reads the settings (everything wrong in the set-up file is among their problems) and registers the slice.</summary>
    public static void AddOrganisations(this IServiceCollection services, SettingsReader settings)
    {
        var setup = settings.Read<OrganisationsSettings>(services);
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<Ids>();
        services.AddSingleton(_ => Usable(SetupReading.FromFile(setup.File)));
        services.AddSingleton(provider => provider.GetRequiredService<SetupReading>().Directory);
        services.AddSingleton<ApplySetup>();
        services.AddSingleton<StaffDirectory>();
        services.AddSignIn(settings);
        services.AddSingleton(all => new SignInBody(all.GetRequiredService<IRecords>(), all.GetRequiredService<SignInStaff>()));
        services.AddSingleton(all => new BodyAccounts(
            all.GetRequiredService<IPasswordHasher<StaffAccount>>(), all.GetRequiredService<AuditTrail>(), all.GetRequiredService<Ids>(), all.GetRequiredService<TimeProvider>()));
        services.AddAccess();
    }

    /// <summary><c>/api/session</c>.</summary>
    public static void MapOrganisations(this IEndpointRouteBuilder endpoints) => endpoints.MapSession();

    /// <summary>Brings the set-up file into the records. Call it after the migration and before anything is served.</summary>
    /// <exception cref="SetupRefusedException">The file does not fit what the records hold; nothing was changed.</exception>
    public static Task ApplySetupAsync(this IServiceProvider services, CancellationToken cancel = default) =>
        services.GetRequiredService<ApplySetup>().RunAsync(cancel);

    // The host stops at the same problems among the settings; whoever goes on all the same gets no half directory.
    private static SetupReading Usable(SetupReading setup) =>
        setup.Problems.Count == 0 ? setup : throw new SetupRefusedException([.. setup.Problems.Select(problem => problem.ToString())]);
}
