using System.Globalization;
using Gateway.Simulators.Sms;
using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Twilio;

/// <summary>Twilio's calls to the gateway for one number: what came in, and what became of what went out. Each is signed.</summary>
public sealed class TwilioCallbacks
{
    private readonly TwilioNumberOptions _options;
    private readonly WebhookCaller _caller;
    private readonly Faults _faults;

    internal TwilioCallbacks(TwilioNumberOptions options, WebhookCaller caller, Faults faults) => (_options, _caller, _faults) = (options, caller, faults);

    /// <summary>Where the gateway really is, behind its public address.</summary>
    public Uri? Gateway { get; set; }

    /// <summary>The status calls: they may be held back, and sent in another order.</summary>
    public ReportPost Post { get; } = new();

    /// <summary>The parameters that every call has.</summary>
    public IReadOnlyList<(string Name, string Value)> Always => [("AccountSid", _options.AccountSid), ("ApiVersion", "2010-04-01")];

    /// <summary>Hands a message that came in to the gateway.</summary>
    public async Task<WebhookDelivery> MessageAsync(IReadOnlyList<(string Name, string Value)> parameters)
    {
        var to = new Uri(_options.PublicAddress, $"/channels/twilio/{_options.Account}/messages");
        var delivery = await DeliverAsync(to, parameters);
        if (_faults.TakeDuplicate())
            await DeliverAsync(to, parameters);
        return delivery;
    }

    internal void Report(Uri callback, string sid, string recipient, string status, int? error)
    {
        List<(string, string)> parameters =
            [("MessageSid", sid), ("SmsSid", sid), ("MessageStatus", status), ("SmsStatus", status), ("To", recipient), ("From", _options.Number)];
        if (error is { } code)
            parameters.Add(("ErrorCode", code.ToString(CultureInfo.InvariantCulture)));
        var to = Post.WithoutReference ? new Uri(callback.GetLeftPart(UriPartial.Path)) : callback;
        Post.Add(() => DeliverAsync(to, parameters));
    }

    /// <summary>One signed call, with the tries that the number is set to.</summary>
    private Task<WebhookDelivery> DeliverAsync(Uri to, IReadOnlyList<(string Name, string Value)> parameters)
    {
        var gateway = Gateway ?? throw new InvalidOperationException($"The Twilio account {_options.Account} does not know where the gateway is yet.");
        List<(string Name, string Value)> all = [.. parameters, .. Always];
        var body = string.Join('&', all.Select(one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value).Replace("%20", "+", StringComparison.Ordinal)}"));
        var signature = TwilioSignature.Of(_options.AuthToken, to.AbsoluteUri, all);
        return _caller.DeliverAsync(
            _ => _caller.PostAsync(
                new Uri(gateway, to.PathAndQuery), System.Text.Encoding.UTF8.GetBytes(body), [("X-Twilio-Signature", signature), ("User-Agent", "TwilioProxy/1.1")], _options.WebhookTimeout,
                "application/x-www-form-urlencoded"),
            _options.Retries, _ => true);
    }
}
