using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Gateway.Faults.Leading;
using Gateway.Faults.Witnesses;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Fuzz;
using Gateway.TestKit.Hostile;
using Gateway.Worlds;

namespace Gateway.Faults.Experiments;

/// <summary>Somebody outside names addresses, and providers lead elsewhere: the gateway must speak with its providers and with nobody else.</summary>
public sealed class LeadingExperiment : IExperiment
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly string[] s_kinds = ["lineReply", "lineContent", "acs", "twilio"];

    /// <inheritdoc/>
    public string Name => "g28-ssrf";

    /// <inheritdoc/>
    public string Promise => "Whatever address somebody outside names, and wherever a provider leads, the gateway speaks with its providers alone.";

    /// <inheritdoc/>
    public string Passes =>
        "By the account of the gateway's own runtime: no connection was begun but to the providers, no name was asked for; nobody came to the listener to which "
        + "the addresses lead; no call was answered 5xx; and every kind of call to a provider was led elsewhere.";

    public bool Alone => true;

    /// <inheritdoc/>
    public async Task<IFindings> RunAsync(ExperimentRun run)
    {
        run.Only(Engine.Embedded);
        using var trap = new TcpListener(IPAddress.IPv6Any, 0);
        trap.Server.DualMode = true;
        trap.Start();
        var port = ((IPEndPoint)trap.LocalEndpoint).Port;
        var addresses = LeadingAddresses.All(port);
        using var connections = new Connections();
        var plan = new WorldPlan
        {
            Size = new SetupSize { SmsNumbers = 1, TwilioNumbers = 1, Attachments = "all", LineTokenKind = "stateless" },
            Settings = DoorFuzz.Settings.Concat(connections.Settings).ToDictionary(),
        };
        var led = new LedElsewhere(addresses);
        var times = run.Pick(25, addresses.Count);
        int providers;
        (int Made, int Taken) calls;
        int faults;
        await using (var world = await LoadWorld.StartAsync(plan, run.Say))
        {
            providers = world.ProvidersPort;
            run.Say(string.Create(CultureInfo.InvariantCulture, $"{addresses.Count} addresses into every place of every channel"));
            using var tell = new LeadingCalls(world);
            foreach (var address in addresses) await tell.TellAsync(address);
            (calls, faults) = (tell.Calls, tell.Faults);
            while (await world.Records.CountAsync("SELECT COUNT(*) FROM attachment WHERE state = 'waiting'") > 0) await Task.Delay(50);
            run.Say("providers that lead elsewhere");
            world.LeadElsewhere(led.Of);
            await LeadAsync(world, led, times);
            // The token, too, is asked for anew.
            await world.Nodes[0].StopAsync();
            await world.Nodes[0].RestartAsync();
            await Until.IsTrueAsync(() => led.Times.GetValueOrDefault("lineToken") > 0, Patience);
            await world.Nodes[0].StopAsync();
        }
        var (called, asked) = connections.Read(LeadingAddresses.Names);
        var elsewhere = called.Where(end => !IPAddress.IsLoopback(end.Address) || end.Port == port).Select(end => end.ToString()).Distinct().ToList();
        return new Findings(
            addresses.Count, calls.Made, calls.Taken, faults, led.Times, WasLed(led.Times, times) && led.Times.GetValueOrDefault("lineToken") > 0, called.Count(end => end.Port == providers), elsewhere, asked, trap.Pending());
    }

    // New people write and send pictures until every kind of call has been led to so many addresses, or for so long.
    private static async Task LeadAsync(LoadWorld world, LedElsewhere led, int times)
    {
        var since = TimeProvider.System.GetTimestamp();
        for (var person = 0; !WasLed(led.Times, times) && TimeProvider.System.GetElapsedTime(since) < Patience; person++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"+8190{30_000_000 + person:00000000}");
            var phone = world.Line(Talks.Organisation).Phone();
            await phone.SayAsync("こんばんは");
            await phone.SendAsync(new LineContent("image", DrawnPicture.Png(8, 8)));
            await world.Sms(Talks.Organisation).Phone(number).SayAsync("こんばんは");
            await world.Twilio(Talks.Organisation).Phone(number).SayAsync("こんばんは");
            await Until.IsTrueAsync(() => WasLed(led.Times, person + 1), TimeSpan.FromSeconds(2));
        }
    }

    private static bool WasLed(IReadOnlyDictionary<string, int> now, int times) =>
        s_kinds.All(kind => now.GetValueOrDefault(kind) >= times);

    private sealed record Findings(
        int Addresses, int Calls, int Taken, int Faults, IReadOnlyDictionary<string, int> LedElsewhere, bool EveryKindWasLed, int ConnectionsToProviders, IReadOnlyList<string> ConnectionsElsewhere,
        IReadOnlyList<string> NamesAskedFor, bool CameToTheListener) : IFindings
    {
        // Without any connection to the providers the runtime has written down nothing, and nothing is proven.
        public bool Good => Addresses >= 150 && Taken > 0 && Faults == 0 && EveryKindWasLed && ConnectionsToProviders > 0 && ConnectionsElsewhere.Count == 0 && NamesAskedFor.Count == 0 && !CameToTheListener;
    }
}
