using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.Processes;
using Xunit;

namespace Gateway.SystemTests.Cluster;

/// <summary>Two gateways behind HAProxy, as infra/local starts them, with simulated providers before the door.</summary>
internal sealed class ClusterWorld : IAsyncDisposable
{
    private ClusterWorld(RunSetup setup, SimulatorHost simulators, LocalCluster cluster) => (Setup, Simulators, Cluster) = (setup, simulators, cluster);

    public RunSetup Setup { get; }

    public SimulatorHost Simulators { get; }

    public LocalCluster Cluster { get; }

    public static async Task<ClusterWorld> StartAsync(SetupSize size, params (string Key, string Value)[] settings)
    {
        var setup = new RunSetup(size);
        var simulators = await SimulatorHost.StartAsync(setup.Line, setup.Sms);
        var cluster = await LocalCluster.StartAsync(setup, simulators.Address, settings: [("Gateway:SignIn:AttemptsPerMinute", "1000"), ("Gateway:Queue:PresenceSeconds", "60"), .. settings]);
        simulators.Providers.PointAt(cluster.Front);
        return new ClusterWorld(setup, simulators, cluster);
    }

    /// <summary>A phone at the LINE account of an organisation.</summary>
    public LinePhone Phone(string organisation = "org1") => Simulators.Line(organisation + "-line1").Phone();

    /// <summary>A console through the load balancer, resumed.</summary>
    public async Task<HubClient> ConsoleAsync(SetupPerson person)
    {
        var hub = await HubClient.ConnectAsync(Cluster.Front, person.UserName, person.Password);
        await hub.ResumeAsync();
        return hub;
    }

    /// <summary>Connects again as the console does: at once, and again a little later while it is refused.</summary>
    public static async Task<HubResumed> ComeBackAsync(HubClient hub, TimeSpan atMost)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await hub.ConnectAsync(TimeSpan.FromSeconds(5));
                return await hub.ResumeAsync();
            }
            catch (Exception notYet) when (TimeProvider.System.GetElapsedTime(start) < atMost && notYet is not InvalidOperationException)
            {
                await Task.Delay(200, TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Connects again if the connection has gone. Asked of the gateway: who looks at the socket right after a kill may not have heard of it yet.</summary>
    public static async Task ConnectedAsync(HubClient hub)
    {
        try
        {
            await hub.ResumeAsync();
        }
        catch (Exception lost) when (lost is IOException or TimeoutException or HubRefusedException)
        {
            await ComeBackAsync(hub, TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Waits until something is so.</summary>
    public static async Task<T> UntilAsync<T>(Func<Task<T?>> ask, string what, TimeSpan? atMost = null) where T : class
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                if (await ask() is { } answer) return answer;
            }
            catch (Exception notYet) when (notYet is HubRefusedException or IOException or HttpRequestException)
            {
                // Asked again below.
            }

            if (TimeProvider.System.GetElapsedTime(start) > (atMost ?? TimeSpan.FromSeconds(60))) throw new TimeoutException($"Not so in time: {what}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Cluster.DisposeAsync();
        await Simulators.DisposeAsync();
        Setup.Dispose();
    }
}
