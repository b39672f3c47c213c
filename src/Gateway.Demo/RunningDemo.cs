using Gateway.Demo.Phones;
using Gateway.Simulators;

namespace Gateway.Demo;

/// <summary>The gateway on its embedded engines, the example organisations, and beside it the phones and the mailbox of the support bodies.</summary>
public static class RunningDemo
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <exception cref="IOException">An address is taken, or another demo runs on the same folder.</exception>
    public static async Task RunAsync(DemoSettings settings)
    {
        using var folder = DemoFolder.Take(settings);
        var setup = new DemoSetup(settings, new DemoSecrets());
        await File.WriteAllTextAsync(folder.Setup, setup.Yaml());

        await using var mail = MailServer.Start();
        var address = DemoSettings.Plain(settings.Gateway);
        await using var gateway = GatewayHost.Create(
        [
            $"--urls={address}",
            $"--Gateway:Setup:File={folder.Setup}",
            "--Gateway:Records:Engine=Sqlite",
            $"--Gateway:Records:Sqlite:File={folder.Records}",
            $"--Gateway:Spool:Folder={folder.Spool}",
            "--Gateway:Queue:Engine=InProcess",
            $"--Gateway:Keys:Directory={folder.Keys}",
            "--Gateway:Keys:CreateForDevelopment=true",
            "--Gateway:SupportBodies:AllowInventedAreas=true",
            $"--Gateway:Channels:Line:Api={DemoSettings.Plain(settings.Phones)}",
            $"--Gateway:Channels:Line:ContentApi={DemoSettings.Plain(settings.Phones)}",
            $"--Gateway:Channels:WebChat:FrameAncestors={DemoSettings.Plain(settings.Phones)}",
            // Links in messages and letters lead to this machine itself; of another address the gateway would ask for TLS.
            .. settings.Gateway.IsLoopback
                ?
                [
                    $"--Gateway:Passage:Address={address}",
                    $"--Gateway:Desk:Address={address}",
                    "--Gateway:Mail:Host=127.0.0.1",
                    $"--Gateway:Mail:Port={mail.Port}",
                    "--Gateway:Mail:Tls=false",
                    "--Gateway:Mail:From=tsunagi@komorebi.example.jp",
                ]
                : Array.Empty<string>(),
        ]);
        await using var providers = new SimulatedProviders(setup.Line, setup.Sms, TimeProvider.System);
        providers.PointAt(settings.Gateway);
        await using var phones = PhonesHost.Create(settings, providers, mail, setup.Describe());

        await gateway.PrepareAsync();
        var staff = await ExampleStaff.ReadAsync(gateway.Services);
        await FillDirectory.RunAsync(gateway.Services, staff);
        await FoundConsortium.RunAsync(gateway.Services, staff, TimeProvider.System);
        await PlanShifts.RunAsync(gateway.Services, staff);
        await gateway.StartAsync();
        await phones.StartAsync();
        await Console.Out.WriteLineAsync($"""

              電話と手紙           {settings.Phones}
              コンソール(相談員)   {settings.Gateway}console/

              Open the first address: it has the phones, the mailbox, and the logins for the console. Ctrl+C ends the demo.

            """);
        await gateway.WaitForShutdownAsync();
        await phones.StopAsync();
    }
}
