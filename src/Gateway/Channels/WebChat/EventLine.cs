using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Conversations;
using Gateway.Conversations.Passages;

namespace Gateway.Channels.WebChat;

/// <summary>Writes the events of one open page, and knows from them where the person is.</summary>
internal sealed partial class EventLine(HttpContext context, ChatWords words, Stage stage, TimeProvider time, long shownAfter = 0)
{
    private Waiting? _told;

    /// <summary>The words of the page.</summary>
    public ChatWords Words => words;

    /// <summary>Whether the person is in the queue.</summary>
    public bool Waits { get; private set; } = stage == Stage.Waiting;

    /// <summary>Whether the talk is over and everything of it was written.</summary>
    public bool Ended { get; private set; }

    public async Task OpenAsync(CancellationToken stop)
    {
        context.Response.ContentType = "text/event-stream";
        // nginx would hold the events back.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        await WriteAsync("retry: 3000\n\n", stop);
    }

    /// <summary>Says when to come again: soon, but not all pages in the same moment.</summary>
    public static Task SendOnAsync(HttpContext context)
    {
        // Also where nothing was said yet: to an error the browser would not come back by itself.
        if (!context.Response.HasStarted) context.Response.ContentType = "text/event-stream";
        return context.Response.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"retry: {Random.Shared.Next(50, 800)}\n\n"), context.RequestAborted);
    }

    public Task BeginAsync(string talkId, CancellationToken stop) =>
        WriteAsync($"event: begin\ndata: {JsonSerializer.Serialize(talkId, EventJson.Default.String)}\n\n", stop);

    public Task BeatAsync(CancellationToken stop) => WriteAsync(": beat\nevent: beat\ndata: 1\n\n", stop);

    public Task TypingAsync(CancellationToken stop) => WriteAsync("event: typing\ndata: 1\n\n", stop);

    /// <summary>Whether the talk went on elsewhere: what is said from now on is not for this page.</summary>
    public bool Left { get; private set; }

    public async Task EntryAsync(Entry entry, CancellationToken stop)
    {
        if (Left) return;
        if (entry is { Kind: EntryKinds.Stage, Body.Stage: PassageStages.OnPage or PassageStages.OffPage } && entry.Number > shownAfter)
        {
            Left = Ended = true;
            await WriteAsync("event: left\ndata: 1\n\n", stop);
            return;
        }

        if (ShownEntry.Of(entry, words, time.GetUtcNow()) is not { } shown) return;
        var json = JsonSerializer.Serialize(shown, EventJson.Default.ShownEntry);
        await WriteAsync($"id: {entry.Number.ToString(CultureInfo.InvariantCulture)}\nevent: entry\ndata: {json}\n\n", stop);
        if (shown.Stage is null) return;
        Waits = shown.Stage is "waiting" or "returned";
        if (Waits) _told = null;
        if (shown.Stage == "closed") await EndAsync(stop);
    }

    /// <summary>Tells the place, when there is something new to tell.</summary>
    public async Task WaitingAsync(Waiting waiting, CancellationToken stop)
    {
        if (waiting == _told) return;
        _told = waiting;
        await WriteAsync($"event: waiting\ndata: {JsonSerializer.Serialize(waiting, EventJson.Default.Waiting)}\n\n", stop);
    }

    public async Task EndAsync(CancellationToken stop)
    {
        Ended = true;
        Waits = false;
        await WriteAsync("event: end\ndata: 1\n\n", stop);
    }

    private async Task WriteAsync(string text, CancellationToken stop)
    {
        await context.Response.WriteAsync(text, stop);
        await context.Response.Body.FlushAsync(stop);
    }

    [JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(ShownEntry))]
    [JsonSerializable(typeof(Waiting))]
    private sealed partial class EventJson : JsonSerializerContext;
}
