namespace Gateway.ConsoleHub;

/// <summary>Notes pushes that did not arrive. The console catches up by number; the log shows when it happens often.</summary>
public sealed partial class PushFailures(ILogger<PushFailures> log)
{
    /// <summary>Looks after a push that nobody waits for.</summary>
    public void Watch(Task push)
    {
        if (!push.IsCompletedSuccessfully) _ = AwaitAsync(push);
    }

    /// <summary>The queue could not be told that somebody is present.</summary>
    public void Presence(Exception error) => LogPresence(error.GetType().Name);

    /// <summary>A new console could not be shown anything yet; it asks by itself.</summary>
    public void Beginning(Exception error) => LogBeginning(error.GetType().Name);

    private async Task AwaitAsync(Task push)
    {
        try
        {
            await push;
        }
        catch (Exception error)
        {
            LogPush(error.GetType().Name);
        }
    }

    [LoggerMessage(1501, LogLevel.Debug, "A push to a console did not arrive ({Error})")]
    private partial void LogPush(string error);

    [LoggerMessage(1504, LogLevel.Warning, "A new console could not be shown anything yet ({Error})")]
    private partial void LogBeginning(string error);

    [LoggerMessage(1502, LogLevel.Warning, "The queue could not be told of a present counsellor ({Error}); the next heartbeat tells it")]
    private partial void LogPresence(string error);
}
