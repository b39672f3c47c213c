using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Backup;
using Gateway.Records.Sealing;
using Xunit;

namespace Gateway.TestKit.Contracts;

/// <summary>What a backup and a restore promise, from any engine into any engine, on a clock that the test moves.</summary>
public abstract partial class BackupContract : IAsyncLifetime
{
    private readonly List<ConversationsNode> _nodes = [];
    private Dictionary<string, string?> _from = [];
    private int _event;

    /// <summary>The gateway that is backed up.</summary>
    protected ConversationsNode Node { get; private set; } = null!;

    /// <summary>The clock of all nodes.</summary>
    protected FakeTime Time { get; } = new();

    /// <summary>A folder for this test.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("gateway-backup-").FullName;

    /// <summary>Makes an empty database of the engine that is backed up; its settings.</summary>
    protected abstract Task<Dictionary<string, string?>> FromAsync();

    /// <summary>Makes an empty database of the engine that is restored into; its settings.</summary>
    protected abstract Task<Dictionary<string, string?>> IntoAsync();

    private string RecordsFolder => Path.Combine(Folder, "records");

    private string KeysFile => Path.Combine(Folder, "keys-backup", MakeBackup.KeysName);

    private string Keys => Path.Combine(Folder, "keys");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _from = await FromAsync();
        Node = NodeOf(_from, Keys);
        await Node.PrepareAsync();
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in _nodes) await node.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }

    private ConversationsNode NodeOf(Dictionary<string, string?> settings, string keys)
    {
        settings["Gateway:Keys:Directory"] = keys;
        settings["Gateway:Keys:CreateForDevelopment"] = "true";
        settings["Gateway:Records:TimeoutMs"] = "20000";
        var node = new ConversationsNode(settings, Time);
        _nodes.Add(node);
        return node;
    }

    private Task<BackupMade> BackUpAsync() => new MakeBackup(Node.Get<RecordsSettings>(), Node.Get<Vault>(), Time)
        .RunAsync(RecordsFolder, Path.GetDirectoryName(KeysFile)!, _ => { }, TestContext.Current.CancellationToken);

    private async Task<(ConversationsNode Node, BackupRestored Restored, Settled Settled)> RestoreAsync(
        string recordsFile, string? keys = null, bool olderKeys = false, Dictionary<string, string?>? into = null)
    {
        var node = NodeOf(into ?? await IntoAsync(), keys ?? Keys);
        Settled? settled = null;
        var restored = await new RestoreBackup(node.Get<RecordsSettings>(), node.Get<Vault>(), Time).RunAsync(
            recordsFile, KeysFile, olderKeys, async (session, manifest) => settled = await node.Get<SettleRestored>().RunAsync(session, manifest.At), _ => { },
            TestContext.Current.CancellationToken);
        return (node, restored, settled!);
    }

    private Inbound InboundOf(string person, string text, string? eventId = null, string channel = ChannelNames.Line, InboundKind kind = InboundKind.Message) => new(
        ConversationsNode.Organisation, channel, $"{channel}/komorebi", Redacted.Of(person), eventId ?? $"event-{++_event}", kind,
        Redacted.Of(text), kind == InboundKind.Follow ? "follow" : null, Time.NowMs(), channel == ChannelNames.Line ? Redacted.Of("token") : null);

    private async Task<Conversation> WritesAsync(string person, string text, string channel = ChannelNames.Line, InboundKind kind = InboundKind.Message)
    {
        await Node.Receive.ReceiveAsync(InboundOf(person, text, channel: channel, kind: kind));
        return (await OfAsync(Node, person, channel))!;
    }

    private async Task<Conversation> TalksAsync(string person, string text, string channel = ChannelNames.Line)
    {
        var conversation = await WritesAsync(person, text, channel);
        await SendAllAsync(Node, conversation.Id);
        return (await Node.Move.TakeAsync(conversation.Id, ConversationsNode.Aoi, "あおい", fence: 1))!;
    }

    private static async Task SendAllAsync(ConversationsNode node, string id)
    {
        while (await node.Send.SendNextAsync(id, CancellationToken.None))
        {
        }
    }

    private static Task<SpeakResult> SaysAsync(ConversationsNode node, string id, string text) =>
        node.Speak.SayAsync(id, ConversationsNode.Aoi, "あおい", new Ids(TimeProvider.System).New(), Redacted.Of(text));

    private static Task<Conversation?> OfAsync(ConversationsNode node, string person, string channel = ChannelNames.Line)
    {
        var hash = node.Get<Contacts>().HashOf($"{channel}/komorebi", Redacted.Of(person));
        return node.Records.ReadAsync(session => ConversationRows.NewestAsync(session, $"{channel}/komorebi", hash));
    }

    private static async Task<IReadOnlyList<Entry>> LogOfAsync(ConversationsNode node, string id) => await node.Records.ReadAsync(async session =>
        await node.Get<ConversationLog>().ReadAsync(session, (await ConversationRows.FindAsync(session, id))!, 0, 1000));
}
