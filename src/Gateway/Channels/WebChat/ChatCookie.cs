using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>The one thing that stays in the person's browser: a secret by which their conversation is found again, until the browser is quit.</summary>
internal static class ChatCookie
{
    private const int Length = 32;

    /// <summary>The secret, if there is one of the right form.</summary>
    public static Redacted<string>? Read(HttpRequest request) => Checked(request.Cookies[Name(request)]);

    /// <summary>Puts it into the browser, for the paths of this entrance alone.</summary>
    public static void Write(HttpContext context, ChatVisit visit, Redacted<string> secret) =>
        context.Response.Cookies.Append(Name(context.Request), secret.Value, Options(context, visit));

    /// <summary>Takes it out of the browser.</summary>
    public static void Clear(HttpContext context, ChatVisit visit) =>
        context.Response.Cookies.Delete(Name(context.Request), Options(context, visit));

    /// <summary><paramref name="text"/> if it could be a secret that was made here.</summary>
    public static Redacted<string>? Checked(string? text) =>
        text is { Length: Length } && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_') ? Redacted.Of(text) : null;

    private static string Name(HttpRequest request) => request.IsHttps ? "__Secure-chat" : "chat";

    private static CookieOptions Options(HttpContext context, ChatVisit visit) => new()
    {
        HttpOnly = true,
        Path = visit.Base,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        IsEssential = true,
    };
}
