using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Gateway.Simulators.Twilio;

namespace Gateway.Tests.Channels.Sms.Corpus;

/// <summary>Calls to Twilio's doors: forged in every way that a signature can be, and genuine with whatever can stand in them.</summary>
internal sealed class TwilioCorpus(TwilioNumberOptions number)
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Public = "https://gateway.example.jp";

    private int _sid;

    private string Messages => $"/channels/twilio/{number.Account}/messages";

    private string Status => $"/channels/twilio/{number.Account}/status";

    public IEnumerable<HostileCall> All() => [.. ForgedSignatures(), .. ForgedAddresses(), .. ForgedForms(), .. Genuine(), .. GenuineStates(), .. Odd()];

    private IEnumerable<HostileCall> ForgedSignatures()
    {
        var form = Message("にせもの");
        var good = Sign(Messages, form);
        for (var i = 0; i < good.Length; i++) yield return Forged($"letter {i} changed", form, good[..i] + (good[i] == 'A' ? 'B' : 'A') + good[(i + 1)..]);
        for (var i = 0; i < good.Length; i++) yield return Forged($"cut to {i}", form, good[..i]);
        var mac = Convert.FromBase64String(good);
        for (var bit = 0; bit < 160; bit += 8)
        {
            var flipped = mac.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit / 8 % 8));
            yield return Forged($"bit {bit} flipped", form, Convert.ToBase64String(flipped));
        }

        foreach (var (name, signature) in new (string, string?)[]
        {
            ("none", null), ("space before", "x" + good), ("twice", good + good), ("list", $"{good},{good}"), ("lower", good.ToLowerInvariant()), ("upper", good.ToUpperInvariant()),
            ("hex", Convert.ToHexStringLower(mac)), ("base64url", good.Replace('+', '-').Replace('/', '_').TrimEnd('=')), ("no padding", good.TrimEnd('=')), ("more padding", good + "="),
            ("zeros", Convert.ToBase64String(new byte[20])), ("sha256", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(number.AuthToken), Encoding.UTF8.GetBytes(Public + Messages)))),
            ("bearer", "Bearer " + good), ("basic", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(number.AccountSid + ":" + number.AuthToken))), ("token itself", number.AuthToken),
            ("null", "null"), ("true", "true"), ("quoted", $"\"{good}\""), ("url-encoded", Uri.EscapeDataString(good) + "%20"),
        })
        {
            yield return Forged("signature: " + name, form, signature);
        }

        foreach (var token in new[]
        {
            "", " ", number.AuthToken + " ", " " + number.AuthToken, number.AuthToken[..^1], number.AuthToken + "0", number.AuthToken.ToUpperInvariant(), number.AccountSid,
            new string([.. number.AuthToken.Reverse()]), number.AuthToken + "\n", "twilio", "token", "undefined",
        })
        {
            yield return Forged($"another token ({token.Length} letters)", form, TwilioSignature.Of(token, Public + Messages, form));
        }
    }

    private IEnumerable<HostileCall> ForgedAddresses()
    {
        var form = Message("にせもの");
        foreach (var url in new[]
        {
            "http://gateway.example.jp" + Messages, "https://gateway.example.com" + Messages, "https://evil.example" + Messages, "https://gateway.example.jp:8443" + Messages, Public + Messages + "/",
            Public + Messages + "?", Public + Messages + "?x=1", Public + Messages + "#", Public + "/" + Messages, Public + Messages.ToUpperInvariant(), Public + Status, Public, Messages, "",
            "https://GATEWAY.example.jp" + Messages, "https://gateway.example.jp." + Messages, "https://user@gateway.example.jp" + Messages, Public + Messages.Replace("twilio", "sms", StringComparison.Ordinal),
            "ws://gateway.example.jp" + Messages, "//gateway.example.jp" + Messages, Public + Uri.EscapeDataString(Messages),
        })
        {
            yield return Forged("signed for " + url, form, TwilioSignature.Of(number.AuthToken, url, form));
        }

        var good = Sign(Messages, form);
        foreach (var query in new[] { "?x=1", "?a", "?=", "?ref=1", "?bodySHA256=", "?bodySHA256=x", "?%62odySHA256=" + Hash(Body(form)), "?&", "?AccountSid=1" })
            yield return new HostileCall("query added: " + query, Messages + query, Body(form), Genuine: false) { ContentType = Form, Headers = [("X-Twilio-Signature", good)] };
        foreach (var path in new[] { "/channels/twilio/nobody/messages", "/channels/twilio//messages", "/channels/twilio/%00/messages", $"/channels/twilio/{number.Account}/", $"/channels/twilio/{number.Account}/Status" })
            yield return new HostileCall("path " + path, path, Body(form), Genuine: false) { ContentType = Form, Headers = [("X-Twilio-Signature", good)] };
        foreach (var (name, value) in new[] { ("X-Forwarded-Host", "evil.example"), ("X-Original-URL", Status), ("X-Forwarded-Proto", "http"), ("X-HTTP-Method-Override", "PUT"), ("X-Forwarded-Prefix", "/x") })
            yield return Forged("with " + name, form, TwilioSignature.Of(number.AuthToken, "https://evil.example" + Messages, form)) with { Headers = [(name, value), ("X-Twilio-Signature", TwilioSignature.Of(number.AuthToken, "https://evil.example" + Messages, form))] };
    }

    private IEnumerable<HostileCall> ForgedForms()
    {
        var form = Message("  ことば  ");
        var good = Sign(Messages, form);
        for (var i = 0; i < form.Length; i++)
        {
            var at = i;
            (string Name, string Value) one = form[at];
            foreach (var (what, changed) in new (string, (string, string)[])[]
            {
                ("left out", [.. form.Where((_, place) => place != at)]), ("changed", [.. form.Select((of, place) => place == at ? (of.Item1, of.Item2 + "x") : of)]),
                ("emptied", [.. form.Select((of, place) => place == at ? (of.Item1, "") : of)]), ("renamed", [.. form.Select((of, place) => place == at ? (of.Item1.ToLowerInvariant() + "_", of.Item2) : of)]),
                ("doubled with another value", [.. form, (one.Name, one.Value + "2")]),
            })
            {
                yield return Forged($"{one.Name} {what}", changed, good);
            }
        }

        yield return Forged("trimmed", [.. form.Select(of => (of.Item1, of.Item2.Trim()))], good);
        yield return Forged("one more", [.. form, ("Extra", "1")], good);
        foreach (var (name, body) in new (string, byte[])[]
        {
            ("nothing", []), ("bom", [0xEF, 0xBB, 0xBF, .. Body(form)]), ("gzip", Gzip(Body(form))), ("as json", Encoding.UTF8.GetBytes("{\"Body\":\"x\"}")), ("semicolons", Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Body(form)).Replace('&', ';'))),
            ("bytes that are no text", [.. Body(form), 0xFF, 0xFE, (byte)'=', 0xC0]), ("nul", [.. Body(form), 0]), ("only ampersands", Encoding.ASCII.GetBytes(new string('&', 5000))), ("a thousand and one", Encoding.ASCII.GetBytes(string.Join('&', Enumerable.Range(0, 1001).Select(i => $"a{i}=1")))),
        })
        {
            yield return new HostileCall("body: " + name, Messages, body, Genuine: false) { ContentType = Form, Headers = [("X-Twilio-Signature", good)] };
        }

        yield return Forged("gzip bomb", form, good) with { Body = Gzip(new byte[10_000_000]), Headers = [("X-Twilio-Signature", good), ("Content-Encoding", "gzip")] };
        yield return Forged("over the limit", form, good) with { Body = new byte[(1024 * 1024) + 1] };
    }

    private IEnumerable<HostileCall> Genuine()
    {
        foreach (var (name, text) in HostileTexts.All) yield return Good("text: " + name, Messages, Message(text));
        foreach (var sender in HostileTexts.Senders) yield return Good("from " + sender, Messages, [.. Message("はい").Select(of => of.Item1 == "From" ? ("From", sender) : of)]);
        foreach (var media in new[] { "0", "1", "10", "11", "-1", "99999999999", "x", "", " 1", "１", "1.5", "0x1" }) yield return Good("media " + media, Messages, [.. Message("").Select(of => of.Item1 == "NumMedia" ? ("NumMedia", media) : of)]);
        foreach (var sid in new[] { "", " ", new string('S', 200), new string('S', 201), "SM 1", "SM\n1", "空", "SM'1", "\0" }) yield return Good("sid " + sid.Length, Messages, [.. Message("id").Select(of => of.Item1 == "MessageSid" ? ("MessageSid", sid) : of)]);
        foreach (var dropped in Message("x")) yield return Good("without " + dropped.Item1, Messages, [.. Message("x").Where(of => of.Item1 != dropped.Item1)]);
        yield return Good("nothing at all", Messages, []);
        yield return Good("a name twice", Messages, [.. Message("一"), ("Body", "二")]);
        yield return Good("query", Messages + "?t=1&u=%E3%81%82&v", Message("問い合わせ"));
        yield return Good("plus for spaces", Messages, Message("a b")) with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Body(Message("c d", fresh: false))).Replace("%20", "+", StringComparison.Ordinal)), Headers = [("X-Twilio-Signature", Sign(Messages, Message("c d", fresh: false)))] };
        yield return Good("no content type", Messages, Message("型なし")) with { ContentType = "" };
        yield return Good("another content type", Messages, Message("型ちがい")) with { ContentType = "text/plain" };
        yield return Good("multipart by name", Messages, Message("multipart")) with { ContentType = "multipart/form-data; boundary=x" };
        yield return Good("unknown charset", Messages, Message("charset")) with { ContentType = "application/x-www-form-urlencoded; charset=klingon" };
        yield return Good("shift_jis named", Messages, Message("sjis")) with { ContentType = "application/x-www-form-urlencoded; charset=shift_jis" };
        foreach (var json in new[] { "{}", "{\"Body\":\"json\"}", "{\"Body\":1e999}", "{\"Body\":\"\\ud800\"}", "{\"\\ud800\":\"x\"}", "[]", "null", "{", "", "\uFEFF{}", new string('[', 5000), "{\"Body\":{\"a\":1}}" })
        {
            var body = Encoding.UTF8.GetBytes(json);
            var address = $"{Messages}?bodySHA256={Hash(body)}";
            yield return new HostileCall($"json {json[..Math.Min(20, json.Length)]}", address, body, Genuine: true) { Headers = [("X-Twilio-Signature", Sign(address, []))] };
        }
    }

    private IEnumerable<HostileCall> GenuineStates()
    {
        string[] states = ["accepted", "queued", "sending", "sent", "delivered", "undelivered", "failed", "read", "canceled", "partially_delivered", "DELIVERED", "tomorrow", "", " ", "\0"];
        foreach (var state in states)
        {
            foreach (var reference in new[] { "", "?ref=", "?ref=8b5c1d1e-6f1f-4b7e-9d0a-0d5b8f0e6a11", "?ref=" + new string('r', 500), "?ref=a&ref=b", "?ref=%00", "?REF=1" })
                yield return Good($"state {state} {reference}", Status + reference, [("MessageSid", Sid()), ("MessageStatus", state), ("To", "+819012345678"), ("ErrorCode", "x")]);
        }
    }

    private IEnumerable<HostileCall> Odd()
    {
        var form = Message("x");
        foreach (var method in new[] { "GET", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE" })
            yield return Forged("method " + method, form, Sign(Messages, form)) with { Method = new HttpMethod(method) };
    }

    private HostileCall Forged(string name, (string, string)[] form, string? signature) =>
        new("forged: " + name, Messages, Body(form), Genuine: false) { ContentType = Form, Headers = signature is null ? [] : [("X-Twilio-Signature", signature)] };

    private HostileCall Good(string name, string address, (string, string)[] form) =>
        new(name, address, Body(form), Genuine: true) { ContentType = Form, Headers = [("X-Twilio-Signature", Sign(address, form))] };

    private (string, string)[] Message(string text, bool fresh = true) =>
    [
        ("MessageSid", fresh ? Sid() : "SMsame"), ("AccountSid", number.AccountSid), ("From", "+819012345678"), ("To", number.Number), ("Body", text), ("NumMedia", "0"), ("SmsStatus", "received"),
    ];

    private string Sid() => string.Create(CultureInfo.InvariantCulture, $"SM{++_sid:x32}");

    private string Sign(string address, (string, string)[] form) => TwilioSignature.Of(number.AuthToken, Public + address, form);

    private static string Hash(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body));

    private static byte[] Body((string Name, string Value)[] form) =>
        Encoding.UTF8.GetBytes(string.Join('&', form.Select(one => $"{Uri.EscapeDataString(one.Name)}={Uri.EscapeDataString(one.Value)}")));

    private static byte[] Gzip(byte[] body)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(body);
        return packed.ToArray();
    }
}
