using System.IO.Compression;
using Gateway.Records;
using Gateway.WaitingQueue;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;

namespace Gateway.Operations;

/// <summary>How the process listens, and what every answer carries.</summary>
public static class WebServer
{
    /// <summary>Listens on port 5080 of this machine unless told otherwise; says nothing about itself.</summary>
    public static void AddWebServer(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null && builder.Configuration["https_ports"] is null)
            builder.WebHost.UseUrls("http://localhost:5080");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        // These would write addresses with their keys, and every call: what is worth a line, a slice says itself.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Services.AddProblemDetails();
        // A call that ends in its middle is its caller's doing: no error of ours, and nothing that a stranger may fill the log with.
        builder.Services.Configure<ExceptionHandlerOptions>(options =>
        {
            options.StatusCodeSelector = error => error switch
            {
                BadHttpRequestException bad => bad.StatusCode,
                // Not a fault of this request: whoever asked may ask again.
                RecordsUnavailableException or QueueUnavailableException or QueueEpochLostException => StatusCodes.Status503ServiceUnavailable,
                _ => StatusCodes.Status500InternalServerError,
            };
            options.SuppressDiagnosticsCallback = failed => failed.Exception is BadHttpRequestException;
        });
        builder.Services.AddOpenApi();
        // Static files only: what a person wrote is never compressed beside something an attacker chose (BREACH).
        builder.Services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["text/javascript", "text/css", "image/svg+xml", "application/manifest+json"];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        // A reverse proxy tells the address and scheme that the browser sees; strangers are not believed.
        builder.Services.AddOptions<ForwardedHeadersOptions>().Configure<WebSettings>((options, web) =>
        {
            options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            foreach (var network in web.Networks) options.KnownIPNetworks.Add(network);
        });
    }

    /// <summary>Errors as problem details, and the headers that keep browsers from guessing.</summary>
    public static void UseWebServer(this WebApplication app)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use((context, next) =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers["Referrer-Policy"] = "no-referrer";
            return next(context);
        });
        app.UseResponseCompression();
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapOpenApi().AllowAnonymous();
    }
}
