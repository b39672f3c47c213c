using System.Collections.Concurrent;
using System.Text.Json;
using Gateway.Bots.Protocol;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Intake.Bots;

/// <summary>A bot behind a real socket that answers as the test says: with nothing, nonsense, another address, or too much.</summary>
internal sealed class StrangeBot : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StrangeBot(WebApplication app) => _app = app;

    /// <summary>How it is chosen in the set-up file.</summary>
    public string Setup(string joins = "handoff") => $"{{ mode: expectReplies, url: '{_app.Urls.First()}/api/messages', local: true, joins: {joins} }}";

    public Uri Url => new(_app.Urls.First() + "/api/messages");

    /// <summary>What it was told, in order.</summary>
    public ConcurrentQueue<Activity> Told { get; } = [];

    /// <summary>What it answers.</summary>
    public Func<HttpContext, Activity, Task> Answer { get; set; } = (_, _) => Task.CompletedTask;

    public static async Task<StrangeBot> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var bot = new StrangeBot(builder.Build());
        bot._app.Run(bot.TakeAsync);
        await bot._app.StartAsync();
        return bot;
    }

    /// <summary>Says a text to every message.</summary>
    public void Says(string text) => Answer = (context, activity) => activity.Type == ActivityTypes.Message
        ? context.Response.WriteAsync($$"""{"activities":[{"type":"message","text":"{{text}}"}]}""")
        : Task.CompletedTask;

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        var activity = (await JsonSerializer.DeserializeAsync(context.Request.Body, ProtocolJson.Default.Activity))!;
        Told.Enqueue(activity);
        await Answer(context, activity);
    }
}
