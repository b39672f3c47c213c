using Gateway.Primitives;
using Microsoft.AspNetCore.SignalR;

namespace Gateway.ConsoleHub;

/// <summary>Tells refusals, which are part of the contract, from failures, which are ours: only the latter are logged.</summary>
public sealed partial class HubFailures(ILogger<HubFailures> log) : IHubFilter
{
    /// <inheritdoc />
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        using var span = Traces.Begin("console." + invocationContext.HubMethodName);
        try
        {
            return await next(invocationContext);
        }
        catch (Exception error) when (error is not HubException)
        {
            if (!invocationContext.Context.ConnectionAborted.IsCancellationRequested) LogFailure(error, invocationContext.HubMethodName);
            throw new HubException("gateway.failure: something went wrong on our side; nothing is lost, try again");
        }
    }

    [LoggerMessage(1503, LogLevel.Error, "The hub method {Method} failed")]
    private partial void LogFailure(Exception error, string method);
}
