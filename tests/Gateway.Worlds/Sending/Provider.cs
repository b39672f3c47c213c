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
    public Provider(LineAccount account, IReadOnlyList<Uri> nodes, Oracle oracle, TimeSpan patience)
    {
        (_account, _oracle, _patience) = (account, oracle, patience);
        _webhooks = [.. nodes.Select(node => new Uri(node, $"/channels/line/{account.Options.Account}/webhook"))];
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64, UseCookies = false, UseProxy = false, AllowAutoRedirect = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>Calls that were answered with anything but 2xx.</summary>
    public int Refused => _refused;

    /// <summary>Calls that were not answered: no connection, cut off, or too late.</summary>
    public int Unanswered => _unanswered;

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

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<bool> TryAsync(byte[] body, Uri webhook, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, webhook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        request.Headers.TryAddWithoutValidation("x-line-signature", _account.Sign(body));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(_patience);
        try
        {
            using var answer = await _http.SendAsync(request, limit.Token);
            if (answer.IsSuccessStatusCode)
                return true;
            Interlocked.Increment(ref _refused);
        }
        catch (Exception failed) when (failed is HttpRequestException || (failed is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Interlocked.Increment(ref _unanswered);
        }
        return false;
    }

    private byte[] Body(string userId, int word, bool again) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"destination":"{{{_account.Options.Destination}}}","events":[{"type":"message","mode":"active","timestamp":{{{_oracle.SentAtOf(word)}}},"webhookEventId":"01LOAD{{{word:00000000000000000000}}}","deliveryContext":{"isRedelivery":{{{(again ? "true" : "false")}}}},"source":{"type":"user","userId":"{{{userId}}}"},"replyToken":"{{{word:x32}}}","message":{"id":"{{{500_000_000_000_000_000 + word}}}","type":"text","quoteToken":"{{{word:x32}}}","text":"{{{Oracle.Mark}}}{{{word}}}"}}]}
        """));
}
