using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Disasters;

/// <summary><c>/api/disasters</c>: everybody of an organisation sees what holds; those who keep the roster turn it on and off, each alone, and the audit trail says who.</summary>
internal sealed class DisasterDoor(IRecords records, AuditTrail audit, DisasterBoard board, Publisher publisher, Ids ids, TimeProvider time)
{
    private const int LargestBody = 32 * 1024;

    private static readonly JsonSerializerOptions s_strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var door = endpoints.ServiceProvider.GetRequiredService<DisasterDoor>();
        var group = endpoints.MapGroup("/api/disasters").AddEndpointFilter(RefuseStrangePagesAsync);
        group.MapGet("", (Delegate)door.ListAsync).RequireAuthorization(Policies.Staff).WithSummary("What holds, and the last fifty.");
        group.MapPost("", (Delegate)door.BeginAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("Turns the disaster mode on.");
        group.MapPut("/{id}/bodies/{body}", door.NameBodyAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("Lists a body of the directory first for people of its areas while it holds.");
        group.MapDelete("/{id}/bodies/{body}", door.TakeBodyAwayAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("Lists it in the order for everybody again.");
        group.MapPost("/{id}/end", door.EndAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("Ends it before its time.");
    }

    private async Task<IResult> ListAsync(HttpContext context)
    {
        var organisation = context.User.AsStaff()!.Organisation;
        var all = await records.ReadAsync(session => DisasterRows.OfAsync(session, organisation), context.RequestAborted);
        var now = time.GetUtcNow();
        return Results.Json(all.Select(one => new DisasterView(one.Id, one.HoldsAt(now), Utc.FromMs(one.BegunAt), one.Until, one.EndedAt is not null, one.Plan)));
    }

    private async Task<IResult> BeginAsync(HttpContext context)
    {
        var staff = context.User.AsStaff()!;
        if (await ReadAsync(context) is not { } plan) return Problem(400, "request.not_json", "Please send the JSON that is expected, at most 32 KiB.");
        if (plan.Faults(time.GetUtcNow()).ToList() is { Count: > 0 } faults)
            return Results.Problem(title: "Something in it cannot be used.", statusCode: 400, extensions: new Dictionary<string, object?> { ["code"] = "disaster.faulty", ["faults"] = faults });
        var disaster = new Disaster(ids.New(), staff.Organisation, plan, time.NowMs(), staff.Id, null, null);
        await records.WriteAsync(async session =>
        {
            await DisasterRows.InsertAsync(session, disaster);
            await audit.AppendAsync(session, staff.Organisation, staff.Id, "disaster.begun", disaster.Id, $"{plan.Name} until {plan.EndsAt:O}: {plan.Reason}");
        }, context.RequestAborted);
        await ShowAsync(staff.Organisation);
        return Results.Json(new DisasterView(disaster.Id, true, Utc.FromMs(disaster.BegunAt), disaster.Until, false, plan));
    }

    private async Task<IResult> EndAsync(string id, HttpContext context)
    {
        var staff = context.User.AsStaff()!;
        var ended = await records.WriteAsync(async session =>
        {
            if (!await DisasterRows.EndAsync(session, staff.Organisation, id, staff.Id, time.NowMs())) return false;
            await audit.AppendAsync(session, staff.Organisation, staff.Id, "disaster.ended", id, "before its time");
            return true;
        }, context.RequestAborted);
        await ShowAsync(staff.Organisation);
        return ended ? Results.NoContent() : Problem(404, "disaster.not_found", "There is none that holds.");
    }

    private Task<IResult> NameBodyAsync(string id, string body, HttpContext context) => ChangeBodiesAsync(id, body, true, context);

    private Task<IResult> TakeBodyAwayAsync(string id, string body, HttpContext context) => ChangeBodiesAsync(id, body, false, context);

    // One at a time, so that two who name bodies at once both have theirs.
    private async Task<IResult> ChangeBodiesAsync(string id, string body, bool first, HttpContext context)
    {
        var staff = context.User.AsStaff()!;
        if (!Ids.IsId(body)) return Problem(400, "disaster.bodies", "This is no id of a body.");
        var outcome = await records.WriteAsync(async session =>
        {
            var done = await DisasterRows.NameBodyAsync(session, staff.Organisation, id, body, first, time.NowMs());
            if (done == NamedBody.Done) await audit.AppendAsync(session, staff.Organisation, staff.Id, "disaster.bodies", id, (first ? "first " : "away ") + body);
            return done;
        }, context.RequestAborted);
        if (outcome == NamedBody.NotFound) return Problem(404, "disaster.not_found", "There is none that holds.");
        if (outcome == NamedBody.TooMany) return Problem(409, "disaster.bodies_full", "At most twenty bodies are listed first.");
        await ShowAsync(staff.Organisation);
        return Results.NoContent();
    }

    // It is done: that it cannot be read just now must not look as if it were not. The next round reads it.
    private async Task ShowAsync(string organisation)
    {
        try
        {
            await board.ReadAsync(CancellationToken.None);
        }
        catch (RecordsUnavailableException)
        {
        }

        await publisher.PublishAsync(new DisasterChanged(organisation));
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<DisasterPlan?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType()) return null;
        var body = new byte[LargestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody) return null;
        try
        {
            return JsonSerializer.Deserialize<DisasterPlan>(body.AsSpan(0, length), s_strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>One as a page shows it.</summary>
    internal sealed record DisasterView(string Id, bool Holds, DateTimeOffset BegunAt, DateTimeOffset Until, bool EndedEarly, DisasterPlan Plan);
}
