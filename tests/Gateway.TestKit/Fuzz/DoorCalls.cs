using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Gateway.Channels.Sms;
using Gateway.Simulators;

namespace Gateway.TestKit.Fuzz;

/// <summary>Makes calls at the doors of a gateway that are genuine and spoilt: rightly signed, and wrong in what is signed. Where it can be, a good word of somebody else goes along.</summary>
/// <param name="setup">The secrets.</param>
internal sealed class DoorCalls(RunSetup setup)
{
    /// <summary>A call.</summary>
    /// <param name="Request">To be sent.</param>
    /// <param name="Word">The good word in it; nothing where it may be damaged itself.</param>
    internal sealed record Call(HttpRequestMessage Request, string? Word);

    /// <summary>The doors.</summary>
    public static IReadOnlyList<string> Doors { get; } = ["line", "acs", "twilio", "chat", "chat-picture", "chat-page", "sign-in"];

    /// <summary>The cookie of the chat's page, once its talk has begun.</summary>
    public string ChatCookie { get; set; } = "";

    /// <summary>The cookie of whoever sends pictures.</summary>
    public string PictureCookie { get; set; } = "";

    /// <summary>The good word of somebody who talks already.</summary>
    public static string Word(int number) => string.Create(CultureInfo.InvariantCulture, $"w{number}");

    /// <summary>The n-th call at a door.</summary>
    public Call Make(string door, int number, Random chance) => door switch
    {
        "line" => Line(number, chance),
        "acs" => Acs(number, chance),
        "twilio" => Twilio(number, chance),
        "chat" => Chat(number, chance),
        "chat-picture" => Picture(chance),
        "chat-page" => Page(chance),
        _ => SignIn(chance),
    };

    /// <summary>A good call: the first words of those whose words are followed.</summary>
    public Call Good(string door, int number) => door switch
    {
        "line" => Signed(Encoding.UTF8.GetBytes($$"""{"destination":"U0","events":[{{GoodLine(number)}}]}"""), Word(number)),
        "acs" => Event($"[{GoodAcs(number)}]", Word(number)),
        "twilio" => Form($"Body={Word(number)}&From=%2B819099990003&To=x&MessageSid=SMgood{number}", "messages", "", Word(number)),
        _ => new Call(ChatPost(door == "chat" ? ChatCookie : "", "/messages", new ByteArrayContent(Encoding.UTF8.GetBytes($"clientId=0190b5a0-0000-7000-8000-{number:d12}&text={Word(number)}")), "application/x-www-form-urlencoded"), Word(number)),
    };

    private Call Line(int number, Random chance)
    {
        var document = Documents.LineEvents[chance.Next(Documents.LineEvents.Count)].Replace("01KFUZZ", $"01KFUZZ{number}", StringComparison.Ordinal)
            .Replace("50000000000000000", $"5{number}", StringComparison.Ordinal);
        if (chance.Next(3) > 0)
            return Signed(Encoding.UTF8.GetBytes($$"""{"destination":"U0","events":[{{SpoiltJson.Of(document, chance, stays: true)}},{{GoodLine(number)}}]}"""), Word(number));
        return Signed(SpoiltBytes.Of(Encoding.UTF8.GetBytes($$"""{"destination":"U0","events":[{{document}}]}"""), chance), null);
    }

    private static string GoodLine(int number) =>
        $$"""{"type":"message","mode":"active","timestamp":{{1_790_000_000_000 + number}},"webhookEventId":"01KGOOD{{number}}","source":{"type":"user","userId":"{{Friend(number)}}"},"message":{"id":"9{{number}}","type":"text","text":"{{Word(number)}}"} }""";

    private static string Friend(int number) => string.Create(CultureInfo.InvariantCulture, $"U{number % 4:d32}");

    private Call Signed(byte[] body, string? word)
    {
        var account = setup.Line[0];
        var request = Post($"/channels/line/{account.Account}/webhook", new ByteArrayContent(body), "application/json");
        request.Headers.Add("x-line-signature", Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(account.ChannelSecret), body)));
        return new Call(request, word);
    }

    private Call Acs(int number, Random chance)
    {
        var document = Documents.AcsEvents[chance.Next(Documents.AcsEvents.Count)].Replace("_fuzz", $"_{number}", StringComparison.Ordinal);
        if (chance.Next(3) > 0) return Event($"[{SpoiltJson.Of(document, chance, stays: true)},{GoodAcs(number)}]", Word(number));
        return Event(SpoiltBytes.Of(Encoding.UTF8.GetBytes(document), chance), null);
    }

    private static string GoodAcs(int number) =>
        $$"""{"id":"g{{number}}","data":{"messageId":"Good_{{number}}","from":"81909999000{{1 + (number % 2)}}","to":"815000000001","message":"{{Word(number)}}"},"eventType":"Microsoft.Communication.SMSReceived"}""";

    private Call Event(string body, string? word) => Event(Encoding.UTF8.GetBytes(body), word);

    private Call Event(byte[] body, string? word) =>
        new(Post($"/channels/sms/{setup.Sms[0].Account}/events?key={setup.Sms[0].EventsKey}", new ByteArrayContent(body), "application/json"), word);

    private Call Twilio(int number, Random chance)
    {
        if (chance.Next(4) == 0)
        {
            string[] references = ["", "?ref=0190b5a0", "?ref=%00", "?ref=%ff", "?ref=" + new string('a', 100), "?ref=%ED%A0%80&ref=x", "?ref='%20OR%201", "?x", "?%"];
            return Form(Encoding.Latin1.GetString(SpoiltForm.Of(Documents.TwilioReport, chance)), "status", references[chance.Next(references.Length)], null);
        }
        if (chance.Next(4) == 0) return Form(Encoding.Latin1.GetString(SpoiltBytes.Of(SpoiltForm.Of(Documents.TwilioMessage, chance), chance)), "messages", "", null);
        // Everything but what makes it a message of this person.
        var fields = Documents.TwilioMessage.Where(one => one.Name is not ("NumMedia" or "OptOutType")).Select(one => (one.Name, one.Name switch
        {
            "Body" => Word(number),
            "From" => "+819099990003",
            "MessageSid" => string.Create(CultureInfo.InvariantCulture, $"SMgood{number}"),
            _ => one.Value,
        }));
        return Form(Encoding.Latin1.GetString(SpoiltForm.Of(fields, chance, "Body", "From", "MessageSid")), "messages", "", Word(number));
    }

    private Call Form(string form, string door, string query, string? word)
    {
        var (account, body) = (setup.Twilio[0], Encoding.Latin1.GetBytes(form));
        var path = $"/channels/twilio/{account.Account}/{door}{query}";
        var request = Post(path, new ByteArrayContent(body), "application/x-www-form-urlencoded");
        // Signed as it is read, so that the spoilt ones come in too.
        var read = TwilioForm.Read(body)?.Parameters ?? [];
        request.Headers.Add("X-Twilio-Signature", Simulators.Twilio.TwilioSignature.Of(account.AuthToken, account.PublicAddress.GetLeftPart(UriPartial.Authority) + path, read.Select(one => (one.Key, one.Value))));
        return new Call(request, word);
    }

    private Call Chat(int number, Random chance)
    {
        var fields = Documents.ChatWords.Select(one => (one.Name, one.Name == "text" ? Word(number) : one.Value));
        if (chance.Next(2) == 0)
            return new Call(ChatPost(ChatCookie, "/messages", new ByteArrayContent(SpoiltForm.Of(fields, chance, "text")), "application/x-www-form-urlencoded"), Word(number));
        string[] types = ["application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-16", "application/x-www-form-urlencoded; charset=nonsense", "multipart/form-data; boundary=b", "multipart/form-data", "text/plain", "x"];
        string[] acts = ["/messages", "/typing", "/seen", "/leave-nothing", "/exit-nothing", "/back", "/go/AAAA"];
        return new Call(ChatPost(ChatCookie, acts[chance.Next(acts.Length)], new ByteArrayContent(SpoiltBytes.Of(SpoiltForm.Of(Documents.ChatWords, chance), chance)), types[chance.Next(types.Length)], chance.Next(2) == 0), null);
    }

    private Call Picture(Random chance)
    {
        byte[][] pictures = [DrawnPicture.Png(64, 48), DrawnPicture.Jpeg(64, 48), DrawnPicture.Bomb(7000, 7000)];
        byte[] body =
        [
            .. "--b\r\nContent-Disposition: form-data; name=\"clientId\"\r\n\r\n0190b5a0-0000-7000-8000-000000000009\r\n--b\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n"u8,
            .. SpoiltBytes.Of(pictures[chance.Next(pictures.Length)], chance), .. "\r\n--b--\r\n"u8,
        ];
        return new Call(ChatPost(PictureCookie, "/pictures", new ByteArrayContent(chance.Next(2) == 0 ? body : SpoiltBytes.Of(body, chance)), "multipart/form-data; boundary=b"), null);
    }

    private Call Page(Random chance)
    {
        string[] queries = ["", "?lang=ja", "?lang=%00", "?lang=zh-Hant&large=1&furigana=1&framed=1", "?lang[]=x&lang=y", "?after=-1", "?after=99999999999999999999", "?after=1e9&still=1", "?%ff%fe", "?" + new string('a', 3000), "?lang=ja;id=1"];
        string[] languages = ["ja", "", "*", "ja;q=9,en;q=NaN", new string(',', 500), "x-😀", "zh-Hant-TW;q=0.8, *;q=0"];
        string[] paths = ["", "/log", "/nothing", "/go/x", "/%00", "/%ff", "/..%2f"];
        var request = new HttpRequestMessage(HttpMethod.Get, $"/chat/{setup.Chat[0]}{paths[chance.Next(paths.Length)]}{queries[chance.Next(queries.Length)]}");
        request.Headers.TryAddWithoutValidation("Accept-Language", languages[chance.Next(languages.Length)]);
        string[] cookies = [ChatCookie, "", "chat=", "chat=" + new string('a', 32), "chat=%00; chat=x", "chat-left=1", "=;=;;", "chat=\"" + new string('"', 50)];
        request.Headers.TryAddWithoutValidation("Cookie", cookies[chance.Next(cookies.Length)]);
        return new Call(request, null);
    }

    private static Call SignIn(Random chance)
    {
        var body = Encoding.UTF8.GetBytes(SpoiltJson.Of(Documents.SignIn, chance, stays: false));
        return new Call(Post("/api/session", new ByteArrayContent(chance.Next(3) == 0 ? SpoiltBytes.Of(body, chance) : body), "application/json"), null);
    }

    private HttpRequestMessage ChatPost(string cookie, string act, HttpContent content, string type, bool json = false)
    {
        var request = Post($"/chat/{setup.Chat[0]}{act}", content, type);
        if (json) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (cookie.Length > 0) request.Headers.TryAddWithoutValidation("Cookie", cookie);
        return request;
    }

    private static HttpRequestMessage Post(string path, HttpContent content, string type)
    {
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
    }
}
