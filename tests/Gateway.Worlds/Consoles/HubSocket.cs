using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.Json;

namespace Gateway.Worlds.Consoles;

/// <summary>Hears of every message that the hub sends unasked, as bytes, with the time at which it was read.</summary>
public delegate void Heard(ReadOnlySpan<byte> frame, long at);

/// <summary>One connection to the hub: SignalR's JSON protocol, each frame ended by the byte 0x1e. Leaner than a test's client.</summary>
public sealed class HubSocket : IAsyncDisposable
{
    private const byte End = 0x1e;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly Heard _heard;
    private Task _pinging = Task.CompletedTask;
    private long _lastHeard = TimeProvider.System.GetTimestamp();
    private int _lastCall;
    private bool _shaken;

    private HubSocket(Heard heard) => _heard = heard;

    /// <summary>Completes when the connection has ended.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>For how long nothing has been said on it, not even an answer.</summary>
    public TimeSpan Silence => TimeProvider.System.GetElapsedTime(Volatile.Read(ref _lastHeard));

    /// <exception cref="IOException">The hub cannot be reached.</exception>
    public static async Task<HubSocket> ConnectAsync(Uri gateway, CookieContainer cookies, Heard heard, CancellationToken stop, TimeSpan? patience = null)
    {
        var hub = new HubSocket(heard);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(patience ?? Patience);
        try
        {
            hub._socket.Options.Cookies = cookies;
            hub._socket.Options.KeepAliveInterval = TimeSpan.Zero;
            await hub._socket.ConnectAsync(new UriBuilder(gateway) { Scheme = "ws", Path = "/hubs/console" }.Uri, limit.Token);
            await hub.WriteAsync(new { protocol = "json", version = 1 }, limit.Token);
            hub.Ended = hub.ReadAsync();
            hub._pinging = hub.PingAsync();
            return hub;
        }
        catch (Exception failed) when (IsLoss(failed))
        {
            await hub.DisposeAsync();
            throw new IOException("The hub cannot be reached.", failed);
        }
    }

    /// <exception cref="IOException">The connection was lost before the answer, or the hub refused.</exception>
    public async Task<JsonElement> InvokeAsync(string target, params object[] arguments)
    {
        var invocationId = Interlocked.Increment(ref _lastCall).ToString(CultureInfo.InvariantCulture);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[invocationId] = answer;
        try
        {
            await WriteAsync(new { type = 1, invocationId, target, arguments }, _end.Token);
            if (Ended.IsCompleted)
                throw new IOException("The connection was lost.");
            return await answer.Task.WaitAsync(Patience);
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            throw new IOException("The connection was lost.", lost);
        }
        finally
        {
            _calls.TryRemove(invocationId, out _);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _socket.Abort();
        await Task.WhenAll(Ended, _pinging);
        _socket.Dispose();
    }

    private static bool IsLoss(Exception error) =>
        error is WebSocketException or OperationCanceledException or ObjectDisposedException or TimeoutException or InvalidOperationException;

    private async Task WriteAsync(object frame, CancellationToken cancel)
    {
        byte[] bytes = [.. JsonSerializer.SerializeToUtf8Bytes(frame, JsonSerializerOptions.Web), End];
        await _writing.WaitAsync(cancel);
        try
        {
            await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancel);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        var filled = 0;
        try
        {
            while (true)
            {
                if (filled == buffer.Length)
                    Array.Resize(ref buffer, buffer.Length * 2);
                var read = await _socket.ReceiveAsync(buffer.AsMemory(filled), _end.Token);
                if (read.MessageType == WebSocketMessageType.Close)
                    break;
                var at = TimeProvider.System.GetTimestamp();
                Volatile.Write(ref _lastHeard, at);
                filled += read.Count;
                var start = 0;
                for (int length; (length = buffer.AsSpan(start, filled - start).IndexOf(End)) >= 0; start += length + 1)
                    Take(buffer.AsSpan(start, length), at);
                buffer.AsSpan(start, filled - start).CopyTo(buffer);
                filled -= start;
            }
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            // Whoever waits for an answer hears of it below.
        }
        foreach (var call in _calls.Values)
            call.TrySetException(new IOException("The connection was lost."));
    }

    private void Take(ReadOnlySpan<byte> frame, long at)
    {
        if (!_shaken)
        {
            _shaken = true;
            return;
        }
        if (frame.StartsWith("{\"type\":3"u8))
            Complete(JsonSerializer.Deserialize<JsonElement>(frame));
        else if (frame.StartsWith("{\"type\":1,"u8))
            _heard(frame, at);
        else if (frame.StartsWith("{\"type\":7"u8))
            _socket.Abort();
    }

    private void Complete(JsonElement frame)
    {
        if (!_calls.TryGetValue(frame.GetProperty("invocationId").GetString()!, out var call))
            return;
        if (frame.TryGetProperty("error", out var error))
            call.TrySetException(new IOException(error.GetString()));
        else
            call.TrySetResult(frame.TryGetProperty("result", out var result) ? result : default);
    }

    private async Task PingAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(10), _end.Token);
                await WriteAsync(new { type = 6 }, _end.Token);
            }
        }
        catch (Exception lost) when (IsLoss(lost))
        {
            // The reading side tells.
        }
    }
}
