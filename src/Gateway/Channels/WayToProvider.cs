using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gateway.Channels;

/// <summary>The way to a provider: to the host that the settings name, and to nobody else.</summary>
/// <remarks>
/// No redirection is followed and no cookie kept. LINE, Twilio and Azure lie on the internet: where their names lead into a private network,
/// because somebody has led the resolver astray, no connection is opened. Any other name is the choice of whoever wrote the settings.
/// </remarks>
public sealed partial class WayToProvider(ILogger<WayToProvider> log)
{
    private static readonly TimeSpan ConnectLimit = TimeSpan.FromSeconds(10);

    private static readonly string[] OnTheInternet = ["line.me", "twilio.com", "communication.azure.com"];

    // All that is not the internet: own and shared networks, link-local (where clouds keep their metadata), documentation, tests, groups.
    private static readonly IPNetwork[] NotTheInternet =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3", "2001::/23", "2001:db8::/32", "2002::/16",
        }.Select(IPNetwork.Parse),
    ];

    private static readonly IPNetwork Global6 = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");
    private readonly ConcurrentDictionary<string, byte> _told = new();

    /// <summary>Opens connections in this way; for one client.</summary>
    public SocketsHttpHandler Handler() => new() { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = ConnectLimit, ConnectCallback = ConnectAsync };

    /// <summary>Whether an address lies on the internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        // Behind a translator between IPv6 and IPv4 the last four bytes are where it really goes.
        if (Translated.Contains(address)) address = new IPAddress(address.GetAddressBytes().AsSpan(12));
        return (address.AddressFamily == AddressFamily.InterNetwork || Global6.Contains(address)) && !NotTheInternet.Any(network => network.Contains(address));
    }

    /// <summary>Those of a name's addresses to which a connection may be opened.</summary>
    public static IPAddress[] Allowed(string host, IPAddress[] found) =>
        OnTheInternet.Any(name => $".{host.TrimEnd('.')}".EndsWith($".{name}", StringComparison.OrdinalIgnoreCase)) ? [.. found.Where(IsPublic)] : found;

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = Allowed(host, await Dns.GetHostAddressesAsync(host, cancel));
        if (addresses.Length == 0)
        {
            if (_told.TryAdd(host, 0)) LogNotTheInternet(host);
            throw new SocketException((int)SocketError.NetworkUnreachable);
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    [LoggerMessage(1616, LogLevel.Error, "The name {Host} of a provider does not lead to the internet but into a private network; nothing is sent there")]
    private partial void LogNotTheInternet(string host);
}
