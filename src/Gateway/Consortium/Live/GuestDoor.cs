using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Consortium.Live;

/// <summary><c>/api/consortia/{id}/guests</c>: the own people whom partners have now, and the way to have one back who still waits. Nothing that anybody wrote.</summary>
internal static class GuestDoor
{
    public static void MapGuests(this IEndpointRouteBuilder consortia)
    {
        consortia.MapGet("/{id}/guests", ListAsync).RequireAuthorization(Policies.LookAfterSharing).WithSummary("One's own people whom partners have now.");
        consortia.MapPost("/{id}/guests/{conversationId}/home", FetchAsync).RequireAuthorization(Policies.LookAfterSharing).WithSummary("Has somebody back who still waits at a partner.");
    }

    private static async Task<IResult> ListAsync(string id, HttpContext context, IRecords records)
    {
        var home = context.User.AsStaff()!.Organisation;
        var away = await records.ReadAsync(session => GuestStays.AwayAsync(session, home), context.RequestAborted);
        return Results.Json(away.Where(stay => stay.ConsortiumId == id).Select(ViewOf), ConsortiumJson.Options);
    }

    private static async Task<IResult> FetchAsync(string id, string conversationId, HttpContext context, BringHome bring) =>
        await bring.FetchAsync(context.User.AsStaff()!, id, conversationId, context.RequestAborted)
            ? Results.NoContent()
            : Results.Problem(title: "Nobody of yours waits there; who is being talked with is not interrupted.", statusCode: 404, extensions: new Dictionary<string, object?> { ["code"] = "guest.not_found" });

    private static GuestView ViewOf(GuestStay stay) =>
        new(stay.ConversationId, stay.Label, (Grade)stay.Grade, stay.Host, stay.Stage, Utc.FromMs(stay.BeganAt), Utc.FromMs(stay.TakenAt));
}

/// <summary>One of one's own people whom a partner has.</summary>
/// <param name="ConversationId">Which conversation.</param>
/// <param name="Label">What counsellors call them.</param>
/// <param name="Grade">How urgent.</param>
/// <param name="Host">Who answers.</param>
/// <param name="Stage"><c>waiting</c> or <c>talking</c>.</param>
/// <param name="Since">Since when they are there.</param>
/// <param name="TakenAt">When a counsellor took them; nothing while they wait.</param>
internal sealed record GuestView(string ConversationId, string Label, Grade Grade, string Host, string Stage, DateTimeOffset Since, DateTimeOffset? TakenAt);
