namespace Gateway.Load.Queue;

/// <summary>Gives nothing back: for a cycle whose store belongs to somebody else.</summary>
internal sealed class Nothing : IAsyncDisposable
{
    /// <summary>The only one.</summary>
    public static readonly Nothing Instance = new();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
