using Gateway.Records;
using Gateway.WaitingQueue;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.ConsoleHub;

/// <summary>What a console is told when something outside is away: a stable code, and that nothing was lost.</summary>
internal static class HubErrors
{
    public static HubException NotFound() => new("conversation.not_found: there is no such conversation");

    public static async Task<T> GuardAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (RecordsUnavailableException)
        {
            throw new HubException("records.unavailable: try again in a moment; nothing is lost");
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            throw new HubException("queue.unavailable: try again in a moment; nobody has lost their place");
        }
    }
}
