using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.TestKit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gateway.Tests.Organisations;

/// <summary>A folder with a set-up file, keys and a database, in which one gateway after another may run.</summary>
internal sealed class OrganisationsHome : IDisposable
{
    public const string Password = "a-password-of-the-night";

    public string Folder { get; } = Directory.CreateTempSubdirectory("gateway-organisations-").FullName;

    public FakeTime Time { get; } = new();

    public string Database => Path.Combine(Folder, "gateway.db");

    /// <summary>Writes the set-up file: one organisation with these people, all with the same password unless given.</summary>
    public void Write(params (string UserName, string Role)[] people) =>
        WriteText("organisations:\n  - id: komorebi\n    name: こもれび相談室\n" + People(people));

    public static string People(params (string UserName, string Role)[] people) => people.Length == 0 ? "" :
        "    people:\n" + string.Concat(people.Select(person =>
            $"      - userName: {person.UserName}\n        name: {person.UserName}\n        role: {person.Role}\n        password: file:{person.UserName}.txt\n"));

    public void WriteText(string yaml)
    {
        File.WriteAllText(Path.Combine(Folder, "organisations.yaml"), yaml);
        foreach (var line in yaml.Split('\n').Where(line => line.Contains("password: file:", StringComparison.Ordinal)))
        {
            var file = Path.Combine(Folder, line[(line.IndexOf("file:", StringComparison.Ordinal) + 5)..].Trim());
            if (!File.Exists(file)) File.WriteAllText(file, Password + "\n");
        }
    }

    public void SetPassword(string userName, string password) => File.WriteAllText(Path.Combine(Folder, userName + ".txt"), password);

    /// <summary>Starts a gateway in this folder.</summary>
    /// <param name="map">Further endpoints.</param>
    /// <param name="https">Whether it believes that it is reached over https, as behind a proxy.</param>
    /// <param name="configure">Changes to what is registered.</param>
    /// <param name="settings">Further settings.</param>
    public Task<OrganisationsHost> StartAsync(
        Action<WebApplication>? map = null, bool https = false, Action<IServiceCollection>? configure = null, params (string Key, string Value)[] settings) =>
        OrganisationsHost.StartAsync(this, map, https, configure, settings);

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>The smallest gateway that has records and organisations, behind real HTTP.</summary>
internal sealed class OrganisationsHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestLog _log;

    private OrganisationsHost(WebApplication app, TestLog log) => (_app, _log) = (app, log);

    public IServiceProvider Services => _app.Services;

    /// <summary>What was logged so far, warnings and worse. What a test expects it takes out; what is left fails the test.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Log => _log.Lines;

    public IRecords Records => Services.GetRequiredService<IRecords>();

    public static async Task<OrganisationsHost> StartAsync(
        OrganisationsHome home, Action<WebApplication>? map, bool https, Action<IServiceCollection>? configure, (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var log = new TestLog();
        builder.Services.AddRoutingCore().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning).AddProvider(log));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:Records:Sqlite:File"] = home.Database,
            ["Gateway:Records:TimeoutMs"] = "10000",
            ["Gateway:Keys:Directory"] = Path.Combine(home.Folder, "keys"),
            ["Gateway:Keys:CreateForDevelopment"] = "true",
            ["Gateway:Setup:File"] = Path.Combine(home.Folder, "organisations.yaml"),
        }).AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Services.AddPrimitives();
        builder.Services.AddSingleton<TimeProvider>(home.Time);
        var reader = new SettingsReader(builder.Configuration);
        builder.Services.AddRecords(reader);
        builder.Services.AddOrganisations(reader);
        Assert.Empty(reader.Problems);
        // The strength of the hash is not what is tested; its time would be most of the tests' time.
        builder.Services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        await app.Services.GetRequiredService<IRecords>().MigrateAsync(TestContext.Current.CancellationToken);
        await app.Services.ApplySetupAsync(TestContext.Current.CancellationToken);
        if (https)
        {
            app.Use((context, next) =>
            {
                context.Request.Scheme = "https";
                return next(context);
            });
        }

        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapOrganisations();
        map?.Invoke(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new OrganisationsHost(app, log);
    }

    /// <summary>An organisation's audit trail.</summary>
    public Task<IReadOnlyList<AuditRow>> AuditAsync(string organisation = "komorebi") => Records.ReadAsync(session => session.QueryAsync<AuditRow>(
        "SELECT actor, action, subject, detail FROM audit WHERE organisation = @organisation ORDER BY number", new { organisation }));

    /// <summary>A browser of its own, with its own cookies unless some are given.</summary>
    public Browser Open(System.Net.CookieContainer? cookies = null) => new(new Uri(_app.Urls.Single()), cookies ?? new());

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        if (!_log.Lines.IsEmpty) Assert.Fail(string.Join("\n", _log.Lines));
    }

    public sealed record AuditRow(string Actor, string Action, string Subject, string Detail);
}
