using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Handoff.DataRequests;

/// <summary><c>/api/data-requests</c>: the register of requests about somebody's data, and what is given out.</summary>
public static class DataRequestDoor
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new UtcJson() },
    };

    /// <summary>Maps the addresses.</summary>
    internal static void MapDataRequests(this IEndpointRouteBuilder endpoints)
    {
        var requests = endpoints.MapGroup("/api/data-requests").AddEndpointFilter(RefuseStrangePagesAsync);
        requests.MapGet("", ListAsync).RequireAuthorization(Policies.Supervise).WithSummary("The register: what is open, by the day it is due; then what was answered.");
        requests.MapPost("", TakeAsync).RequireAuthorization(Policies.Counsel).WithSummary("Takes a request of somebody who asked in a talk of theirs, or who names a receipt.");
        requests.MapPost("/{id}/decision", DecideAsync).RequireAuthorization(Policies.Supervise).WithSummary("Decides it. A stop and an erasure that are granted are done at once.");
        requests.MapGet("/{id}/file", FileAsync).RequireAuthorization(Policies.Supervise).WithSummary("What is given out, as JSON. Leaves an audit line.");
        requests.MapGet("/{id}/page", PageAsync).RequireAuthorization(Policies.Supervise).WithSummary("The same, as a page for printing. Leaves an audit line.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> ListAsync(HttpContext context, IRecords records, DataRequestRows rows, TimeProvider time)
    {
        var staff = context.User.AsStaff()!;
        var views = await records.ReadAsync(
            async session => await ViewsAsync(session, await rows.AllAsync(session, staff.Organisation), staff, time.NowMs()), context.RequestAborted);
        return Results.Json(views, s_options);
    }

    private static async Task<IResult> TakeAsync(Asked asked, HttpContext context, KeepDataRequests keep, IRecords records, TimeProvider time)
    {
        var (staff, cancel) = (context.User.AsStaff()!, context.RequestAborted);
        var (outcome, request) = asked.Receipt is { } receipt
            ? await keep.TakeByReceiptAsync(staff, asked.Kind, receipt, cancel)
            : await keep.TakeAsync(staff, asked.Kind, asked.Conversation ?? "", asked.Entry ?? 0, cancel);
        if (request is null) return Answered(outcome);
        var views = await records.ReadAsync(session => ViewsAsync(session, [request], staff, time.NowMs()), cancel);
        return Results.Json(views[0], s_options, statusCode: 201);
    }

    private static async Task<IResult> DecideAsync(string id, Decided decided, HttpContext context, KeepDataRequests keep) =>
        Answered(await keep.DecideAsync(context.User.AsStaff()!, id, decided.Decision, decided.Reason, context.RequestAborted));

    private static async Task<IResult> FileAsync(string id, HttpContext context, IRecords records, DataRequestRows rows, GatherPerson gather, OrganisationDirectory organisations, AuditTrail audit)
    {
        if (await GatherAsync(id, context, records, rows, gather, organisations, audit) is not { } file) return Answered(DataRequestOutcome.NotFound);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{file.Request}.json\"";
        return Results.Json(file, PersonFile.Options);
    }

    private static async Task<IResult> PageAsync(string id, HttpContext context, IRecords records, DataRequestRows rows, GatherPerson gather, OrganisationDirectory organisations, AuditTrail audit)
    {
        if (await GatherAsync(id, context, records, rows, gather, organisations, audit) is not { } file) return Answered(DataRequestOutcome.NotFound);
        context.Response.Headers.ContentSecurityPolicy = PersonFilePage.Policy;
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Content(PersonFilePage.Of(file), "text/html; charset=utf-8");
    }

    private static Task<PersonFile?> GatherAsync(
        string id, HttpContext context, IRecords records, DataRequestRows rows, GatherPerson gather, OrganisationDirectory organisations, AuditTrail audit)
    {
        var staff = context.User.AsStaff()!;
        return records.WriteAsync<PersonFile?>(async session =>
        {
            if (await rows.LockAsync(session, id) is not { } request || request.Organisation != staff.Organisation || !DataRequestRules.GivesOut(request)) return null;
            await audit.AppendAsync(session, staff.Organisation, staff.Id, "data_request.given_out", id, request.Kind);
            return await gather.OfAsync(session, request, organisations.FindOrganisation(staff.Organisation)?.Name ?? staff.Organisation);
        }, context.RequestAborted);
    }

    private static async Task<IReadOnlyList<View>> ViewsAsync(RecordsSession session, IReadOnlyList<DataRequest> requests, Staff staff, long now)
    {
        var labels = (await session.QueryAsync<(string Id, string Label)>(
            "SELECT id, label FROM conversation WHERE id IN (SELECT conversation_id FROM data_request WHERE organisation = @Organisation)", new { staff.Organisation }))
            .ToDictionary(one => one.Id, one => one.Label);
        var names = (await session.QueryAsync<(string Id, string Name)>("SELECT id, name FROM staff WHERE organisation = @Organisation", new { staff.Organisation }))
            .ToDictionary(one => one.Id, one => one.Name);
        return
        [
            .. requests.Select(one => new View(
                one.Id, one.Kind, one.By, one.ConversationId, labels.GetValueOrDefault(one.ConversationId, ""), one.Entry, Utc.FromMs(one.AskedAt), Utc.FromMs(one.DueAt),
                one.Decision is null && one.DueAt <= now, names.GetValueOrDefault(one.OpenedBy, ""), one.OpenedBy == staff.Id, one.Decision, Utc.FromMs(one.DecidedAt), one.Reason,
                DataRequestRules.GivesOut(one))),
        ];
    }

    private static IResult Answered(DataRequestOutcome outcome) => outcome switch
    {
        DataRequestOutcome.Done => Results.NoContent(),
        DataRequestOutcome.NotRecognised => Problem(409, "data_request.not_recognised", "They were not recognised for that: it takes a message of theirs in a talk; a receipt alone only stops."),
        DataRequestOutcome.NotSo => Problem(409, "data_request.not_so", "It is decided already, lacks a reason, or must be decided by another person than the one who took it."),
        DataRequestOutcome.Emergency => Problem(409, "data_request.emergency", "An emergency is open there. It is closed by two people first."),
        _ => Problem(404, "data_request.not_found", "There is no such talk, receipt or request of your organisation, or nothing is given out for it."),
    };

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    internal sealed record Asked(string Kind, string? Conversation, long? Entry, string? Receipt);

    internal sealed record Decided(string Decision, string? Reason);

    private sealed record View(
        string Id, string Kind, string By, string Conversation, string Label, long? Entry, DateTimeOffset AskedAt, DateTimeOffset DueAt, bool Overdue, string TakenBy, bool Own,
        string? Decision, DateTimeOffset? DecidedAt, string? Reason, bool GivesOut);
}
