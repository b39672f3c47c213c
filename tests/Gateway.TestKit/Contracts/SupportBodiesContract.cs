using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.SupportBodies;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.TestKit.Contracts;

/// <summary>What the directory of support bodies promises, on every engine of the records.</summary>
public abstract partial class SupportBodiesContract : IAsyncLifetime
{
    private readonly List<ServiceProvider> _nodes = [];

    /// <summary>A coordinator.</summary>
    protected static Staff Haru { get; } = new("staff-haru", "haru", "はる", Roles.Coordinator, "komorebi");

    /// <summary>A supervisor of the same organisation.</summary>
    protected static Staff Natsu { get; } = new("staff-natsu", "natsu", "なつ", Roles.Supervisor, "komorebi");

    /// <summary>A coordinator of another one.</summary>
    protected static Staff Nagi { get; } = new("staff-nagi", "nagi", "なぎ", Roles.Coordinator, "yoake");

    /// <summary>A folder for this test: keys, and the file of the embedded engine.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("gateway-bodies-").FullName;

    /// <summary>How many gateways may write at once.</summary>
    protected abstract int NodeCount { get; }

    /// <summary>The clock.</summary>
    protected FakeTime Time { get; } = new();

    /// <summary>Makes an empty database; the settings with which a gateway uses it.</summary>
    protected abstract Task<Dictionary<string, string?>> CreateAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var settings = await CreateAsync();
        settings["Gateway:Keys:Directory"] = Path.Combine(Folder, "keys");
        settings["Gateway:Keys:CreateForDevelopment"] = "true";
        settings["Gateway:SupportBodies:AllowInventedAreas"] = "true";
        settings["Gateway:SupportBodies:MostBodies"] = "2000";
        for (var i = 0; i < NodeCount; i++)
        {
            var services = new ServiceCollection();
            var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
            services.AddLogging();
            services.AddMetrics();
            services.AddPrimitives();
            services.AddSingleton<TimeProvider>(Time);
            services.AddRecords(reader);
            services.AddSupportBodies(reader);
            services.AddSingleton<Ids>();
            _nodes.Add(services.BuildServiceProvider());
            _nodes[0].GetRequiredService<Gateway.Records.Sealing.Vault>();
        }

        await Get<IRecords>().MigrateAsync();
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in _nodes) await node.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>A service of a node; the first one unless told otherwise.</summary>
    protected T Get<T>(int node = 0) where T : notnull => _nodes[node % _nodes.Count].GetRequiredService<T>();

    /// <summary>A body that two people approved.</summary>
    protected async Task<SupportBody> ApprovedAsync(BodyEntry? entry = null)
    {
        var proposed = (await Get<ProposeBody>().AddAsync(Haru, entry ?? ExampleBodies.CityDesk)).Body!;
        return (await Get<ApproveBody>().ApproveAsync(Natsu, proposed.Id, proposed.Version)).Body!;
    }

    private Task<SupportBody?> FindAsync(string id) => Get<SupportBodyDirectory>(1).FindAsync("komorebi", id);

    private Task<Recipient?> RecipientAsync(string id) =>
        Get<IRecords>(1).ReadAsync(session => Get<SupportBodyDirectory>(1).RecipientAsync(session, "komorebi", id));

    private async Task<IReadOnlyList<string>> TrailAsync() => await Get<IRecords>().ReadAsync(session =>
        session.QueryAsync<string>("SELECT actor || ' ' || action || ' ' || detail FROM audit WHERE organisation = 'komorebi' ORDER BY number"));
}
