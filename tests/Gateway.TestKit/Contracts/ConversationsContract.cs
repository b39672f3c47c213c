using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Primitives;
using Xunit;

namespace Gateway.TestKit.Contracts;

/// <summary>What a conversation promises, on every engine of the records, on a clock that the test moves.</summary>
public abstract partial class ConversationsContract : IAsyncLifetime
{
    private int _event;

    /// <summary>The nodes that share the records: two where the engine serves several gateways.</summary>
    protected IReadOnlyList<ConversationsNode> Nodes { get; private set; } = [];

    /// <summary>The first node.</summary>
    protected ConversationsNode Node => Nodes[0];

    /// <summary>The clock of all nodes.</summary>
    protected FakeTime Time { get; } = new();

    /// <summary>A folder for this test: keys, and the file of the embedded engine.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("gateway-conversations-").FullName;

    /// <summary>How many gateways may write at once.</summary>
    protected abstract int NodeCount { get; }

    /// <summary>Makes an empty database; the settings with which a gateway uses it.</summary>
    protected abstract Task<Dictionary<string, string?>> CreateAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        var settings = await CreateAsync();
        settings["Gateway:Keys:Directory"] = Path.Combine(Folder, "keys");
        settings["Gateway:Keys:CreateForDevelopment"] = "true";
        settings["Gateway:Passage:Address"] = "https://chat.example.jp";
        Nodes = [.. Enumerable.Range(0, NodeCount).Select(_ => new ConversationsNode(settings, Time))];
        await Node.PrepareAsync();
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in Nodes) await node.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Something that a LINE user did; each call is a new event unless told otherwise.</summary>
    protected Inbound From(
        string person, string? text = "こんばんは", InboundKind kind = InboundKind.Message, string? eventId = null, string? replyToken = null,
        string channel = ChannelNames.Line, string? what = null) => new(
            ConversationsNode.Organisation, channel, $"{channel}/komorebi", Redacted.Of(person), eventId ?? $"event-{Interlocked.Increment(ref _event)}",
            kind, text is null ? null : Redacted.Of(text), what, Time.NowMs(), replyToken is null ? null : Redacted.Of(replyToken));

    /// <summary>The person's open conversation, waiting.</summary>
    protected async Task<Conversation> WaitingAsync(string person = "U1", string channel = ChannelNames.Line, string? replyToken = null)
    {
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(From(person, channel: channel, replyToken: replyToken)));
        return (await OfAsync(person, channel))!;
    }

    /// <summary>The person's conversation, taken by the first counsellor; what the guide said has been sent.</summary>
    protected async Task<Conversation> TalkingAsync(string person = "U1", string channel = ChannelNames.Line)
    {
        var waiting = await WaitingAsync(person, channel);
        await SendAllAsync(waiting.Id);
        return (await Node.Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: 1))!;
    }

    /// <summary>The newest conversation of a person.</summary>
    protected Task<Conversation?> OfAsync(string person, string channel = ChannelNames.Line)
    {
        var hash = Node.Get<Contacts>().HashOf($"{channel}/komorebi", Redacted.Of(person));
        return Node.Records.ReadAsync(session => ConversationRows.NewestAsync(session, $"{channel}/komorebi", hash));
    }

    /// <summary>A conversation as the records hold it now.</summary>
    protected async Task<Conversation> FindAsync(string id) =>
        (await Nodes[^1].Records.ReadAsync(session => ConversationRows.FindAsync(session, id)))!;

    /// <summary>The log of a conversation.</summary>
    protected async Task<IReadOnlyList<Entry>> EntriesAsync(string id)
    {
        var conversation = await FindAsync(id);
        return await Nodes[^1].Records.ReadAsync(session => Nodes[^1].Get<ConversationLog>().ReadAsync(session, conversation, 0, 1000));
    }

    /// <summary>Says something as the first counsellor.</summary>
    protected Task<SpeakResult> SayAsync(string id, string text, string? clientId = null, ConversationsNode? node = null) =>
        (node ?? Node).Speak.SayAsync(id, ConversationsNode.Aoi, "あおい", clientId ?? NewId(), Redacted.Of(text));

    /// <summary>Makes every call that is due at this moment.</summary>
    protected async Task SendAllAsync(string id)
    {
        while (await Node.Send.SendNextAsync(id, CancellationToken.None))
        {
        }
    }

    /// <summary>A new id.</summary>
    protected static string NewId() => new Ids(TimeProvider.System).New();

    /// <summary>Moves the clock.</summary>
    protected void Pass(TimeSpan span) => Time.Advance(span);

    private static Task<T[]> AllAtOnceAsync<T>(int count, Func<int, Task<T>> work) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => work(i))));

    private static void AssertGapless(IReadOnlyList<Entry> entries) =>
        Assert.Equal(Enumerable.Range(1, entries.Count).Select(n => (long)n), entries.Select(entry => entry.Number));
}
