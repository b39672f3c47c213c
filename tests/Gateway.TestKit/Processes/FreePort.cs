using System.Net;
using System.Net.Sockets;

namespace Gateway.TestKit.Processes;

/// <summary>Finds ports that nobody listens on.</summary>
public static class FreePort
{
    /// <summary>A port of this machine that is free at this moment. Another process may still be quicker: callers try again.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
