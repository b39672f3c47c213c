using Gateway.Conversations.Passages;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Channels.Line;

/// <summary>
/// Looks for people who came by a LINE account that is only an entrance and are away from their page while a counsellor's words stand there, and
/// has LINE tell them so.
/// </summary>
public sealed partial class NewsByLine(TellOfNews news, WatchQuota quotas, OrganisationDirectory organisations, TimeProvider time, ILogger<NewsByLine> log)
    : Rounds("news by LINE", TimeSpan.FromSeconds(5), time, log)
{
    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        foreach (var account in organisations.LineAccounts.Where(account => account.EntranceOnly && quotas.Of(account).SparesForNews))
        {
            foreach (var id in await news.DueAsync($"line/{account.Account}", stop))
            {
                try
                {
                    await news.TellAsync(id, stop);
                }
                catch (Exception error) when (error is not (OperationCanceledException or RecordsUnavailableException))
                {
                    // One that cannot be told stands first in every round; the others must not wait for it.
                    LogNotTold(Log, error, id);
                }
            }
        }
    }

    [LoggerMessage(1610, LogLevel.Error, "Conversation {ConversationId}: its person could not be told that something new stands on their page")]
    private static partial void LogNotTold(ILogger log, Exception error, string conversationId);
}
