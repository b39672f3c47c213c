using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Gateway.TestKit.Processes;

/// <summary>Finds ports that nobody listens on.</summary>
public static class FreePort
{
    // Below those that the system gives to outgoing connections (from 32768 on Linux), of which tests open thousands between a look and the start of a server; and below those of infra/local.
    private const int First = 10_000, Beyond = 20_000;

    private static readonly ConcurrentDictionary<int, bool> s_given = new();

    /// <summary>A port of this machine that is free at this moment, and that nobody else in this process is given. Another process may still be quicker.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static int Find()
    {
        for (var tries = 0; tries < 10 * (Beyond - First); tries++)
        {
            var port = Random.Shared.Next(First, Beyond);
            if (IsFree(port) && s_given.TryAdd(port, true)) return port;
        }

        throw new InvalidOperationException($"No port from {First} to {Beyond - 1} is free.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
