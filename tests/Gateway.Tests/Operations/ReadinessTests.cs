using System.Net;
using System.Text.Json;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.WaitingQueue;
using Gateway.WaitingQueue.InProcess;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Gateway.Tests.Operations;

/// <summary>Readiness tells the truth: what takes a gateway out of service, and what only says that something is not well.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task Every_part_is_named()
    {
        await using var gateway = await TestGateway.StartAsync();
        var (status, parts) = await AskAsync(gateway.Http);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("healthy", parts["status"]);
        Assert.Superset(new HashSet<string> { "status", "records", "queue", "keys", "outbox", "bots" }, parts.Keys.ToHashSet());
        Assert.DoesNotContain("redis", parts.Keys);
    }

    [Fact]
    public async Task A_gateway_without_its_key_folder_goes_on_and_says_so()
    {
        var clock = new FakeTime();
        await using var gateway = await TestGateway.StartAsync(time: clock);
        Directory.Move(Path.Combine(gateway.Setup.Folder, "keys"), Path.Combine(gateway.Setup.Folder, "elsewhere"));
        clock.Advance(TimeSpan.FromSeconds(2));
        var (status, parts) = await AskAsync(gateway.Http);
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("degraded", parts["status"]);
        Assert.StartsWith("degraded: the key folder", parts["keys"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_often_does_not_tire_the_records()
    {
        var clock = new FakeTime();
        var counted = new CountedRecords();
        using var setup = new RunSetup();
        await using var app = GatewayHost.Create([], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration["urls"] = "http://127.0.0.1:0";
            builder.Configuration.AddInMemoryCollection(setup.Write(new Uri("http://127.0.0.1:1")).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
            builder.Logging.ClearProviders();
        }, services => services.AddSingleton<TimeProvider>(clock).AddSingleton<IRecords>(counted).AddSingleton<IQueueEngine, InProcessQueue>());
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        clock.Advance(TimeSpan.FromSeconds(2));
        await AskAsync(http);
        var before = counted.Asked;
        for (var i = 0; i < 20; i++) Assert.Equal(HttpStatusCode.ServiceUnavailable, (await AskAsync(http)).Status);
        Assert.Equal(before, counted.Asked);
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.StartsWith("degraded: the records", (await AskAsync(http)).Parts["records"], StringComparison.Ordinal);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(HttpStatusCode Status, Dictionary<string, string> Parts)> AskAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonSerializer.Deserialize<Dictionary<string, string>>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    /// <summary>Records that are away.</summary>
    private sealed class CountedRecords : IRecords
    {
        private int _asked;

        public bool IsAcrossANetwork => false;

        public int Asked => Volatile.Read(ref _asked);

        public Task<T> WriteAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default) => throw Away();

        public Task<T> ReadAsync<T>(Func<RecordsSession, Task<T>> work, CancellationToken cancel = default)
        {
            Interlocked.Increment(ref _asked);
            throw Away();
        }

        public Task MigrateAsync(CancellationToken cancel = default) => Task.CompletedTask;

        private static RecordsUnavailableException Away() => new("away", new TimeoutException());
    }
}
