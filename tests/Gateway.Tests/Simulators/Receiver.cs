using Gateway.Simulators;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Simulators;

/// <summary>One call that a simulator made.</summary>
internal sealed record ReceivedCall(string Path, string Query, IHeaderDictionary Headers, byte[] Body);

/// <summary>Stands where the gateway would stand: keeps every call and answers as told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public NumberedLog<ReceivedCall> Calls { get; } = new();

    /// <summary>The status of each answer in turn; 200 when there is none left.</summary>
    public Queue<int> Answers { get; } = new();

    /// <summary>The body of each answer.</summary>
    public Func<ReceivedCall, string> Body { get; set; } = _ => "";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.TakeAsync);
        await app.StartAsync();
        return receiver;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var headers = new HeaderDictionary(context.Request.Headers.ToDictionary());
        var call = new ReceivedCall(context.Request.Path, context.Request.QueryString.ToString(), headers, buffer.ToArray());
        Calls.Append(_ => call);
        context.Response.StatusCode = Answers.TryDequeue(out var status) ? status : 200;
        await context.Response.WriteAsync(Body(call));
    }
}
