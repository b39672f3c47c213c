using Gateway.Redis;

namespace Gateway.Operations.Health;

/// <summary>Where a load balancer asks, and what is asked there.</summary>
internal static class HealthSetup
{
    /// <summary>The tag of the checks that take part in readiness.</summary>
    public const string Ready = "ready";

    // A part that hangs counts as unwell before a load balancer stops waiting for the answer.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <summary>Adds the checks; that of Redis where a slice has chosen Redis before.</summary>
    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<QueueHealth>();
        services.AddSingleton<Readiness>();
        var checks = services.AddHealthChecks()
            .AddCheck<RecordsHealth>("records", tags: [Ready], timeout: Limit)
            .AddCheck<QueueHealth>("queue", tags: [Ready], timeout: Limit)
            .AddCheck<KeysHealth>("keys", tags: [Ready], timeout: Limit)
            .AddCheck<OutboxHealth>("outbox", tags: [Ready], timeout: Limit)
            .AddCheck<BotsHealth>("bots", tags: [Ready], timeout: Limit);
        if (services.Any(service => service.ServiceType == typeof(RedisLink))) checks.AddCheck<RedisHealth>("redis", tags: [Ready], timeout: Limit);
        // The framework would write an error each time somebody asks; what has changed is worth a line, and Readiness says it.
        services.AddLogging(logging => logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None));
    }

    /// <summary>Maps <c>/healthz/live</c> (the process runs) and <c>/healthz/ready</c> (it should be given work).</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz/live", new() { Predicate = _ => false }).AllowAnonymous();
        endpoints.MapGet("/healthz/ready", (Readiness readiness, HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return readiness.AnswerAsync(context.RequestAborted);
        }).AllowAnonymous().ExcludeFromDescription();
    }
}
