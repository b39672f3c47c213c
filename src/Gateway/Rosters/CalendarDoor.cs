using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Rosters;

/// <summary><c>/roster/calendar/{token}.ics</c>: somebody's own shifts for their own calendar. Whoever has the address may read it; it can be taken back at any time.</summary>
public sealed class CalendarDoor
{
    private const int DaysBack = 14;
    private const int DaysAhead = 60;

    private readonly IRecords _records;
    private readonly Vault _vault;
    private readonly OrganisationDirectory _organisations;
    private readonly TimeProvider _time;

    internal CalendarDoor(IRecords records, Vault vault, OrganisationDirectory organisations, TimeProvider time) => (_records, _vault, _organisations, _time) = (records, vault, organisations, time);

    /// <summary>Maps the address.</summary>
    internal static void Map(IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/roster/calendar/{token}.ics", ReadAsync).AllowAnonymous().WithSummary("Somebody's own shifts, by the secret address that they opened.");

    private static async Task<IResult> ReadAsync(string token, HttpContext context, CalendarDoor door)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await door.OfAsync(token, context.RequestAborted) is { } text
            ? Results.Text(text, "text/calendar; charset=utf-8")
            : Results.Problem(title: "There is no such calendar.", statusCode: 404, extensions: new Dictionary<string, object?> { ["code"] = "roster.not_found" });
    }

    private async Task<string?> OfAsync(string token, CancellationToken cancel)
    {
        if (token.Length > 64) return null;
        var (hash, now) = (_vault.LookupHash(SayOfRoster.CalendarUse, token), _time.GetUtcNow());
        return await _records.ReadAsync(async session =>
        {
            var owner = await session.FindAsync<Owner>(
                "SELECT p.staff_id AS StaffId, p.organisation FROM roster_person p JOIN staff t ON t.id = p.staff_id WHERE p.calendar_hash = @hash AND t.disabled = 0", new { hash });
            if (owner is null) return null;
            var shifts = await RosterRows.BetweenAsync(session, owner.Organisation, now.AddDays(-DaysBack), now.AddDays(DaysAhead));
            return WriteCalendar.Of(_organisations.FindOrganisation(owner.Organisation)?.Name ?? owner.Organisation, shifts.Where(shift => shift.StaffId == owner.StaffId), now);
        }, cancel);
    }

    private sealed record Owner(string StaffId, string Organisation);
}
