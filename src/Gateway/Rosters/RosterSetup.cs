using Gateway.Disasters;
using Gateway.Mail;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.Records.Sealing;

namespace Gateway.Rosters;

/// <summary>Puts the rosters together.</summary>
public static class RosterSetup
{
    /// <summary>Registers the slice. It has no settings: what holds is said by each organisation.</summary>
    public static void AddRosters(this IServiceCollection services)
    {
        services.AddSingleton(all => new PersonRows(all.GetRequiredService<Vault>()));
        services.AddSingleton(all => new TellStaff(all.GetRequiredService<PersonRows>(), all.GetRequiredService<SendLetters>(), all.GetRequiredService<OrganisationDirectory>()));
        services.AddSingleton(all => new HoldShift(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<PersonRows>(), all.GetRequiredService<TellStaff>(), all.GetRequiredService<AuditTrail>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new ArrangeShifts(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<PersonRows>(), all.GetRequiredService<TellStaff>(), all.GetRequiredService<AuditTrail>(), all.GetRequiredService<Ids>(),
            all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new ReadRoster(all.GetRequiredService<IRecords>(), all.GetRequiredService<PersonRows>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new SayOfRoster(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<PersonRows>(), all.GetRequiredService<Vault>(), all.GetRequiredService<AuditTrail>()));
        services.AddSingleton(all => new CalendarDoor(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<Vault>(), all.GetRequiredService<OrganisationDirectory>(), all.GetRequiredService<TimeProvider>()));
        services.AddSingleton(all => new RosterKeeper(
            all.GetRequiredService<IRecords>(), all.GetRequiredService<ArrangeShifts>(), all.GetRequiredService<TellStaff>(), all.GetRequiredService<AuditTrail>(), all.GetRequiredService<TimeProvider>(),
            all.GetRequiredService<ILogger<RosterKeeper>>()));
        services.AddHostedService(all => all.GetRequiredService<RosterKeeper>());
    }

    /// <summary><c>/api/roster</c>, the calendars, and what is expected besides in a disaster.</summary>
    public static void MapRosters(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapDisasters();
        endpoints.MapRoster();
        CalendarDoor.Map(endpoints);
    }
}
