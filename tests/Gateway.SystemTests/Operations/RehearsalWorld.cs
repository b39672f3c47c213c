using System.Globalization;
using Gateway.Conversations;
using Gateway.Operations.Upkeep;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.SystemTests.Operations;

/// <summary>One gateway as a real process, its providers, its backups; everything of it can be lost but the backups and the keys.</summary>
internal sealed class RehearsalWorld : IAsyncDisposable
{
    private readonly RunSetup _setup = new();
    private readonly string _engine;
    private SimulatorHost _providers = null!;
    private Dictionary<string, string> _settings = [];
    private GatewayProcess _gateway = null!;
    private int _machine;

    private RehearsalWorld(string engine) => _engine = engine;

    public string RecordsFolder => Path.Combine(_setup.Folder, "backup-records");

    public string KeysFolder => Path.Combine(_setup.Folder, "backup-keys");

    public static async Task<RehearsalWorld> StartAsync(string engine)
    {
        var world = new RehearsalWorld(engine);
        world._providers = await SimulatorHost.StartAsync(world._setup.Line, world._setup.Sms);
        world._settings = world._setup.Write(world._providers.Address);
        world._settings["Gateway:Records:TimeoutMs"] = "30000";
        world._settings["Gateway:Queue:PresenceSeconds"] = "60";
        await world.NewMachineAsync();
        await world.StartAgainAsync();
        return world;
    }

    public LinePhone Phone() => _providers.Line(_setup.Line[0].Account).Phone();

    public async Task<HubClient> SignInAsync()
    {
        var hub = await HubClient.ConnectAsync(_gateway.Address, _setup.People[0].UserName, _setup.People[0].Password);
        await hub.ResumeAsync();
        return hub;
    }

    public Task<CommandEnd> RunAsync(params string[] arguments) => GatewayCommand.RunAsync(_settings, arguments);

    /// <summary>The gateway is taken away without a word, and its database with it.</summary>
    public async Task LoseEverythingAsync()
    {
        await _gateway.Kill9Async();
        await _gateway.DisposeAsync();
        foreach (var file in Directory.GetFiles(_setup.Folder, "gateway*.db*")) File.Delete(file);
        await NewMachineAsync();
    }

    public async Task StartAgainAsync()
    {
        _gateway = await GatewayProcess.StartAsync(_settings);
        _providers.Providers.PointAt(_gateway.Address);
    }

    public async Task<string> ConversationOfAsync(LinePhone phone)
    {
        await using var services = Open();
        var account = $"line/{_setup.Line[0].Account}";
        var hash = services.GetRequiredService<Contacts>().HashOf(account, Redacted.Of(phone.UserId));
        return (await services.GetRequiredService<IRecords>().ReadAsync(session => ConversationRows.NewestAsync(session, account, hash)))!.Id;
    }

    /// <summary>Every conversation's log, opened, one text for each entry; without what a restore itself writes, and without delivery states, which it may change.</summary>
    public async Task<Dictionary<string, List<string>>> EveryLogAsync()
    {
        await using var services = Open();
        var log = services.GetRequiredService<ConversationLog>();
        return await services.GetRequiredService<IRecords>().ReadAsync(async session =>
        {
            var all = new Dictionary<string, List<string>>();
            foreach (var id in await session.QueryAsync<string>("SELECT id FROM conversation ORDER BY id"))
            {
                var entries = await log.ReadAsync(session, (await ConversationRows.FindAsync(session, id))!, 0, 10_000);
                all[id] = [.. entries.Where(entry => entry.Body.Stage != "restored" && entry.Body.Reason != "restored").Select(Shown)];
            }

            return all;
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _providers.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _setup.Dispose();
    }

    private static string Shown(Entry entry) => string.Create(
        CultureInfo.InvariantCulture,
        $"{entry.Number} {entry.At} {entry.SentAt} {entry.Kind} {entry.Author} {entry.AuthorId} {entry.ClientId} \"{entry.Body.Text}\" {entry.Body.Name} {entry.Body.Of} {entry.Body.Delivery} {entry.Body.Stage} {entry.Body.Reason}");

    private ServiceProvider Open() => UpkeepCommand.Open(CommandLine.Parse([.. _settings.Select(setting => $"--{setting.Key}={setting.Value}")], [], []));

    // An empty place for the records.
    private async Task NewMachineAsync()
    {
        _machine++;
        if (_engine == "Sqlite")
        {
            _settings["Gateway:Records:Sqlite:File"] = Path.Combine(_setup.Folder, string.Create(CultureInfo.InvariantCulture, $"gateway{_machine}.db"));
            return;
        }

        _settings["Gateway:Records:Engine"] = "Postgres";
        _settings["Gateway:Records:Postgres:Connection"] = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
    }
}
