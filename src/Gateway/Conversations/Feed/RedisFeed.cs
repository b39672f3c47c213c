using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Primitives;
using Gateway.Redis;

namespace Gateway.Conversations.Feed;

/// <summary>The feed of several nodes: this node's subscribers at once, the others over one Redis channel.</summary>
/// <remarks>
/// Redis hears each signal once and keeps nothing; what is said while a node is cut off is lost for it, and screens find the gap by
/// number. One message is under way at a time, and carries all that was said while the one before was: in order, and at high load few
/// large messages instead of many small ones.
/// </remarks>
public sealed partial class RedisFeed(RedisLink link, Ids ids, ILogger<RedisFeed> log) : IFeed, IHostedService
{
    private const string Channel = "gateway:feed";

    // While Redis hangs, this many signals wait for it; the others are lost at once.
    private const int MostWaiting = 2_000;

    // A large message would hold up the claims of the queue, which share the connection.
    private const int MostTogether = 64;

    private readonly InProcessFeed _local = new();
    private readonly ConcurrentDictionary<string, (Type Kind, Action<JsonElement> Deliver)> _kinds = new();
    private readonly string _node = ids.New();
    private readonly Lock _lock = new();
    private readonly Queue<(string Name, byte[] Signal)> _waiting = [];
    private bool _sending;
    private long _lost;
    private bool _away;

    /// <summary>How many signals did not reach Redis since the start.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <inheritdoc />
    public void Publish<T>(T signal) where T : IFeedSignal
    {
        _local.Publish(signal);
        var bytes = JsonSerializer.SerializeToUtf8Bytes(signal);
        lock (_lock)
        {
            if (_waiting.Count == MostWaiting)
            {
                Interlocked.Increment(ref _lost);
                return;
            }

            _waiting.Enqueue((T.Name, bytes));
            if (_sending) return;
            _sending = true;
        }

        _ = SendAllAsync();
    }

    /// <inheritdoc />
    public void Subscribe<T>(Action<T> handle) where T : IFeedSignal
    {
        var (kind, _) = _kinds.GetOrAdd(T.Name, _ => (typeof(T), signal => _local.Publish(signal.Deserialize<T>()!)));
        if (kind != typeof(T)) throw new InvalidOperationException($"Two kinds of signal are named {T.Name}.");
        _local.Subscribe(handle);
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => link.SubscribeAsync(Channel, message => Receive(message));

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task SendAllAsync()
    {
        while (Next(out var count) is { } message)
        {
            try
            {
                await link.PublishAsync(Channel, message);
                if (_away) LogBack(Lost);
                _away = false;
            }
            catch (RedisUnavailableException error)
            {
                // What waited behind it is as late: screens that find the gap by number have it sooner than by waiting for each.
                lock (_lock)
                {
                    count += _waiting.Count;
                    _waiting.Clear();
                }

                Interlocked.Add(ref _lost, count);
                if (!_away) LogAway(error);
                _away = true;
            }
        }
    }

    // A flat array: the node, then by turns the name of a signal and the signal.
    private byte[]? Next(out int count)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartArray();
        json.WriteStringValue(_node);
        lock (_lock)
        {
            for (count = 0; count < MostTogether && _waiting.TryDequeue(out var next); count++)
            {
                json.WriteStringValue(next.Name);
                json.WriteRawValue(next.Signal, skipInputValidation: true);
            }

            if (count == 0)
            {
                _sending = false;
                return null;
            }
        }

        json.WriteEndArray();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private void Receive(byte[]? message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            var parts = document.RootElement;
            if (parts[0].ValueEquals(_node)) return;
            for (var i = 1; i + 1 < parts.GetArrayLength(); i += 2)
            {
                if (_kinds.TryGetValue(parts[i].GetString()!, out var kind)) kind.Deliver(parts[i + 1]);
            }
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or InvalidOperationException or IndexOutOfRangeException or ArgumentNullException)
        {
            // A node of another version. The exception's text could quote the signal, so its type has to do.
            LogUnreadable(error.GetType().Name);
        }
    }

    [LoggerMessage(1321, LogLevel.Warning, "Signals no longer reach the other nodes; their screens catch up by number")]
    private partial void LogAway(Exception error);

    [LoggerMessage(1322, LogLevel.Information, "Signals reach the other nodes again; {Lost} were lost since the start")]
    private partial void LogBack(long lost);

    [LoggerMessage(1323, LogLevel.Warning, "A signal of another node could not be read: {Error}")]
    private partial void LogUnreadable(string error);
}
