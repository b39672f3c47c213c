using System.Collections.Concurrent;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Conversations.Attachments;
using Gateway.Conversations.Outbox;
using Gateway.Handoff;
using Gateway.Intake;
using Gateway.Mail;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;
using Gateway.SupportBodies;
using Gateway.WaitingQueue;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gateway.TestKit.Contracts;

/// <summary>One gateway without its front doors: records, conversations, queue and intake, with senders that the test directs.</summary>
public sealed class ConversationsNode : IAsyncDisposable
{
    /// <summary>The organisation of the contract.</summary>
    public const string Organisation = "komorebi";

    /// <summary>The first counsellor.</summary>
    public const string Aoi = "staff-aoi";

    /// <summary>The second counsellor.</summary>
    public const string Minato = "staff-minato";

    private readonly ServiceProvider _services;
    private readonly TimeProvider _time;

    /// <summary>Puts it together; nothing runs by itself.</summary>
    /// <param name="settings">As the gateway reads them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="replace">Replaces services after the slices have added theirs.</param>
    public ConversationsNode(IReadOnlyDictionary<string, string?> settings, TimeProvider time, Action<IServiceCollection>? replace = null)
    {
        _time = time;
        var services = new ServiceCollection();
        // Beside its keys, unless the test says where: not in the folder in which the tests happen to run.
        var spool = KeyValuePair.Create("Gateway:Spool:Folder", (string?)Path.Combine(settings["Gateway:Keys:Directory"]!, "..", "spool"));
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection([spool]).AddInMemoryCollection(settings).Build());
        services.AddLogging(logging => logging.AddProvider(new ContractLog(Errors)));
        services.AddMetrics();
        services.AddPrimitives();
        services.AddSingleton(time);
        services.AddRecords(reader);
        services.AddConversations(reader);
        services.AddConsent(reader);
        services.AddMail(reader);
        services.AddSupportBodies(reader);
        services.AddHandoff(reader);
        services.AddWaitingQueue(reader);
        services.AddIntake(reader);
        services.AddSingleton(new OrganisationDirectory(
            [new Organisation(Organisation, "NPO法人 こもれび相談室", null, "こもれび相談室", "毎日 20時から翌5時", null, Closed: false, TakenAttachments.All, 1) { Guide = GuideUse.None }], [], [], [new ChatEntrance("komorebi", Organisation)]));
        services.AddSingleton<IChannelSender>(Line);
        services.AddSingleton<IChannelSender>(Sms);
        services.AddSingleton<IAttachmentSource>(Provider);
        reader.ThrowIfAnyProblem();
        replace?.Invoke(services);
        _services = services.BuildServiceProvider();
        // The first of the nodes makes the keys.
        Get<Vault>();
    }

    /// <summary>Stands for LINE.</summary>
    public ScriptedSender Line { get; } = new(ChannelNames.Line, largestBatch: 5, repeatIsSafe: true);

    /// <summary>Stands for SMS.</summary>
    public ScriptedSender Sms { get; } = new(ChannelNames.Sms, largestBatch: 1, repeatIsSafe: false);

    /// <summary>Stands for the provider that holds pictures and files.</summary>
    public ScriptedSource Provider { get; } = new();

    /// <summary>What was logged as an error.</summary>
    public ConcurrentQueue<string> Errors { get; } = [];

    /// <summary>The records.</summary>
    public IRecords Records => Get<IRecords>();

    /// <summary>The way in.</summary>
    public ReceiveInbound Receive => Get<ReceiveInbound>();

    /// <summary>The changes of stage.</summary>
    public MoveConversation Move => Get<MoveConversation>();

    /// <summary>A counsellor's replies.</summary>
    public SpeakToPerson Speak => Get<SpeakToPerson>();

    /// <summary>The way out, one call at a time.</summary>
    public SendReplies Send => Get<SendReplies>();

    /// <summary>A service of this node.</summary>
    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <summary>One that runs by itself in a gateway: the test starts and stops it.</summary>
    public T Hosted<T>() where T : IHostedService => _services.GetServices<IHostedService>().OfType<T>().Single();

    /// <summary>Brings the schema, the organisation and two counsellors.</summary>
    public async Task PrepareAsync()
    {
        await Records.MigrateAsync();
        await Records.WriteAsync(async session =>
        {
            var at = _time.NowMs();
            await session.ExecuteAsync("INSERT INTO organisation (id, name, created_at) VALUES (@Organisation, 'こもれび相談室', @at)", new { Organisation, at });
            foreach (var id in new[] { Aoi, Minato })
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO staff (id, organisation, user_name, normalized_user_name, name, role, security_stamp, created_at)
                    VALUES (@id, @Organisation, @id, @id, @id, 'volunteer', 'stamp', @at)
                    """, new { id, Organisation, at });
            }
        });
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>A provider that answers as the test says and keeps every call. Without a script it accepts.</summary>
public sealed class ScriptedSender(string channel, int largestBatch, bool repeatIsSafe) : IChannelSender
{
    private readonly ConcurrentQueue<Func<OutboundBatch, CancellationToken, Task<SendOutcome>>> _script = [];

    /// <inheritdoc/>
    public string Channel => channel;

    /// <inheritdoc/>
    public int LargestBatch => largestBatch;

    /// <summary>How many messages a text becomes; one, when not said otherwise.</summary>
    public Func<string, int> Parts { get; set; } = _ => 1;

    /// <inheritdoc/>
    public int PartsOf(Redacted<string> text) => Parts(text.Value);

    /// <summary>Every call that was made, in order.</summary>
    public ConcurrentQueue<OutboundBatch> Calls { get; } = [];

    /// <summary>The texts of every call.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Texts => [.. Calls.Select(call => call.Texts.Select(text => text.Value).ToList())];

    /// <inheritdoc/>
    public bool ReportsDelivery { get; set; }

    /// <inheritdoc/>
    public bool RepeatIsSafe(string route) => repeatIsSafe;

    /// <summary>The next calls end like this, one each.</summary>
    public void Then(params SendOutcome[] outcomes)
    {
        foreach (var outcome in outcomes) _script.Enqueue((_, _) => Task.FromResult(outcome));
    }

    /// <summary>The next call does this.</summary>
    public void ThenRun(Func<OutboundBatch, CancellationToken, Task<SendOutcome>> call) => _script.Enqueue(call);

    /// <inheritdoc/>
    public Task<SendOutcome> SendAsync(OutboundBatch batch, CancellationToken cancel)
    {
        Calls.Enqueue(batch);
        return _script.TryDequeue(out var scripted) ? scripted(batch, cancel) : Task.FromResult<SendOutcome>(new SendOutcome.Sent());
    }
}

/// <summary>Keeps what was logged as an error.</summary>
internal sealed class ContractLog(ConcurrentQueue<string> errors) : ILoggerProvider, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) errors.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
        // The lines belong to the node.
    }
}
