using Gateway.Handoff.Together;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary><c>POST /chat/{entrance}/company</c>: the person says whether a support body's worker may join, or has them leave.</summary>
public sealed partial class TakeCompany(AnswerSeat answer, ReadTalk talks, ChatDoor door, ILogger<TakeCompany> log)
{
    internal async Task<IResult> HandleAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        try
        {
            if (!context.Request.HasFormContentType || context.Request.ContentLength is > 4096) return Results.BadRequest();
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            // What is over already, or another's, changes nothing: the page that comes back says how it stands.
            if (await talks.FindAsync(visit, context.RequestAborted) is { } talk && form["seat"] is [{ Length: > 0 } seat, ..] && form["answer"] is ["yes" or "no"] said)
                await answer.ByTapAsync(talk.ContactId, seat, said[0] == "yes", context.RequestAborted);
        }
        catch (RecordsUnavailableException error)
        {
            LogNotTaken(error);
            return await door.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "away", "problem.read");
        }

        return ChatDoor.WantsJson(context.Request) ? Results.Json(new { taken = true }) : TakeWords.SeeOther(visit);
    }

    [LoggerMessage(1668, LogLevel.Error, "A person's answer about who joins the talk could not be stored; they were told so")]
    private partial void LogNotTaken(Exception error);
}
