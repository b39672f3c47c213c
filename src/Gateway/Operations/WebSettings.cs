using System.Net;
using Gateway.Primitives;

namespace Gateway.Operations;

/// <summary>What stands between the gateway and the browsers.</summary>
public sealed class WebSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Web";

    /// <summary>
    /// Addresses or networks of reverse proxies whose forwarded headers are believed, with commas between (for example
    /// <c>10.0.0.5, 10.1.0.0/16</c>). This machine is always believed. Name no network in which others than your proxies live:
    /// who is believed may pretend to be any address.
    /// </summary>
    public string TrustedProxies { get; init; } = "";

    /// <inheritdoc />
    public IEnumerable<string> Problems() => Entries
        .Where(entry => !IPNetwork.TryParse(entry, out _) && !IPAddress.TryParse(entry, out _))
        .Select(entry => $"TrustedProxies: \"{entry}\" is neither an address nor a network");

    internal IEnumerable<IPNetwork> Networks => Entries.Select(entry =>
        IPNetwork.TryParse(entry, out var network) ? network : new IPNetwork(IPAddress.Parse(entry), IPAddress.Parse(entry).GetAddressBytes().Length * 8));

    private IEnumerable<string> Entries => TrustedProxies.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
