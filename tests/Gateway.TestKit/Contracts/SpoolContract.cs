using System.Globalization;
using System.Text;
using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Intake.Spool;
using Gateway.Primitives;
using Xunit;

namespace Gateway.TestKit.Contracts;

/// <summary>No word is lost, doubled or put out of its order while the records are away; on every engine, with records that a test takes away.</summary>
public abstract partial class SpoolContract : IAsyncLifetime
{
    private readonly List<SpoolingNode> _opened = [];
    private Dictionary<string, string?> _settings = [];
    private int _event;

    /// <summary>The nodes that share the records: two where the engine serves several gateways.</summary>
    protected IReadOnlyList<SpoolingNode> Nodes { get; private set; } = [];

    /// <summary>The first node.</summary>
    protected SpoolingNode Node => Nodes[0];

    /// <summary>The clock of all nodes.</summary>
    protected FakeTime Time { get; } = new();

    /// <summary>A folder for this test.</summary>
    protected string Folder { get; } = Directory.CreateTempSubdirectory("gateway-spool-").FullName;

    /// <summary>The test's own token.</summary>
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>How many gateways may write at once.</summary>
    protected abstract int NodeCount { get; }

    /// <summary>Makes an empty database; the settings with which a gateway uses it.</summary>
    protected abstract Task<Dictionary<string, string?>> CreateAsync();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        _settings = await CreateAsync();
        _settings["Gateway:Keys:Directory"] = Path.Combine(Folder, "keys");
        _settings["Gateway:Keys:CreateForDevelopment"] = "true";
        _settings["Gateway:Spool:Folder"] = Path.Combine(Folder, "spool");
        _settings["Gateway:Spool:WaitMs"] = "500";
        Nodes = [.. Enumerable.Range(0, NodeCount).Select(_ => Open())];
        await Node.Inside.PrepareAsync();
        await ComeToRestAsync();
        Assert.All(Nodes, node => Assert.Equal(Course.Direct, node.Watch.Course));
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var node in _opened) await node.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>One gateway more on the same records.</summary>
    protected SpoolingNode Open()
    {
        var node = new SpoolingNode(_settings, Time);
        _opened.Add(node);
        return node;
    }

    /// <summary>Ends a gateway; what lies in its spool stays there.</summary>
    protected async Task EndAsync(SpoolingNode node)
    {
        _opened.Remove(node);
        await node.DisposeAsync();
    }

    /// <summary>A word of somebody, said a second after the one before.</summary>
    protected Inbound Said(string person, string text, string? eventId = null, string organisation = ConversationsNode.Organisation)
    {
        Time.Advance(TimeSpan.FromSeconds(1));
        return new Inbound(
            organisation, ChannelNames.Line, "line/komorebi", Redacted.Of(person), eventId ?? $"event-{Interlocked.Increment(ref _event)}",
            InboundKind.Message, Redacted.Of(text), SentAt: Time.NowMs());
    }

    /// <summary>The records of all nodes are taken away, or given back.</summary>
    protected void Break(RecordsFault fault)
    {
        foreach (var node in Nodes) node.Faulty.Break(fault);
    }

    /// <summary>The records are back: the nodes go round until all words are in their conversations.</summary>
    protected async Task HealAsync()
    {
        foreach (var node in Nodes) node.Faulty.Heal();
        await ComeToRestAsync();
    }

    /// <summary>The nodes go round until all words are in their conversations.</summary>
    protected async Task ComeToRestAsync()
    {
        for (var round = 0; round < 30; round++)
        {
            foreach (var node in _opened) await node.Keep.KeepAsync(Stop);
            if (_opened.All(node => node.Watch.Course == Course.Direct)) return;
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Fail("The nodes did not come to rest: " + string.Join(", ", _opened.Select(node => $"{node.Watch.Course} {node.Gauge.Spooled} {node.Gauge.Held}")));
    }

    /// <summary>What stands in the person's newest conversation in their own words, by its numbers.</summary>
    protected async Task<string> WordsOfAsync(string person)
    {
        var inside = _opened[^1].Inside;
        var hash = inside.Get<Contacts>().HashOf("line/komorebi", Redacted.Of(person));
        return await inside.Records.ReadAsync(async session =>
        {
            if (await ConversationRows.NewestAsync(session, "line/komorebi", hash) is not { } conversation) return "";
            var entries = await inside.Get<ConversationLog>().ReadAsync(session, conversation, after: 0);
            return string.Join(' ', entries.Where(entry => entry.Author == Authors.Person).OrderBy(entry => entry.Number).Select(entry => entry.Body.Text));
        }, Stop);
    }

    /// <summary>How many rows a table has.</summary>
    protected Task<long> CountAsync(string table) => _opened[^1].Inside.Records.ReadAsync(session =>
        session.FindAsync<long>(string.Create(CultureInfo.InvariantCulture, $"SELECT COUNT(*) FROM {table}")), Stop);

    /// <summary>Every byte that lies in the spools.</summary>
    protected string Disk() => string.Concat(
        Directory.EnumerateFiles(Path.Combine(Folder, "spool"), "*.spool", SearchOption.AllDirectories).Select(file => Encoding.UTF8.GetString(File.ReadAllBytes(file))));
}

/// <summary>A node of the contract with records that can be taken away.</summary>
public sealed class SpoolingNode(IReadOnlyDictionary<string, string?> settings, FakeTime time) : IAsyncDisposable
{
    /// <summary>The node itself.</summary>
    public ConversationsNode Inside { get; } = new(settings, time, services => services.MakeRecordsFaulty());

    /// <summary>Takes the records away.</summary>
    public FaultyRecords Faulty => Inside.Get<FaultyRecords>();

    /// <summary>The front door.</summary>
    public AcceptInbound Accept => Inside.Get<AcceptInbound>();

    /// <summary>The keeper; it runs when the test says so.</summary>
    public KeepSpool Keep => Inside.Get<KeepSpool>();

    /// <summary>Which way words go.</summary>
    public RecordsWatch Watch => Inside.Get<RecordsWatch>();

    /// <summary>What is shown of it.</summary>
    public SpoolGauge Gauge => Inside.Get<SpoolGauge>();

    /// <summary>One webhook with these events.</summary>
    public Task<Received[]> TakeAsync(params Inbound[] events) => Accept.AcceptAsync(events);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Faulty.Heal();
        return Inside.DisposeAsync();
    }
}
