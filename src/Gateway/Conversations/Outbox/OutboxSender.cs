using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Outbox;

/// <summary>Keeps the outbox moving: at once for what this node wrote, every second for what anybody left behind.</summary>
public sealed partial class OutboxSender(
    SendReplies send, OutboxSignal signal, IRecords records, TimeProvider time, ILogger<OutboxSender> log)
    : Rounds("outbox", TimeSpan.FromSeconds(1), time, log)
{
    private const int Workers = 8;
    private readonly KeyedGate _oneCallAtATime = new();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None));
        await Task.WhenAll([base.ExecuteAsync(stoppingToken), .. workers]);
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        foreach (var id in await records.ReadAsync(session => OutboxRows.DueConversationsAsync(session, Time.NowMs(), 200), stop)) signal.Notify(id);
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            string id;
            try
            {
                id = await signal.Due.ReadAsync(stop);
                await _oneCallAtATime.RunAsync(id, async () =>
                {
                    while (await send.SendNextAsync(id, stop)) { }
                    return true;
                });
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                LogSendFailed(Log, error);
            }
        }
    }

    [LoggerMessage(1302, LogLevel.Error, "A reply could not be sent or recorded; it stays in the outbox")]
    private static partial void LogSendFailed(ILogger log, Exception error);
}
