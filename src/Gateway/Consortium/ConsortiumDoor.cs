using System.Text.Json;
using Gateway.Consortium.Live;
using Gateway.Consortium.Overflow;
using Gateway.Organisations;
using Gateway.WaitingQueue;

namespace Gateway.Consortium;

/// <summary><c>/api/consortia</c>: those who stand behind the counsellors read and pause; those who may sign for their organisation do the rest.</summary>
internal static class ConsortiumDoor
{
    private const int LargestBody = 256 * 1024;

    public static void MapConsortia(this IEndpointRouteBuilder endpoints)
    {
        var consortia = endpoints.MapGroup("/api/consortia").AddEndpointFilter(RefuseStrangePagesAsync);
        consortia.MapGet("", ListAsync).RequireAuthorization(Policies.LookAfterSharing).WithSummary("The consortia in which one's organisation is named.");
        consortia.MapGet("/{id}", FindAsync).RequireAuthorization(Policies.LookAfterSharing).WithSummary("One of them: agreements, signatures, members.");
        consortia.MapPost("/{id}/preview", PreviewAsync).RequireAuthorization(Policies.LookAfterSharing).WithSummary("What would happen now to somebody who waits. Changes nothing.");
        consortia.MapPost("", FoundAsync).RequireAuthorization(Policies.SignForOrganisation).WithSummary("Begins a consortium with its first agreement.");
        consortia.MapPut("/{id}", AmendAsync).RequireAuthorization(Policies.SignForOrganisation).WithSummary("Proposes the next version of the agreement.");
        consortia.MapPost("/{id}/sign", SignAsync).RequireAuthorization(Policies.SignForOrganisation).WithSummary("Signs a version by its fingerprint.");
        consortia.MapPost("/{id}/enact", EnactAsync).RequireAuthorization(Policies.SignForOrganisation).WithSummary("Lets the newest version hold.");
        consortia.MapPost("/{id}/pause", PauseAsync).RequireAuthorization(Policies.LookAfterSharing).WithSummary("Takes no part for a while.");
        consortia.MapPost("/{id}/resume", ResumeAsync).RequireAuthorization(Policies.LookAfterSharing).WithSummary("Takes part again.");
        consortia.MapPost("/{id}/leave", LeaveAsync).RequireAuthorization(Policies.SignForOrganisation).WithSummary("Leaves at once, or takes a member out.");
        consortia.MapPost("/{id}/end", EndAsync).RequireAuthorization(Policies.SignForOrganisation).WithSummary("Ends the consortium.");
        consortia.MapGuests();
        consortia.MapCoverage();
        consortia.MapContributions();
        consortia.MapPut("/{id}/terms", SetTermsAsync).RequireAuthorization(Policies.LookAfterSharing).WithSummary("What one's organisation gives and takes.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ConsortiumDirectory directory, TimeProvider time)
    {
        var staff = context.User.AsStaff()!;
        var found = await directory.OfAsync(staff.Organisation, context.RequestAborted);
        return Json(found.Select(one => ConsortiumViews.Of(one, staff.Organisation, time.GetUtcNow())));
    }

    private static async Task<IResult> FindAsync(string id, HttpContext context, ConsortiumDirectory directory, TimeProvider time)
    {
        var staff = context.User.AsStaff()!;
        return await directory.FindAsync(id, staff.Organisation, context.RequestAborted) is { } found ? Json(ConsortiumViews.Of(found, staff.Organisation, time.GetUtcNow())) : NotFound();
    }

    private static async Task<IResult> PreviewAsync(string id, HttpContext context, PreviewOverflow preview)
    {
        if (await ReadAsync<WaitingPerson>(context) is not { } person || !Enum.IsDefined(person.Grade) || !Enum.IsDefined(person.Wish) || person.WaitedMinutes is < 0 or > 525_600) return NotJson();
        try
        {
            return await preview.ForAsync(context.User.AsStaff()!, id, person, context.RequestAborted) is { } decision ? Json(decision) : NotFound();
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            return Problem(503, "queue.unavailable", "The queue does not answer just now.");
        }
    }

    private static async Task<IResult> FoundAsync(HttpContext context, ProposeCharter propose, TimeProvider time) =>
        await ReadAsync<Charter>(context) is { } charter ? Answer(context, time, await propose.FoundAsync(context.User.AsStaff()!, charter, context.RequestAborted)) : NotJson();

    private static async Task<IResult> AmendAsync(string id, HttpContext context, ProposeCharter propose, TimeProvider time) =>
        await ReadAsync<Amendment>(context) is { Charter: { } charter } amendment
            ? Answer(context, time, await propose.AmendAsync(context.User.AsStaff()!, id, amendment.Version, charter, context.RequestAborted))
            : NotJson();

    private static async Task<IResult> SignAsync(string id, HttpContext context, SignAgreement sign, TimeProvider time) =>
        await ReadAsync<WhatWasRead>(context) is { Hash: { } hash } read
            ? Answer(context, time, await sign.SignAsync(context.User.AsStaff()!, id, read.Version, hash, context.RequestAborted))
            : NotJson();

    private static async Task<IResult> EnactAsync(string id, HttpContext context, SignAgreement sign, TimeProvider time) =>
        await ReadAsync<WhatWasRead>(context) is { } read ? Answer(context, time, await sign.EnactAsync(context.User.AsStaff()!, id, read.Version, context.RequestAborted)) : NotJson();

    private static async Task<IResult> PauseAsync(string id, HttpContext context, ChangeStanding change, TimeProvider time) =>
        Answer(context, time, await change.PauseAsync(context.User.AsStaff()!, id, context.RequestAborted));

    private static async Task<IResult> ResumeAsync(string id, HttpContext context, ChangeStanding change, TimeProvider time) =>
        Answer(context, time, await change.ResumeAsync(context.User.AsStaff()!, id, context.RequestAborted));

    private static async Task<IResult> LeaveAsync(string id, HttpContext context, ChangeStanding change, TimeProvider time)
    {
        var staff = context.User.AsStaff()!;
        return await ReadAsync<WhoLeaves>(context) is { } who ? Answer(context, time, await change.LeaveAsync(staff, id, who.Organisation ?? staff.Organisation, context.RequestAborted)) : NotJson();
    }

    private static async Task<IResult> EndAsync(string id, HttpContext context, ChangeStanding change, TimeProvider time) =>
        Answer(context, time, await change.EndAsync(context.User.AsStaff()!, id, context.RequestAborted));

    private static async Task<IResult> SetTermsAsync(string id, HttpContext context, ChangeStanding change, TimeProvider time) =>
        await ReadAsync<MemberTerms>(context) is { } terms ? Answer(context, time, await change.SetTermsAsync(context.User.AsStaff()!, id, terms, context.RequestAborted)) : NotJson();

    private static IResult Answer(HttpContext context, TimeProvider time, ConsortiumAnswer answer) => answer.Outcome switch
    {
        ConsortiumOutcome.NotFound => NotFound(),
        ConsortiumOutcome.NotResponsible => Problem(403, "consortium.not_responsible", "Only the responsible body does this; it ends the consortium instead of leaving it."),
        ConsortiumOutcome.Changed => Problem(409, "consortium.changed", "The agreement is another one than you read."),
        ConsortiumOutcome.NotSigned => Problem(409, "consortium.not_signed", "A signature is missing."),
        ConsortiumOutcome.Elsewhere => Problem(409, "consortium.elsewhere", "Your organisation takes part in another consortium."),
        ConsortiumOutcome.Over => Problem(409, "consortium.over", "The consortium was ended."),
        ConsortiumOutcome.Faulty => Results.Problem(
            title: "Something in it cannot be used.", statusCode: 400, extensions: new Dictionary<string, object?> { ["code"] = "consortium.faulty", ["faults"] = answer.Faults }),
        _ => Json(ConsortiumViews.Of(answer.Consortium!, context.User.AsStaff()!.Organisation, time.GetUtcNow())),
    };

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static IResult Json<T>(T value) => Results.Json(value, ConsortiumJson.Options);

    private static IResult NotFound() => Problem(404, "consortium.not_found", "There is no such consortium.");

    private static IResult NotJson() => Problem(400, "request.not_json", "Please send the JSON that is expected, at most 256 KiB.");

    private static async Task<T?> ReadAsync<T>(HttpContext context) where T : class
    {
        if (!context.Request.HasJsonContentType()) return null;
        var body = new byte[LargestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(body.AsSpan(0, length), ConsortiumJson.Strict);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Amendment(long Version, Charter? Charter);

    private sealed record WhatWasRead(long Version, string? Hash = null);

    private sealed record WhoLeaves(string? Organisation = null);
}
