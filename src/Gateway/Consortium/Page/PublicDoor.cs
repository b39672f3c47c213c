using System.Text;
using Gateway.Bots.Intake;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Consortium.Page;

/// <summary><c>/consortium/{id}</c>: what the law wants public and what everybody may know, for anybody, without signing in. It runs no script.</summary>
internal static class PublicDoor
{
    private static readonly PageStyle s_style = new("Gateway.Consortium.Page.Assets", "consortium");

    /// <summary>The name of the stylesheet.</summary>
    public static string StyleName => s_style.Name;

    public static void MapConsortiumPage(this IEndpointRouteBuilder endpoints)
    {
        var pages = endpoints.MapGroup("/consortium").AllowAnonymous().ExcludeFromDescription();
        pages.MapGet("/{id}", ShowAsync);
        pages.MapGet("/{id}/agreement.json", TextAsync);
        pages.MapGet("/assets/{name}", Style);
    }

    private static async Task<IResult> ShowAsync(string id, HttpContext context, ConsortiumDirectory directory, OrganisationDirectory organisations, CommonEntrances entrances, IntakeTexts intake, TimeProvider time)
    {
        var page = new PublicPage(context, organisations, entrances, intake);
        Apply(context.Response.Headers);
        return await FindAsync(id, context, directory) is { } found ? Answer(page.Whole(found, time.GetUtcNow())) : Answer(page.None(), StatusCodes.Status404NotFound);
    }

    // The very bytes that were signed: anybody can compare their fingerprint.
    private static async Task<IResult> TextAsync(string id, HttpContext context, ConsortiumDirectory directory)
    {
        Apply(context.Response.Headers);
        return await FindAsync(id, context, directory) is { Holding: { } holding } ? Results.Bytes(Encoding.UTF8.GetBytes(holding.Text), "application/json") : Results.NotFound();
    }

    // What was proposed and never held is the members' own business.
    private static async Task<ConsortiumRecord?> FindAsync(string id, HttpContext context, ConsortiumDirectory directory) =>
        Ids.IsId(id) && await directory.FindAsync(id, context.RequestAborted) is { Holding: not null } found ? found : null;

    private static void Apply(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
    }

    private static IResult Style(HttpContext context, string name) => name == StyleName ? s_style.Serve(context) : Results.NotFound();

    private static IResult Answer(Html page, int status = StatusCodes.Status200OK) => Results.Content(page.Markup, "text/html; charset=utf-8", statusCode: status);
}
