using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Consent;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Handoff;

/// <summary><c>/api/checks</c>: what waits for the look of a second person, and what they say.</summary>
public static class CheckDoor
{
    private const int LargestBody = 8 * 1024;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcJson() },
    };

    /// <summary>Maps the addresses.</summary>
    public static void MapChecks(this IEndpointRouteBuilder endpoints)
    {
        var checks = endpoints.MapGroup("/api/checks").AddEndpointFilter(RefuseStrangePagesAsync).RequireAuthorization(Policies.Supervise);
        checks.MapGet("", ListAsync).WithSummary("What waits for one as the second person, the oldest first.");
        checks.MapGet("/{id}", FindAsync).WithSummary("One of it, with what would be passed on. Leaves an audit line.");
        checks.MapPost("/{id}", AnswerAsync).WithSummary("The second person stands for it, or does not and says why.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ReadChecks read, ConsentSettings settings) => Results.Json(
        (await read.ListAsync(context.User.AsStaff()!, context.RequestAborted)).Select(one => CheckViews.Of(one, settings)), s_options);

    private static async Task<IResult> FindAsync(string id, HttpContext context, ReadChecks read, ConsentSettings settings) =>
        await read.FindAsync(context.User.AsStaff()!, id, context.RequestAborted) is { } whole ? Results.Json(CheckViews.Of(whole, settings), s_options) : NotFound();

    private static async Task<IResult> AnswerAsync(string id, HttpContext context, CheckConsent check)
    {
        if (await ReadAsync(context) is not { Agrees: { } agrees } answer) return Problem(400, "request.not_json", "Please send the JSON that is expected, at most 8 KiB.");
        GuardianConsent? guardian = answer.Guardian switch
        {
            null or "unknown" => GuardianConsent.Unknown,
            "given" => GuardianConsent.Given,
            "not_to_ask" => GuardianConsent.NotToAsk,
            _ => null,
        };
        if (guardian is not { } known) return Problem(400, "check.guardian_word", "There is no such word for a guardian.");
        var staff = context.User.AsStaff()!;
        var outcome = agrees
            ? await check.CheckAsync(staff, id, known, context.RequestAborted)
            : await check.RefuseAsync(staff, id, Redacted.Of(answer.Why ?? ""), known, context.RequestAborted);
        return outcome switch
        {
            CheckOutcome.Checked => Results.NoContent(),
            CheckOutcome.NotFound or CheckOutcome.NotASupervisor => NotFound(),
            CheckOutcome.SamePerson => Problem(409, "check.same_person", "Whoever asked cannot be the second person."),
            CheckOutcome.Guardian => Problem(409, "check.guardian", "At this age a guardian must agree as well."),
            CheckOutcome.Reason => Problem(400, "check.reason", $"A no needs a reason, of at most {ConsentCheck.Longest} letters."),
        };
    }

    private static IResult NotFound() => Problem(404, "check.not_found", "Nothing of this kind waits for you.");

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static async Task<Answer?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType()) return null;
        var body = new byte[LargestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody) return null;
        try
        {
            return JsonSerializer.Deserialize<Answer>(body.AsSpan(0, length), s_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Answer(bool? Agrees, string? Why, string? Guardian)
    {
        public override string ToString() => "[withheld]";
    }
}
