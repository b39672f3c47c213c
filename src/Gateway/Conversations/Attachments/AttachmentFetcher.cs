using System.Collections.Concurrent;
using System.Threading.Channels;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations.Attachments;

/// <summary>Tells the fetcher of this node what has come. Losing it costs a second: the fetcher also looks by itself.</summary>
public sealed class AttachmentSignal
{
    private readonly Channel<string> _due = Channel.CreateUnbounded<string>();

    internal ChannelReader<string> Due => _due.Reader;

    /// <summary>This attachment is to be fetched.</summary>
    public void Notify(string id) => _due.Writer.TryWrite(id);
}

/// <summary>Keeps attachments coming: at once for what this node was told, every second for what anybody left behind.</summary>
public sealed partial class AttachmentFetcher(
    FetchAttachments fetch, AttachmentSignal signal, IRecords records, TimeProvider time, ILogger<AttachmentFetcher> log)
    : Rounds("attachments", TimeSpan.FromSeconds(1), time, log)
{
    // Few: an attachment is large, and nobody's words wait for it.
    private const int Workers = 4;
    private readonly ConcurrentDictionary<string, bool> _inHand = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(() => WorkAsync(stoppingToken), CancellationToken.None));
        await Task.WhenAll([base.ExecuteAsync(stoppingToken), .. workers]);
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        foreach (var id in await records.ReadAsync(session => AttachmentRows.DueAsync(session, Time.NowMs(), 100), stop))
        {
            if (!_inHand.ContainsKey(id)) signal.Notify(id);
        }
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            string? id = null;
            try
            {
                id = await signal.Due.ReadAsync(stop);
                if (_inHand.TryAdd(id, true)) await fetch.FetchAsync(id, stop);
                else id = null;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (RecordsUnavailableException)
            {
                // Others say so already; whoever looks after the lease tries again.
            }
            catch (Exception error)
            {
                LogFailed(Log, error.GetType().Name);
            }
            finally
            {
                if (id is not null) _inHand.TryRemove(id, out _);
            }
        }
    }

    // The error's own text is left out: it could name what a file holds.
    [LoggerMessage(1352, LogLevel.Error, "An attachment could not be fetched or kept ({Error}); it is tried again")]
    private static partial void LogFailed(ILogger log, string error);
}
