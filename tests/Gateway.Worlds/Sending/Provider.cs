using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Gateway.Simulators.Line;

namespace Gateway.Worlds.Sending;

/// <summary>
/// Calls the webhook as LINE does, one event a call, signed, over kept connections; what is not answered 2xx is sent again
/// under the same event id until it is. Leaner than a simulated phone, because it shares the machine with what it measures.
/// </summary>
public sealed class Provider : IDisposable
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromMilliseconds(400);

    private readonly LineAccount _account;
    private readonly Uri[] _webhooks;
    private readonly Oracle _oracle;
    private readonly TimeSpan _patience;
    private readonly HttpClient _http;
    private int _refused;
    private int _unanswered;

    /// <param name="account">Whose webhook, and who signs.</param>
    /// <param name="nodes">The gateways; calls go to them by turns, as through a load balancer.</param>
    /// <param name="oracle">Is told of every answer.</param>
    /// <param name="patience">How long a call waits for its answer; LINE waits two seconds.</param>
    /// <param name="connections">How many calls there can be at once to each gateway.</param>
    public Provider(LineAccount account, IReadOnlyList<Uri> nodes, Oracle oracle, TimeSpan patience, int connections = 64)
    {
        (_account, _oracle, _patience) = (account, oracle, patience);
        _webhooks = [.. nodes.Select(node => new Uri(node, $"/channels/line/{account.Options.Account}/webhook"))];
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseCookies = false, UseProxy = false, AllowAutoRedirect = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Calls that were answered with anything but 2xx.</summary>
    public int Refused => _refused;

    /// <summary>Calls that were not answered: no connection, cut off, or too late.</summary>
    public int Unanswered => _unanswered;

    /// <summary>Is told of every call when it has ended; from several threads.</summary>
    public Action<WebhookCall>? Called { get; set; }

    /// <summary>Sends a word of this user until it is answered 2xx.</summary>
    /// <exception cref="OperationCanceledException">The run ends and it was not answered.</exception>
    public async Task DeliverAsync(string userId, int word, CancellationToken stop)
    {
        for (var attempt = 0; ; attempt++)
        {
            if (await TryAsync(Body(userId, word, attempt > 0), _webhooks[(word + attempt) % _webhooks.Length], stop))
            {
                _oracle.Answered(word);
                return;
            }
            await Task.Delay(RetryPause, stop);
        }
    }

    /// <summary>Sends one copy of a word of this user, once.</summary>
    /// <param name="userId">Who.</param>
    /// <param name="word">What.</param>
    /// <param name="node">To which gateway, from 0.</param>
    /// <param name="again">Whether it says that it is a redelivery.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Whether it was answered 2xx.</returns>
    public async Task<bool> CopyAsync(string userId, int word, int node, bool again, CancellationToken stop)
    {
        var taken = await TryAsync(Body(userId, word, again), _webhooks[node % _webhooks.Length], stop);
        if (taken)
            _oracle.Answered(word);
        return taken;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<bool> TryAsync(byte[] body, Uri webhook, CancellationToken stop)
    {
        var start = TimeProvider.System.GetTimestamp();
        var status = await CallAsync(body, webhook, stop);
        Called?.Invoke(new WebhookCall(start, TimeProvider.System.GetElapsedTime(start).TotalMilliseconds, status));
        return status is >= 200 and < 300;
    }

    private async Task<int> CallAsync(byte[] body, Uri webhook, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TryAddWithoutValidation("x-line-signature", _account.Sign(body));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_patience);
        try
        {
            using var answer = await _http.SendAsync(request, limit.Token);
            if (!answer.IsSuccessStatusCode)
                Interlocked.Increment(ref _refused);
            return (int)answer.StatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException || (failed is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Interlocked.Increment(ref _unanswered);
            return 0;
        }
    }

    private byte[] Body(string userId, int word, bool again) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"destination":"{{{_account.Options.Destination}}}","events":[{"type":"message","mode":"active","timestamp":{{{_oracle.SentAtOf(word)}}},"webhookEventId":"01LOAD{{{word:00000000000000000000}}}","deliveryContext":{"isRedelivery":{{{(again ? "true" : "false")}}}},"source":{"type":"user","userId":"{{{userId}}}"},"replyToken":"{{{word:x32}}}","message":{"id":"{{{500_000_000_000_000_000 + word}}}","type":"text","quoteToken":"{{{word:x32}}}","text":"{{{Oracle.Mark}}}{{{word}}}"}}]}
        """));
}

/// <summary>One call of a webhook.</summary>
/// <param name="Start">When it began, a timestamp of the system clock.</param>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Status">The status of the answer; 0 when there was none.</param>
public readonly record struct WebhookCall(long Start, double Milliseconds, int Status)
{
    /// <summary>Whether it was answered 2xx.</summary>
    public bool Taken => Status is >= 200 and < 300;
}
