namespace Gateway.Primitives;

/// <summary>Something a person wrote, or a channel id. It cannot be printed by accident.</summary>
/// <remarks>A log line, an exception text or a metric label that receives it shows <c>[withheld]</c> (promise 5).</remarks>
public readonly record struct Redacted<T>(T Value)
{
    /// <summary>Always <c>[withheld]</c>.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>Wraps a value in <see cref="Redacted{T}"/>.</summary>
public static class Redacted
{
    /// <summary>Wraps <paramref name="value"/>.</summary>
    public static Redacted<T> Of<T>(T value) => new(value);
}
