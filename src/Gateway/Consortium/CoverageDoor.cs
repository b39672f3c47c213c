using System.Globalization;
using Gateway.Organisations;
using Gateway.Rosters;

namespace Gateway.Consortium;

/// <summary><c>/api/consortia/{id}/coverage</c>: which hours of a week nobody of any member covers.</summary>
internal static class CoverageDoor
{
    public static void MapCoverage(this IEndpointRouteBuilder consortia) =>
        consortia.MapGet("/{id}/coverage", ReadAsync).RequireAuthorization(Policies.LookAfterSharing).WithSummary("How a week stands over all members: figures for each hour, and nobody's name.");

    private static async Task<IResult> ReadAsync(string id, HttpContext context, CoverWeek cover, TimeProvider time)
    {
        var week = RosterWeek.StartOf(time.GetUtcNow());
        if (context.Request.Query["week"] is [{ Length: > 0 } text, ..])
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day.Year is < 2000 or > 9000)
                return Problem(400, "roster.days", "Please name a day of the week, YYYY-MM-DD.");
            week = RosterWeek.StartOf(day);
        }

        return await cover.ReadAsync(context.User.AsStaff()!, id, week, context.RequestAborted) is { } found
            ? Results.Json(found, ConsortiumJson.Options)
            : Problem(404, "consortium.not_found", "There is no such consortium in which your organisation takes part just now.");
    }

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
