namespace Gateway.Channels.WebChat;

/// <summary>What every answer of the web chat says to the browser.</summary>
internal static class ChatHeaders
{
    /// <summary>Nothing foreign, nothing kept, nothing told to others.</summary>
    public static void Apply(HttpContext context, WebChatSettings settings, IReadOnlyList<string> frames)
    {
        var headers = context.Response.Headers;
        // A form that ends at another site is refused without that site's name here, even when it only leads on to it.
        var exit = new Uri(settings.ExitTo).GetLeftPart(UriPartial.Authority);
        headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; frame-src 'self'; "
            + $"form-action 'self' {exit}; base-uri 'none'; frame-ancestors {Ancestors(settings, frames)}";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        // As silent to other sites as no-referrer; but with that, older browsers would hide the origin of our own forms from us.
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["X-Robots-Tag"] = "noindex";
    }

    /// <summary>The log without scripts is shown in a frame of our own page, and runs none.</summary>
    public static void ApplyToFrame(HttpContext context, WebChatSettings settings, IReadOnlyList<string> frames) =>
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
            // Every page above it counts, not only ours.
            + $"frame-ancestors 'self' {(Ancestors(settings, frames) is var others and not "'none'" ? others : "")}".TrimEnd();

    private static string Ancestors(WebChatSettings settings, IReadOnlyList<string> frames) => frames.Count == 0
        ? settings.FrameAncestors
        : string.Join(' ', settings.FrameAncestors.Split(' ').Where(source => source != "'none'").Concat(frames));

    /// <summary>Whether a POST comes from a page of ours. In place of a token, so that nothing but the one cookie is needed.</summary>
    public static bool IsOwn(HttpRequest request)
    {
        // "none" is a person at the address line or at the reload button.
        if (request.Headers["Sec-Fetch-Site"] is [{ } site, ..]) return site is "same-origin" or "none";
        if (request.Headers.Origin is not [{ } origin, ..]) return true;
        // Only the host: behind a proxy that ends TLS the scheme may be another.
        return Uri.TryCreate(origin, UriKind.Absolute, out var uri)
            && string.Equals(uri.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase);
    }
}
