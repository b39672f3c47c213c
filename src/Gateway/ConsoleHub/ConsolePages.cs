using Microsoft.Extensions.FileProviders;

namespace Gateway.ConsoleHub;

/// <summary>Serves the built console at <c>/console/</c>. It holds no data: signing in happens on the page.</summary>
public static class ConsolePages
{
    private const string Csp =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// <summary>Maps the page and its files; every address below it that is no file is the page itself.</summary>
    internal static void MapConsolePages(this WebApplication app)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "console");
        var files = Directory.Exists(folder) ? new PhysicalFileProvider(folder) : (IFileProvider)new NullFileProvider();
        app.MapGet("/console/{**path}", (string? path, HttpContext context) => Serve(context, files, path ?? "")).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Serve(HttpContext context, IFileProvider files, string path)
    {
        // Routing takes "/console" and "/console/" for the same; the page's relative addresses do not.
        if (path.Length == 0 && !context.Request.Path.Value!.EndsWith('/')) return Results.Redirect("/console/");
        var isFile = path.Length > 0 && files.GetFileInfo(path) is { Exists: true, IsDirectory: false };
        var file = files.GetFileInfo(isFile ? path : "index.html");
        if (!file.Exists) return Results.Text("The console has not been built: npm ci && npm run build in src/console.", statusCode: 404);
        // Built files carry a hash of their content in their names; the page itself is asked for anew each time.
        context.Response.Headers.CacheControl = path.StartsWith("assets/", StringComparison.Ordinal) && isFile ? "public, max-age=31536000, immutable" : "no-cache";
        if (!isFile && Path.HasExtension(path)) return Results.NotFound();
        if (file.Name == "index.html") context.Response.Headers.ContentSecurityPolicy = Csp;

        return Results.File(file.PhysicalPath!, ContentType(file.Name), lastModified: file.LastModified);
    }

    private static string ContentType(string name) => Path.GetExtension(name) switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".webmanifest" => "application/manifest+json",
        ".json" => "application/json",
        _ => "application/octet-stream",
    };
}
