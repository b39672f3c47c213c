using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.WaitingQueue;

/// <summary><c>/api/wishes</c>: what one says of oneself so that wishes can be met, which nobody else reads; and what became of the wishes of a month.</summary>
internal static class WishDoor
{
    private const int LargestBody = 4 * 1024;

    private static readonly JsonSerializerOptions s_strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static void MapWishes(this IEndpointRouteBuilder endpoints)
    {
        var wishes = endpoints.MapGroup("/api/wishes").AddEndpointFilter(RefuseStrangePagesAsync);
        wishes.MapGet("/me", MeAsync).RequireAuthorization(Policies.Counsel).WithSummary("What one said of oneself for the matching.");
        wishes.MapPut("/me", SayAsync).RequireAuthorization(Policies.Counsel).WithSummary("Says it anew, or takes it back; all of it is voluntary.");
        wishes.MapGet("/figures", FiguresAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("How many people had a wish in a month, and what became of it.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> MeAsync(HttpContext context, SayTraits say)
    {
        var said = await say.OfAsync(context.User.AsStaff()!, context.RequestAborted);
        return Results.Json(new { said.Gender, said.Generation, said.Languages });
    }

    private static async Task<IResult> SayAsync(HttpContext context, SayTraits say)
    {
        if (await ReadAsync(context) is not { } traits) return Problem(400, "request.not_json", "Please send the JSON that is expected.");
        return await say.SayAsync(context.User.AsStaff()!, traits, context.RequestAborted) is { Count: > 0 } faults
            ? Results.Problem(title: "Something in it cannot be used.", statusCode: 400, extensions: new Dictionary<string, object?> { ["code"] = "wishes.faulty", ["faults"] = faults })
            : Results.NoContent();
    }

    private static async Task<IResult> FiguresAsync(HttpContext context, IRecords records, TimeProvider time, string? month = null)
    {
        month ??= WishCounts.MonthOf(time.GetUtcNow());
        if (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) return Problem(400, "wishes.month", "Please name a month, YYYY-MM.");
        var organisation = context.User.AsStaff()!.Organisation;
        var counts = await records.ReadAsync(session => WishCounts.ReadAsync(session, organisation, month), context.RequestAborted);
        return Results.Json(new { month, counts });
    }

    private static async Task<StaffTraits?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType()) return null;
        var body = new byte[LargestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody) return null;
        try
        {
            return JsonSerializer.Deserialize<StaffTraits>(body.AsSpan(0, length), s_strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
