using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Gateway.Worlds;

/// <summary>Asks a Redis one question, without the gateway's own client.</summary>
public static class RedisProbe
{
    /// <summary>How many keys it holds.</summary>
    public static async Task<long> CountKeysAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        using var reader = await AskAsync(client, "DBSIZE");
        var answer = await reader.ReadLineAsync() ?? "";
        return Number(answer[1..]);
    }

    /// <summary>How many bytes its data and its own needs take.</summary>
    public static async Task<long> UsedMemoryAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port);
        using var reader = await AskAsync(client, "INFO memory");
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("used_memory:", StringComparison.Ordinal))
                return Number(line["used_memory:".Length..]);
        }
        return 0;
    }

    private static async Task<StreamReader> AskAsync(TcpClient client, string question)
    {
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(question + "\r\n"));
        return new StreamReader(stream, Encoding.ASCII);
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
