using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Gateway.Faults.Witnesses;
using Gateway.Simulators.Line;
using Gateway.Simulators.Twilio;
using Gateway.Worlds;

namespace Gateway.Faults.Leading;

/// <summary>Genuine calls in which somebody outside has put an address wherever a document has room for one.</summary>
internal sealed class LeadingCalls(LoadWorld world) : IDisposable
{
    private const string Picture = "image";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = world.Nodes[0].Address };
    private LinePhone? _phone;
    private int _number;

    /// <summary>How many calls were made, and how many were answered 2xx or 3xx.</summary>
    public (int Made, int Taken) Calls { get; private set; }

    /// <summary>Calls that were answered 5xx; should be none.</summary>
    public int Faults { get; private set; }

    /// <summary>Puts an address into every place of every channel.</summary>
    public async Task TellAsync(string address)
    {
        await LineAsync(address);
        await TwilioAsync(address);
        await AzureAsync(address);
        await ChatAsync(address);
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task LineAsync(string address)
    {
        // A person may write only so much before they are stopped.
        if (_number++ % 5 == 0) _phone = world.Line(Talks.Organisation).Phone();
        JsonObject[] messages =
        [
            new() { ["type"] = Picture, ["contentProvider"] = new JsonObject { ["type"] = "external", ["originalContentUrl"] = address, ["previewImageUrl"] = address } },
            new() { ["type"] = "video", ["duration"] = 1, ["contentProvider"] = new JsonObject { ["type"] = "external", ["originalContentUrl"] = address, ["previewImageUrl"] = address } },
            new() { ["type"] = Picture, ["id"] = address, ["contentProvider"] = new JsonObject { ["type"] = "line", ["originalContentUrl"] = address } },
            new() { ["type"] = "file", ["id"] = address, ["fileName"] = address, ["fileSize"] = 10 },
            new() { ["type"] = "text", ["text"] = address },
            new() { ["type"] = "location", ["title"] = address, ["address"] = address, ["latitude"] = 35.6, ["longitude"] = 139.7 },
            new() { ["type"] = "sticker", ["packageId"] = address, ["stickerId"] = address, ["stickerResourceType"] = "STATIC" },
            new() { ["type"] = "not known yet", ["url"] = address, ["linkUri"] = address },
        ];
        foreach (var message in messages) Count((await _phone!.SendAsync(_phone.Message(message))).First.StatusCode ?? 0);
    }

    private async Task TwilioAsync(string address)
    {
        var options = world.Twilio(Talks.Organisation).Options;
        var id = string.Create(CultureInfo.InvariantCulture, $"SMleads{_number}");
        (string Name, string Value)[] fields =
        [
            ("MessageSid", id), ("From", Number()), ("To", options.Number), ("Body", address), ("NumMedia", "2"), ("MediaContentType0", "image/jpeg"), ("MediaUrl0", address),
            ("MediaContentType1", address), ("MediaUrl1", address), ("StatusCallback", address), ("Uri", address),
        ];
        var path = $"/channels/twilio/{options.Account}/messages";
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = form };
        request.Headers.Add("X-Twilio-Signature", TwilioSignature.Of(options.AuthToken, options.PublicAddress.GetLeftPart(UriPartial.Authority) + path, fields));
        await SendAsync(request);
    }

    private async Task AzureAsync(string address)
    {
        var options = world.Sms(Talks.Organisation).Options;
        var path = $"/channels/sms/{options.Account}/events?key={options.EventsKey}";
        var id = string.Create(CultureInfo.InvariantCulture, $"leads{_number}");
        var events = new JsonArray(
            new JsonObject { ["id"] = id, ["topic"] = address, ["eventType"] = "Microsoft.Communication.SMSReceived", ["data"] = new JsonObject { ["messageId"] = id, ["from"] = Number(), ["to"] = options.Number, ["message"] = address } },
            new JsonObject { ["id"] = id + "r", ["eventType"] = "Microsoft.Communication.SMSDeliveryReportReceived", ["data"] = new JsonObject { ["messageId"] = address, ["to"] = Number(), ["tag"] = address, ["deliveryStatus"] = "Failed", ["deliveryStatusDetails"] = address } });
        using var said = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(events.ToJsonString(), Encoding.UTF8, "application/json") };
        await SendAsync(said);
        var validation = new JsonArray(new JsonObject { ["id"] = id + "v", ["eventType"] = "Microsoft.EventGrid.SubscriptionValidationEvent", ["data"] = new JsonObject { ["validationCode"] = "c", ["validationUrl"] = address } });
        using var asked = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(validation.ToJsonString(), Encoding.UTF8, "application/json") };
        await SendAsync(asked);
        // The handshake of CloudEvents names an address at which the answer may be given later.
        using var handshake = new HttpRequestMessage(HttpMethod.Options, path);
        handshake.Headers.TryAddWithoutValidation("WebHook-Request-Origin", "eventgrid.azure.net");
        handshake.Headers.TryAddWithoutValidation("WebHook-Request-Callback", Ascii(address));
        await SendAsync(handshake);
    }

    private async Task ChatAsync(string address)
    {
        using var form = new FormUrlEncodedContent([new("clientId", string.Create(CultureInfo.InvariantCulture, $"0190b5a0-0000-7000-8000-{_number:d12}")), new("beginning", string.Create(CultureInfo.InvariantCulture, $"leads{_number:d27}")), new("text", address)]);
        using var request = new HttpRequestMessage(HttpMethod.Post, world.Chat(Talks.Organisation).AbsolutePath + "/messages") { Content = form };
        foreach (var header in (string[])["Referer", "X-Original-URL", "X-Rewrite-URL", "X-Forwarded-Server", "Forwarded"]) request.Headers.TryAddWithoutValidation(header, Ascii(address));
        await SendAsync(request);
    }

    private string Number() => string.Create(CultureInfo.InvariantCulture, $"+8190{20_000_000 + _number:00000000}");

    private async Task SendAsync(HttpRequestMessage request)
    {
        using var answer = await _http.SendAsync(request);
        Count((int)answer.StatusCode);
    }

    private void Count(int status)
    {
        Calls = (Calls.Made + 1, Calls.Taken + (status is >= 200 and < 400 ? 1 : 0));
        if (status >= 500) Faults++;
    }

    private static string Ascii(string text) => string.Concat(text.Where(letter => letter is > ' ' and <= '~'));
}
