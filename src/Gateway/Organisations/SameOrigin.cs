namespace Gateway.Organisations;

/// <summary>Whether a request comes from a page of this gateway, and not from a strange page in somebody's browser.</summary>
public static class SameOrigin
{
    /// <summary>
    /// True when there is no <c>Origin</c> (no browser, or an address typed in) or when it is this gateway's own address.
    /// Behind a proxy the address is the one that the forwarded headers give.
    /// </summary>
    public static bool Allows(HttpRequest request) =>
        request.Headers.Origin is not [{ } origin, ..]
        || string.Equals(origin, $"{request.Scheme}://{request.Host.Value}", StringComparison.OrdinalIgnoreCase);
}
