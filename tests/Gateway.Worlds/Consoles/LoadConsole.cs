using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gateway.TestKit;
using Gateway.TestKit.Hub;

namespace Gateway.Worlds.Consoles;

/// <summary>A counsellor's console without a screen, on one socket. When it loses the gateway it comes back by itself and catches up by number.</summary>
public sealed class LoadConsole : IAsyncDisposable
{
    /// <summary>How many people each console can take.</summary>
    public const int Hands = 5;

    private readonly IReadOnlyList<Uri> _nodes;
    private readonly Oracle _oracle;
    private readonly CookieContainer _cookies = new();
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, string> _signIn;
    private volatile ShownLog[] _shown = [];
    private volatile HubSocket? _hub;
    private Task _living = Task.CompletedTask;
    private int _node;

    /// <param name="person">Who signs in.</param>
    /// <param name="nodes">The gateways; it changes to the next one when one is away.</param>
    /// <param name="home">Which one it begins with.</param>
    /// <param name="oracle">Is told of every word shown.</param>
    public LoadConsole(SetupPerson person, IReadOnlyList<Uri> nodes, int home, Oracle oracle)
    {
        (Name, _nodes, _node, _oracle) = (person.UserName, nodes, home, oracle);
        _signIn = new() { ["userName"] = person.UserName, ["password"] = person.Password };
    }

    /// <summary>Who it is.</summary>
    public string Name { get; }

    /// <summary>How it meets the loss of its network. Set before it is started.</summary>
    public Patience Patience { get; init; } = Patience.Quick;

    /// <summary>Whether it is connected and has caught up since then.</summary>
    public bool Connected => _hub is { Ended.IsCompleted: false };

    /// <summary>How often it has connected.</summary>
    public int Connections { get; private set; }

    /// <summary>How often a gap was found on a living connection and closed by fetching.</summary>
    public int Healed { get; private set; }

    /// <summary>The conversations it has been shown.</summary>
    public IReadOnlyList<ShownLog> Shown => _shown;

    /// <summary>Raised with the queue whenever it is seen: after a connect and on each change.</summary>
    public event Action<HubQueue>? QueueSeen;

    /// <summary>Raised with a conversation whenever the gateway says that it is this counsellor's.</summary>
    public event Action<string>? Holds;

    /// <summary>Raised with a conversation when the gateway says that it is not this counsellor's any more.</summary>
    public event Action<string>? Left;

    /// <summary>Signs in, connects, and stays connected until it is disposed.</summary>
    /// <exception cref="InvalidOperationException">The sign-in was refused.</exception>
    public async Task StartAsync()
    {
        using var http = new HttpClient(new HttpClientHandler { CookieContainer = _cookies });
        using var answer = await http.PostAsJsonAsync(new Uri(_nodes[_node % _nodes.Count], "/api/session"), _signIn);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"The sign-in of {Name} was answered {(int)answer.StatusCode}.");
        _living = LiveAsync();
        await ReadyAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Waits until it is connected.</summary>
    /// <exception cref="TimeoutException">It is not in time.</exception>
    public Task ReadyAsync(TimeSpan patience) => Until.TrueAsync(() => Connected, patience, $"{Name} is connected");

    /// <summary>Calls the hub on the present connection.</summary>
    /// <exception cref="IOException">There is none, it was lost before the answer, or the hub refused.</exception>
    public async Task<T?> CallAsync<T>(string target, params object[] arguments)
    {
        var hub = _hub ?? throw new IOException("Not connected.");
        var answer = await hub.InvokeAsync(target, arguments);
        return answer.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? default : answer.Deserialize<T>(JsonSerializerOptions.Web);
    }

    /// <summary>Takes the next person, if anybody waits.</summary>
    public async Task<string?> TakeNextAsync()
    {
        if (await CallAsync<HubConversation>("TakeNext") is not { } taken)
            return null;
        Holds?.Invoke(taken.Id);
        await FetchAsync(LogOf(taken.Id));
        return taken.Id;
    }

    /// <summary>How many people it has, as the records say; nothing when they do not answer now.</summary>
    public async Task<int?> HeldAsync()
    {
        try
        {
            return (await CallAsync<HubResumed>("Resume"))?.Conversations.Count;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The whole conversation from the records.</summary>
    public async Task<IReadOnlyList<ShownEntry>> HistoryAsync(string conversationId)
    {
        var all = new List<ShownEntry>();
        while (await PageAsync(conversationId, all.Count > 0 ? all[^1].Number : 0) is { Count: > 0 } page)
            all.AddRange(page);
        return all;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _living;
    }

    private async Task LiveAsync()
    {
        for (var attempt = 0; !_end.IsCancellationRequested; attempt++)
        {
            try
            {
                await using var hub = await HubSocket.ConnectAsync(_nodes[_node % _nodes.Count], _cookies, Hear, _end.Token, Patience.Answer);
                await ResumeAsync(hub).WaitAsync(Patience.Answer, _end.Token);
                _hub = hub;
                Connections++;
                attempt = -1;
                while (hub.Silence <= Patience.Silence && await Task.WhenAny(hub.Ended, Task.Delay(Patience.Look, _end.Token)) != hub.Ended)
                    _end.Token.ThrowIfCancellationRequested();
            }
            catch (Exception lost) when (lost is IOException or OperationCanceledException or TimeoutException)
            {
                _node++;
            }
            _hub = null;
            var pause = Patience.Pause(attempt + 1);
            await Until.IsTrueAsync(() => _end.IsCancellationRequested, pause);
        }
    }

    // Subscribed first, then fetched: nothing falls between the two.
    private async Task ResumeAsync(HubSocket hub)
    {
        foreach (var log in _shown)
            log.Connected();
        var resumed = (await hub.InvokeAsync("Resume")).Deserialize<HubResumed>(JsonSerializerOptions.Web)!;
        if (resumed.Queue is { } queue) QueueSeen?.Invoke(queue);
        foreach (var conversation in resumed.Conversations)
        {
            Holds?.Invoke(conversation.Id);
            await FetchAsync(LogOf(conversation.Id), hub);
        }
        // A queue that was rebuilt knows who holds whom, and not how many each can take. Away: nobody is to be offered, all are taken.
        await hub.InvokeAsync("SetAvailability", false, Hands);
    }

    private async Task FetchAsync(ShownLog log, HubSocket? on = null)
    {
        // A new connection does not wait for what an old one may still be doing.
        if (Interlocked.Exchange(ref log.Fetching, 1) == 1 && on is null)
            return;
        try
        {
            while (await PageAsync(log.Id, log.Last, on) is { Count: > 0 } page)
            {
                foreach (var entry in page)
                    log.Take(entry, pushed: false, _oracle, TimeProvider.System.GetTimestamp());
            }
        }
        finally
        {
            Volatile.Write(ref log.Fetching, 0);
        }
    }

    private async Task<IReadOnlyList<ShownEntry>> PageAsync(string conversationId, long after, HubSocket? on = null)
    {
        var hub = on ?? _hub ?? throw new IOException("Not connected.");
        var page = (await hub.InvokeAsync("EntriesAfter", conversationId, after)).Deserialize<List<HubEntry>>(JsonSerializerOptions.Web)!;
        return [.. page.Select(entry => new ShownEntry(
            entry.Number,
            entry is { Author: "person", Text: { } text } ? EntriesFrame.WordOf(Encoding.UTF8.GetBytes(text)) : -1,
            entry.SentAt?.ToUnixTimeMilliseconds() ?? 0))];
    }

    private void Hear(ReadOnlySpan<byte> bytes, long at)
    {
        if (EntriesFrame.Is(bytes))
            HearEntries(bytes, at);
        else
            HearOther(JsonSerializer.Deserialize<JsonElement>(bytes));
    }

    private void HearEntries(ReadOnlySpan<byte> bytes, long at)
    {
        var frame = new EntriesFrame(bytes);
        var log = LogOf(frame.Conversation());
        var whole = true;
        while (frame.Next(out var entry))
            whole = log.Take(entry, pushed: true, _oracle, at);
        if (!whole)
            _ = HealAsync(log);
    }

    private void HearOther(JsonElement message)
    {
        var arguments = message.GetProperty("arguments");
        switch (message.GetProperty("target").GetString())
        {
            case "QueueChanged":
                QueueSeen?.Invoke(arguments[0].Deserialize<HubQueue>(JsonSerializerOptions.Web)!);
                break;
            case "ConversationChanged" when arguments[0].GetProperty("stage").GetString() == "talking":
                Holds?.Invoke(arguments[0].GetProperty("id").GetString()!);
                break;
            case "ConversationLeft":
                Left?.Invoke(arguments[0].GetString()!);
                break;
            case "Digest":
                foreach (var last in arguments[0].EnumerateObject())
                    _ = CheckAsync(LogOf(last.Name), last.Value.GetInt64());
                break;
            default:
                break;
        }
    }

    // What the digest names may be on its way on this very socket.
    private async Task CheckAsync(ShownLog log, long number)
    {
        if (log.Last >= number)
            return;
        await Task.Delay(500);
        if (log.Last < number && Connected)
            await HealAsync(log);
    }

    private async Task HealAsync(ShownLog log)
    {
        try
        {
            await Task.Yield();
            if (_hub is null || Volatile.Read(ref log.Fetching) == 1)
                return;
            Healed++;
            await FetchAsync(log);
        }
        catch (IOException)
        {
            // The next connection catches up.
        }
    }

    private ShownLog LogOf(ReadOnlySpan<byte> id)
    {
        foreach (var log in _shown)
        {
            if (id.SequenceEqual(log.Utf8Id))
                return log;
        }
        return LogOf(Encoding.UTF8.GetString(id));
    }

    private ShownLog LogOf(string id)
    {
        lock (_cookies)
        {
            if (_shown.FirstOrDefault(log => log.Id == id) is { } known)
                return known;
            var made = new ShownLog(id);
            _shown = [.. _shown, made];
            return made;
        }
    }
}
