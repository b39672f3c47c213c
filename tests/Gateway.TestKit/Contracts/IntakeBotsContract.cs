using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Intake.Bots;
using Gateway.Primitives;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.TestKit.Contracts;

/// <summary>What the running of intake bots promises, on every engine of the records, on a clock that the test moves.</summary>
public abstract partial class IntakeBotsContract : IAsyncLifetime
{
    private int _event;

    /// <summary>The nodes that share the records: two where the engine serves several gateways.</summary>
    protected IReadOnlyList<ConversationsNode> Nodes { get; private set; } = [];

    /// <summary>The first node.</summary>
    protected ConversationsNode Node => Nodes[0];

    /// <summary>The bot of all nodes.</summary>
    protected ScriptedBot Bot { get; } = new();

    /// <summary>The clock of all nodes.</summary>
    protected FakeTime Time { get; } = new();

    /// <summary>A folder for this test: keys, and the file of the embedded engine.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("gateway-bots-").FullName;

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
        Nodes = [.. Enumerable.Range(0, NodeCount).Select(_ => new ConversationsNode(settings, Time, services => services.AddSingleton<IIntakeBot>(Bot)))];
        await Node.PrepareAsync();
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in Nodes) await node.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    private Inbound From(string text, string person = "U1", string channel = ChannelNames.Line, InboundKind kind = InboundKind.Message) => new(
        ConversationsNode.Organisation, channel, $"{channel}/komorebi", Redacted.Of(person), $"event-{Interlocked.Increment(ref _event)}", kind, Redacted.Of(text),
        SentAt: Time.NowMs(), MessageId: $"m-{_event}");

    private async Task<Conversation> WriteAsync(string text, string person = "U1", string channel = ChannelNames.Line)
    {
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(From(text, person, channel)));
        return (await OfAsync(person, channel))!;
    }

    private Task<Conversation?> OfAsync(string person, string channel = ChannelNames.Line)
    {
        var hash = Node.Get<Contacts>().HashOf($"{channel}/komorebi", Redacted.Of(person));
        return Node.Records.ReadAsync(session => ConversationRows.NewestAsync(session, $"{channel}/komorebi", hash));
    }

    private async Task<IReadOnlyList<Entry>> EntriesAsync(string id)
    {
        var conversation = (await Node.Records.ReadAsync(session => ConversationRows.FindAsync(session, id)))!;
        return await Nodes[^1].Records.ReadAsync(session => Nodes[^1].Get<ConversationLog>().ReadAsync(session, conversation, 0, 1000));
    }

    /// <summary>What bots and guide have said, in order.</summary>
    private async Task<IReadOnlyList<string>> SaidAsync(string id) =>
        [.. (await EntriesAsync(id)).Where(entry => entry is { Author: Authors.Bot, Kind: EntryKinds.Message }).Select(entry => entry.Body.Text!)];

    private async Task TurnAllAsync(string id, ConversationsNode? node = null)
    {
        while (await (node ?? Node).Get<CarryOutTurn>().NextAsync(id, CancellationToken.None))
        {
        }
    }

    private Task<long> TurnsLeftAsync() => Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM bot_turn"));
}
