using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>The one thing that stays in the person's browser: a secret by which their conversation is found again, until the browser is quit.</summary>
/// <remarks>
/// Within another site's page it has another name and is <c>Partitioned</c>: the browser keeps it for that site alone, so that a person cannot be
/// recognised from one site to the next, and not at all where it does not know how to.
/// </remarks>
internal static class ChatCookie
{
    private const int Length = 32;

    /// <summary>The secret, if there is one of the right form.</summary>
    public static Redacted<string>? Read(HttpRequest request, bool framed) => Checked(request.Cookies[Name(request, framed)]);

    /// <summary>Puts it into the browser, for the paths of this entrance alone.</summary>
    public static void Write(HttpContext context, ChatVisit visit, Redacted<string> secret) => Write(context, visit, Name(context.Request, visit.Look.Framed), secret.Value);

    /// <summary>
    /// Whether the page's script has said here that the person left at once. The secret may still lie beside it, when the gateway was out
    /// of reach in that moment; it counts no more.
    /// </summary>
    public static bool HasLeft(HttpRequest request, bool framed) => request.Cookies.ContainsKey(LeftName(framed));

    /// <summary>What the script hands to the browser when the person leaves at once: no secret, and gone when the browser is quit.</summary>
    public static string LeftMark(HttpContext context, ChatVisit visit) =>
        $"{LeftName(visit.Look.Framed)}=1; path={visit.Base}; "
        + (visit.Look.Framed ? "samesite=none; secure; partitioned" : context.Request.IsHttps ? "samesite=lax; secure" : "samesite=lax");

    /// <summary>Whether a browser that shows the page within another one has been found to keep our cookies there.</summary>
    public static bool IsKeptInFrame(HttpRequest request) => request.Cookies.ContainsKey(FrameName) || Read(request, framed: true) is not null;

    /// <summary>Tries whether it does: the next request tells.</summary>
    public static void TryFrame(HttpContext context, ChatVisit visit) => Write(context, visit, FrameName, "1");

    /// <summary>Takes everything out of the browser again.</summary>
    public static void Clear(HttpContext context, ChatVisit visit)
    {
        foreach (var name in new[] { Name(context.Request, visit.Look.Framed), LeftName(visit.Look.Framed), FrameName })
        {
            if (context.Request.Cookies.ContainsKey(name)) context.Response.Cookies.Delete(name, Options(context, visit));
        }
    }

    /// <summary><paramref name="text"/> if it could be a secret that was made here.</summary>
    public static Redacted<string>? Checked(string? text) =>
        text is { Length: Length } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? Redacted.Of(text) : null;

    private const string FrameName = "chat-frame";

    private static string LeftName(bool framed) => framed ? "chat-left-framed" : "chat-left";

    private static string Name(HttpRequest request, bool framed) => (request.IsHttps ? "__Secure-" : "") + (framed ? "chat-framed" : "chat");

    private static void Write(HttpContext context, ChatVisit visit, string name, string value) =>
        context.Response.Cookies.Append(name, value, Options(context, visit));

    private static CookieOptions Options(HttpContext context, ChatVisit visit)
    {
        var options = new CookieOptions
        {
            HttpOnly = true,
            Path = visit.Base,
            SameSite = visit.Look.Framed ? SameSiteMode.None : SameSiteMode.Lax,
            // In a frame browsers take it no other way; they trust this machine itself without TLS too.
            Secure = visit.Look.Framed || context.Request.IsHttps,
            IsEssential = true,
        };
        if (visit.Look.Framed) options.Extensions.Add("Partitioned");
        return options;
    }
}
