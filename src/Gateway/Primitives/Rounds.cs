namespace Gateway.Primitives;

/// <summary>Work that comes round again and again while the process lives: sweepers, heartbeats, senders.</summary>
/// <remarks>A round that fails is logged and the next one comes all the same: a keeper of promises may not die.</remarks>
public abstract partial class Rounds(string name, TimeSpan every, TimeProvider time, ILogger log) : BackgroundService
{
    private readonly SemaphoreSlim _wake = new(0, 1);

    /// <summary>The clock of this work.</summary>
    protected TimeProvider Time { get; } = time;

    /// <summary>The log of this work.</summary>
    protected ILogger Log { get; } = log;

    /// <summary>One round. Must be safe to repeat.</summary>
    protected abstract Task RoundAsync(CancellationToken stop);

    /// <summary>One round, carried out by the caller, whether this work has been started or not.</summary>
    public Task RunOnceAsync(CancellationToken stop) => RoundAsync(stop);

    /// <summary>Starts the next round at once instead of at its time. Any number of calls during a round lead to one more round.</summary>
    public void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // A round is already due.
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RoundAsync(stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogRoundFailed(Log, error, name);
            }

            try
            {
                await WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        await using var timer = Time.CreateTimer(_ => Wake(), null, every, Timeout.InfiniteTimeSpan);
        await _wake.WaitAsync(stop);
    }

    [LoggerMessage(1002, LogLevel.Error, "A round of {Name} failed; the next one follows")]
    private static partial void LogRoundFailed(ILogger log, Exception error, string name);
}
