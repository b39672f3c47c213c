namespace Gateway.Handoff.Desk;

/// <summary>The one cookie of the desk: which open desk this browser has. It leaves with the browser, or when the desk closes.</summary>
internal static class DeskCookie
{
    private const string Name = "gateway-desk";

    public static string? Of(HttpContext context) => context.Request.Cookies[Name] is { Length: > 0 and <= 64 } token ? token : null;

    // Lax, because the way here begins in somebody's mail: with Strict the second letter would find the desk closed. Every act is a post, which it does not go with.
    public static void Write(HttpContext context, string token, TimeSpan age) => context.Response.Cookies.Append(Name, token, Options(context, age));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context, null));

    private static CookieOptions Options(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = $"{context.Request.PathBase}/desk",
        MaxAge = age,
        IsEssential = true,
    };
}
