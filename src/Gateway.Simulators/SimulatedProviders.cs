using Gateway.Simulators.Line;
using Gateway.Simulators.Sms;
using Gateway.Simulators.Twilio;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators;

/// <summary>All simulated providers with one outbox between them.</summary>
public sealed class SimulatedProviders : IAsyncDisposable
{
    /// <summary>Simulators of these accounts and numbers.</summary>
    /// <param name="line">The LINE accounts.</param>
    /// <param name="sms">The SMS numbers.</param>
    /// <param name="time">The clock of reply tokens, retry keys, quotas and limits.</param>
    /// <param name="seed">With a seed, the same run gives the same ids.</param>
    /// <param name="twilio">The numbers of Twilio.</param>
    public SimulatedProviders(
        IEnumerable<LineAccountOptions> line, IEnumerable<SmsNumberOptions> sms, TimeProvider time, int? seed = null,
        IEnumerable<TwilioNumberOptions>? twilio = null)
    {
        Ids = new SimulatorIds(time, seed);
        Line = new LineSimulator(line, Outbox, time, Ids);
        Sms = new SmsSimulator(sms, Outbox, time, Ids);
        Twilio = new TwilioSimulator(twilio ?? [], Outbox, time, Ids);
    }

    /// <summary>What all of them have accepted, in order.</summary>
    public Outbox Outbox { get; } = new();

    /// <summary>LINE.</summary>
    public LineSimulator Line { get; }

    /// <summary>SMS over Azure Communication Services.</summary>
    public SmsSimulator Sms { get; }

    /// <summary>SMS over Twilio.</summary>
    public TwilioSimulator Twilio { get; }

    /// <summary>Where ids come from.</summary>
    public SimulatorIds Ids { get; }

    /// <summary>Lets all of them call the gateway at this address.</summary>
    public void PointAt(Uri gateway)
    {
        Line.PointAt(gateway);
        Sms.PointAt(gateway);
        Twilio.PointAt(gateway);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Line.DisposeAsync();
        await Sms.DisposeAsync();
        await Twilio.DisposeAsync();
    }
}

/// <summary>The addresses of all simulated providers.</summary>
public static class SimulatedProviderEndpoints
{
    /// <summary>Serves LINE's, Azure's and Twilio's addresses, and <c>GET /outbox.json?after=n</c>.</summary>
    public static void MapSimulatedProviders(this IEndpointRouteBuilder app, SimulatedProviders providers)
    {
        app.MapLine(providers.Line);
        app.MapSms(providers.Sms);
        app.MapTwilio(providers.Twilio);
        app.MapGet("/outbox.json", (long? after) => TypedResults.Ok(providers.Outbox.PageAfter(after ?? 0)));
    }
}
