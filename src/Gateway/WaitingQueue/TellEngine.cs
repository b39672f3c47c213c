namespace Gateway.WaitingQueue;

/// <summary>Tells the queue what the records have taken already. It has happened, whether the engine hears of it now or from its keeper.</summary>
public sealed partial class TellEngine(ILogger<TellEngine> log)
{
    /// <summary>Calls the engine; if it is away, its keeper makes it good when it compares with the records.</summary>
    public async Task AfterRecordsAsync(Func<Task> tell)
    {
        try
        {
            await tell();
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            LogLater(error.GetType().Name);
        }
    }

    [LoggerMessage(1404, LogLevel.Warning, "The queue could not be told of what the records have taken ({Error}); its keeper will")]
    private partial void LogLater(string error);
}
