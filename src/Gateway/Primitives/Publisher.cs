namespace Gateway.Primitives;

/// <summary>How a slice tells higher slices that something happened, without knowing them.</summary>
/// <remarks>
/// The subscriptions stand in <c>Program.cs</c>. What is published is gone after a crash: it may only hasten
/// what the records make happen anyway.
/// </remarks>
public sealed partial class Publisher(ILogger<Publisher> log)
{
    private readonly Dictionary<Type, List<Func<object, Task>>> _subscribers = [];

    /// <summary>Registers <paramref name="handle"/> for every <typeparamref name="T"/>. Call it before the application starts.</summary>
    public void Subscribe<T>(Func<T, Task> handle) where T : notnull
    {
        if (!_subscribers.TryGetValue(typeof(T), out var handlers)) _subscribers[typeof(T)] = handlers = [];
        handlers.Add(happened => handle((T)happened));
    }

    /// <summary>Hands <paramref name="happened"/> to every subscriber, one after another. A failing subscriber is logged and does not stop the next.</summary>
    public async Task PublishAsync<T>(T happened) where T : notnull
    {
        foreach (var handle in _subscribers.GetValueOrDefault(typeof(T), []))
        {
            try
            {
                await handle(happened);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogSubscriberFailed(error, typeof(T).Name);
            }
        }
    }

    [LoggerMessage(1001, LogLevel.Error, "A subscriber of {Event} failed")]
    private partial void LogSubscriberFailed(Exception error, string @event);
}
