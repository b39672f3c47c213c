using System.Text.Json;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Handoff.Desk;

/// <summary><c>/api/bodies/{id}/accounts</c>: a coordinator or an administrator invites somebody of a body, takes that back, and closes accounts.</summary>
internal static class BodyAccountDoor
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web) { Converters = { new UtcJson() } };

    public static void MapBodyAccounts(this IEndpointRouteBuilder endpoints)
    {
        var accounts = endpoints.MapGroup("/api/bodies/{id}").AddEndpointFilter(RefuseStrangePagesAsync).RequireAuthorization(Policies.KeepBodyAccounts);
        accounts.MapGet("/accounts", ListAsync).WithSummary("The accounts of a body's people, and the invitations that nobody has used.");
        accounts.MapPost("/invitations", InviteAsync).WithSummary("Invites somebody by a letter with a link that works once.");
        accounts.MapDelete("/invitations/{invitation}", TakeBackAsync).WithSummary("Takes an invitation back.");
        accounts.MapDelete("/accounts/{account}", CloseAsync).WithSummary("Closes an account that came by an invitation, and its open desks, at once.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> ListAsync(string id, HttpContext context, InviteToDesk invite)
    {
        var (accounts, open) = await invite.OfBodyAsync(context.User.AsStaff()!, id, context.RequestAborted);
        return Results.Json(new Shown(accounts, [.. open.Select(one => new Waiting(one.Id, one.Name, Utc.FromMs(one.Until)))]), s_options);
    }

    private static async Task<IResult> InviteAsync(string id, Invited invited, HttpContext context, InviteToDesk invite) =>
        await invite.InviteAsync(context.User.AsStaff()!, id, invited.Name ?? "", invited.Email ?? "", context.RequestAborted) switch
        {
            DeskInviteOutcome.Done => Results.NoContent(),
            DeskInviteOutcome.NotFound => NotFound(),
            DeskInviteOutcome.NotPossible => Problem(409, "body_account.not_possible", "Nobody approved this body yet, it was taken out, or it is a mere place."),
            DeskInviteOutcome.Words => Problem(400, "body_account.words", "A name of at most 40 letters and an e-mail address."),
            DeskInviteOutcome.TooMany => Problem(409, "body_account.too_many", "Many invitations of this body are open already."),
            DeskInviteOutcome.NoMail => Problem(409, "body_account.no_mail", "No letter can leave: no mail is set up, or no address of the desk."),
        };

    private static async Task<IResult> TakeBackAsync(string id, string invitation, HttpContext context, InviteToDesk invite) =>
        await invite.TakeBackAsync(context.User.AsStaff()!, id, invitation, context.RequestAborted) ? Results.NoContent() : NotFound();

    private static async Task<IResult> CloseAsync(string id, string account, HttpContext context, InviteToDesk invite) =>
        await invite.CloseAsync(context.User.AsStaff()!, id, account, context.RequestAborted) ? Results.NoContent() : NotFound();

    private static IResult NotFound() => Problem(404, "body_account.not_found", "There is no such body, invitation or account; accounts of the set-up file are closed there.");

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private sealed record Shown(IReadOnlyList<BodyAccount> Accounts, IReadOnlyList<Waiting> Invitations);

    private sealed record Waiting(string Id, string Name, DateTimeOffset Until);

    /// <summary>Whom to invite.</summary>
    internal sealed record Invited(string? Name, string? Email)
    {
        public override string ToString() => "[withheld]";
    }
}
