using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Consent;
using Gateway.Handoff.Desk;
using Gateway.Handoff.Together;
using Gateway.Mail;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Handoff.Referrals;

/// <summary><c>/api/referrals</c>: a counsellor sees how the hand-offs stand that they began, sends them, answers the body, and stops them.</summary>
public static class ReferralDoor
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new UtcJson(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Maps the addresses.</summary>
    public static void MapReferrals(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapCompany();
        var referrals = endpoints.MapGroup("/api/referrals").AddEndpointFilter(RefuseStrangePagesAsync).RequireAuthorization(Policies.Counsel);
        referrals.MapGet("", ListAsync).WithSummary("What one began and is not over, also of talks that have ended; or all of one talk.");
        referrals.MapGet("/{id}", FindAsync).WithSummary("One with its steps, and what the body wrote. Leaves an audit line.");
        referrals.MapPost("/{id}/offer", OfferAsync).WithSummary("Sends what was agreed to.");
        referrals.MapPost("/together", OfferTogetherAsync).WithSummary("Sends to several bodies at once what was agreed to for each; the first that takes it on gets it.");
        referrals.MapPost("/{id}/answer", AnswerAsync).WithSummary("Answers the body's question with one of a few fixed sentences.");
        referrals.MapPost("/{id}/stop", StopAsync).WithSummary("Stops it, or takes it off the list.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> ListAsync(HttpContext context, ReadReferrals read, SendLetters letters, DeskSettings desk)
    {
        var staff = context.User.AsStaff()!;
        var found = context.Request.Query["conversation"] is [{ Length: > 0 } talk, ..]
            ? await read.OfConversationAsync(staff, talk, context.RequestAborted)
            : await read.OfStaffAsync(staff, context.RequestAborted);
        var glances = await read.GlanceAsync(found, context.RequestAborted);
        return Results.Json(new ReferralsView(letters.On && desk.On, [.. glances.Select(one => ReferralView.Of(one.Referral, one.Before, null))]), s_options);
    }

    private static async Task<IResult> FindAsync(string id, HttpContext context, ReadReferrals read) =>
        await read.FindAsync(context.User.AsStaff()!, id, context.RequestAborted) is var (referral, steps) ? Results.Json(ReferralView.Of(referral, null, steps), s_options) : NotFound();

    private static async Task<IResult> OfferAsync(string id, HttpContext context, OfferReferral offer)
    {
        var (outcome, gate) = await offer.OfferAsync(context.User.AsStaff()!, id, context.RequestAborted);
        return outcome != ReferralOutcome.Gate ? Answered(outcome) : Problem(409, CodeOf(gate).Code, CodeOf(gate).Title);
    }

    private static async Task<IResult> OfferTogetherAsync(TogetherView wanted, HttpContext context, OfferTogether offer) =>
        await offer.OfferAsync(context.User.AsStaff()!, wanted.Ids, context.RequestAborted) is { } outcomes
            ? Results.Json(
                outcomes.Select(one => new TogetherOutcome(
                    one.Id, one.Outcome == ReferralOutcome.Done, one.Outcome switch { ReferralOutcome.Done => null, ReferralOutcome.Gate => CodeOf(one.Gate).Code, _ => "referral.not_now" })),
                s_options)
            : Problem(400, "referral.together", "These are not two to five hand-offs of one person, to different bodies.");

    private static (string Code, string Title) CodeOf(GateAnswer? gate) => gate switch
    {
        { Outcome: GateOutcome.NoConsent, Check: LiveCheck.NotChecked } => ("referral.second", "A second person must look at the consent first."),
        { Outcome: GateOutcome.NoConsent, Check: LiveCheck.NoGuardian } => ("referral.guardian", "A guardian would have to agree as well."),
        { Outcome: GateOutcome.NotARecipient or GateOutcome.Abroad } => ("body.not_a_recipient", "Nothing may go to this body at this moment."),
        { Outcome: GateOutcome.Incomplete } => ("sheet.incomplete", "The sheet lacks something."),
        _ => ("referral.no_consent", "There is no consent that holds for it (any more)."),
    };

    private static async Task<IResult> AnswerAsync(string id, HttpContext context, GuideReferral guide) =>
        Answered(await guide.AnswerAsync(context.User.AsStaff()!, id, context.Request.Query["with"] is [{ } answer, ..] ? answer : "", context.RequestAborted));

    private static async Task<IResult> StopAsync(string id, HttpContext context, GuideReferral guide) => Answered(await guide.StopAsync(context.User.AsStaff()!, id, context.RequestAborted));

    private static IResult Answered(ReferralOutcome outcome) => outcome switch
    {
        ReferralOutcome.Done => Results.NoContent(),
        ReferralOutcome.NotNow => Problem(409, "referral.not_now", "It cannot be done as it stands now."),
        ReferralOutcome.Words => Problem(400, "referral.answer", "There is no such answer."),
        _ => NotFound(),
    };

    private static IResult NotFound() => Problem(404, "referral.not_found", "There is no such hand-off of yours.");

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    internal sealed record TogetherView(IReadOnlyList<string> Ids);

    private sealed record TogetherOutcome(string Id, bool Sent, string? Code);

    private sealed record ReferralsView(bool Letters, IReadOnlyList<ReferralView> Referrals);

    private sealed record ReferralView(
        string Id, string ConversationId, string Body, string BodyName, string Sheet, ReferralState State, DateTimeOffset Since, DateTimeOffset? Due, DateTimeOffset? OfferedAt,
        string? Outcome, bool Reads, DateTimeOffset? MeetsAt, string? Waits, bool? SecondSide, bool? OnGround, bool? Quiet, IReadOnlyList<StepView>? Steps)
    {
        public static ReferralView Of(Referral one, BeforeSending? before, IReadOnlyList<ReferralStep>? steps) => new(
            one.Id, one.ConversationId, one.Body, one.RecipientName, one.Document, one.State, Utc.FromMs(one.StateAt), Utc.FromMs(one.DueAt), Utc.FromMs(one.OfferedAt), one.Outcome,
            one.State.BodyReads(), Utc.FromMs(one.MeetsAt), before?.Waits switch { LiveCheck.NotChecked => "second", LiveCheck.NoGuardian => "guardian", _ => null }, before?.SecondSide,
            one.GroundId is null ? null : true, one.IsQuiet ? true : null,
            steps is null ? null : [.. steps.Select(step => new StepView(step.Number, Utc.FromMs(step.At), step.Kind, step.Code, step.Note?.Text, step.Note?.Name,
                    Utc.FromMs(step.Note?.Meeting?.From), Utc.FromMs(step.Note?.Meeting?.Until), step.Note?.Meeting?.Place))]);
    }

    private sealed record StepView(long Number, DateTimeOffset At, string Kind, string? Code, string? Text, string? Name, DateTimeOffset? From, DateTimeOffset? Until, string? Place);
}
