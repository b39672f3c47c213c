using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Gateway.Bots.Protocol;
using Gateway.Organisations;
using Gateway.Records;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Intake.Bots.Own;

/// <summary>The connector API: what a bot calls to say something. Closed unless an organisation has a bot that answers by it.</summary>
/// <remarks>
/// The SDK repeats a call after 500, 502, 503 and a broken line, three times within seconds, under the same request id. Whatever was stored is
/// therefore answered with 200 and an id, for every repetition the same.
/// </remarks>
public static partial class ConnectorDoor
{
    private const int LargestBody = 256 * 1024;
    private const string RequestId = "x-ms-client-request-id";

    /// <summary>Maps <c>/bots/{organisation}/v3/conversations/…</c> and where tokens and keys are found.</summary>
    public static void MapIntakeBots(this IEndpointRouteBuilder endpoints)
    {
        var bots = endpoints.MapGroup("/bots").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription();
        bots.MapGet(".well-known/openid-configuration", TokenDoor.MetadataAsync);
        bots.MapGet(".well-known/keys", TokenDoor.KeysAsync);
        bots.MapPost("{organisation}/oauth2/v2.0/token", TokenDoor.TokenAsync);
        var talk = bots.MapGroup("{organisation}/v3/conversations/{talk}").AddEndpointFilter(KnowsBotAsync);
        talk.MapPost("activities", TakeAsync);
        talk.MapPost("activities/{activityId}", TakeAsync);
        // What a person has read cannot be unsaid, on LINE and SMS not even by us: consciously refused, and the bot is told so.
        talk.MapPut("activities/{activityId}", () => Refuse(StatusCodes.Status405MethodNotAllowed, "NotSupported", "What was said cannot be changed here."));
        talk.MapDelete("activities/{activityId}", () => Refuse(StatusCodes.Status405MethodNotAllowed, "NotSupported", "What was said cannot be taken back here."));
        talk.MapGet("members", (string talk) => Json(MembersOf(talk), ProtocolJson.Default.ChannelAccountArray));
        talk.MapGet("members/{memberId}", Member);
        talk.MapGet("pagedmembers", (string talk) => Json(new PagedMembers(MembersOf(talk)), ProtocolJson.Default.PagedMembers));
        talk.MapGet("activities/{activityId}/members", (string talk) => Json(MembersOf(talk), ProtocolJson.Default.ChannelAccountArray));
    }

    private static async Task<IResult> TakeAsync(
        string organisation, string talk, HttpContext context, TakeActivity take, ILogger<TakeActivity> log)
    {
        if (await ReadAsync(context) is not { } activity) return Refuse(StatusCodes.Status400BadRequest, "BadArgument", "The body must be one activity of at most 256 KiB.");
        try
        {
            return await take.TakeAsync(organisation, talk, activity, context.Request.Headers[RequestId]) is { } id
                ? Json(new ResourceResponse(id), ProtocolJson.Default.ResourceResponse)
                : Refuse(StatusCodes.Status404NotFound, "ConversationNotFound", "There is no such conversation.");
        }
        catch (RecordsUnavailableException error)
        {
            LogAway(log, error);
            return Refuse(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "It could not be stored; send it again.");
        }
    }

    private static async Task<Activity?> ReadAsync(HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestBody;
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, ProtocolJson.Default.Activity, context.RequestAborted) is { Type: not null } activity ? activity : null;
        }
        catch (Exception error) when (error is JsonException or BadHttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Whether it is the bot: by a token of ours, or, where the set-up file says that it runs on this machine, by coming from there.</summary>
    private static async ValueTask<object?> KnowsBotAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var context = invocation.HttpContext;
        var services = context.RequestServices;
        var organisation = (string)context.Request.RouteValues["organisation"]!;
        if (services.GetRequiredService<OrganisationDirectory>().FindOrganisation(organisation) is not { Closed: false, IntakeBot: { Connects: true } bot })
            return Results.NotFound();
        return (bot.Local ? ComesFromHere(context) : await BringsTokenAsync(context, services.GetRequiredService<BotTokens>(), organisation, bot))
            ? await next(invocation)
            : Refuse(StatusCodes.Status401Unauthorized, "Unauthorized", "The bot's token is missing, or holds no more.");
    }

    // A proxy on this machine brings strangers under its own address: whatever was passed on is not from here.
    private static bool ComesFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address && System.Net.IPAddress.IsLoopback(address)
        && !context.Request.Headers.Keys.Any(name => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
            || name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase));

    private static async Task<bool> BringsTokenAsync(HttpContext context, BotTokens tokens, string organisation, IntakeBotAccount bot) =>
        context.Request.Headers.Authorization is [{ } header] && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
        && await tokens.IsOfBotAsync(header["Bearer ".Length..].Trim(), organisation, bot);

    private static IResult Member(string talk, string memberId) => Array.Find(MembersOf(talk), member => member.Id == memberId) is { } member
        ? Json(member, ProtocolJson.Default.ChannelAccount)
        : Refuse(StatusCodes.Status404NotFound, "MemberNotFoundInConversation", "There is no such member.");

    private static ChannelAccount[] MembersOf(string talk) => [new(TurnActivities.Bot, Role: "bot"), new(TurnActivities.PersonOf(talk), Role: "user")];

    private static IResult Refuse(int status, string code, string message) => Results.Json(new ErrorResponse(new ErrorBody(code, message)), ProtocolJson.Default.ErrorResponse, statusCode: status);

    private static IResult Json<T>(T value, JsonTypeInfo<T> type) => Results.Json(value, type);

    [LoggerMessage(1462, LogLevel.Error, "What an intake bot said could not be stored; it was told so, and says it again")]
    private static partial void LogAway(ILogger log, Exception error);
}
