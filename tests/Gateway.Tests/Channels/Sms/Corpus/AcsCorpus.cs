using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.Simulators.Sms;

namespace Gateway.Tests.Channels.Sms.Corpus;

/// <summary>Calls to Event Grid's door: with keys that are not ours, and with our key and whatever can stand in an event.</summary>
internal sealed class AcsCorpus(SmsNumberOptions number)
{
    private static readonly string[] Values =
        ["null", "true", "0", "-1", "1e999", "\"\"", "\" \"", "[]", "{}", "[[]]", "{\"a\":1}", "\"\\ud800\"", "\"\\u0000\"", "99999999999999999999999", "\"2026-11-21T13:00:00Z\"", "\"9999-99-99\""];

    private int _id;

    private string Path => $"/channels/sms/{number.Account}/events";

    private string Good => $"{Path}?key={Uri.EscapeDataString(number.EventsKey)}";

    public IEnumerable<HostileCall> All() => [.. Forged(), .. Texts(), .. Envelopes(), .. Malformed(), .. Reports()];

    private IEnumerable<HostileCall> Forged()
    {
        var body = Bytes(Event("にせもの"));
        var key = number.EventsKey;
        string[] keys =
        [
            "", " ", key[..^1], key + "0", key + " ", " " + key, key.ToUpperInvariant(), new string([.. key.Reverse()]), "%00", "null", "undefined", "*", ".*", "' or 1=1 --", "key", new string('k', 8000), "あ",
            number.AccessKey,
            .. Enumerable.Range(0, key.Length).Select(i => key[..i] + (key[i] == '0' ? '1' : '0') + key[(i + 1)..]),
            .. Enumerable.Range(1, key.Length - 1).Select(i => key[..i]),
        ];
        foreach (var wrong in keys) yield return new HostileCall($"key ({wrong.Length} letters)", $"{Path}?key={Uri.EscapeDataString(wrong)}", body, Genuine: false);
        foreach (var wrong in keys.Where(wrong => wrong.Length is > 0 and < 200 && wrong.All(char.IsAsciiLetterOrDigit)))
            yield return new HostileCall($"key in the header ({wrong.Length} letters)", Path, body, Genuine: false) { Headers = [("X-Events-Key", wrong)] };
        foreach (var path in new[] { Path, Path + "?Key=", Path + "?code=" + key, Path + "#key=" + key, "/channels/sms/nobody/events?key=" + key, $"/channels/sms//events?key={key}", $"/channels/sms/{number.Account}/?key={key}" })
            yield return new HostileCall("address " + path.Replace(key, "KEY", StringComparison.Ordinal), path, body, Genuine: false);
        foreach (var header in new[] { "Authorization", "aeg-sas-key", "X-Api-Key", "Cookie" })
            yield return new HostileCall("key in " + header, Path, body, Genuine: false) { Headers = [(header, key)] };
        foreach (var method in new[] { "GET", "PUT", "DELETE", "PATCH", "HEAD", "TRACE" }) yield return new HostileCall("method " + method, Good, [], Genuine: false) { Method = new HttpMethod(method) };
        yield return new HostileCall("over the limit", Good, new byte[(1024 * 1024) + 1], Genuine: false);
        yield return new HostileCall("two keys, the first wrong", $"{Path}?key=wrong&key={key}", body, Genuine: false);
        yield return new HostileCall("handshake with a wrong key", Path + "?key=wrong", Bytes(Validation()), Genuine: false);
    }

    private IEnumerable<HostileCall> Texts()
    {
        foreach (var (name, text) in HostileTexts.All) yield return Genuine("text: " + name, Event(text));
        foreach (var (name, text) in HostileTexts.All.Take(10)) yield return Genuine("cloud event: " + name, CloudEvent(text)) with { ContentType = "application/cloudevents+json; charset=utf-8" };
        foreach (var sender in HostileTexts.Senders) yield return Genuine("from " + sender, Event("はい", from: sender));
        yield return Genuine("header for the key", Event("見出しで")) with { Path = Path, Headers = [("X-Events-Key", number.EventsKey)] };
        yield return Genuine("batch of cloud events", CloudEvent("一"), CloudEvent("二")) with { ContentType = "application/cloudevents-batch+json" };
        yield return Genuine("many", [.. Enumerable.Range(0, 60).Select(i => Event($"{i}"))]);
        yield return Genuine("handshake", Validation());
        yield return Genuine("handshake without a code", Validation().Replace("validationCode", "x", StringComparison.Ordinal));
        var twice = Event("二度");
        yield return Genuine("once", twice);
        yield return Genuine("again", twice);
    }

    private IEnumerable<HostileCall> Envelopes()
    {
        foreach (var field in new[] { "id", "eventType", "data", "subject", "eventTime", "topic" })
        {
            foreach (var value in Values) yield return Genuine($"{field} is {value}", Event("封筒", raw: (field, value)), Event("となり")) with { HasNeighbour = true };
        }

        foreach (var field in new[] { "messageId", "from", "message", "receivedTimestamp", "to", "segmentCount" })
        {
            foreach (var value in Values) yield return Genuine($"data.{field} is {value}", Event("中身", rawData: (field, value)), Event("となり")) with { HasNeighbour = true };
        }
    }

    private IEnumerable<HostileCall> Malformed()
    {
        foreach (var text in new[]
        {
            "", " ", "{", "[", "]", "[{]", "[1,]", "nul", "\"", "'x'", "undefined", "NaN", "[{\"a\":}]", "{\"a\"}", "<xml/>", "a=b", "[}", "\u0001", "[\"\\x\"]", "[\"\n\"]", "{\"a\":1}{\"b\":2}", "[1] [2]", "//\n[]", "[1,2", "1", "true", "null", "\"text\"",
            "[1]", "[null]", "[[]]", "[true]", "[\"x\"]", "[{}]", "{}", "[]", new string('[', 100), new string('[', 100_000), "[" + new string(' ', 500_000) + "]", "{\"a\":" + new string('[', 70) + new string(']', 70) + "}",
            "{\"data\":{},\"data\":{}}", "[{\"eventType\":\"Microsoft.Communication.SMSReceived\",\"eventType\":\"x\"}]",
        })
        {
            yield return new HostileCall($"json {text[..Math.Min(24, text.Length)]} ({text.Length})", Good, Encoding.UTF8.GetBytes(text), Genuine: true);
        }

        var good = Bytes(Event("x"));
        yield return new HostileCall("bom", Good, [0xEF, 0xBB, 0xBF, .. good], Genuine: true);
        yield return new HostileCall("utf-16", Good, Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(good)), Genuine: true);
        yield return new HostileCall("bytes that are no text", Good, [0xFF, 0xFE, 0x00, 0xC0, 0xAF], Genuine: true);
        yield return new HostileCall("half a text", Good, [.. "[{\"id\":\""u8, 0xFF, .. "\"}]"u8], Genuine: true);
        for (var i = 1; i < 20; i++) yield return new HostileCall($"cut at {i * 5} of a hundred", Good, good[..(good.Length * i / 20)], Genuine: true);
        foreach (var type in new[] { "", "text/plain", "application/x-www-form-urlencoded", "application/json; charset=klingon", "multipart/form-data; boundary=x" })
            yield return new HostileCall("content type " + type, Good, Bytes(Event("型")), Genuine: true) { ContentType = type };
        yield return new HostileCall("gzip named", Good, good, Genuine: true) { Headers = [("Content-Encoding", "gzip")] };
    }

    private IEnumerable<HostileCall> Reports()
    {
        foreach (var status in new[] { "Delivered", "Failed", "delivered", "", "Tomorrow" })
        {
            foreach (var tag in new[] { "\"8b5c1d1e-6f1f-4b7e-9d0a-0d5b8f0e6a11\"", "null", "\"\"", "1", "{}", $"\"{new string('t', 300)}\"" })
                yield return Genuine($"report {status} {tag[..Math.Min(10, tag.Length)]}", Report(status, tag));
        }
    }

    private HostileCall Genuine(string name, params string[] events) => new(name, Good, Bytes(events), Genuine: true);

    private string Event(string text, string from = "819012345678", (string Field, string Value)? raw = null, (string Field, string Value)? rawData = null)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"Incoming_{++_id}");
        Dictionary<string, string> data = new()
        {
            ["messageId"] = Quote(id),
            ["from"] = Quote(from),
            ["to"] = Quote("815000000001"),
            ["message"] = Quote(text),
            ["receivedTimestamp"] = Quote("2026-11-21T13:00:00.123Z"),
            ["segmentCount"] = "1",
        };
        if (rawData is { } inner) data[inner.Field] = inner.Value;
        Dictionary<string, string> envelope = new()
        {
            ["id"] = Quote("e" + id),
            ["topic"] = Quote("t"),
            ["subject"] = Quote("/phonenumber/1"),
            ["data"] = Object(data),
            ["eventType"] = Quote("Microsoft.Communication.SMSReceived"),
            ["dataVersion"] = Quote("1.0"),
            ["eventTime"] = Quote("2026-11-21T13:00:00Z"),
        };
        if (raw is { } outer) envelope[outer.Field] = outer.Value;
        return Object(envelope);
    }

    private string CloudEvent(string text) => Event(text).Replace("\"eventType\"", "\"type\"", StringComparison.Ordinal);

    private string Report(string status, string tag) =>
        $$"""{"id":"r{{++_id}}","eventType":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"messageId":"Outgoing_{{_id}}","to":"+819012345678","deliveryStatus":"{{status}}","Tag":{{tag}} } }""";

    private static string Validation() =>
        """{"id":"v","eventType":"Microsoft.EventGrid.SubscriptionValidationEvent","data":{"validationCode":"512d38b6","validationUrl":"http://169.254.169.254/"}}""";

    private static byte[] Bytes(params string[] events) => Encoding.UTF8.GetBytes($"[{string.Join(',', events)}]");

    private static string Object(Dictionary<string, string> fields) => $"{{{string.Join(',', fields.Select(field => $"\"{field.Key}\":{field.Value}"))}}}";

    private static string Quote(string text) => JsonSerializer.Serialize(text);
}
