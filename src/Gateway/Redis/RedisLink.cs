using Polly;
using Polly.Timeout;
using StackExchange.Redis;

namespace Gateway.Redis;

/// <summary>The process's one connection to Redis. Every call ends within <see cref="RedisSettings.TimeoutMs"/>, one way or the other.</summary>
/// <remarks>
/// Nothing is kept for later while Redis is away: a call then fails at once, so that no claim is carried out after the world
/// has moved on. The connection comes back by itself. The client in use has no time limit for asynchronous calls, hence the
/// pipeline; and a call that timed out may still be carried out, hence idempotent scripts.
/// Calls go to a primary only. When one fails and there are other nodes, the roles are asked for again at once, so that a failover
/// is followed as soon as it has happened; a node that became a replica counts as unavailable until then.
/// </remarks>
public sealed partial class RedisLink : IAsyncDisposable
{
    private readonly RedisSettings _settings;
    private readonly ILogger<RedisLink> _log;
    private readonly ResiliencePipeline _pipeline;
    private readonly Lock _lock = new();
    private Task<ConnectionMultiplexer>? _connecting;
    private Task? _looking;

    /// <summary>Connects at the first call.</summary>
    public RedisLink(RedisSettings settings, ILogger<RedisLink> log)
    {
        _settings = settings;
        _log = log;
        _pipeline = new ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromMilliseconds(settings.TimeoutMs)).Build();
    }

    /// <summary>Carries out the function of <paramref name="library"/> as one atomic step. All keys must lie in one slot (one hash tag).</summary>
    /// <param name="library">Brought to the server when it does not have it.</param>
    /// <param name="keys">Every key that is touched.</param>
    /// <param name="values">Texts and numbers.</param>
    /// <exception cref="RedisUnavailableException">No answer, or an error instead of one.</exception>
    public Task<RedisResult> InvokeAsync(RedisLibrary library, RedisKey[] keys, object[] values) =>
        CallAsync(library.Name, async redis =>
        {
            var database = redis.GetDatabase();
            object[] arguments = [library.Name, keys.Length, .. keys, .. values];
            try
            {
                return await database.ExecuteAsync("FCALL", arguments, CommandFlags.DemandMaster);
            }
            catch (RedisServerException error) when (error.Message.Contains("Function not found", StringComparison.Ordinal))
            {
                // A new server, or one that restarted or took over without it, does not know the function and has done nothing.
                RedisKey text = library.TextFor(keys[0]!);
                await database.ExecuteAsync("FUNCTION", ["LOAD", "REPLACE", text], CommandFlags.DemandMaster);
                return await database.ExecuteAsync("FCALL", arguments, CommandFlags.DemandMaster);
            }
            catch (RedisServerException error) when (error.Message.Contains("unknown command", StringComparison.Ordinal))
            {
                LogNoFunctions();
                throw;
            }
        });

    /// <summary>Sends <paramref name="message"/> to whoever listens to <paramref name="channel"/> at this moment.</summary>
    /// <exception cref="RedisUnavailableException">It may not have been sent.</exception>
    public Task PublishAsync(string channel, RedisValue message) =>
        CallAsync("publish", redis => redis.GetSubscriber().PublishAsync(Literal(channel), message, CommandFlags.DemandMaster));

    /// <summary>
    /// Listens to <paramref name="channel"/>, one message after another in the order of arrival, and again by itself after every
    /// reconnection. Messages sent in between are lost. While Redis is away it succeeds after the time limit.
    /// </summary>
    public async Task SubscribeAsync(string channel, Action<RedisValue> handle)
    {
        var redis = await ConnectAsync();
        try
        {
            await _pipeline.ExecuteAsync(async stop =>
            {
                var subscriber = redis.GetSubscriber();
                await subscriber.SubscribeAsync(Literal(channel), (_, message) => handle(message)).WaitAsync(stop);

                // The client is content when it has noted the subscription. An answer over the same connection says that Redis knows.
                while (!subscriber.IsConnected(Literal(channel))) await Task.Delay(10, stop);
                await subscriber.PingAsync().WaitAsync(stop);
            });
        }
        catch (Exception error) when (IsUnavailable(error))
        {
            // The client has noted the subscription and makes it with the next connection.
            LogNotYetSubscribed(error.GetType().Name);
        }
    }

    /// <summary>Whether Redis answers now.</summary>
    public async Task<bool> AnswersAsync()
    {
        try
        {
            await CallAsync("ping", redis => redis.GetDatabase().PingAsync(CommandFlags.DemandMaster));
            return true;
        }
        catch (RedisUnavailableException)
        {
            return false;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        Task<ConnectionMultiplexer>? connecting;
        lock (_lock) connecting = _connecting;
        if (connecting is null) return;
        try
        {
            (await connecting).Dispose();
        }
        catch (Exception error) when (IsUnavailable(error) || error is RedisTooOldException)
        {
            LogNotConnected(error.GetType().Name);
        }
    }

    private async Task<T> CallAsync<T>(string doing, Func<ConnectionMultiplexer, Task<T>> call)
    {
        try
        {
            return await _pipeline.ExecuteAsync(async stop =>
            {
                var redis = await ConnectAsync().WaitAsync(stop);
                return await call(redis).WaitAsync(stop);
            });
        }
        catch (Exception error) when (IsUnavailable(error))
        {
            LookForPrimary();
            throw new RedisUnavailableException(doing, error);
        }
        finally
        {
            // The client completes calls one after another on one thread; whoever waited must not hold that thread up.
            await Task.Yield();
        }
    }

    // The client asks for the roles only now and then. Once a second is enough, however many calls fail meanwhile.
    private void LookForPrimary()
    {
        if (_settings.EndpointList.Length < 2) return;
        lock (_lock)
        {
            if (_connecting is not { IsCompletedSuccessfully: true } || _looking is { IsCompleted: false }) return;
            _looking = LookAsync(_connecting);
        }
    }

    private async Task LookAsync(Task<ConnectionMultiplexer> connected)
    {
        try
        {
            await (await connected).ConfigureAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }
        catch (Exception error) when (IsUnavailable(error))
        {
            LogNotConnected(error.GetType().Name);
        }
    }

    private Task<ConnectionMultiplexer> ConnectAsync()
    {
        lock (_lock)
        {
            if (_connecting is null or { IsFaulted: true } or { IsCanceled: true }) _connecting = OpenAsync();
            return _connecting;
        }
    }

    private async Task<ConnectionMultiplexer> OpenAsync()
    {
        var options = new ConfigurationOptions
        {
            AbortOnConnectFail = false,
            ClientName = "gateway",
            ConnectTimeout = _settings.TimeoutMs,
            SyncTimeout = _settings.TimeoutMs,
            KeepAlive = 10,
            ConfigCheckSeconds = 5,
            Ssl = _settings.Tls,
            ReconnectRetryPolicy = new LinearRetry(500),
            // What a server counts as that may not tell its version.
            DefaultVersion = RedisTooOldException.Oldest,
        };
        foreach (var endpoint in _settings.EndpointList) options.EndPoints.Add(endpoint);
        if (_settings.PasswordFile is { Length: > 0 } file) options.Password = (await File.ReadAllTextAsync(file)).Trim();
        if (_settings is { Tls: true, TlsAuthorityFile: { Length: > 0 } authority }) options.CertificateValidation += RedisTls.TrustOnly(authority);
        var redis = await ConnectionMultiplexer.ConnectAsync(options);
        RefuseTooOld(redis);
        redis.PreserveAsyncOrder = true;
        redis.IncludeDetailInExceptions = false;
        redis.ConnectionFailed += (_, failed) => LogLost(failed.ConnectionType, failed.FailureType);
        redis.ConnectionRestored += (_, restored) => LogRestored(restored.ConnectionType);
        return redis;
    }

    private static void RefuseTooOld(ConnectionMultiplexer redis)
    {
        foreach (var endpoint in redis.GetEndPoints())
        {
            var server = redis.GetServer(endpoint);
            if (!server.IsConnected || server.Version >= RedisTooOldException.Oldest) continue;
            redis.Dispose();
            throw new RedisTooOldException(endpoint.ToString()!, server.Version);
        }
    }

    private static RedisChannel Literal(string channel) => new(channel, RedisChannel.PatternMode.Literal);

    private static bool IsUnavailable(Exception error) =>
        error is RedisException or TimeoutException or TimeoutRejectedException or ObjectDisposedException or OperationCanceledException or IOException;

    [LoggerMessage(1151, LogLevel.Warning, "The {Connection} connection to Redis is lost: {Failure}")]
    private partial void LogLost(ConnectionType connection, ConnectionFailureType failure);

    [LoggerMessage(1152, LogLevel.Information, "The {Connection} connection to Redis is back")]
    private partial void LogRestored(ConnectionType connection);

    [LoggerMessage(1153, LogLevel.Warning, "Redis is away ({Error}); the subscription follows with the connection")]
    private partial void LogNotYetSubscribed(string error);

    [LoggerMessage(1154, LogLevel.Debug, "There is no connection to Redis to close or to look about with ({Error})")]
    private partial void LogNotConnected(string error);

    [LoggerMessage(1155, LogLevel.Critical, "Redis does not know functions (FCALL): the queue needs Redis 7.0 or newer, or Valkey, with FCALL and FUNCTION allowed")]
    private partial void LogNoFunctions();
}
