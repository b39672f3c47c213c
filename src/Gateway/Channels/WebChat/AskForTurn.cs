using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary><c>POST /chat/{entrance}/turn</c>: the person wants to be told when it is their turn. The open page tells them; nothing is sent anywhere else.</summary>
public sealed partial class AskForTurn(ReceiveInbound receive, ReadTalk talks, ChatDoor door, ILogger<AskForTurn> log)
{
    internal async Task<IResult> HandleAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        try
        {
            // Who has asked already, or does not wait any more, has nothing to add.
            if (await talks.FindAsync(visit, context.RequestAborted) is { Stage: Stage.Waiting, TellTurn: false } talk)
            {
                await receive.ReceiveAsync(new Inbound(
                    visit.Organisation.Id, ChannelNames.Chat, visit.Account, visit.Secret!.Value, $"turn.{talk.Id}.{talk.LastNumber}", InboundKind.TellTurn, ConversationId: talk.Id));
            }
        }
        catch (RecordsUnavailableException error)
        {
            LogNotNoted(error);
            return await door.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "away", "problem.read");
        }

        return ChatDoor.WantsJson(context.Request) ? Results.Json(new { asked = true }) : TakeWords.SeeOther(visit);
    }

    [LoggerMessage(1661, LogLevel.Error, "A person's wish to be told of their turn could not be stored; they were told so")]
    private partial void LogNotNoted(Exception error);
}
