using Gateway.Conversations;
using Gateway.Conversations.Feed;
using Gateway.Conversations.Passages;
using Gateway.Intake;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary>The ways out: ending the talk, and closing the page at once. And the one sign that asks for nothing: that somebody is typing.</summary>
public sealed partial class LeaveTalk(
    ReceiveInbound receive, ReadTalk talks, ChatDoor door, ChatLimits limits, IRecords records, OpenConversation open, ConversationLog entries,
    IFeed feed, WebChatSettings settings, TimeProvider time, ILogger<LeaveTalk> log)
{
    /// <summary><c>POST /chat/{entrance}/leave</c>: the person ends the talk, or leaves the queue.</summary>
    internal async Task<IResult> LeaveAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        var form = await TakeWords.ReadFormAsync(context);
        try
        {
            // An old page may not end a newer talk.
            if (await talks.FindAsync(visit, context.RequestAborted) is { ClosedAt: null } talk && (string?)form?["talk"] == talk.Id)
            {
                await receive.ReceiveAsync(new Inbound(
                    visit.Organisation.Id, ChannelNames.Chat, visit.Account, visit.Secret!.Value, $"leave.{talk.Id}", InboundKind.Leave));
            }
        }
        catch (RecordsUnavailableException error)
        {
            LogNotLeft(error);
            return await door.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "away", "problem.read");
        }

        return ChatDoor.WantsJson(context.Request) ? Results.Json(new { left = true }) : TakeWords.SeeOther(visit);
    }

    /// <summary><c>POST /chat/{entrance}/exit</c>: the cookie goes, the browser goes elsewhere; nothing is waited for.</summary>
    internal IResult Exit(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        ChatCookie.Clear(context, visit);
        // Not "cookies": that would sign out of everything on this site, and so say that something was closed.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        // The script may have said already that the person left: whose talk it was still has to be told.
        if (ChatCookie.Read(context.Request, visit.Look.Framed) is { } secret) _ = NoteClosedAsync(visit with { Secret = secret });
        // From within a frame nobody is led away without a script: the other page stays, and its frame is empty.
        return visit.Look.Framed ? new HtmlPage(ChatPage.Nothing()) : new Elsewhere(settings.ExitTo);
    }

    /// <summary><c>POST /chat/{entrance}/typing</c></summary>
    internal async Task<IResult> TypingAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        if (visit.Secret is not { } secret || !limits.MayType(secret)) return Results.NoContent();
        try
        {
            if (await talks.FindAsync(visit, context.RequestAborted) is { Stage: Stage.Talking or Stage.Handed } talk) feed.Publish(new PersonTyping(talk.Id));
        }
        catch (RecordsUnavailableException)
        {
            // Nobody misses it.
        }

        return Results.NoContent();
    }

    // A quiet line for the counsellor, who would else wait for an answer. The conversation does not end by it.
    private async Task NoteClosedAsync(ChatVisit visit)
    {
        try
        {
            await records.WriteAsync(async session =>
            {
                if (await open.FindAsync(session, visit.Account, visit.Secret!.Value) is not { } conversation) return;
                await entries.AppendAsync(
                    session, conversation, new NewEntry(EntryKinds.Stage, Authors.System, new EntryBody(Stage: "page_closed")));
                if (conversation.PassageId is { } passage) await PassageRows.NoteLeftAsync(session, passage, time.NowMs());
            });
        }
        catch (RecordsUnavailableException error)
        {
            LogNotNoted(error);
        }
    }

    [LoggerMessage(1654, LogLevel.Error, "A person could not end their talk; they were told so")]
    private partial void LogNotLeft(Exception error);

    [LoggerMessage(1655, LogLevel.Warning, "It could not be noted that a person closed their page at once; they are gone all the same")]
    private partial void LogNotNoted(Exception error);
}
