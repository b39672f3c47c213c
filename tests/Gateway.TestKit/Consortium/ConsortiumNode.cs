using Gateway.Consent;
using Gateway.Consortium;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Intake;
using Gateway.Mail;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Rosters;
using Gateway.SupportBodies;
using Gateway.WaitingQueue;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.TestKit.Consortium;

/// <summary>One gateway of several organisations without its front doors: records, conversations, queues and consortium. The first organisation is meant to have the common entrance <c>chat/minna</c>. Nothing runs by itself.</summary>
public sealed class ConsortiumNode : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    /// <summary>Puts it together.</summary>
    /// <param name="settings">As the gateway reads them.</param>
    /// <param name="time">The clock.</param>
    /// <param name="organisations">The ids of its organisations, which are their names too.</param>
    public ConsortiumNode(IReadOnlyDictionary<string, string?> settings, TimeProvider time, IEnumerable<string> organisations)
    {
        var services = new ServiceCollection();
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddLogging();
        services.AddMetrics();
        services.AddPrimitives();
        services.AddSingleton(time);
        services.AddRecords(reader);
        services.AddConversations(reader);
        services.AddConsent(reader);
        services.AddWaitingQueue(reader);
        services.AddSingleton(new OrganisationDirectory([.. organisations.Select(id => new Organisation(id, id, null, id, null, null, Closed: false) { Guide = GuideUse.None })], [], [],
            [new ChatEntrance("minna", "komorebi") { Common = true }]));
        services.AddSingleton<Ids>();
        services.AddMail(reader);
        services.AddSupportBodies(reader);
        services.AddHandoff(reader);
        services.AddIntake(reader);
        services.AddRosters();
        services.AddConsortium();
        _services = services.BuildServiceProvider();
    }

    /// <summary>A service of this node.</summary>
    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
