using Gateway.Mail;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;
using Gateway.Rosters;
using Gateway.SupportBodies.Hours;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.TestKit.Contracts;

/// <summary>What a roster promises, on every engine of the records.</summary>
public abstract partial class RostersContract : IAsyncLifetime
{
    private static readonly string[] s_here = ["komorebi"];

    private static readonly string[] s_organisations = ["komorebi", "sorairo"];

    private readonly List<ServiceProvider> _nodes = [];
    private int _next;

    /// <summary>A folder for this test: keys, and the file of the embedded engine.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("gateway-rosters-").FullName;

    /// <summary>How many gateways may write at once.</summary>
    protected abstract int NodeCount { get; }

    /// <summary>The clock: it begins on a Saturday, 22:00 in Japan.</summary>
    protected FakeTime Time { get; } = new();

    private static Staff Haru { get; } = new("haru", "haru", "はる", Roles.Coordinator, "komorebi");

    private static Staff Aoi { get; } = new("aoi", "aoi", "あおい", Roles.Volunteer, "komorebi");

    private static Staff Nagi { get; } = new("nagi", "nagi", "なぎ", Roles.Volunteer, "komorebi");

    private static Staff Sora { get; } = new("sora", "sora", "そら", Roles.Supervisor, "sorairo");

    /// <summary>Makes an empty database; the settings with which a gateway uses it.</summary>
    protected abstract Task<Dictionary<string, string?>> CreateAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var settings = await CreateAsync();
        settings["Gateway:Keys:Directory"] = Path.Combine(Folder, "keys");
        settings["Gateway:Keys:CreateForDevelopment"] = "true";
        settings["Gateway:Mail:Host"] = "localhost";
        settings["Gateway:Mail:Tls"] = "false";
        settings["Gateway:Mail:From"] = "shift@komorebi.example";
        for (var i = 0; i < NodeCount; i++)
        {
            var services = new ServiceCollection();
            var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
            services.AddLogging();
            services.AddMetrics();
            services.AddPrimitives();
            services.AddSingleton<TimeProvider>(Time);
            services.AddRecords(reader);
            services.AddMail(reader);
            services.AddSingleton(new OrganisationDirectory([.. s_organisations.Select(id => new Organisation(id, id, null, id, null, null, Closed: false))], [], [], []));
            services.AddSingleton<Ids>();
            services.AddRosters();
            _nodes.Add(services.BuildServiceProvider());
        }

        // The first of the nodes makes the keys.
        _nodes[0].GetRequiredService<Vault>();
        await Records.MigrateAsync();
        await Records.WriteAsync(async session =>
        {
            foreach (var id in s_organisations) await session.ExecuteAsync("INSERT INTO organisation (id, name, created_at) VALUES (@id, @id, 0)", new { id });
            foreach (var staff in new[] { Haru, Aoi, Nagi, Sora })
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO staff (id, organisation, user_name, normalized_user_name, name, role, security_stamp, created_at)
                    VALUES (@Id, @Organisation, @UserName, @UserName, @Name, @Role, '', 0)
                    """, staff);
            }
        });
        foreach (var staff in new[] { Haru, Aoi, Nagi, Sora }) await SaysAsync(staff, new RosterPerson { Country = "JP" });
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in _nodes) await node.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private IRecords Records => _nodes[0].GetRequiredService<IRecords>();

    // Each call comes to the next of the gateways.
    private T Get<T>() where T : notnull => _nodes[_next++ % _nodes.Count].GetRequiredService<T>();

    private async Task SaysAsync(Staff staff, RosterPerson person) => Assert.Equal(RosterOutcome.Done, (await Get<SayOfRoster>().OfMyselfAsync(staff, person)).Outcome);

    private async Task<RosterShift> PlaceAsync(string from = "10:00", string to = "14:00", Func<SingleShifts, SingleShifts>? with = null)
    {
        var single = new SingleShifts { Day = new DateOnly(2037, 11, 23), From = from, To = to };
        return (await Get<ArrangeShifts>().AddAsync(Haru, with?.Invoke(single) ?? single)).Shift!;
    }

    private async Task<RosterShift> ReadAsync(RosterShift shift) =>
        (await Get<ReadRoster>().ShiftsAsync("komorebi", shift.BeginsAt, shift.EndsAt)).Single(one => one.Shift.Id == shift.Id).Shift;

    private Task<IReadOnlyList<string>> TrailAsync(RosterShift shift) =>
        Records.ReadAsync(session => session.QueryAsync<string>("SELECT action FROM audit WHERE subject = @Id ORDER BY number", new { shift.Id }));

    private Task<long> LettersAsync() => Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM letter"));

    private static OpeningHours Evenings(string timeZone) => new()
    {
        Holidays = HolidayUse.AsUsual,
        TimeZone = timeZone,
        Rules = [new HoursRule { ByDay = "MO,TU,WE,TH,FR,SA,SU", Opens = "18:00", Closes = "22:00" }],
    };
}
