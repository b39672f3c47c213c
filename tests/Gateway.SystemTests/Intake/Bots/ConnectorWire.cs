using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.SystemTests.Intake.Bots;

/// <summary>Between a bot and the gateway: passes calls on, and can lose an answer, so that the bot calls again.</summary>
internal sealed class ConnectorWire : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });
    private int _lose;
    private int _calls;

    private ConnectorWire(WebApplication app) => _app = app;

    /// <summary>Where the bot finds the gateway.</summary>
    public string Address => _app.Urls.First();

    /// <summary>Where the calls go on to.</summary>
    public Uri? Target { get; set; }

    /// <summary>How many calls have come.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public static async Task<ConnectorWire> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var wire = new ConnectorWire(app);
        app.Run(wire.PassAsync);
        await app.StartAsync();
        return wire;
    }

    /// <summary>The next calls reach the gateway, and their answers are lost: 502.</summary>
    public void LoseAnswers(int count) => Volatile.Write(ref _lose, count);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        Interlocked.Increment(ref _calls);
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(Target!, context.Request.Path + context.Request.QueryString.Value));
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        if (body.Length > 0) request.Content = new ByteArrayContent(body.ToArray());
        foreach (var header in context.Request.Headers)
        {
            if (header.Key is "Host" or "Content-Length" or "Transfer-Encoding" or "Connection") continue;
            if (header.Key == "Content-Type") request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(header.Value.ToString());
            else request.Headers.TryAddWithoutValidation(header.Key, header.Value.ToString());
        }

        using var answer = await _http.SendAsync(request);
        if (Interlocked.Decrement(ref _lose) >= 0)
        {
            context.Response.StatusCode = StatusCodes.Status502BadGateway;
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
        await answer.Content.CopyToAsync(context.Response.Body);
    }
}
