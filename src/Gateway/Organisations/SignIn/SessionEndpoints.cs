using System.Text.Json;
using Gateway.Organisations.Access;
using Gateway.Primitives;
using Microsoft.AspNetCore.Authentication;

namespace Gateway.Organisations.SignIn;

/// <summary><c>/api/session</c>: sign in, who am I, sign out.</summary>
internal static class SessionEndpoints
{
    private const int LargestBody = 8 * 1024;

    public static void MapSession(this IEndpointRouteBuilder endpoints)
    {
        var session = endpoints.MapGroup("/api/session").AddEndpointFilter(RefuseStrangePagesAsync);
        session.MapPost("", SignInAsync).AllowAnonymous()
            .AddEndpointFilter((context, next) => context.HttpContext.RequestServices.GetRequiredService<SignInLimiter>().InvokeAsync(context, next));
        session.MapGet("", WhoAmI).RequireAuthorization(Policies.Staff);
        session.MapDelete("", SignOutAsync).AllowAnonymous();
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request))
            return Answer.Problem(StatusCodes.Status403Forbidden, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, SignInStaff signIn)
    {
        // No form of another site can send this content type without being asked first.
        if (!context.Request.HasJsonContentType())
            return Answer.Problem(StatusCodes.Status415UnsupportedMediaType, "request.not_json", "Please send JSON.");
        var body = new byte[LargestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody) return Answer.Problem(StatusCodes.Status413PayloadTooLarge, "request.too_large", "This is too long.");
        if (Read(body.AsSpan(0, length)) is not { UserName: { } userName, Password: { } password })
            return Answer.Problem(StatusCodes.Status400BadRequest, "request.not_json", "Please send {\"userName\": \"…\", \"password\": \"…\"} as JSON.");
        if (await signIn.TryAsync(userName, password, SignInDoor.Console) is not { } account)
            return Answer.Problem(StatusCodes.Status401Unauthorized, "session.refused", "The user name or the password is not right.");
        await context.SignInAsync(SessionCookie.Scheme, StaffClaims.For(account.AsStaff(), account.SecurityStamp, SessionCookie.Scheme));
        return Results.NoContent();
    }

    private static IResult WhoAmI(HttpContext context, OrganisationDirectory organisations)
    {
        var staff = context.User.AsStaff()!;
        var organisationName = organisations.FindOrganisation(staff.Organisation)?.Name ?? "";
        return Results.Ok(new { staff.UserName, staff.Name, staff.Role, staff.Organisation, organisationName });
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, SignInAttempts attempts, Publisher publisher)
    {
        var staff = context.User.AsStaff();
        if (staff is not null) await attempts.EndedAsync(staff);
        await context.SignOutAsync(SessionCookie.Scheme);
        if (staff is not null) await publisher.PublishAsync(new SignedOut(staff));
        return Results.NoContent();
    }

    private static SignInRequest? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<SignInRequest>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record SignInRequest(string? UserName, string? Password)
    {
        // A record would print its password.
        public override string ToString() => "[withheld]";
    }
}
