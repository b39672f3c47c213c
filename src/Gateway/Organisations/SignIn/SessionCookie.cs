using Gateway.Organisations.Access;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace Gateway.Organisations.SignIn;

/// <summary>The cookie that carries a sign-in.</summary>
internal static class SessionCookie
{
    public const string Scheme = "session";

    public static void AddSessionCookie(this IServiceCollection services, SignInSettings settings)
    {
        services.AddAuthentication(Scheme).AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = "gateway-session";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Strict;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.Cookie.Path = "/";
            cookie.CookieManager = new HostPrefixCookies();
            cookie.ExpireTimeSpan = TimeSpan.FromHours(settings.SessionHours);
            cookie.SlidingExpiration = true;
            cookie.Events.OnRedirectToLogin = context => Answer.SignInNeeded().ExecuteAsync(context.HttpContext);
            cookie.Events.OnRedirectToAccessDenied = context => Answer.Denied().ExecuteAsync(context.HttpContext);
            cookie.Events.OnValidatePrincipal = RefuseEndedAsync;
        });
    }

    // A password change or a disabled account ends every cookie at once, on every node.
    private static async Task RefuseEndedAsync(CookieValidatePrincipalContext context)
    {
        var directory = context.HttpContext.RequestServices.GetRequiredService<StaffDirectory>();
        if (context.Principal?.AsSession() is { } session
            && (await directory.StillValidAsync([session], context.HttpContext.RequestAborted)).Count == 1)
        {
            return;
        }

        context.RejectPrincipal();
    }

    /// <summary>Over https the name gets the prefix that makes browsers refuse the cookie from any other host or over http.</summary>
    private sealed class HostPrefixCookies : ICookieManager
    {
        private readonly ChunkingCookieManager _cookies = new();

        public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, Named(context, key));

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
            _cookies.AppendResponseCookie(context, Named(context, key), value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
            _cookies.DeleteCookie(context, Named(context, key), options);

        private static string Named(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
    }
}
