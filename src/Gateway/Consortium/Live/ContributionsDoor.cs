using System.Globalization;
using Gateway.Organisations;

namespace Gateway.Consortium.Live;

/// <summary><c>/api/consortia/{id}/contributions</c>: what members did for each other in a month, as JSON or as a table.</summary>
internal static class ContributionsDoor
{
    private static readonly TimeSpan s_japan = TimeSpan.FromHours(9);

    public static void MapContributions(this IEndpointRouteBuilder consortia) =>
        consortia.MapGet("/{id}/contributions", ReadAsync).RequireAuthorization(Policies.LookAfterSharing).WithSummary("What members did for each other in a month (yyyy-MM, this one when none is named); format=csv for a table.");

    private static async Task<IResult> ReadAsync(
        string id, string? month, string? format, HttpContext context, ConsortiumDirectory directory, Contributions contributions, OrganisationDirectory organisations, TimeProvider time)
    {
        if (await directory.FindAsync(id, context.User.AsStaff()!.Organisation, context.RequestAborted) is not { } consortium) return Problem(404, "consortium.not_found", "There is no such consortium.");
        var day = DateOnly.FromDateTime(time.GetUtcNow().ToOffset(s_japan).DateTime);
        if (month is not null && (!DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) || day.Year is < 2000 or > 9000))
            return Problem(400, "contributions.month", "A month is needed, as in 2026-11.");
        var counted = await contributions.OfAsync(consortium, day, context.RequestAborted);
        var name = day.ToString("yyyy-MM", CultureInfo.InvariantCulture);
        return format switch
        {
            null or "json" => Results.Json(
                new ContributionsView(name, [.. counted.Select(one => new ContributionView(one.Organisation, NameOf(organisations, one.Organisation), one.Taken, one.TakenAnswered, one.TakenReturned,
                    one.TakenWaitedMinutes, one.Given, one.GivenAnswered, one.GivenReturned, one.GivenWaitedMinutes))]), ConsortiumJson.Options),
            "csv" => Results.File(Contributions.Csv(day, counted, one => NameOf(organisations, one)), "text/csv; charset=utf-8", $"contributions-{name}.csv"),
            _ => Problem(400, "contributions.format", "json or csv."),
        };
    }

    private static string NameOf(OrganisationDirectory organisations, string id) => organisations.FindOrganisation(id)?.Name ?? id;

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}

/// <summary>A month of a consortium.</summary>
/// <param name="Month">As in <c>2026-11</c>.</param>
/// <param name="Members">Each member, by id.</param>
internal sealed record ContributionsView(string Month, IReadOnlyList<ContributionView> Members);

/// <summary>A member's month; fields as in <see cref="Contribution"/>, with its name.</summary>
internal sealed record ContributionView(
    string Organisation, string Name, long Taken, long TakenAnswered, long TakenReturned, long TakenWaitedMinutes, long Given, long GivenAnswered, long GivenReturned, long GivenWaitedMinutes);
