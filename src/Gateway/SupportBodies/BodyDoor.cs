using System.Text.Json;
using Gateway.Organisations;
using Gateway.SupportBodies.Exchange;

namespace Gateway.SupportBodies;

/// <summary><c>/api/bodies</c>: everybody who is signed in reads the directory of their organisation; those who keep it change it.</summary>
internal static class BodyDoor
{
    private const int LargestBody = 256 * 1024;
    private const int MostAtOnce = 200;

    public static void MapBodies(this IEndpointRouteBuilder endpoints)
    {
        var bodies = endpoints.MapGroup("/api/bodies").AddEndpointFilter(RefuseStrangePagesAsync);
        bodies.MapGet("", ListAsync).RequireAuthorization(Policies.Staff).WithSummary("The directory in order for somebody at this moment, at most 200 at once.");
        bodies.MapGet("/kinds", Kinds).RequireAuthorization(Policies.Staff).WithSummary("The kinds of bodies.");
        bodies.MapExchange();
        bodies.MapGet("/{id}", FindAsync).RequireAuthorization(Policies.Staff).WithSummary("One body. A withheld address is not in it.");
        bodies.MapPost("", AddAsync).RequireAuthorization(Policies.KeepBodies).WithSummary("Proposes a new body.");
        bodies.MapPut("/{id}", ChangeAsync).RequireAuthorization(Policies.KeepBodies).WithSummary("Changes a body, or proposes the change.");
        bodies.MapPost("/{id}/report", ReportAsync).RequireAuthorization(Policies.KeepBodies).WithSummary("Places taken, a notice, closed for a time: at once.");
        bodies.MapPost("/{id}/approve", ApproveAsync).RequireAuthorization(Policies.KeepBodies).WithSummary("Approves what somebody else proposed.");
        bodies.MapPost("/{id}/decline", DeclineAsync).RequireAuthorization(Policies.KeepBodies).WithSummary("Declines what waits, or takes it back.");
        bodies.MapPost("/{id}/disable", DisableAsync).RequireAuthorization(Policies.KeepBodies).WithSummary("Takes a body out at once.");
        bodies.MapPost("/{id}/enable", EnableAsync).RequireAuthorization(Policies.KeepBodies).WithSummary("Asks to let a disabled body in again.");
        bodies.MapPost("/{id}/address", AddressAsync).RequireAuthorization(Policies.KeepBodies).WithSummary("A withheld address. Leaves an audit line.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> ListAsync(HttpContext context, SupportBodyDirectory directory, IDisasterBodies disasters, SupportBodySettings settings, TimeProvider time)
    {
        var query = context.Request.Query;
        string? Said(string name) => query[name] is [{ Length: > 0 } text, ..] ? text : null;
        if (Said("area") is { } place && AreaCode.Find(place) is null) return Problem(400, "body.area", "This is no 全国地方公共団体コード.");
        var now = time.GetUtcNow();
        var staff = context.User.AsStaff()!;
        var keeps = KeepsBodies(staff);
        var need = new BodyNeed(
            AreaCode.Find(Said("area")), Said("tag"), int.TryParse(Said("age"), out var age) ? age : null, Said("language"),
            [.. query["kind"].OfType<string>().SelectMany(kinds => kinds.Split(',')).Where(kind => kind.Length > 0)]);
        var all = await directory.AllAsync(staff.Organisation, context.RequestAborted);
        var words = Said("q");
        var first = await disasters.FirstForAsync(staff, need.Area, Said("talk"), context.RequestAborted);
        var ranked = RankBodies.Rank(
            all.Where(body => (keeps || (body.IsEnabled && !directory.IsOver(body))) && (words is null || Mentions(body.Entry, words)) && (Said("waiting") is null || body.Proposal is not null)), need, now, first,
            all.Where(directory.IsOver).Select(body => body.Id).ToHashSet());
        // What does not fit is left out, unless somebody wants to see it all; who keeps the directory finds everything by its name.
        var shown = Said("all") is not null ? ranked : [.. ranked.Where(one => one.Fits && (Said("now") is null || one.Reach == Reach.Now))];
        var after = int.TryParse(Said("after"), out var skip) ? Math.Max(0, skip) : 0;
        return Json(new BodyListView(
            [.. shown.Skip(after).Take(MostAtOnce).Select(one => BodyViews.Row(one, settings.VerifyDays, now))], shown.Count, keeps ? all.Count(body => body.Proposal is not null) : 0, now));
    }

    private static IResult Kinds() => Json(BodyKinds.All.Select(kind => new BodyKindView(kind.Code, kind.Ja, kind.En, kind.MayReceive, kind.WithholdsAddress)));

    private static async Task<IResult> FindAsync(string id, HttpContext context, SupportBodyDirectory directory, ShowBody show)
    {
        var staff = context.User.AsStaff()!;
        return await directory.FindAsync(staff.Organisation, id, context.RequestAborted) is { } body && (KeepsBodies(staff) || body.IsEnabled)
            ? Json(await show.OfAsync(staff, body, KeepsBodies(staff), context.RequestAborted))
            : NotFound();
    }

    private static async Task<IResult> AddAsync(HttpContext context, ProposeBody propose, ShowBody show) =>
        await ReadAsync<BodyEntry>(context) is { } entry ? await AnswerAsync(context, show, await propose.AddAsync(context.User.AsStaff()!, entry, context.RequestAborted)) : NotJson();

    private static async Task<IResult> ChangeAsync(string id, HttpContext context, ProposeBody propose, ShowBody show) =>
        await ReadAsync<BodyChange>(context) is { Entry: { } entry } change
            ? await AnswerAsync(context, show, await propose.ChangeAsync(context.User.AsStaff()!, id, change.Version, entry, context.RequestAborted))
            : NotJson();

    private static async Task<IResult> ReportAsync(string id, HttpContext context, ProposeBody propose, ShowBody show) =>
        await ReadAsync<BodyReport>(context) is { } report ? await AnswerAsync(context, show, await propose.ReportAsync(context.User.AsStaff()!, id, report, context.RequestAborted)) : NotJson();

    private static async Task<IResult> ApproveAsync(string id, HttpContext context, ApproveBody approve, ShowBody show) =>
        await ReadAsync<SeenVersion>(context) is { } seen ? await AnswerAsync(context, show, await approve.ApproveAsync(context.User.AsStaff()!, id, seen.Version, context.RequestAborted)) : NotJson();

    private static async Task<IResult> DeclineAsync(string id, HttpContext context, ApproveBody approve, ShowBody show) =>
        await ReadAsync<SeenVersion>(context) is { } seen ? await AnswerAsync(context, show, await approve.DeclineAsync(context.User.AsStaff()!, id, seen.Version, context.RequestAborted)) : NotJson();

    private static async Task<IResult> DisableAsync(string id, HttpContext context, ApproveBody approve, ShowBody show) =>
        await ReadAsync<GivenReason>(context) is { } given ? await AnswerAsync(context, show, await approve.DisableAsync(context.User.AsStaff()!, id, given.Reason, context.RequestAborted)) : NotJson();

    private static async Task<IResult> EnableAsync(string id, HttpContext context, ApproveBody approve, ShowBody show) =>
        await AnswerAsync(context, show, await approve.EnableAsync(context.User.AsStaff()!, id, context.RequestAborted));

    private static async Task<IResult> AddressAsync(string id, HttpContext context, ApproveBody approve) =>
        await approve.TellAddressAsync(context.User.AsStaff()!, id, context.RequestAborted) is { } address ? Json(address) : NotFound();

    private static async Task<IResult> AnswerAsync(HttpContext context, ShowBody show, BodyAnswer answer) => answer.Outcome switch
    {
        BodyOutcome.NotFound => NotFound(),
        BodyOutcome.Changed => Problem(409, "body.changed", "Somebody else changed this body meanwhile."),
        BodyOutcome.SamePerson => Problem(403, "body.same_person", "Whoever proposed it cannot approve it."),
        BodyOutcome.NothingWaits => Problem(409, "body.nothing_waits", "Nothing waits for approval."),
        BodyOutcome.TooMany => Problem(409, "body.too_many", "The directory is full."),
        BodyOutcome.Faulty => Results.Problem(title: "Something in it cannot be used.", statusCode: 400, extensions: new Dictionary<string, object?> { ["code"] = "body.faulty", ["faults"] = answer.Faults }),
        _ => Json(new BodyChanged(
            answer.Outcome == BodyOutcome.Proposed ? "proposed" : answer.Outcome == BodyOutcome.Unchanged ? "unchanged" : "in_effect",
            await show.OfAsync(context.User.AsStaff()!, answer.Body!, keeps: true, context.RequestAborted))),
    };

    /// <summary>Whether somebody keeps the directory; the same roles as the policy.</summary>
    internal static bool KeepsBodies(Staff staff) => staff.Role is Roles.Supervisor or Roles.Coordinator or Roles.Administrator;

    internal static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    internal static IResult Json<T>(T value) => Results.Json(value, BodyJson.Options);

    private static IResult NotFound() => Problem(404, "body.not_found", "There is no such body.");

    private static IResult NotJson() => Problem(400, "request.not_json", "Please send the JSON that is expected, at most 256 KiB.");

    private static bool Mentions(BodyEntry entry, string words) =>
        new[] { entry.Name, entry.NameKana, entry.NameEn, entry.RunBy, entry.Description }.Any(text => text?.Contains(words, StringComparison.OrdinalIgnoreCase) == true);

    // A field that nobody knows would be lost in silence: it is refused.
    private static async Task<T?> ReadAsync<T>(HttpContext context) where T : class
    {
        if (!context.Request.HasJsonContentType()) return null;
        var body = new byte[LargestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(body.AsSpan(0, length), BodyJson.Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record BodyChange(long Version, BodyEntry? Entry);

    private sealed record SeenVersion(long Version);

    private sealed record GivenReason(string Reason = "");

    private sealed record BodyChanged(string Outcome, BodyView Body);
}
