using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Primitives;
using Gateway.Redis;

namespace Gateway.Conversations.Feed;

/// <summary>The feed of several nodes: this node's subscribers at once, the others over one Redis channel.</summary>
/// <remarks>
/// Redis hears each signal once and keeps nothing; what is said while a node is cut off is lost for it, and screens find the gap by
/// number. One connection sends and one listens, both in order, so the signals of a node arrive as it sent them.
/// </remarks>
public sealed partial class RedisFeed(RedisLink link, Ids ids, ILogger<RedisFeed> log) : IFeed, IHostedService
{
    private const string Channel = "gateway:feed";

    // While Redis hangs, each signal waits for its time limit: this many do, the others are lost at once.
    private const int MostUnderWay = 2_000;

    private readonly InProcessFeed _local = new();
    private readonly ConcurrentDictionary<string, (Type Kind, Action<JsonElement> Deliver)> _kinds = new();
    private readonly string _node = ids.New();
    private int _underWay;
    private long _lost;
    private int _outage;

    /// <summary>How many signals did not reach Redis since the start.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <inheritdoc />
    public void Publish<T>(T signal) where T : IFeedSignal
    {
        _local.Publish(signal);
        _ = SendAsync(signal);
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

    private async Task SendAsync<T>(T signal) where T : IFeedSignal
    {
        if (Interlocked.Increment(ref _underWay) > MostUnderWay)
        {
            Interlocked.Decrement(ref _underWay);
            Interlocked.Increment(ref _lost);
            return;
        }

        try
        {
            await link.PublishAsync(Channel, JsonSerializer.SerializeToUtf8Bytes(new Envelope<T>(_node, T.Name, signal)));
            if (Interlocked.Exchange(ref _outage, 0) == 1) LogBack(Lost);
        }
        catch (RedisUnavailableException error)
        {
            Interlocked.Increment(ref _lost);
            if (Interlocked.Exchange(ref _outage, 1) == 0) LogAway(error);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }

    private void Receive(byte[]? message)
    {
        try
        {
            var envelope = JsonSerializer.Deserialize<Envelope<JsonElement>>(message);
            if (envelope is null || envelope.Node == _node) return;
            if (_kinds.TryGetValue(envelope.Name, out var kind)) kind.Deliver(envelope.Signal);
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentNullException)
        {
            // A node of another version. The exception's text could quote the signal, so its type has to do.
            LogUnreadable(error.GetType().Name);
        }
    }

    private sealed record Envelope<T>(string Node, string Name, T Signal);

    [LoggerMessage(1321, LogLevel.Warning, "Signals no longer reach the other nodes; their screens catch up by number")]
    private partial void LogAway(Exception error);

    [LoggerMessage(1322, LogLevel.Information, "Signals reach the other nodes again; {Lost} were lost since the start")]
    private partial void LogBack(long lost);

    [LoggerMessage(1323, LogLevel.Warning, "A signal of another node could not be read: {Error}")]
    private partial void LogUnreadable(string error);
}
