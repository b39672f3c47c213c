using System.Net.WebSockets;
using System.Text.Json;

namespace Gateway.TestKit.Hub;

/// <summary>SignalR's JSON frames over a WebSocket: each ends with the byte 0x1e.</summary>
internal sealed class HubFrames(WebSocket socket) : IDisposable
{
    private const byte End = 0x1e;
    private readonly SemaphoreSlim _writing = new(1, 1);
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _filled;

    public async Task WriteAsync(object frame, CancellationToken cancel)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(frame, HubClient.Json);
        Array.Resize(ref bytes, bytes.Length + 1);
        bytes[^1] = End;
        await _writing.WaitAsync(cancel);
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancel);
        }
        finally
        {
            _writing.Release();
        }
    }

    /// <summary>The next frame; null when the other side has closed.</summary>
    public async Task<JsonElement?> ReadAsync(CancellationToken cancel)
    {
        while (true)
        {
            var end = Array.IndexOf(_buffer, End, _start, _filled - _start);
            if (end >= 0)
            {
                using var document = JsonDocument.Parse(_buffer.AsMemory(_start, end - _start));
                _start = end + 1;
                return document.RootElement.Clone();
            }
            MakeRoom();
            var read = await socket.ReceiveAsync(_buffer.AsMemory(_filled), cancel);
            if (read.MessageType == WebSocketMessageType.Close)
                return null;
            _filled += read.Count;
        }
    }

    public void Dispose() => _writing.Dispose();

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Buffer.BlockCopy(_buffer, _start, _buffer, 0, _filled - _start);
            (_filled, _start) = (_filled - _start, 0);
        }
        if (_filled == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
