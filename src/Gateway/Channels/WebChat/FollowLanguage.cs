using Gateway.Conversations;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary>When a person chooses another language on their page, the guide speaks it too from then on.</summary>
public sealed partial class FollowLanguage(IRecords records, ILogger<FollowLanguage> log)
{
    /// <summary>Notes the choice with the conversation, when it is open and the choice was made on our page.</summary>
    internal async Task FollowAsync(HttpRequest request, ChatVisit visit, Conversation? conversation)
    {
        if (visit.Look.Chosen is not { } chosen || conversation is not { ClosedAt: null } talk || talk.Language == chosen) return;
        // A link on somebody else's page may decide how the page is shown, not what is stored.
        if (request.Headers["Sec-Fetch-Site"] is [{ } site, ..] && site is not ("same-origin" or "none")) return;
        try
        {
            await records.WriteAsync(session => ConversationRows.SetLanguageAsync(session, talk.Id, chosen), request.HttpContext.RequestAborted);
        }
        catch (RecordsUnavailableException error)
        {
            LogNotFollowed(error);
        }
    }

    [LoggerMessage(1659, LogLevel.Warning, "A person's choice of language could not be noted; their page is shown in it all the same")]
    private partial void LogNotFollowed(Exception error);
}
