using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Gateway.Conversations.Feed;
using Gateway.Primitives;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace Gateway.Conversations.Outbox;

/// <summary>
/// Makes the calls to providers: for each account at most so many a second, none for a while after nearly all have failed (a circuit
/// breaker), each with a time limit. A call that is held back here was never made, so that nothing about it is uncertain.
/// </summary>
/// <remarks>
/// Nothing is repeated here: what may be tried again, and when, is the outbox's affair (<see cref="NextDelivery"/>), because only a row
/// in the records survives this process. A provider that answers, even with a refusal, counts as there.
/// </remarks>
public sealed partial class ProviderCalls(ConversationSettings settings, IFeed feed, TimeProvider time, ILogger<ProviderCalls> log) : IDisposable
{
    // Of at least ten calls within half a minute nine in ten did not get through: the next ones would not either.
    private const double NearlyAll = 0.9;
    private const int AtLeast = 10;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    // A short crowd waits here; a longer one in the outbox.
    private const int MostWaiting = 16;
    private static readonly TimeSpan NextSecond = TimeSpan.FromSeconds(1);

    private static readonly ResiliencePropertyKey<TimeSpan> Limit = new("limit");

    private readonly ConcurrentDictionary<string, Lazy<Account>> _accounts = new();

    /// <summary>The accounts whose provider is not called for a while, for example <c>line/komorebi</c>.</summary>
    public IReadOnlyCollection<string> Away =>
        [.. _accounts.Where(account => account.Value.Value.State.CircuitState is CircuitState.Open or CircuitState.Isolated).Select(account => account.Key)];

    /// <summary>Makes one call.</summary>
    /// <param name="channelAccount">From which account.</param>
    /// <param name="limit">How long it may take; after it, it may have been carried out or not.</param>
    /// <param name="call">The call; it does not throw for what the outside world does, except that it was cancelled.</param>
    public async Task<SendOutcome> CallAsync(string channelAccount, TimeSpan limit, Func<CancellationToken, Task<SendOutcome>> call)
    {
        var account = _accounts.GetOrAdd(channelAccount, name => new Lazy<Account>(() => Begin(name))).Value;
        using var permit = await account.Rate.AcquireAsync();
        if (!permit.IsAcquired) return new SendOutcome.Held(NextSecond);
        var context = ResilienceContextPool.Shared.Get();
        context.Properties.Set(Limit, limit);
        try
        {
            return await account.Pipeline.ExecuteAsync(async inside => await AnswerAsync(inside, call), context);
        }
        catch (BrokenCircuitException resting)
        {
            return new SendOutcome.Held(resting.RetryAfter ?? NextSecond);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var account in _accounts.Values) account.Value.Rate.Dispose();
    }

    private static async Task<SendOutcome> AnswerAsync(ResilienceContext context, Func<CancellationToken, Task<SendOutcome>> call)
    {
        try
        {
            return await TimeLimit.ExecuteAsync(async inside => await call(inside.CancellationToken), context);
        }
        catch (Exception late) when (late is TimeoutRejectedException or OperationCanceledException)
        {
            return new SendOutcome.Unknown();
        }
    }

    // By the machine's clock, whatever clock the rest goes by: it is a socket that is waited for.
    private static readonly ResiliencePipeline<SendOutcome> TimeLimit = new ResiliencePipelineBuilder<SendOutcome>()
        .AddTimeout(new TimeoutStrategyOptions { TimeoutGenerator = args => new(args.Context.Properties.GetValue(Limit, TimeSpan.FromSeconds(6))) }).Build();

    private Account Begin(string name)
    {
        var state = new CircuitBreakerStateProvider();
        var pipeline = new ResiliencePipelineBuilder<SendOutcome> { TimeProvider = time }.AddCircuitBreaker(new CircuitBreakerStrategyOptions<SendOutcome>
        {
            FailureRatio = NearlyAll,
            MinimumThroughput = AtLeast,
            SamplingDuration = Within,
            BreakDurationGenerator = args => new(Rest(args.HalfOpenAttempts)),
            ShouldHandle = args => new(args.Outcome.Result is SendOutcome.Unknown or SendOutcome.Unreachable),
            StateProvider = state,
            OnOpened = args =>
            {
                LogAway(name, (int)args.BreakDuration.TotalSeconds);
                feed.Publish(new ProviderAway(name, time.NowMs() + (2 * args.BreakDuration).Ms()));
                return default;
            },
            OnClosed = _ =>
            {
                LogBack(name);
                feed.Publish(new ProviderAway(name, 0));
                return default;
            },
        }).Build();
        return new Account(pipeline, state, new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
        {
            TokenLimit = settings.CallsPerSecond,
            TokensPerPeriod = settings.CallsPerSecond,
            ReplenishmentPeriod = NextSecond,
            QueueLimit = MostWaiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        }));
    }

    // 10, 20, 40 seconds, at most a minute; one call then tries whether the provider is back.
    private static TimeSpan Rest(int tries) => TimeSpan.FromSeconds(Math.Min(LongestRest.TotalSeconds, 10 * Math.Pow(2, Math.Min(tries, 5))));

    [LoggerMessage(1330, LogLevel.Warning, "The provider of {Account} does not get our calls; none is made for {Seconds} s. What is written waits in its order")]
    private partial void LogAway(string account, int seconds);

    [LoggerMessage(1331, LogLevel.Information, "The provider of {Account} gets our calls again")]
    private partial void LogBack(string account);

    private sealed record Account(ResiliencePipeline<SendOutcome> Pipeline, CircuitBreakerStateProvider State, RateLimiter Rate);
}

/// <summary>A node has stopped calling an account's provider, or calls it again.</summary>
/// <param name="ChannelAccount">Which account.</param>
/// <param name="Until">Until when that is believed unless it is said again, in milliseconds; 0 when it is called again.</param>
public sealed record ProviderAway(string ChannelAccount, long Until) : IFeedSignal
{
    /// <inheritdoc />
    public static string Name => "provider-away";
}
