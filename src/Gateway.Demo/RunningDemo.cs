using Gateway.Demo.Phones;
using Gateway.Simulators;

namespace Gateway.Demo;

/// <summary>The gateway on its embedded engines, the example organisations, and the phones beside it.</summary>
public static class RunningDemo
{
    /// <summary>Runs until it is told to stop.</summary>
    /// <exception cref="IOException">An address is taken, or another demo runs on the same folder.</exception>
    public static async Task RunAsync(DemoSettings settings)
    {
        using var folder = DemoFolder.Take(settings);
        var setup = new DemoSetup(settings, new DemoSecrets());
        await File.WriteAllTextAsync(folder.Setup, setup.Yaml());

        await using var gateway = GatewayHost.Create(
        [
            $"--urls={DemoSettings.Plain(settings.Gateway)}",
            $"--Gateway:Setup:File={folder.Setup}",
            "--Gateway:Records:Engine=Sqlite",
            $"--Gateway:Records:Sqlite:File={folder.Records}",
            $"--Gateway:Spool:Folder={folder.Spool}",
            "--Gateway:Queue:Engine=InProcess",
            $"--Gateway:Keys:Directory={folder.Keys}",
            "--Gateway:Keys:CreateForDevelopment=true",
            $"--Gateway:Channels:Line:Api={DemoSettings.Plain(settings.Phones)}",
            $"--Gateway:Channels:Line:ContentApi={DemoSettings.Plain(settings.Phones)}",
            $"--Gateway:Channels:WebChat:FrameAncestors={DemoSettings.Plain(settings.Phones)}",
        ]);
        await using var providers = new SimulatedProviders(setup.Line, setup.Sms, TimeProvider.System);
        providers.PointAt(settings.Gateway);
        await using var phones = PhonesHost.Create(settings, providers, setup.Describe());

        await gateway.PrepareAsync();
        await gateway.StartAsync();
        await phones.StartAsync();
        await Console.Out.WriteLineAsync($"""

              電話(相談する人)     {settings.Phones}
              コンソール(相談員)   {settings.Gateway}console/

              Open the first address: it has the phones, and the logins for the console. Ctrl+C ends the demo.

            """);
        await gateway.WaitForShutdownAsync();
        await phones.StopAsync();
    }
}
