using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Records.Sealing;
using Gateway.TestKit;
using Gateway.TestKit.Processes;
using Xunit;

namespace Gateway.SystemTests.Organisations;

public sealed class TwoNodesTests
{
    [Fact]
    public async Task Two_gateways_started_at_once_apply_one_setup_and_share_every_sign_in()
    {
        var cancel = TestContext.Current.CancellationToken;
        // With fsync, because the gateway refuses to keep records without it.
        await using var postgres = await PostgresServer.StartAsync(durable: true);
        await using var redis = await RedisServer.StartAsync();
        using var setup = new RunSetup(new SetupSize { Counsellors = 8 });
        var settings = setup.Write(new Uri("http://localhost:9"));
        settings["Gateway:Records:Engine"] = "Postgres";
        settings["Gateway:Records:Postgres:Connection"] = await postgres.NewDatabaseAsync();
        // How slow a busy machine is, is not what is tested.
        settings["Gateway:Records:TimeoutMs"] = "30000";
        settings["Gateway:Queue:Engine"] = "Redis";
        settings["Gateway:Redis:Endpoints"] = redis.Endpoint;
        KeyFolder.Create(settings["Gateway:Keys:Directory"], TimeProvider.System.GetUtcNow());

        var nodes = await Task.WhenAll(GatewayProcess.StartAsync(settings), GatewayProcess.StartAsync(settings));
        await using var one = nodes[0];
        await using var two = nodes[1];
        foreach (var person in setup.People)
        {
            using var handler = new SocketsHttpHandler { CookieContainer = new CookieContainer() };
            using var http = new HttpClient(handler);
            using var signedIn = await http.PostAsJsonAsync(new Uri(one.Address, "/api/session"), new { person.UserName, person.Password }, cancel);
            Assert.Equal(HttpStatusCode.NoContent, signedIn.StatusCode);
            // Cookies belong to a host, whatever its port: the second node gets the first one's.
            var me = await http.GetFromJsonAsync<JsonElement>(new Uri(two.Address, "/api/session"), cancel);
            Assert.Equal(person.UserName, me.GetProperty("userName").GetString());
        }

        await one.StopAsync();
        await one.RestartAsync();
        Assert.Contains("8 people, 0 changes", one.Process.LastLines, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guesses_spread_over_two_gateways_get_no_more_tries()
    {
        var cancel = TestContext.Current.CancellationToken;
        await using var postgres = await PostgresServer.StartAsync(durable: true);
        await using var redis = await RedisServer.StartAsync();
        using var setup = new RunSetup();
        var settings = setup.Write(new Uri("http://localhost:9"));
        settings["Gateway:Records:Engine"] = "Postgres";
        settings["Gateway:Records:Postgres:Connection"] = await postgres.NewDatabaseAsync();
        // How slow a busy machine is, is not what is tested.
        settings["Gateway:Records:TimeoutMs"] = "30000";
        settings["Gateway:Queue:Engine"] = "Redis";
        settings["Gateway:Redis:Endpoints"] = redis.Endpoint;
        KeyFolder.Create(settings["Gateway:Keys:Directory"], TimeProvider.System.GetUtcNow());
        await using var one = await GatewayProcess.StartAsync(settings);
        await using var two = await GatewayProcess.StartAsync(settings);
        var person = setup.People[0];
        using var http = new HttpClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AskAsync(i % 2 == 0 ? one : two, $"guess-number-{i}")));
        Assert.True(answers.All(status => status == HttpStatusCode.Unauthorized), one.Process.LastLines + two.Process.LastLines);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(one, person.Password));
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(two, person.Password));

        await using var database = new Npgsql.NpgsqlConnection(settings["Gateway:Records:Postgres:Connection"]);
        await database.OpenAsync(cancel);
        await using var count = new Npgsql.NpgsqlCommand("SELECT count(*) FROM audit WHERE detail = 'wrong password'", database);
        Assert.Equal(5L, await count.ExecuteScalarAsync(cancel));

        async Task<HttpStatusCode> AskAsync(GatewayProcess gateway, string password)
        {
            using var answer = await http.PostAsJsonAsync(new Uri(gateway.Address, "/api/session"), new { person.UserName, password }, cancel);
            return answer.StatusCode;
        }
    }
}
