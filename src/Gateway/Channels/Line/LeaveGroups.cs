using System.Threading.Channels;
using Gateway.Conversations;
using Gateway.Organisations;

namespace Gateway.Channels.Line;

/// <summary>
/// Says in a group or room that this account is for talks between two, and leaves. Counselling before others is no counselling, and
/// who is in a group did not choose us. What fails is not repeated: the next event from there tries again.
/// </summary>
public sealed partial class LeaveGroups(CallLine line, PersonTexts texts, TimeProvider time, ILogger<LeaveGroups> log) : BackgroundService
{
    // A busy group sends many events before it notices that we have gone.
    private static readonly TimeSpan OnceIn = TimeSpan.FromMinutes(1);

    private readonly Channel<(LineAccount Account, LineGroup Group)> _asked =
        Channel.CreateBounded<(LineAccount, LineGroup)>(new BoundedChannelOptions(100) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Asks for a group to be left. It returns at once: LINE waits two seconds for its answer.</summary>
    public void Soon(LineAccount account, LineGroup group) => _asked.Writer.TryWrite((account, group));

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var left = new Dictionary<(string, string), DateTimeOffset>();
        await foreach (var (account, group) in _asked.Reader.ReadAllAsync(stoppingToken))
        {
            var now = time.GetUtcNow();
            foreach (var old in left.Where(one => now - one.Value >= OnceIn).Select(one => one.Key).ToList()) left.Remove(old);
            if (left.ContainsKey((account.Account, group.Id))) continue;
            try
            {
                if (await LeaveAsync(account, group, stoppingToken)) left[(account.Account, group.Id)] = now;
            }
            // Whatever it was: a service that ends takes the whole gateway with it, for the sake of a group.
            catch (Exception error) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(error);
            }
        }
    }

    private async Task<bool> LeaveAsync(LineAccount account, LineGroup group, CancellationToken cancel)
    {
        if (group.ReplyToken is { } token)
        {
            // Nobody knows who reads there: both languages in one bubble. If it is not taken, leaving says enough.
            var text = new TextMessage($"{texts.Text("ja", "line.group")}\n\n{texts.Text("en", "line.group")}");
            await line.PostAsync(account, "message/reply", CallLine.Bytes(new Reply(token.Value, [text]), LineJson.Default.Reply), cancel);
        }

        var status = (await line.PostAsync(account, $"{group.Kind}/{group.Id}/leave", null, cancel)).Status;
        // 404: somebody removed us before.
        if (status is 200 or 404) return true;
        LogRefused(status);
        return false;
    }

    [LoggerMessage(1602, LogLevel.Warning, "A LINE group could not be left; the next event from there tries again")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(1603, LogLevel.Warning, "LINE did not let the account leave a group: {Status}")]
    private partial void LogRefused(int status);
}
