using System.Globalization;
using System.Text.Json;
using Gateway.Organisations;

namespace Gateway.Rosters;

/// <summary><c>/api/roster</c>: everybody of an organisation reads its roster, those who talk with people take and offer shifts, those who keep it lay it out.</summary>
internal static class RosterDoor
{
    private const int LargestBody = 64 * 1024;
    private const int MostDays = 62;

    public static void MapRoster(this IEndpointRouteBuilder endpoints)
    {
        var roster = endpoints.MapGroup("/api/roster").AddEndpointFilter(RefuseStrangePagesAsync);
        roster.MapGet("/shifts", ShiftsAsync).RequireAuthorization(Policies.Staff).WithSummary("The shifts from a day to a day, at most 62 days.");
        roster.MapGet("/me", MeAsync).RequireAuthorization(Policies.Counsel).WithSummary("What one said of oneself.");
        roster.MapPut("/me", SayAsync).RequireAuthorization(Policies.Counsel).WithSummary("From where, by which clock and in which languages one answers.");
        roster.MapPost("/me/calendar", OpenCalendarAsync).RequireAuthorization(Policies.Counsel).WithSummary("A new address of one's calendar; the one before leads nowhere from then on.");
        roster.MapDelete("/me/calendar", CloseCalendarAsync).RequireAuthorization(Policies.Counsel).WithSummary("Takes the address of one's calendar back.");
        roster.MapPost("/shifts/{id}/take", TakeAsync).RequireAuthorization(Policies.Counsel).WithSummary("Signs up for an open place, or takes one that somebody offers.");
        roster.MapPost("/shifts/{id}/offer", OfferAsync).RequireAuthorization(Policies.Counsel).WithSummary("Offers one's shift to others; one stays responsible until another has taken it.");
        roster.MapPost("/shifts/{id}/keep", KeepAsync).RequireAuthorization(Policies.Counsel).WithSummary("Takes the offer back.");
        roster.MapPost("/shifts/{id}/decline", DeclineAsync).RequireAuthorization(Policies.Counsel).WithSummary("Declines what one was given, without a reason.");
        roster.MapPost("/shifts", AddAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("Adds open places on one day.");
        roster.MapDelete("/shifts/{id}", RemoveAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("Takes a place off the roster.");
        roster.MapPost("/shifts/{id}/assign", AssignAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("Gives a shift to somebody, who may decline.");
        roster.MapGet("/people", PeopleAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("Those who may be on the roster.");
        roster.MapGet("/series", SeriesAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("The series that go on.");
        roster.MapPost("/series", BeginAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("Begins a series.");
        roster.MapDelete("/series/{id}", EndAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("Ends a series; what of it has not begun is taken off.");
        roster.MapGet("/demands", DemandsAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("What the organisation asks of its roster.");
        roster.MapPut("/demands", DemandAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("Says it anew.");
        roster.MapGet("/coverage", CoverageAsync).RequireAuthorization(Policies.KeepRoster).WithSummary("How a week stands, hour by hour.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> ShiftsAsync(HttpContext context, ReadRoster read, TimeProvider time)
    {
        var staff = context.User.AsStaff()!;
        if (!TryDay(context, "from", time.GetUtcNow(), out var from) || !TryDay(context, "to", from.AddDays(7), out var to) || to < from || (to - from).TotalDays > MostDays)
            return Problem(400, "roster.days", "Please name two days, YYYY-MM-DD, at most 62 days apart.");
        return Json((await read.ShiftsAsync(staff.Organisation, from, to.AddDays(1), context.RequestAborted)).Select(one => ShiftView.Of(one.Shift, one.Name, staff.Id)));
    }

    private static async Task<IResult> MeAsync(HttpContext context, ReadRoster read, SayOfRoster say)
    {
        var staff = context.User.AsStaff()!;
        return Json(new MyRosterView(staff.Id, await read.PersonAsync(staff, context.RequestAborted), await say.HasCalendarAsync(staff, context.RequestAborted)));
    }

    private static async Task<IResult> SayAsync(HttpContext context, SayOfRoster say) =>
        await ReadAsync<RosterPerson>(context) is { } person ? Answer(context, await say.OfMyselfAsync(context.User.AsStaff()!, person, context.RequestAborted)) : NotJson();

    private static async Task<IResult> OpenCalendarAsync(HttpContext context, SayOfRoster say) =>
        await say.OpenCalendarAsync(context.User.AsStaff()!, context.RequestAborted) is { } token
            ? Json(new { address = $"/roster/calendar/{token}.ics" })
            : Answer(context, new RosterAnswer(RosterOutcome.NoProfile));

    private static async Task<IResult> CloseCalendarAsync(HttpContext context, SayOfRoster say)
    {
        await say.CloseCalendarAsync(context.User.AsStaff()!, context.RequestAborted);
        return Results.NoContent();
    }

    private static async Task<IResult> TakeAsync(string id, HttpContext context, HoldShift hold) => Answer(context, await hold.TakeAsync(context.User.AsStaff()!, id, context.RequestAborted));

    private static async Task<IResult> OfferAsync(string id, HttpContext context, HoldShift hold) => Answer(context, await hold.OfferAsync(context.User.AsStaff()!, id, offered: true, context.RequestAborted));

    private static async Task<IResult> KeepAsync(string id, HttpContext context, HoldShift hold) => Answer(context, await hold.OfferAsync(context.User.AsStaff()!, id, offered: false, context.RequestAborted));

    private static async Task<IResult> DeclineAsync(string id, HttpContext context, HoldShift hold) => Answer(context, await hold.DeclineAsync(context.User.AsStaff()!, id, context.RequestAborted));

    private static async Task<IResult> AddAsync(HttpContext context, ArrangeShifts arrange) =>
        await ReadAsync<SingleShifts>(context) is { } single ? Answer(context, await arrange.AddAsync(context.User.AsStaff()!, single, context.RequestAborted)) : NotJson();

    private static async Task<IResult> RemoveAsync(string id, HttpContext context, ArrangeShifts arrange) => Answer(context, await arrange.RemoveAsync(context.User.AsStaff()!, id, context.RequestAborted));

    private static async Task<IResult> AssignAsync(string id, HttpContext context, HoldShift hold) =>
        await ReadAsync<To>(context) is { StaffId: { } to } ? Answer(context, await hold.AssignAsync(context.User.AsStaff()!, id, to, context.RequestAborted)) : NotJson();

    private static async Task<IResult> PeopleAsync(HttpContext context, ReadRoster read) => Json((await read.PeopleAsync(context.User.AsStaff()!.Organisation, context.RequestAborted)).Select(PersonView.Of));

    private static async Task<IResult> SeriesAsync(HttpContext context, ReadRoster read) =>
        Json((await read.SeriesAsync(context.User.AsStaff()!.Organisation, context.RequestAborted)).Select(one => new SeriesView(one.Id, one.Plan)));

    private static async Task<IResult> BeginAsync(HttpContext context, ArrangeShifts arrange)
    {
        if (await ReadAsync<SeriesPlan>(context) is not { } plan) return NotJson();
        var (answer, series) = await arrange.BeginAsync(context.User.AsStaff()!, plan, context.RequestAborted);
        return series is null ? Answer(context, answer) : Json(new SeriesView(series.Id, series.Plan));
    }

    private static async Task<IResult> EndAsync(string id, HttpContext context, ArrangeShifts arrange) => Answer(context, await arrange.EndAsync(context.User.AsStaff()!, id, context.RequestAborted));

    private static async Task<IResult> DemandsAsync(HttpContext context, ReadRoster read) => Json(await read.DemandsAsync(context.User.AsStaff()!.Organisation, context.RequestAborted));

    private static async Task<IResult> DemandAsync(HttpContext context, SayOfRoster say) =>
        await ReadAsync<RosterDemands>(context) is { } demands ? Answer(context, await say.DemandAsync(context.User.AsStaff()!, demands, context.RequestAborted)) : NotJson();

    private static async Task<IResult> CoverageAsync(HttpContext context, ReadRoster read, TimeProvider time) =>
        TryDay(context, "week", time.GetUtcNow(), out var day)
            ? Json(WeekView.Of((await read.WeekAsync([context.User.AsStaff()!.Organisation], RosterWeek.StartOf(day), context.RequestAborted))[0]))
            : Problem(400, "roster.days", "Please name a day of the week, YYYY-MM-DD.");

    private static bool TryDay(HttpContext context, string name, DateTimeOffset usual, out DateTimeOffset day)
    {
        day = Primitives.JapaneseDay.StartOf(usual);
        if (context.Request.Query[name] is not [{ Length: > 0 } text, ..]) return true;
        if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var named) || named.Year is < 2000 or > 9000) return false;
        day = new DateTimeOffset(named.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(9));
        return true;
    }

    private static IResult Answer(HttpContext context, RosterAnswer answer) => answer.Outcome switch
    {
        RosterOutcome.Done when answer.Shift is { } shift => Json(ShiftView.Of(shift, null, context.User.AsStaff()!.Id)),
        RosterOutcome.Done => Results.NoContent(),
        RosterOutcome.NotFound => Problem(404, "roster.not_found", "There is no such shift, series or person."),
        RosterOutcome.TooLate => Problem(409, "roster.too_late", "The shift is over, or it has begun."),
        RosterOutcome.Taken => Problem(409, "roster.taken", "Somebody else has it."),
        RosterOutcome.NotTheirs => Problem(409, "roster.not_theirs", "It is not theirs to offer or to decline."),
        RosterOutcome.Overlaps => Problem(409, "roster.overlaps", "They have another shift at that time."),
        RosterOutcome.DoesNotFit => Problem(409, "roster.does_not_fit", "It asks for a role, a skill or a language that they do not have."),
        RosterOutcome.NoProfile => Problem(409, "roster.no_profile", "First it must be said from which country and by which clock they answer."),
        _ => Results.Problem(title: "Something in it cannot be used.", statusCode: 400, extensions: new Dictionary<string, object?> { ["code"] = "roster.faulty", ["faults"] = answer.Faults }),
    };

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static IResult Json<T>(T value) => Results.Json(value, RosterJson.Options);

    private static IResult NotJson() => Problem(400, "request.not_json", "Please send the JSON that is expected, at most 64 KiB.");

    private static async Task<T?> ReadAsync<T>(HttpContext context) where T : class
    {
        if (!context.Request.HasJsonContentType()) return null;
        var body = new byte[LargestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(body.AsSpan(0, length), RosterJson.Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record To(string? StaffId);
}
