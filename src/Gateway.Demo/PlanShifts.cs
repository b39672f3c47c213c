using Gateway.Organisations;
using Gateway.Records;
using Gateway.Rosters;
using Gateway.SupportBodies.Hours;

namespace Gateway.Demo;

/// <summary>Gives two of the example organisations their shifts for the coming weeks, once: one in Japan's afternoon and evening, one in its night, answered from abroad.</summary>
public static class PlanShifts
{
    private const string EveryDay = "MO,TU,WE,TH,FR,SA,SU";

    private static readonly Dictionary<string, RosterPerson> s_people = new()
    {
        ["aoi"] = new() { Country = "JP", Capacity = 2 },
        ["minato"] = new() { Country = "JP", Capacity = 2 },
        ["haru"] = new() { Country = "JP" },
        ["nagi"] = new() { Country = "PT", TimeZone = "Europe/Lisbon", Capacity = 2, Languages = ["ja", "en"] },
        ["tsumugi"] = new() { Country = "CA", TimeZone = "America/Toronto", Capacity = 2 },
    };

    /// <summary>Does nothing where there is a roster already.</summary>
    /// <exception cref="InvalidOperationException">A step was refused.</exception>
    public static async Task RunAsync(IServiceProvider services, ExampleStaff staff, CancellationToken cancel = default)
    {
        if (await services.GetRequiredService<IRecords>().ReadAsync(session => session.AnyAsync("SELECT 1 FROM roster_person LIMIT 1"), cancel)) return;
        var say = services.GetRequiredService<SayOfRoster>();
        foreach (var (userName, person) in s_people) Done(await say.OfMyselfAsync(staff[userName], person, cancel));

        // The last hour of the afternoon and the small hours stay open: what the map of the week is for.
        await LayOutAsync("komorebi", "aoi", RosterRole.Counsellor, "13:00", "18:00");
        await LayOutAsync("komorebi", "minato", RosterRole.Counsellor, "18:00", "22:00");
        await LayOutAsync("komorebi", "haru", RosterRole.Supervisor, "17:00", "22:00", places: 1);
        await LayOutAsync("yoake", "nagi", RosterRole.Counsellor, "11:00", "17:00", "Europe/Lisbon");
        await LayOutAsync("yoake", "tsumugi", RosterRole.Counsellor, "12:00", "18:00", "America/Toronto");

        async Task LayOutAsync(string organisation, string regular, RosterRole role, string from, string to, string clock = OpeningHours.Japan, int places = 2)
        {
            var plan = new SeriesPlan
            {
                Hours = new OpeningHours { TimeZone = clock, Holidays = HolidayUse.AsUsual, Rules = [new HoursRule { ByDay = EveryDay, Opens = from, Closes = to }] },
                Role = role,
                Places = places,
                StaffId = staff[regular].Id,
            };
            Done((await services.GetRequiredService<ArrangeShifts>().BeginAsync(staff.Of(organisation, Roles.Coordinator), plan, cancel)).Answer);
        }
    }

    private static void Done(RosterAnswer answer)
    {
        if (answer.Outcome != RosterOutcome.Done) throw new InvalidOperationException($"The example shifts were refused: {answer.Outcome} {string.Join(", ", answer.Faults ?? [])}");
    }
}
