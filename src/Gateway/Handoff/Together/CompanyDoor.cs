using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Handoff.Together;

/// <summary><c>/api/conversations/{id}/company</c>: who from outside is in a talk, is asked for, or could be.</summary>
public static class CompanyDoor
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new UtcJson(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Maps the addresses.</summary>
    public static void MapCompany(this IEndpointRouteBuilder endpoints)
    {
        var company = endpoints.MapGroup("/api/conversations/{id}/company").AddEndpointFilter(RefuseStrangePagesAsync).RequireAuthorization(Policies.Counsel);
        company.MapGet("", ShowAsync).WithSummary("Who from outside is in the talk or is asked for, and whose worker could be.");
        company.MapPost("/{referral}", AskAsync).WithSummary("Asks the person whether the worker of the body of this hand-off may join.");
        company.MapPost("/{seat}/hand-over", HandOverAsync).WithSummary("The counsellor leaves the person with the worker who is in the talk.");
        endpoints.MapGet("/api/company", AloneAsync).AddEndpointFilter(RefuseStrangePagesAsync).RequireAuthorization(Policies.Counsel)
            .WithSummary("The talks that go on with a worker and without anybody of the line.");
        company.MapPost("/{seat}/end", EndAsync).WithSummary("Takes the question or the yes back, or has the worker leave.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext context, InviteWorker invite)
    {
        var staff = context.User.AsStaff()!;
        var seat = (await invite.OfConversationAsync(staff, id, context.RequestAborted)).LastOrDefault(one => one.State != SeatState.Over);
        var possible = await invite.PossibleAsync(staff, id, context.RequestAborted);
        return Results.Json(new CompanyView(seat is null ? null : SeatView.Of(seat), [.. possible.Select(one => new PossibleView(one.Id, one.RecipientName))]), s_options);
    }

    private static async Task<IResult> AskAsync(string id, string referral, HttpContext context, InviteWorker invite) =>
        await invite.AskAsync(context.User.AsStaff()!, id, referral, context.Request.Query["again"] == "1", context.RequestAborted) switch
        {
            InviteOutcome.Done => Results.NoContent(),
            InviteOutcome.NotAccepted => Problem(409, "company.not_accepted", "The body has not taken it on, or may not receive at this moment."),
            InviteOutcome.OtherStands => Problem(409, "company.other_stands", "A question stands, or somebody is in the talk already."),
            InviteOutcome.SaidNo => Problem(409, "company.said_no", "The person said no. They are asked once more at most, and only if they bring it up."),
            InviteOutcome.Untold => Problem(409, "company.untold", "The person is not to know of this hand-off: nobody asks them about it."),
            InviteOutcome.Unreachable => Problem(409, "company.unreachable", "This account carries no words of it: the person must come to the page first."),
            _ => Problem(404, "conversation.not_found", "There is no such conversation or hand-off of yours."),
        };

    private static async Task<IResult> HandOverAsync(string id, string seat, HttpContext context, InviteWorker invite) =>
        await invite.HandOverAsync(context.User.AsStaff()!, seat, context.RequestAborted) switch
        {
            HandOverOutcome.Done => Results.NoContent(),
            HandOverOutcome.NotNow => Problem(409, "company.not_now", "The worker's page is not open, or the person is in danger now."),
            _ => Problem(404, "company.not_found", "Nobody sits in a talk of yours by this."),
        };

    private static async Task<IResult> AloneAsync(HttpContext context, InviteWorker invite) => Results.Json(
        new AloneListView([.. (await invite.AloneAsync(context.User.AsStaff()!, context.RequestAborted)).Select(one => new AloneView(
            one.Talk.Id, one.Talk.Label, one.Talk.Channel, ChangeGrade.NameOf(one.Talk.Grade), Utc.FromMs(one.Talk.HeardAt), SeatView.Of(one.Seat)))]), s_options);

    private static async Task<IResult> EndAsync(string id, string seat, HttpContext context, InviteWorker invite) =>
        await invite.EndAsync(context.User.AsStaff()!, seat, context.RequestAborted) ? Results.NoContent() : Problem(404, "company.not_found", "It is over already, or not yours.");

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private sealed record CompanyView(SeatView? Seat, IReadOnlyList<PossibleView> Possible);

    private sealed record AloneListView(IReadOnlyList<AloneView> Talks);

    private sealed record AloneView(string ConversationId, string Label, string Channel, string Grade, DateTimeOffset HeardAt, SeatView Seat);

    private sealed record PossibleView(string Referral, string BodyName);

    private sealed record SeatView(string Id, string Referral, SeatState State, string BodyName, string? Name, string? Role, bool Away, DateTimeOffset AskedAt)
    {
        public static SeatView Of(Seat seat) => new(seat.Id, seat.ReferralId, seat.State, seat.Who.Body, seat.Who.Name, seat.Who.Role, seat.ToldAway, Utc.FromMs(seat.AskedAt));
    }
}
