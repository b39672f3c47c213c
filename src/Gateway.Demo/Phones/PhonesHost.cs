using Gateway.Simulators;
using Microsoft.Extensions.FileProviders;

namespace Gateway.Demo.Phones;

/// <summary>The server of the phones: the page, what it asks for, the bodies' mailbox, and the simulated providers that the gateway calls.</summary>
public static class PhonesHost
{
    /// <summary>Builds it; not yet started.</summary>
    public static WebApplication Create(DemoSettings settings, SimulatedProviders providers, MailServer mail, DemoDescription description)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(DemoSettings.Plain(settings.Phones));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        // demo.json holds the passwords of this run: only this machine, under its own names, may ask for it.
        builder.Configuration["AllowedHosts"] = "localhost;127.0.0.1;[::1]";
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(providers);
        builder.Services.AddSingleton(mail);
        builder.Services.AddSingleton<PhoneTable>();
        builder.Services.AddSingleton<Mailbox>();
        builder.Services.AddHostedService<Postman>();
        var app = builder.Build();

        app.Use((context, next) => Guarded(context, next, DemoSettings.Plain(settings.Gateway)));
        var page = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "Page"));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = page });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = page });

        app.MapSimulatedProviders(providers);
        app.MapPhones();
        app.MapGet("/mail.json", (long? after, Mailbox mailbox) => mailbox.After(after ?? 0));
        app.MapGet("/demo.json", () => description);
        app.MapGet("/examples.json", () => Examples.Organisations);
        return app;
    }

    private static Task Guarded(HttpContext context, RequestDelegate next, string gateway)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; frame-src {gateway}; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        return next(context);
    }

    private sealed class Postman(PhoneTable phones, Mailbox mailbox) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
            Task.WhenAll(phones.ReceiveAsync(stoppingToken), phones.WatchWritingAsync(stoppingToken), mailbox.DeliverAsync(stoppingToken));
    }
}
