using System.Diagnostics;
using Gateway.Intake;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Channels;

/// <summary>One call of a provider, from its arrival to its answer: counted once, in a trace of its own, and answered 2xx only for what is durable.</summary>
/// <param name="channel">Over which channel.</param>
/// <param name="counters">Where it is counted.</param>
internal sealed class WebhookCall(string channel, WebhookCounters counters) : IDisposable
{
    private readonly long _since = Stopwatch.GetTimestamp();
    private readonly Activity? _span = Traces.Begin("webhook." + channel);

    /// <summary>The call ends with a bare status.</summary>
    public IResult Ended(string result, int status) => Ended(result, Results.StatusCode(status));

    /// <summary>The call ends with this answer.</summary>
    public IResult Ended(string result, IResult answer)
    {
        counters.Call(channel, result, _since);
        _span?.SetTag("result", result);
        return answer;
    }

    /// <summary>Takes its events; then, and only then, the provider gets <paramref name="answer"/>. Else 503, after which providers send again.</summary>
    /// <param name="accept">Takes them.</param>
    /// <param name="events">In the order in which they stand in the call.</param>
    /// <param name="answer">What the provider is told when they are durable.</param>
    /// <param name="unavailable">Is told why they could not be taken.</param>
    /// <param name="then">What follows from them before the answer; it must be quick.</param>
    public async Task<IResult> TakeAsync(
        AcceptInbound accept, IReadOnlyList<Inbound> events, IResult answer, Action<RecordsUnavailableException> unavailable, Action? then = null)
    {
        try
        {
            var received = await accept.AcceptAsync(events);
            then?.Invoke();
            foreach (var result in received) counters.Event(channel, result.ToString().ToLowerInvariant());
            return Ended("ok", answer);
        }
        catch (RecordsUnavailableException error)
        {
            unavailable(error);
            return Ended("unavailable", StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _span?.Dispose();
}
