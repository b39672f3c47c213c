using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.SupportBodies;

namespace Gateway.Handoff.Referrals;

/// <summary><c>/api/referrals/everybody</c> and <c>/api/unmet-needs</c>: how all hand-offs stand and how far they came, and for whom there was nobody.</summary>
public static class LoopDoor
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new UtcJson(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Maps the addresses.</summary>
    internal static void MapLoop(this IEndpointRouteBuilder endpoints)
    {
        var loop = endpoints.MapGroup("/api").AddEndpointFilter(RefuseStrangePagesAsync);
        loop.MapGet("/referrals/everybody", EverybodyAsync).RequireAuthorization(Policies.Supervise).WithSummary("All that are not over, of every counsellor; and how far those of the last 90 days came.");
        loop.MapGet("/unmet-needs", UnmetAsync).RequireAuthorization(Policies.Supervise).WithSummary("For whom no body was found, counted by topic, area and hour; nothing in place of small counts.");
        loop.MapPost("/conversations/{id}/unmet-need", NoteAsync).RequireAuthorization(Policies.Counsel).WithSummary("Notes that no body could help.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> EverybodyAsync(HttpContext context, LookOverReferrals look)
    {
        var staff = context.User.AsStaff()!;
        var open = await look.OpenAsync(staff, context.RequestAborted);
        return Results.Json(new Everybody(
            await look.StepsAsync(staff, context.RequestAborted),
            [.. open.Select(one => new Open(one.Referral.Id, one.Referral.ConversationId, one.Referral.RecipientName, one.Counsellor, one.Referral.State, Utc.FromMs(one.Referral.StateAt), Utc.FromMs(one.Referral.DueAt),
                one.Referral.Rung > 0, one.Referral.GroundId is null ? null : true, one.Referral.IsQuiet ? true : null))]), s_options);
    }

    private static async Task<IResult> UnmetAsync(HttpContext context, NoteUnmetNeed unmet, SupportBodyDirectory bodies, TimeProvider time)
    {
        var counts = await unmet.CountAsync(context.User.AsStaff()!, time.NowMs() - TimeSpan.FromDays(LookOverReferrals.Days).Ms(), context.RequestAborted);
        // The directory knows the places that its bodies are there for by name.
        var names = (await bodies.AllAsync(context.User.AsStaff()!.Organisation, context.RequestAborted)).SelectMany(body => body.Entry.Areas).Where(area => !string.IsNullOrEmpty(area.Name))
            .GroupBy(area => area.Code).ToDictionary(same => same.Key, same => same.First().Name);
        return Results.Json(counts.Select(one => new Count(one.By, one.Value, one.Count, one.By == "area" ? names.GetValueOrDefault(one.Value) : null)), s_options);
    }

    private static async Task<IResult> NoteAsync(string id, Need need, HttpContext context, NoteUnmetNeed unmet) =>
        await unmet.NoteAsync(context.User.AsStaff()!, id, need.Topic, need.Area, context.RequestAborted) switch
        {
            ReferralOutcome.Done => Results.NoContent(),
            ReferralOutcome.Words => Problem(400, "unmet_need.words", "The topic is one of field 29 of the sheet, the area a code of six digits or nothing."),
            _ => Problem(404, "unmet_need.not_found", "There is no such talk of yours."),
        };

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private sealed record Everybody(IReadOnlyDictionary<string, long> Steps, IReadOnlyList<Open> Referrals);

    private sealed record Open(string Id, string ConversationId, string BodyName, string Counsellor, ReferralState State, DateTimeOffset Since, DateTimeOffset? Due, bool Overdue, bool? OnGround,
        bool? Quiet);

    private sealed record Count(
        [property: JsonPropertyName("by")] string By, [property: JsonPropertyName("value")] string Value,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never), JsonPropertyName("count")] long? Number,
        string? Name);

    internal sealed record Need(string Topic, string? Area);
}
