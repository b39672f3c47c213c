using System.Globalization;
using System.Net;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Gateway.Worlds;
using Gateway.Worlds.Consoles;

namespace Gateway.Load.Floor;

/// <summary>The floor as a process of its own, on a PostgreSQL of its own, with as many screens as the gateway has consoles.</summary>
public sealed class FloorWorld : IAsyncDisposable
{
    private readonly RunSetup _setup = new(new SetupSize());
    private readonly List<HubSocket> _screens = [];
    private PostgresServer _postgres = null!;
    private SimulatorHost _providers = null!;

    private FloorWorld()
    {
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Whose words it takes.</summary>
    public LineAccount Line => _providers.Line("org1-line1");

    /// <summary>The server's process.</summary>
    public ChildProcess Process { get; private set; } = null!;

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<FloorWorld> StartAsync(Action<string> say)
    {
        say("starting the floor");
        var world = new FloorWorld
        {
            Address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Find()}")),
        };
        world._providers = await SimulatorHost.StartAsync(world._setup.Line, world._setup.Sms);
        world._postgres = await PostgresServer.StartAsync(durable: true);
        var connection = await world._postgres.NewDatabaseAsync();
        world.Process = ChildProcess.Start(
            "dotnet",
            [typeof(FloorWorld).Assembly.Location, FloorServer.Command, world.Address.GetLeftPart(UriPartial.Authority), connection, world.Line.Options.ChannelSecret]);
        using var http = new HttpClient();
        await Until.TrueAsync(() => IsReady(http, world.Address), TimeSpan.FromSeconds(30), "the floor is ready");
        return world;
    }

    /// <summary>Connects screens that tell the oracle of each word they are shown.</summary>
    public async Task OpenScreensAsync(int count, Oracle oracle)
    {
        for (var screen = 0; screen < count; screen++)
        {
            _screens.Add(await HubSocket.ConnectAsync(
                Address, new CookieContainer(), (bytes, at) => Hear(bytes, at, oracle), CancellationToken.None));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var screen in _screens)
            await screen.DisposeAsync();
        await Process.DisposeAsync();
        await _postgres.DisposeAsync();
        await _providers.DisposeAsync();
        _setup.Dispose();
    }

    private static void Hear(ReadOnlySpan<byte> bytes, long at, Oracle oracle)
    {
        if (!EntriesFrame.Is(bytes))
            return;
        var frame = new EntriesFrame(bytes);
        frame.Conversation();
        while (frame.Next(out var entry))
        {
            if (entry.Word >= 0)
                oracle.Seen(entry.Word, at);
        }
    }

    private static bool IsReady(HttpClient http, Uri address)
    {
        try
        {
            using var answer = http.Send(new HttpRequestMessage(HttpMethod.Get, new Uri(address, "/healthz/ready")));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
