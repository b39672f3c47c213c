using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Consortium.Overflow;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.TestKit.PartnerGateways;
using Gateway.TestKit.Processes;
using Xunit;

namespace Gateway.SystemTests.Consortium;

/// <summary>応援 between two gateways that are two processes, over real sockets and by the real clock: somebody is answered at the other one, which is killed in the middle of the talk and comes back.</summary>
public sealed class TwoGatewayProcessesTests
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    [Fact]
    public async Task Somebody_is_answered_by_the_other_process_which_is_killed_meanwhile_and_no_word_is_lost_or_twice()
    {
        using var homeKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var partnerKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var (homePort, partnerPort) = (FreePort.Find(), FreePort.Find());
        var (homeAddress, partnerAddress) = ($"http://127.0.0.1:{homePort}", $"http://127.0.0.1:{partnerPort}");
        var keys = Directory.CreateTempSubdirectory("gateway-partner-keys-");
        string KeyFile(string name, ECDsa key)
        {
            var file = Path.Combine(keys.FullName, name + ".pem");
            File.WriteAllText(file, key.ExportPkcs8PrivateKeyPem());
            return file;
        }

        var size = new SetupSize { Counsellors = 1, Coordinators = 1 };
        using var homeSetup = new RunSetup(size with { PartnerGateways = TwoGateways.Yaml("hoshi", partnerAddress, homeAddress, KeyFile("home", homeKey), "home-1", ("partner-1", partnerKey)) });
        await using var simulators = await SimulatorHost.StartAsync(homeSetup.Line, homeSetup.Sms);
        await using var home = await GatewayProcess.StartAsync(await OnPostgresAsync(homeSetup.Write(simulators.Address)), homePort);
        simulators.Providers.PointAt(home.Address);
        await using var coordinator = await SignInAsync(home, homeSetup, "org1-coordinator1");
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var founded = await SendAsync(coordinator, HttpMethod.Post, "", ExampleCharters.Between(["org1", "hoshi"]) with { From = today.AddDays(-1), Until = today.AddDays(30) });
        var (id, hash) = (founded.GetProperty("id").GetString()!, founded.GetProperty("agreements")[0].GetProperty("hash").GetString()!);
        await SendAsync(coordinator, HttpMethod.Post, $"/{id}/sign", new { version = 1, hash });

        var yaml = TwoGateways.Yaml("tsuki", homeAddress, partnerAddress, KeyFile("partner", partnerKey), "partner-1", ("home-1", homeKey)).Replace("{ id: tsuki,", $"{{ id: tsuki, takes: {{ agreement: {hash} }},", StringComparison.Ordinal);
        using var partnerSetup = new RunSetup(size with { PartnerGateways = yaml });
        await using var partner = await GatewayProcess.StartAsync(await OnPostgresAsync(partnerSetup.Write(simulators.Address)), partnerPort);
        await using var first = await DeskAsync(partner, partnerSetup);
        await BecomesAsync(async () => await EnactsAsync(coordinator, id), "the partner's gateway has said that it signed");
        await SendAsync(coordinator, HttpMethod.Put, $"/{id}/terms", new MemberTerms { Gives = true });

        var phone = simulators.Line(homeSetup.Line[0].Account).Phone();
        await phone.SayAsync("だれかいますか");
        await phone.ReceivesAsync(text => text.Contains("お願いしますか", StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        await phone.TapAsync("ほかの団体にお願いする");
        HubConversation? talk = null;
        await BecomesAsync(async () => (talk = await first.TakeNextAsync()) is not null, "taken at the other process");
        await first.SendAsync(talk!.Id, "ひとつめの返事");
        await phone.ReceivesAsync(text => text.EndsWith("ひとつめの返事", StringComparison.Ordinal), TimeSpan.FromSeconds(30));

        await partner.Kill9Async();
        await phone.SayAsync("途切れたあいだのことば");
        await partner.RestartAsync();
        await using var again = await DeskAsync(partner, partnerSetup);
        await BecomesAsync(async () => (await again.EntriesAfterAsync(talk.Id, 0)).Count(entry => entry.Text == "途切れたあいだのことば") == 1, "read at the other process after its restart");
        await again.SendAsync(talk.Id, "ふたつめの返事");
        await phone.ReceivesAsync(text => text.EndsWith("ふたつめの返事", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        await again.CloseAsync(talk.Id);
        await phone.ReceivesAsync(text => text.Contains("ありがとうございました", StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Single(phone.Received, item => item.Text.EndsWith("ひとつめの返事", StringComparison.Ordinal));
        Assert.Single(phone.Received, item => item.Text.EndsWith("ふたつめの返事", StringComparison.Ordinal));
        keys.Delete(recursive: true);
    }

    // Each has records of its own.
    private static async Task<Dictionary<string, string>> OnPostgresAsync(Dictionary<string, string> settings) => new(settings)
    {
        ["Gateway:Records:Engine"] = "Postgres",
        ["Gateway:Records:Postgres:Connection"] = await (await PostgresServer.SharedAsync()).MigratedDatabaseAsync() + ";Maximum Pool Size=10",
        // A busy machine is no outage, and a gateway that starts again on it does not make its counsellor one who has vanished.
        ["Gateway:Records:TimeoutMs"] = "30000",
        ["Gateway:Queue:PresenceSeconds"] = "60",
    };

    private static async Task<bool> EnactsAsync(HubClient coordinator, string id)
    {
        using var answer = await coordinator.Http.PostAsJsonAsync($"/api/consortia/{id}/enact", new { version = 1 }, TestContext.Current.CancellationToken);
        return answer.IsSuccessStatusCode;
    }

    private static Task<HubClient> SignInAsync(GatewayProcess gateway, RunSetup setup, string userName)
    {
        var person = setup.People.Single(one => one.UserName == userName);
        return HubClient.SignInAsync(gateway.Address, person.UserName, person.Password);
    }

    private static async Task<HubClient> DeskAsync(GatewayProcess gateway, RunSetup setup)
    {
        var person = setup.People[0];
        var desk = await HubClient.ConnectAsync(gateway.Address, person.UserName, person.Password);
        await desk.ResumeAsync();
        await desk.SetAvailabilityAsync(true, 5);
        return desk;
    }

    private static async Task BecomesAsync(Func<Task<bool>> isSo, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromSeconds(60)) throw new TimeoutException($"Not so in time: {what}");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TestContext.Current.CancellationToken);
        }
    }

    private static async Task<JsonElement> SendAsync(HubClient staff, HttpMethod method, string address, object body)
    {
        using var request = new HttpRequestMessage(method, "/api/consortia" + address) { Content = JsonContent.Create(body, options: s_json) };
        using var answer = await staff.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
