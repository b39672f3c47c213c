using System.Globalization;
using Gateway.Simulators.Sms;
using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Twilio;

/// <summary>A mobile phone that writes to one number of Twilio.</summary>
public sealed class TwilioPhone : MobilePhone
{
    private readonly TwilioNumber _to;
    private readonly SimulatorIds _ids;

    internal TwilioPhone(TwilioNumber to, string number, SimulatorIds ids, Outbox outbox)
        : base("twilio", to.Options.Number, number, outbox) => (_to, _ids) = (to, ids);

    /// <inheritdoc/>
    public override Task<WebhookDelivery> SayAsync(string text) => SayAsync(text, "SM" + _ids.Hex(16));

    /// <inheritdoc/>
    public override Task<WebhookDelivery> SayAsync(string text, string messageId)
    {
        List<(string, string)> parameters =
        [
            ("MessageSid", messageId), ("SmsMessageSid", messageId), ("SmsSid", messageId), ("From", Number), ("To", _to.Options.Number), ("Body", text),
            ("NumMedia", "0"), ("NumSegments", SmsText.Segments(text).ToString(CultureInfo.InvariantCulture)), ("SmsStatus", "received"),
            ("FromCountry", "JP"), ("ToCountry", "JP"),
        ];
        if (_to.Hear(Number, text) is { } opted)
            parameters.Add(("OptOutType", opted));
        return _to.Callbacks.MessageAsync(parameters);
    }

    /// <summary>Sends a picture, with words or without.</summary>
    public Task<WebhookDelivery> PictureAsync(string text = "")
    {
        var id = "MM" + _ids.Hex(16);
        return _to.Callbacks.MessageAsync(
        [
            ("MessageSid", id), ("From", Number), ("To", _to.Options.Number), ("Body", text), ("NumMedia", "1"), ("MediaContentType0", "image/jpeg"),
            ("MediaUrl0", $"https://api.twilio.com/2010-04-01/Accounts/{_to.Options.AccountSid}/Messages/{id}/Media/ME0"), ("NumSegments", "1"), ("SmsStatus", "received"),
        ]);
    }

    /// <inheritdoc/>
    public override void SetReachable(bool reachable) => _to.SetReachable(Number, reachable);
}
