using Gateway.Organisations;

namespace Gateway.Handoff.Introductions;

/// <summary><c>/api/bodies/{id}/way-in</c>: those who keep the directory let a body introduce people, and shut it out again.</summary>
internal static class WayInDoor
{
    public static void MapWaysIn(this IEndpointRouteBuilder endpoints)
    {
        var way = endpoints.MapGroup("/api/bodies/{id}/way-in").AddEndpointFilter(RefuseStrangePagesAsync).RequireAuthorization(Policies.KeepBodies);
        way.MapGet("", async (string id, HttpContext context, KeepWaysIn ways) => Results.Json(new { open = await ways.IsOpenAsync(context.User.AsStaff()!, id, context.RequestAborted) }))
            .WithSummary("Whether the body may introduce people.");
        way.MapPut("", async (string id, HttpContext context, KeepWaysIn ways) => Answer(await ways.OpenAsync(context.User.AsStaff()!, id, context.RequestAborted)))
            .WithSummary("Lets it: a link to its desk goes to its approved address. A second time sends a new one.");
        way.MapDelete("", async (string id, HttpContext context, KeepWaysIn ways) => Answer(await ways.CloseAsync(context.User.AsStaff()!, id, context.RequestAborted)))
            .WithSummary("Shuts it out. Its cards lead nowhere from then on.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static IResult Answer(WayInOutcome outcome) => outcome switch
    {
        WayInOutcome.Done => Results.NoContent(),
        WayInOutcome.NotPossible => Problem(409, "way_in.not_possible", "Nobody approved this body yet, it was taken out, or it is a mere place."),
        WayInOutcome.NoMail => Problem(409, "way_in.no_mail", "No letter can leave: set Gateway:Mail:Host and Gateway:Desk:Address."),
        WayInOutcome.NotFound => Problem(404, "way_in.not_found", "There is no such body, or no way in for it."),
    };

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
