using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Outbox;

/// <summary>Keeps the outbox moving: at once for what this node wrote, every second for what anybody left behind.</summary>
public sealed partial class OutboxSender(
    SendReplies send, OutboxSignal signal, IRecords records, TimeProvider time, ILogger<OutboxSender> log)
    : Rounds("outbox", TimeSpan.FromSeconds(1), time, log)
{
    private const int Workers = 8;
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
        foreach (var id in await records.ReadAsync(session => OutboxRows.DueConversationsAsync(session, Time.NowMs(), 200), stop)) signal.Notify(id);
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            DueReply due;
            try
            {
                due = await signal.Due.ReadAsync(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            if (!_inHand.Begin(due.ConversationId)) continue;
            do
            {
                await SendAsync(due, stop);
            }
            while (!_inHand.End(due.ConversationId));
        }
    }

    private async Task SendAsync(DueReply due, CancellationToken stop)
    {
        try
        {
            while (await send.SendNextAsync(due.ConversationId, due.Written, stop)) { }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // What is left lies in the outbox.
        }
        catch (Exception error)
        {
            LogSendFailed(Log, error);
        }
    }

    [LoggerMessage(1302, LogLevel.Error, "A reply could not be sent or recorded; it stays in the outbox")]
    private static partial void LogSendFailed(ILogger log, Exception error);
}

/// <summary>The conversations in which a call is under way on this node. A worker that comes second leaves word and goes on to somebody else.</summary>
internal sealed class InHand
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, bool> _conversations = [];

    /// <summary>Whether the caller may begin. If not, whoever has it will look once more before it ends.</summary>
    public bool Begin(string id)
    {
        lock (_lock)
        {
            if (_conversations.TryAdd(id, false)) return true;
            _conversations[id] = true;
            return false;
        }
    }

    /// <summary>Whether the work is over; not if somebody left word meanwhile.</summary>
    public bool End(string id)
    {
        lock (_lock)
        {
            if (!_conversations[id]) return _conversations.Remove(id);
            _conversations[id] = false;
            return false;
        }
    }
}
