using Gateway.Intake.Spool;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Operations;

/// <summary>
/// Brings the records to the newest schema and the set-up file into them. When they do not answer at the start, the gateway serves
/// all the same: signatures are checked by the set-up file alone, words go to the spool, and everything else waits.
/// </summary>
public sealed partial class PrepareRecords(
    IRecords records, KeepOneQueue queue, IServiceProvider services, RecordsWatch watch, IHostApplicationLifetime life, TimeProvider time, ILogger<PrepareRecords> log) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private Task? _attempt;

    /// <summary>Whether the records are as this gateway needs them.</summary>
    public bool Done => watch.Prepared;

    /// <summary>Why the gateway stopped later: the records came back and cannot be used. Nothing, if they can.</summary>
    public Exception? Refused { get; private set; }

    /// <summary>Prepares them. When they do not answer it goes on trying in the background.</summary>
    /// <exception cref="InvalidOperationException">They answer and cannot be used, or another gateway works on them whose queue this one would not share.</exception>
    /// <exception cref="SetupRefusedException">They hold something that the set-up file leaves out or moves.</exception>
    public async Task RunAsync()
    {
        watch.Prepared = false;
        try
        {
            await (_attempt = PrepareAsync()).WaitAsync(Patience);
        }
        catch (Exception error) when (error is RecordsUnavailableException or TimeoutException)
        {
            // Another node may be building an index in them, or it is not known yet whether one lives: that is waited for like an outage.
            LogAway(error);
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (_attempt is { } attempt && !Done && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await attempt.WaitAsync(stoppingToken);
            }
            catch (RecordsUnavailableException)
            {
                await Task.Delay(Pause, time, stoppingToken);
                _attempt = PrepareAsync();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                Refused = error;
                LogRefused(error);
                life.StopApplication();
                return;
            }
        }
    }

    private async Task PrepareAsync()
    {
        await records.MigrateAsync();
        await queue.BeginAsync();
        await services.ApplySetupAsync();
        watch.Prepared = true;
    }

    [LoggerMessage(1911, LogLevel.Error, "The records do not answer at the start: words of LINE and SMS go to the spool, everything else is refused until they do")]
    private partial void LogAway(Exception error);

    [LoggerMessage(1912, LogLevel.Critical, "The records are back and cannot be used; the gateway stops")]
    private partial void LogRefused(Exception error);
}

/// <summary>What is answered before the records are prepared.</summary>
public static class PreparedOnly
{
    /// <summary>Until then only webhooks, which the spool takes, and the questions of the load balancer are answered; the rest gets 503.</summary>
    public static void UsePreparedOnly(this WebApplication app)
    {
        var prepare = app.Services.GetRequiredService<PrepareRecords>();
        app.Use((context, next) =>
        {
            if (prepare.Done || context.Request.Path.StartsWithSegments("/channels") || context.Request.Path.StartsWithSegments("/healthz")) return next(context);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return Task.CompletedTask;
        });
    }
}
