using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Worlds;

/// <summary>Asks a Redis one question, without the gateway's own client.</summary>
internal static class RedisProbe
{
    /// <summary>How many keys it holds.</summary>
    public static async Task<long> CountKeysAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes("DBSIZE\r\n"));
        using var reader = new StreamReader(stream, Encoding.ASCII);
        var answer = await reader.ReadLineAsync() ?? "";
        return long.Parse(answer.AsSpan(1), CultureInfo.InvariantCulture);
    }
}
