using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Gateway.TestKit.Hub;

namespace Gateway.TestKit.Fuzz;

/// <summary>Sends spoilt frames to the console's hub as a counsellor who is signed in. The hub may refuse, close, or listen no more on that connection; the others must be served as before.</summary>
internal sealed class HubFuzz(HubClient session) : IAsyncDisposable
{
    private const byte End = 0x1e;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(1);
    private ClientWebSocket? _socket;

    /// <summary>One frame, and a good call behind it; whether that was answered on the same connection.</summary>
    public async Task<bool> TryAsync(Random chance)
    {
        using var patience = new CancellationTokenSource(s_patience);
        var document = Documents.HubCalls[chance.Next(Documents.HubCalls.Count)];
        var frame = Encoding.UTF8.GetBytes(Spoilt(document, chance));
        if (chance.Next(8) == 0) frame = SpoiltBytes.Of(frame, chance);
        try
        {
            _socket ??= await OpenAsync(patience.Token);
            await _socket.SendAsync((byte[])[.. frame, End], chance.Next(20) == 0 ? WebSocketMessageType.Binary : WebSocketMessageType.Text, true, patience.Token);
            await _socket.SendAsync((byte[])[.. """{"type":1,"invocationId":"probe","target":"Typing","arguments":["x"]}"""u8, End], WebSocketMessageType.Text, true, patience.Token);
            // SignalR stops at a type of message that it does not know, and reads nothing behind it on that connection.
            patience.CancelAfter(s_silence);
            if (await HearsAsync(_socket, "\"probe\"", patience.Token)) return true;
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException)
        {
            // Closed while we were still sending, or silent.
        }
        _socket?.Dispose();
        _socket = null;
        return false;
    }

    public ValueTask DisposeAsync()
    {
        _socket?.Dispose();
        return ValueTask.CompletedTask;
    }

    // SignalR closes at most of what is wrong around the arguments; what is wrong in them reaches the methods.
    private static string Spoilt(string document, Random chance)
    {
        const string name = "\"arguments\":";
        var at = document.IndexOf(name, StringComparison.Ordinal) + name.Length;
        if (at < name.Length || chance.Next(4) == 0) return SpoiltJson.Of(document, chance, stays: chance.Next(4) > 0);
        using var arguments = JsonDocument.Parse(document[at..^1]);
        var spoilt = arguments.RootElement.EnumerateArray().Select(one => chance.Next(2) == 0 ? one.GetRawText() : SpoiltJson.Of(one.GetRawText(), chance, stays: true));
        return $"{document[..at]}[{string.Join(',', spoilt)}]}}";
    }

    private async Task<ClientWebSocket> OpenAsync(CancellationToken cancel)
    {
        var socket = await session.OpenSocketAsync(cancel);
        await socket.SendAsync((byte[])[.. """{"protocol":"json","version":1}"""u8, End], WebSocketMessageType.Text, true, cancel);
        await HearsAsync(socket, "{}", cancel);
        return socket;
    }

    private static async Task<bool> HearsAsync(ClientWebSocket socket, string what, CancellationToken cancel)
    {
        var buffer = new byte[16 * 1024];
        var heard = "";
        while (!heard.Contains(what, StringComparison.Ordinal))
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), cancel);
            if (read.MessageType == WebSocketMessageType.Close) return false;
            // What is looked for is short: it stands in the last two pieces.
            heard = string.Concat(heard.AsSpan(Math.Max(0, heard.Length - 64)), Encoding.Latin1.GetString(buffer, 0, read.Count));
        }
        return true;
    }
}
