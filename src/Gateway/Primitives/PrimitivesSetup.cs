namespace Gateway.Primitives;

/// <summary>The settings cannot be used; <see cref="Problems"/> names everything that is wrong at once.</summary>
public sealed class SettingsRefusedException(IReadOnlyList<string> problems)
    : Exception("The gateway cannot start with these settings:" + string.Concat(problems.Select(problem => "\n  - " + problem)))
{
    /// <summary>One sentence for each problem, beginning with the key.</summary>
    public IReadOnlyList<string> Problems => problems;
}

/// <summary>What every slice needs.</summary>
public static class PrimitivesSetup
{
    /// <summary>Adds the clock, the ids, the publisher and the way out.</summary>
    public static void AddPrimitives(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<Ids>();
        services.AddSingleton<Publisher>();
        services.AddSingleton<Departure>();
    }

    /// <summary>Subscribes a singleton to something that another slice publishes.</summary>
    public static void On<TEvent, THandler>(this WebApplication app, Func<THandler, TEvent, Task> handle) where TEvent : notnull where THandler : notnull
    {
        var handler = app.Services.GetRequiredService<THandler>();
        app.Services.GetRequiredService<Publisher>().Subscribe<TEvent>(happened => handle(handler, happened));
    }
}
