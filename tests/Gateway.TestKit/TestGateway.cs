using System.Collections.Concurrent;
using Gateway.ConsoleHub;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.Simulators.Sms;
using Gateway.TestKit.Hub;
using Gateway.WaitingQueue;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.TestKit;

/// <summary>
/// The whole gateway in the test's process, on the embedded engines, with simulated providers: real sockets, a clock that the
/// test may move, and a log that fails the test if it holds an error that was not announced.
/// </summary>
public sealed class TestGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TestGatewayLog _log;

    private TestGateway(WebApplication app, RunSetup setup, SimulatorHost simulators, FakeTime? time, TestGatewayLog log)
    {
        (_app, Setup, Simulators, Time, _log) = (app, setup, simulators, time, log);
        Address = new Uri(app.Urls.First());
        Http = new HttpClient { BaseAddress = Address };
        simulators.Providers.PointAt(Address);
    }

    /// <summary>Names and secrets of this run.</summary>
    public RunSetup Setup { get; }

    /// <summary>The simulated providers.</summary>
    public SimulatorHost Simulators { get; }

    /// <summary>The clock, if the test moves it.</summary>
    public FakeTime? Time { get; }

    /// <summary>Where the gateway listens.</summary>
    public Uri Address { get; }

    /// <summary>Calls the gateway without a cookie.</summary>
    public HttpClient Http { get; }

    /// <summary>The gateway's services, for a look behind the front door.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Lines of the log from warnings upwards; errors in it fail the test at its end.</summary>
    public IReadOnlyCollection<string> LoggedErrors => [.. _log.Errors];

    /// <summary>Starts everything.</summary>
    /// <param name="size">How many accounts and people.</param>
    /// <param name="time">A clock that the test moves; the real one when not given.</param>
    /// <param name="replace">Puts a part of the test's own in place of one of the gateway's.</param>
    /// <param name="settings">Further settings.</param>
    public static async Task<TestGateway> StartAsync(
        SetupSize? size = null, FakeTime? time = null, Action<IServiceCollection>? replace = null, params (string Key, string Value)[] settings)
    {
        var setup = new RunSetup(size ?? new SetupSize { SmsNumbers = 1 });
        var simulators = await SimulatorHost.StartAsync(setup.Line, setup.Sms, time, twilio: setup.Twilio);
        var log = new TestGatewayLog();
        var app = GatewayHost.Create([], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Configuration["urls"] = "http://127.0.0.1:0";
            builder.Configuration.AddInMemoryCollection(setup.Write(simulators.Address).Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
            builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
            builder.Logging.ClearProviders().AddProvider(log);
        }, services =>
        {
            // Hundreds of tests sign somebody in; what a password costs is measured where it matters, not here.
            services.PostConfigure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1_000);
            if (time is not null) services.AddSingleton<TimeProvider>(time);
            replace?.Invoke(services);
        });
        await app.PrepareAsync();
        await app.StartAsync();
        var gateway = new TestGateway(app, setup, simulators, time, log);
        await gateway.EventuallyAsync(async () => (await gateway.Http.GetAsync("/healthz/ready")).IsSuccessStatusCode, "ready");
        return gateway;
    }

    /// <summary>The phone of one LINE user at the first account.</summary>
    public LinePhone LinePhone() => Simulators.Line(Setup.Line[0].Account).Phone();

    /// <summary>The phone of one SMS sender to the first number.</summary>
    public SmsPhone SmsPhone(string number = "+819000000001") => Simulators.Sms(Setup.Sms[0].Account).Phone(number);

    /// <summary>A console of the n-th counsellor, connected and resumed.</summary>
    public async Task<HubClient> ConsoleAsync(int counsellor = 0)
    {
        var person = Setup.People[counsellor];
        var hub = await HubClient.ConnectAsync(Address, person.UserName, person.Password);
        await hub.ResumeAsync();
        return hub;
    }

    /// <summary>Moves the clock on in steps of a second, and lets what wakes up come to rest in between.</summary>
    /// <param name="span">How long.</param>
    /// <param name="step">In steps of this; a second each if nothing is said. Far shorter than a counsellor's presence lasts without a sign of life.</param>
    public async Task PassAsync(TimeSpan span, TimeSpan? step = null)
    {
        var longest = step ?? TimeSpan.FromSeconds(1);
        for (var left = span; left > TimeSpan.Zero; left -= longest)
        {
            Time!.Advance(left < longest ? left : longest);
            await HeartbeatAsync();
            for (var looks = 0; looks < 50; looks++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(3));
                if (ThreadPool.PendingWorkItemCount == 0) break;
            }
        }
    }

    /// <summary>Waits (in real time, moving the test's clock if there is one) until something is so.</summary>
    /// <exception cref="TimeoutException">It was not so within a minute.</exception>
    public async Task EventuallyAsync(Func<Task<bool>> isSo, string what)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isSo())
        {
            if (TimeProvider.System.GetElapsedTime(start) > TimeSpan.FromMinutes(1)) throw new TimeoutException($"Not so in time: {what}");
            if (Time is not null)
            {
                Time.Advance(TimeSpan.FromMilliseconds(100));
                await HeartbeatAsync();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(10));
        }
    }

    /// <summary>A sign of life of everybody who is connected. On a busy machine what the clock wakes gets its turn late: a desk that is connected would seem to be silent for half a minute.</summary>
    public async Task HeartbeatAsync()
    {
        foreach (var desks in Services.GetRequiredService<Consoles>().All.GroupBy(console => console.Staff.Organisation))
        {
            try
            {
                await Services.GetRequiredService<IQueueEngine>().HeartbeatAsync(desks.Key, [.. desks.Select(console => console.Staff.Id).Distinct()]);
            }
            catch (Exception away) when (away is QueueUnavailableException or QueueEpochLostException)
            {
                // The test has taken the queue away: then nobody is heard.
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Simulators.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Setup.Dispose();
        if (!_log.Errors.IsEmpty) throw new InvalidOperationException("The gateway logged errors:\n" + string.Join('\n', _log.Errors));
    }
}

/// <summary>Keeps what was logged as an error.</summary>
internal sealed class TestGatewayLog : ILoggerProvider, ILogger
{
    public ConcurrentQueue<string> Errors { get; } = [];

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) Errors.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
        // The lines are read after the end of the gateway.
    }
}
