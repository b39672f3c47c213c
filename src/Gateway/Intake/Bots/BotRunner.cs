using System.Threading.Channels;
using Gateway.Conversations.Outbox;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Intake.Bots;

/// <summary>Keeps the bots' turns moving: at once for what this node wrote down, every second for what anybody left behind.</summary>
public sealed partial class BotRunner(CarryOutTurn carryOut, BotSignal signal, IRecords records, BotSettings settings, TimeProvider time, ILogger<BotRunner> log)
    : Rounds("bots", TimeSpan.FromSeconds(1), time, log)
{
    // A slow bot must not keep people with a quick one waiting: most of them only wait for an answer.
    private const int Workers = 32;
    private const int Most = 200;

    private readonly InHand _inHand = new();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None));
        await Task.WhenAll([base.ExecuteAsync(stoppingToken), .. workers]);
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var now = Time.NowMs();
        foreach (var id in await records.ReadAsync(session => BotRows.DueAsync(session, now, Most), stop)) signal.Notify(id);
        var (begun, silent) = (now - TimeSpan.FromMinutes(settings.QueueAfterMinutes).Ms(), now - TellBot.SilenceOf(settings).Ms());
        foreach (var id in await records.ReadAsync(session => BotRows.ToBeMindedAsync(session, begun, silent, settings.QueueAfterTurns, Most), stop))
        {
            try
            {
                await carryOut.MindAsync(id, stop);
            }
            catch (Exception error) when (error is not (OperationCanceledException or RecordsUnavailableException))
            {
                // One that cannot be opened stands first in every round; the others must not wait for it.
                LogFailed(Log, error);
            }
        }
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            string id;
            try
            {
                id = await signal.Due.ReadAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (!_inHand.Begin(id)) continue;
            do
            {
                await CarryOutAsync(id, stop);
            }
            while (!_inHand.End(id));
        }
    }

    private async Task CarryOutAsync(string id, CancellationToken stop)
    {
        try
        {
            while (await carryOut.NextAsync(id, stop)) { }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is left stands in the records.
        }
        catch (Exception error)
        {
            LogFailed(Log, error);
        }
    }

    [LoggerMessage(1425, LogLevel.Error, "An intake bot's turn could not be taken up or stored; it stays in the records and is tried again")]
    private static partial void LogFailed(ILogger log, Exception error);
}

/// <summary>Tells the runner of this node in which conversation a bot has something to hear. Losing it costs a second: the runner also looks by itself.</summary>
public sealed class BotSignal
{
    private readonly Channel<string> _due = Channel.CreateUnbounded<string>(new() { SingleReader = false });

    internal ChannelReader<string> Due => _due.Reader;

    /// <summary>There is something to hear in this conversation.</summary>
    public void Notify(string conversationId) => _due.Writer.TryWrite(conversationId);
}
