using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Consent;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Handoff.Referrals;

/// <summary><c>/api/proposals</c>: a hand-off on another ground than consent is proposed beside its sheet, and read and answered by a second person.</summary>
public static class ProposalDoor
{
    private const int LargestBody = 8 * 1024;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcJson() },
    };

    /// <summary>Maps the addresses.</summary>
    internal static void MapProposals(this IEndpointRouteBuilder endpoints)
    {
        var all = endpoints.MapGroup("/api").AddEndpointFilter(RefuseStrangePagesAsync);
        all.MapPost("/conversations/{id}/sheets/{sheetId}/proposal", ProposeAsync).RequireAuthorization(Policies.Counsel)
            .WithSummary("Proposes that it goes to its body on another ground than consent. Nothing leaves by it.");
        all.MapGet("/proposals", ListAsync).RequireAuthorization(Policies.Supervise).WithSummary("What was proposed and waits for one as the second person, the oldest first.");
        all.MapGet("/proposals/{id}", FindAsync).RequireAuthorization(Policies.Supervise).WithSummary("One of it, with the reasons and what would be passed on. Leaves an audit line.");
        all.MapPost("/proposals/{id}", AnswerAsync).RequireAuthorization(Policies.Supervise).WithSummary("The second person stands for it and it leaves, or does not and says why.");
        all.MapPost("/referrals/{id}/told", TellAsync).RequireAuthorization(Policies.Supervise).WithSummary("From now on the person may read of it.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> ProposeAsync(string id, string sheetId, HttpContext context, ProposeReferral propose)
    {
        if (await ReadAsync<Wanted>(context) is not { Items: { } codes } wanted) return NotJson();
        var items = codes.Select(ConsentItems.OfCode).ToList();
        if (items.Contains(null)) return Problem(400, "proposal.items", "There is no such item.");
        if (GroundOf(wanted.Ground) is not { } ground) return Problem(400, "proposal.ground", "There is no such ground.");
        var proposal = new Proposal(sheetId, wanted.Revision, ground, wanted.Why ?? "", wanted.WhyNoConsent ?? "", [.. items.Select(item => item!.Value)], wanted.PersonKnows);
        var answer = await propose.ProposeAsync(context.User.AsStaff()!, id, Redacted.Of(proposal), context.RequestAborted);
        return answer.Outcome switch
        {
            ProposeOutcome.Proposed => Results.Json(new { id = answer.ReferralId }, s_options),
            ProposeOutcome.Conflict => Problem(409, "sheet.conflict", "The sheet was changed meanwhile."),
            ProposeOutcome.OtherStands => Problem(409, "proposal.other_stands", "One for this sheet waits already."),
            ProposeOutcome.Ground => Problem(400, "proposal.ground", "The use of the sheet does not allow this ground."),
            ProposeOutcome.Reason => Problem(
                400, "proposal.reason", $"What has happened (at most {GroundReason.Longest} letters) and why there is no consent (at most {GroundReason.LongestOnSheet}) are both needed."),
            ProposeOutcome.NoItem => Problem(400, "proposal.items", "It must name at least one item, and only what stands in the sheet."),
            ProposeOutcome.NotARecipient => Problem(409, "body.not_a_recipient", "Nothing may go to this body at this moment."),
            ProposeOutcome.NotNotified => Problem(409, "proposal.not_notified", "The directory does not say that the law names this body for such a notice."),
            ProposeOutcome.Incomplete => Results.Problem(
                title: "The sheet lacks something.", statusCode: 409,
                extensions: new Dictionary<string, object?> { ["code"] = "sheet.incomplete", ["problems"] = JsonSerializer.SerializeToNode(answer.Problems!.Select(SheetViews.Of), s_options) }),
            ProposeOutcome.NotYours => Problem(404, "conversation.not_yours", "There is no such conversation or sheet of yours."),
        };
    }

    private static async Task<IResult> ListAsync(HttpContext context, ReadProposals read) =>
        Results.Json((await read.ListAsync(context.User.AsStaff()!, context.RequestAborted)).Select(View.Of), s_options);

    private static async Task<IResult> FindAsync(string id, HttpContext context, ReadProposals read) =>
        await read.FindAsync(context.User.AsStaff()!, id, context.RequestAborted) is { } whole ? Results.Json(WholeView.Of(whole), s_options) : NotFound();

    private static async Task<IResult> AnswerAsync(string id, HttpContext context, AnswerProposal answer)
    {
        if (await ReadAsync<Answer>(context) is not { Agrees: { } agrees } said) return NotJson();
        var staff = context.User.AsStaff()!;
        var outcome = agrees ? await answer.ConfirmAsync(staff, id, context.RequestAborted) : await answer.RefuseAsync(staff, id, Redacted.Of(said.Why ?? ""), context.RequestAborted);
        return outcome switch
        {
            ProposalOutcome.Done => Results.NoContent(),
            ProposalOutcome.NotFound => NotFound(),
            ProposalOutcome.SamePerson => Problem(409, "proposal.same_person", "Whoever proposed it cannot be the second person."),
            ProposalOutcome.Reason => Problem(400, "proposal.reason", $"A no needs a reason, of at most {GroundReason.Longest} letters."),
            ProposalOutcome.Changed => Problem(409, "sheet.conflict", "The sheet was changed since: the proposal is over, and nothing left."),
            ProposalOutcome.Gate => Problem(409, "proposal.gate_shut", "Nothing may go to this body any more: the proposal is over, and nothing left."),
        };
    }

    private static async Task<IResult> TellAsync(string id, HttpContext context, AnswerProposal answer) =>
        await answer.LetPersonKnowAsync(context.User.AsStaff()!, id, context.RequestAborted) ? Results.NoContent() : NotFound();

    private static LegalBasis? GroundOf(string? code)
    {
        foreach (var ground in Enum.GetValues<LegalBasis>())
            if (SheetJson.CodeOf(ground) == code) return ground;
        return null;
    }

    private static IResult NotFound() => Problem(404, "proposal.not_found", "Nothing of this kind waits for you.");

    private static IResult NotJson() => Problem(400, "request.not_json", "Please send the JSON that is expected, at most 8 KiB.");

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static async Task<T?> ReadAsync<T>(HttpContext context) where T : class
    {
        if (!context.Request.HasJsonContentType()) return null;
        var body = new byte[LargestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(body.AsSpan(0, length), s_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Wanted(long Revision, string? Ground, string? Why, string? WhyNoConsent, IReadOnlyList<string>? Items, bool PersonKnows)
    {
        public override string ToString() => "[withheld]";
    }

    private sealed record Answer(bool? Agrees, string? Why)
    {
        public override string ToString() => "[withheld]";
    }

    private sealed record View(string Id, string Label, string Recipient, string ProposedBy, string Ground, DateTimeOffset At, DateTimeOffset? Until)
    {
        public static View Of(WaitingProposal one) => new(
            one.Referral.Id, one.Label, one.Referral.RecipientName, one.ProposedBy, SheetJson.CodeOf(one.Ground), Utc.FromMs(one.Referral.OpenedAt), Utc.FromMs(one.Referral.DueAt));
    }

    private sealed record WholeView(View Proposal, string Why, string WhyNoConsent, bool PersonKnows, bool Quiet, IReadOnlyList<CheckItemView> Items, IReadOnlyList<CheckFieldView> Always)
    {
        public static WholeView Of(WholeProposal whole) => new(
            View.Of(whole.Waiting), whole.Reason.Why, whole.Reason.WhyNoConsent, whole.Reason.PersonKnows, whole.Waiting.Referral.IsQuiet,
            CheckViews.ItemsOf(whole.Sheet.Sheet, whole.Reason.Items), CheckViews.AlwaysOf(whole.Sheet.Sheet));
    }
}
