using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Gateway.Simulators;

namespace Gateway.TestKit.Hub;

/// <summary>A console without a screen: signs in over HTTP and speaks SignalR's JSON protocol over a WebSocket.</summary>
public sealed class HubClient : IAsyncDisposable
{
    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly CookieContainer _cookies = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<JsonElement>> _calls = new();
    private readonly Uri _gateway;
    private ClientWebSocket? _socket;
    private HubFrames? _frames;
    private CancellationTokenSource _end = new();
    private Task _reading = Task.CompletedTask;
    private Task _pinging = Task.CompletedTask;
    private long _lastCall;

    private HubClient(Uri gateway)
    {
        _gateway = gateway;
        Http = new HttpClient(new HttpClientHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = gateway };
        Http.DefaultRequestHeaders.Add("Origin", Origin);
    }

    /// <summary>Raised on the reading thread for everything the hub says unasked: to be quick with.</summary>
    public event Action<HubMessage>? Heard;

    /// <summary>Everything the hub has said unasked, over all connections of this client.</summary>
    public NumberedLog<HubMessage> Received { get; } = new();

    /// <summary>The same session over HTTP.</summary>
    public HttpClient Http { get; }

    /// <summary>Completes when the present connection has ended, for whatever reason.</summary>
    public Task Disconnected => _reading;

    private string Origin => _gateway.GetLeftPart(UriPartial.Authority);

    /// <summary>Signs in; not yet connected.</summary>
    /// <exception cref="HttpRequestException">The sign-in was refused; the status says how.</exception>
    public static async Task<HubClient> SignInAsync(Uri gateway, string userName, string password)
    {
        var client = new HubClient(gateway);
        using var answer = await client.Http.PostAsJsonAsync("/api/session", new { userName, password });
        if (answer.IsSuccessStatusCode)
            return client;
        await client.DisposeAsync();
        throw new HttpRequestException($"The sign-in was answered {(int)answer.StatusCode}.", null, answer.StatusCode);
    }

    /// <summary>Signs in and connects.</summary>
    public static async Task<HubClient> ConnectAsync(Uri gateway, string userName, string password)
    {
        var client = await SignInAsync(gateway, userName, password);
        await client.ConnectAsync();
        return client;
    }

    /// <summary>Connects, or connects anew after the connection was lost. Nothing is resumed by itself.</summary>
    public async Task ConnectAsync(TimeSpan? timeout = null)
    {
        await DropAsync();
        _end = new CancellationTokenSource();
        using var patience = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(30));
        _socket = await OpenSocketAsync(patience.Token);
        _frames = new HubFrames(_socket);
        await _frames.WriteAsync(new { protocol = "json", version = 1 }, patience.Token);
        var answer = await _frames.ReadAsync(patience.Token);
        if (answer is not { } handshake || handshake.TryGetProperty("error", out _))
            throw new InvalidOperationException($"The hub refused the handshake: {answer}");
        _reading = ReadAsync(_frames, _end.Token);
        _pinging = PingAsync(_frames, _end.Token);
    }

    /// <summary>A further connection of this session, on which nothing has been said yet.</summary>
    public async Task<ClientWebSocket> OpenSocketAsync(CancellationToken cancel)
    {
        var socket = new ClientWebSocket();
        socket.Options.Cookies = _cookies;
        socket.Options.SetRequestHeader("Origin", Origin);
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(new UriBuilder(_gateway) { Scheme = _gateway.Scheme == "https" ? "wss" : "ws", Path = "/hubs/console" }.Uri, cancel);
        return socket;
    }

    /// <summary>Calls a method of the hub and waits for its result.</summary>
    /// <exception cref="HubRefusedException">The hub refused.</exception>
    /// <exception cref="IOException">The connection was lost before the answer: the call may have happened.</exception>
    public async Task<T> InvokeAsync<T>(string target, params object?[] arguments)
    {
        var frames = _frames ?? throw new IOException("Not connected.");
        var invocationId = Interlocked.Increment(ref _lastCall).ToString(CultureInfo.InvariantCulture);
        var result = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[invocationId] = result;
        try
        {
            await frames.WriteAsync(new { type = 1, invocationId, target, arguments }, _end.Token);
            if (_reading.IsCompleted)
                throw new IOException("The connection was lost.");
            var value = await result.Task.WaitAsync(TimeSpan.FromSeconds(30));
            return value.ValueKind == JsonValueKind.Undefined ? default! : value.Deserialize<T>(Json)!;
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            throw new IOException("The connection was lost.", lost);
        }
        finally
        {
            _calls.TryRemove(invocationId, out _);
        }
    }

    /// <summary>Loses the connection without a word, as a closed laptop does.</summary>
    public async Task DropAsync()
    {
        if (_socket is null)
            return;
        await _end.CancelAsync();
        _socket.Abort();
        await Task.WhenAll(_reading, _pinging);
        _socket.Dispose();
        _frames?.Dispose();
        _end.Dispose();
        (_socket, _frames) = (null, null);
    }

    /// <summary>Waits for a message of the hub, already here or still to come.</summary>
    /// <exception cref="TimeoutException">It did not come in time (10 s when not given).</exception>
    public Task<HubMessage> WaitForAsync(Func<HubMessage, bool> wanted, TimeSpan? timeout = null, long after = 0) =>
        Received.FirstAsync(wanted, timeout, after);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DropAsync();
        Http.Dispose();
    }

    private async Task ReadAsync(HubFrames frames, CancellationToken cancel)
    {
        try
        {
            while (await frames.ReadAsync(cancel) is { } frame && Take(frame))
            {
                // Until the connection ends.
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Whoever waits for an answer hears of it below.
        }
        foreach (var call in _calls.Values)
            call.TrySetException(new IOException("The connection was lost."));
    }

    private bool Take(JsonElement frame)
    {
        switch (frame.GetProperty("type").GetInt32())
        {
            case 1:
                var message = new HubMessage(
                    frame.GetProperty("target").GetString()!,
                    [.. frame.GetProperty("arguments").EnumerateArray()],
                    TimeProvider.System.GetTimestamp());
                Received.Append(_ => message);
                Heard?.Invoke(message);
                return true;
            case 3:
                Complete(frame);
                return true;
            case 7:
                return false;
            default:
                return true;
        }
    }

    private void Complete(JsonElement frame)
    {
        if (!_calls.TryGetValue(frame.GetProperty("invocationId").GetString()!, out var call))
            return;
        if (!frame.TryGetProperty("error", out var error))
        {
            call.TrySetResult(frame.TryGetProperty("result", out var result) ? result : default);
            return;
        }
        // SignalR puts its own sentence before what the hub method said.
        var words = error.GetString()!;
        var said = words[(words.IndexOf("HubException: ", StringComparison.Ordinal) is var at and >= 0 ? at + "HubException: ".Length : 0)..];
        var colon = said.IndexOf(':', StringComparison.Ordinal);
        call.TrySetException(new HubRefusedException(colon > 0 ? said[..colon] : "", said));
    }

    private static async Task PingAsync(HubFrames frames, CancellationToken cancel)
    {
        try
        {
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(10), cancel);
                await frames.WriteAsync(new { type = 6 }, cancel);
            }
        }
        catch (Exception lost) when (lost is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The reading side tells.
        }
    }
}
