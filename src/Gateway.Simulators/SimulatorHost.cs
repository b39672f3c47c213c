using Gateway.Simulators.Line;
using Gateway.Simulators.Sms;
using Gateway.Simulators.Twilio;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.Simulators;

/// <summary>The simulated providers as a running server of their own, for tests and load.</summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private SimulatorHost(WebApplication app, SimulatedProviders providers) =>
        (_app, Providers, Address) = (app, providers, new Uri(app.Urls.First()));

    /// <summary>The providers themselves.</summary>
    public SimulatedProviders Providers { get; }

    /// <summary>Where they are served.</summary>
    public Uri Address { get; }

    /// <summary>What all of them have accepted, in order.</summary>
    public Outbox Outbox => Providers.Outbox;

    /// <summary>Starts the providers on a free port of this machine, or on the address given.</summary>
    public static async Task<SimulatorHost> StartAsync(
        IEnumerable<LineAccountOptions> line,
        IEnumerable<SmsNumberOptions> sms,
        TimeProvider? time = null,
        int? seed = null,
        string address = "http://127.0.0.1:0",
        IEnumerable<TwilioNumberOptions>? twilio = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var app = builder.Build();
        var providers = new SimulatedProviders(line, sms, time ?? TimeProvider.System, seed, twilio);
        app.MapSimulatedProviders(providers);
        await app.StartAsync();
        return new SimulatorHost(app, providers);
    }

    /// <summary>The LINE account of this name.</summary>
    public LineAccount Line(string account) => Providers.Line.Account(account);

    /// <summary>The number of the SMS account of this name.</summary>
    public SmsNumber Sms(string account) => Providers.Sms.Account(account);

    /// <summary>The Twilio number of the account of this name.</summary>
    public TwilioNumber Twilio(string account) => Providers.Twilio.Account(account);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Providers.DisposeAsync();
        await _app.DisposeAsync();
    }
}
