using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.TestKit.Telemetry;

/// <summary>A collector that takes OTLP over HTTP and keeps every byte, so that a test can look for what must not be there.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<byte[]> _metrics = [];
    private readonly ConcurrentQueue<byte[]> _traces = [];

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Where it listens, for <c>Gateway:Telemetry:Endpoint</c>.</summary>
    public Uri Address => new(_app.Urls.First());

    /// <summary>Everything received as figures so far, as it stood on the wire.</summary>
    public byte[] Metrics => [.. _metrics.SelectMany(part => part)];

    /// <summary>Everything received as traces so far, as it stood on the wire.</summary>
    public byte[] Traces => [.. _traces.SelectMany(part => part)];

    /// <summary>Starts one on a free port.</summary>
    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.MapPost("/v1/metrics", context => KeepAsync(context, receiver._metrics));
        app.MapPost("/v1/traces", context => KeepAsync(context, receiver._traces));
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Whether a text stands anywhere in what was received, as it is, in hexadecimal or in Base64.</summary>
    public static bool Holds(byte[] received, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new[] { bytes, Encoding.ASCII.GetBytes(Convert.ToHexString(bytes)), Encoding.ASCII.GetBytes(Convert.ToHexStringLower(bytes)), Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes).TrimEnd('=')) }
            .Any(form => received.AsSpan().IndexOf(form) >= 0);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static async Task KeepAsync(HttpContext context, ConcurrentQueue<byte[]> kept)
    {
        await using var body = context.Request.Headers.ContentEncoding == "gzip"
            ? new GZipStream(context.Request.Body, CompressionMode.Decompress)
            : context.Request.Body;
        using var whole = new MemoryStream();
        await body.CopyToAsync(whole, context.RequestAborted);
        kept.Enqueue(whole.ToArray());
    }
}
