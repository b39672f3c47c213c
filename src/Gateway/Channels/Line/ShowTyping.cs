using System.Threading.Channels;
using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Channels.Line;

/// <summary>
/// Shows on a person's phone that somebody is writing (LINE: "loading indicator"). It is a kindness: what fails is left, and nobody
/// waits for it.
/// </summary>
public sealed partial class ShowTyping(
    CallLine line, IRecords records, Contacts contacts, OrganisationDirectory organisations, LineSettings settings, TimeProvider time, ILogger<ShowTyping> log) : BackgroundService
{
    // LINE shows it for this long, or until the next message; it is asked for again shortly before that.
    private const int Seconds = 20;
    private static readonly TimeSpan OnceIn = TimeSpan.FromSeconds(18);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    private readonly Channel<string> _asked = Channel.CreateBounded<string>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>A counsellor on this node is writing. It returns at once.</summary>
    public Task NoteAsync(CounsellorTyping typing)
    {
        if (settings.ShowTyping) _asked.Writer.TryWrite(typing.ConversationId);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var shown = new Dictionary<string, DateTimeOffset>();
        await foreach (var id in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            if (shown.TryGetValue(id, out var last) && now - last < OnceIn) continue;
            foreach (var old in shown.Where(one => now - one.Value >= OnceIn).Select(one => one.Key).ToList()) shown.Remove(old);
            shown[id] = now;
            try
            {
                await ShowAsync(id, stoppingToken);
            }
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogNotShown(error.GetType().Name);
            }
        }
    }

    private async Task ShowAsync(string id, CancellationToken cancel)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(Limit);
        var found = await records.ReadAsync(async session =>
            await ConversationRows.FindAsync(session, id) is { Channel: ChannelNames.Line, Stage: Stage.Talking, PassageId: null } conversation
                ? (conversation.ChannelAccount, Address: await contacts.AddressOfAsync(session, conversation.ContactId))
                : default, limit.Token);
        if (found.Address is not { } address || organisations.FindLine(found.ChannelAccount["line/".Length..]) is not { } account) return;
        var answer = await line.PostAsync(account, "chat/loading/start", CallLine.Bytes(new StartLoading(address.Value, Seconds), LineJson.Default.StartLoading), limit.Token);
        if (answer.Status is not (>= 200 and < 300)) LogNotShown(answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    [LoggerMessage(1609, LogLevel.Debug, "LINE could not be asked to show that somebody is writing: {Why}")]
    private partial void LogNotShown(string why);
}

internal sealed record StartLoading(string ChatId, int LoadingSeconds);
