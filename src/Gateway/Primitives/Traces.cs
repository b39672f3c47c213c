using System.Diagnostics;

namespace Gateway.Primitives;

/// <summary>
/// The spans of the gateway, from one source. They say what was done over which channel and how it ended; never who it was about:
/// no id of a person, a conversation or a counsellor, no address, no text.
/// </summary>
/// <remarks>Nobody listens unless a collector is set; then every method returns nothing and costs next to nothing.</remarks>
public static class Traces
{
    /// <summary>The name under which a collector is told of them.</summary>
    public const string Name = "Gateway";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Where in a trace the present work stands, to be handed on to work that follows it elsewhere; nothing when it is in none.</summary>
    public static ActivityContext Here => Activity.Current is { } now && now.Source == Source ? now.Context : default;

    /// <summary>As <see cref="Here"/>, as a W3C <c>traceparent</c>, to travel with a message.</summary>
    public static string? HereAsText => Activity.Current is { } now && now.Source == Source ? now.Id : null;

    /// <summary>Begins a trace, or goes on with the one that a reverse proxy named by <c>traceparent</c>. Dispose it at the end.</summary>
    public static Activity? Begin(string name, ActivityKind kind = ActivityKind.Server)
    {
        if (!Source.HasListeners()) return null;
        // The web server's own span has addresses in it and is not sent; as a parent it would be missing.
        var outer = Activity.Current;
        Activity.Current = null;
        return Source.StartActivity(
            name, kind, outer is { HasRemoteParent: true } ? new ActivityContext(outer.TraceId, outer.ParentSpanId, outer.ActivityTraceFlags, isRemote: true) : default);
    }

    /// <summary>A part of the present work; nothing when that is in no trace.</summary>
    public static Activity? Within(string name) => Here == default ? null : Source.StartActivity(name);

    /// <summary>Work that follows from <paramref name="before"/>, in the same trace; without one it begins its own.</summary>
    public static Activity? After(ActivityContext before, string name, ActivityKind kind = ActivityKind.Internal)
    {
        if (!Source.HasListeners()) return null;
        Activity.Current = null;
        return Source.StartActivity(name, kind, before);
    }

    /// <summary>Work that follows from what <see cref="HereAsText"/> named, on this node or another; nothing without it.</summary>
    public static Activity? Follow(string? traceparent, string name) =>
        traceparent is not null && ActivityContext.TryParse(traceparent, null, isRemote: true, out var before) ? After(before, name) : null;
}
