using System.Net;
using System.Text;
using Gateway.TestKit.Processes;

namespace Gateway.SystemTests.WebChat;

/// <summary>A page of somebody else's, such as a municipality's; to a browser <c>localhost</c> is another site than <c>127.0.0.1</c>.</summary>
public sealed class OtherSite : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public OtherSite()
    {
        Address = new Uri($"http://localhost:{FreePort.Find()}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>What stands on the page.</summary>
    public string Html { get; set; } = "";

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var call = await _listener.GetContextAsync();
                call.Response.ContentType = "text/html; charset=utf-8";
                await call.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes("<!DOCTYPE html><title>架空市</title><h1>架空市</h1>" + Html));
                call.Response.Close();
            }
            catch (Exception error) when (error is HttpListenerException or ObjectDisposedException)
            {
                // It was stopped, or the browser went.
            }
        }
    }
}
