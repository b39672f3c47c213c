using System.Diagnostics.Metrics;
using System.Security.Cryptography;
using Gateway.Channels.Line;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Simulators;
using Gateway.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SimulatedAccount = Gateway.Simulators.Line.LineAccount;
using SimulatedOptions = Gateway.Simulators.Line.LineAccountOptions;

namespace Gateway.Tests.Channels.Line;

/// <summary>What calls LINE, and a LINE that answers, on one clock; without the rest of the gateway.</summary>
internal sealed class LineHouse : IAsyncDisposable, ILogger<LineTokens>, ILogger<WatchQuota>, IHttpClientFactory
{
    private static readonly RSA s_key = RSA.Create(2048);

    private readonly HttpClient _http = new();
    private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly SimulatorHost _simulators;

    private LineHouse(SimulatorHost simulators, FakeTime time, LineCredential credential, string secret)
    {
        (_simulators, Time) = (simulators, time);
        Account = new("komorebi", "org-1", "U0123456789abcdef0123456789abcdef", Redacted.Of(secret), null, credential);
        Directory = new OrganisationDirectory([], [Account], [], []);
        Settings = new LineSettings { Api = simulators.Address };
        Tokens = new LineTokens(this, Settings, Directory, time, this);
        Call = new CallLine(this, Settings, Tokens);
        Quotas = new WatchQuota(Call, Directory, Settings, _meters.GetRequiredService<IMeterFactory>(), time, this);
    }

    public FakeTime Time { get; }

    public LineAccount Account { get; }

    public OrganisationDirectory Directory { get; }

    public LineSettings Settings { get; }

    public LineTokens Tokens { get; }

    public CallLine Call { get; }

    public WatchQuota Quotas { get; }

    public LineSender Sender => new(Call, Directory, Quotas);

    public SimulatedAccount Line => _simulators.Line("komorebi");

    public Outbox Outbox => _simulators.Outbox;

    /// <summary>The numbers of the lines that were logged.</summary>
    public List<int> Logged { get; } = [];

    public static LineCredential Stateless { get; } = new LineCredential.Stateless("1650000001");

    public static LineCredential Keyed(TimeSpan life, string? key = null, string keyId = "key1") =>
        new LineCredential.Keyed("1650000001", keyId, Redacted.Of(key ?? s_key.ExportPkcs8PrivateKeyPem()), life);

    public static async Task<LineHouse> StartAsync(LineCredential credential, string secret = "channel-secret", int? quota = null)
    {
        var time = new FakeTime();
        var simulators = await SimulatorHost.StartAsync(
            [
                new SimulatedOptions
                {
                    Account = "komorebi", Destination = "U0123456789abcdef0123456789abcdef", ChannelSecret = "channel-secret", AccessToken = "fixed", ChannelId = "1650000001",
                    AssertionKeys = new Dictionary<string, string> { ["key1"] = s_key.ExportSubjectPublicKeyInfoPem() }, MonthlyQuota = quota,
                },
            ], [], time);
        return new LineHouse(simulators, time, credential, secret);
    }

    public HttpClient CreateClient(string name) => _http;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Logged.Add(eventId.Id);

    public async ValueTask DisposeAsync()
    {
        Tokens.Dispose();
        Quotas.Dispose();
        await _meters.DisposeAsync();
        _http.Dispose();
        await _simulators.DisposeAsync();
    }
}
