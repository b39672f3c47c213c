using Gateway.Simulators.Line;
using Gateway.Simulators.Sms;
using Gateway.Simulators.Twilio;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
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

    /// <summary>Where a call to this path is led instead of being served, with which status; nothing: it is served. Real providers never do this.</summary>
    public Func<string, (int Status, string Location)?>? LeadsElsewhere { get; set; }

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
        SimulatorHost? host = null;
        app.Use((context, next) => host?.LeadsElsewhere?.Invoke(context.Request.Path) is var (status, location) ? LeadAsync(context, status, location) : next(context));
        app.MapSimulatedProviders(providers);
        await app.StartAsync();
        return host = new SimulatorHost(app, providers);
    }

    private static Task LeadAsync(HttpContext context, int status, string location)
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = string.Concat(location.Select(letter => letter is > ' ' and <= '~' ? letter.ToString() : Uri.EscapeDataString(letter.ToString())));
        return Task.CompletedTask;
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
