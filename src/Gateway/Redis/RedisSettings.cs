using Gateway.Primitives;

namespace Gateway.Redis;

/// <summary>Where Redis (7.0 or newer, or Valkey) is. It holds only what can be rebuilt from the records: persistence is not needed.</summary>
public sealed class RedisSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Redis";

    /// <summary>Every node, as <c>host:port,host:port</c>; the primary, or each slot's node, is found among them, also after a failover.</summary>
    public string Endpoints { get; init; } = "";

    /// <summary>A file that holds the password; none when Redis asks for none.</summary>
    public string? PasswordFile { get; init; }

    /// <summary>Whether to speak TLS. The server's certificate must then be good for the host named in <see cref="Endpoints"/>.</summary>
    public bool Tls { get; init; }

    /// <summary>A PEM file with the authorities that may vouch for the server; none: those that this machine trusts.</summary>
    public string? TlsAuthorityFile { get; init; }

    /// <summary>How long a call may take before Redis counts as unavailable.</summary>
    public int TimeoutMs { get; init; } = 1000;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        var endpoints = EndpointList;
        if (endpoints.Length == 0) yield return "Endpoints: at least one host:port is needed, for example localhost:6379";
        foreach (var endpoint in endpoints.Where(e => !IsEndpoint(e))) yield return $"Endpoints: \"{endpoint}\" is not host:port";
        if (PasswordFile is { Length: > 0 } file && !File.Exists(file)) yield return "PasswordFile: the file does not exist";
        if (TlsAuthorityFile is { Length: > 0 } authority)
        {
            if (!Tls) yield return "TlsAuthorityFile: is of no use while Tls is false";
            if (!RedisTls.HoldsCertificates(authority)) yield return "TlsAuthorityFile: the file does not exist or holds no certificate in PEM";
        }

        if (TimeoutMs is < 50 or > 10_000) yield return "TimeoutMs: must be 50 to 10000";
    }

    internal string[] EndpointList => Endpoints.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsEndpoint(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && ushort.TryParse(text.AsSpan(colon + 1), out var port) && port > 0;
    }
}
