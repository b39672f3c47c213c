using System.Diagnostics;
using System.Net.Http.Headers;

namespace Gateway.Simulators.Webhooks;

/// <summary>Posts events to the gateway, and again where the provider documents it. Disposing it ends what is still being tried.</summary>
internal sealed class WebhookCaller(TimeProvider time) : IAsyncDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        AllowAutoRedirect = false,
        UseCookies = false,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private readonly CancellationTokenSource _end = new();

    /// <summary>Makes the first try, and starts the further ones if it was not accepted and may be repeated.</summary>
    /// <param name="attempt">One try; it is given the number of the try, from 1.</param>
    /// <param name="pauses">The pause before each further try; empty: no further one.</param>
    /// <param name="mayRepeat">Whether the provider tries again after this answer.</param>
    public async Task<WebhookDelivery> DeliverAsync(
        Func<int, Task<WebhookAttempt>> attempt, IReadOnlyList<TimeSpan> pauses, Func<WebhookAttempt, bool> mayRepeat)
    {
        var attempts = new NumberedLog<WebhookAttempt>();
        var first = await attempt(1);
        attempts.Append(_ => first);
        return new WebhookDelivery(attempts, RepeatAsync(first));

        async Task<WebhookAttempt> RepeatAsync(WebhookAttempt latest)
        {
            for (var i = 0; i < pauses.Count && !latest.Accepted && mayRepeat(latest); i++)
            {
                await Task.Delay(pauses[i], time, _end.Token);
                latest = await attempt(i + 2);
                attempts.Append(_ => latest);
            }
            return latest;
        }
    }

    /// <summary>One POST of these bytes. Never throws for what the other side does.</summary>
    /// <param name="to">The whole address.</param>
    /// <param name="body">Sent byte by byte as it is.</param>
    /// <param name="headers">Headers beside the content type.</param>
    /// <param name="patience">Real time after which the provider gives up waiting.</param>
    /// <param name="contentType">What the body is; JSON when not given.</param>
    public async Task<WebhookAttempt> PostAsync(
        Uri to, byte[] body, IEnumerable<(string Name, string Value)> headers, TimeSpan patience, string contentType = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, to) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(contentType, "utf-8");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);

        var start = Stopwatch.GetTimestamp();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        limit.CancelAfter(patience);
        try
        {
            using var answer = await _http.SendAsync(request, limit.Token);
            var text = await answer.Content.ReadAsStringAsync(limit.Token);
            return new WebhookAttempt((int)answer.StatusCode, null, text, Stopwatch.GetElapsedTime(start));
        }
        catch (HttpRequestException)
        {
            return new WebhookAttempt(null, "could_not_connect", "", Stopwatch.GetElapsedTime(start));
        }
        catch (OperationCanceledException) when (!_end.IsCancellationRequested)
        {
            return new WebhookAttempt(null, "request_timeout", "", Stopwatch.GetElapsedTime(start));
        }
    }

    /// <summary>The handshake of CloudEvents: whether the other side allows this origin to send.</summary>
    public async Task<bool> AllowsAsync(Uri to, string origin, IEnumerable<(string Name, string Value)> headers, TimeSpan patience)
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, to);
        foreach (var (name, value) in headers.Append(("WebHook-Request-Origin", origin)))
            request.Headers.TryAddWithoutValidation(name, value);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        limit.CancelAfter(patience);
        try
        {
            using var answer = await _http.SendAsync(request, limit.Token);
            return answer.IsSuccessStatusCode && answer.Headers.TryGetValues("WebHook-Allowed-Origin", out var allowed) && allowed.Any(one => one == origin || one == "*");
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException && !_end.IsCancellationRequested)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _http.Dispose();
        _end.Dispose();
    }
}
