using System.Globalization;
using Gateway.Conversations;
using Gateway.Conversations.Passages;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary>
/// Notes how far the page of somebody who came by an account that is only an entrance was before their eyes: of what stands there unread, their
/// phone is told.
/// </summary>
/// <remarks>Nobody is shown it. A counsellor who sees that something was read waits for an answer; and nobody has to answer.</remarks>
public sealed partial class NoteSeen(IRecords records, Contacts contacts, ChatLimits limits, OrganisationDirectory organisations, ILogger<NoteSeen> log)
{
    /// <summary><c>POST /chat/{entrance}/seen</c>: the page is in sight, up to this number.</summary>
    internal async Task<IResult> HandleAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        var form = await TakeWords.ReadFormAsync(context);
        if (visit.Secret is { } secret && limits.MaySee(secret) && long.TryParse(form?["number"], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            // The page asks again by itself.
            if (!await NoteAsync(visit, number)) return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }

        return Results.NoContent();
    }

    /// <summary>Notes that a page without a script was shown.</summary>
    internal Task ByLogAsync(ChatVisit visit, ChatView view) =>
        view.Conversation is { } talk && organisations.Watches(talk) && view.Last > 0 ? NoteAsync(visit, view.Last) : Task.CompletedTask;

    private async Task<bool> NoteAsync(ChatVisit visit, long number)
    {
        try
        {
            var hash = contacts.HashOf(visit.Account, visit.Secret!.Value);
            await records.WriteAsync(session => PassageRows.NoteSeenAsync(session, visit.Account, hash, number));
            return true;
        }
        catch (RecordsUnavailableException error)
        {
            LogNotNoted(error);
            return false;
        }
    }

    [LoggerMessage(1662, LogLevel.Warning, "It could not be noted that a person's page was seen; their phone may be told of news that they have read")]
    private partial void LogNotNoted(Exception error);
}

/// <summary>Whose page says what was seen of it.</summary>
internal static class WatchedPages
{
    /// <summary>Only somebody who came by an account that is only an entrance: nowhere else does anything tell of news.</summary>
    public static bool Watches(this OrganisationDirectory organisations, Conversation conversation) =>
        conversation.PassageId is not null && conversation.ClosedAt is null && organisations.IsEntranceOnly(conversation.ChannelAccount);
}
