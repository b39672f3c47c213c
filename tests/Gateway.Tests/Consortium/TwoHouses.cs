using System.Text.Json;
using Gateway.Consortium;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.WaitingQueue;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>Organisations that have agreed to help each other out, with phones on one side and consoles on the other.</summary>
internal sealed class TwoHouses : IAsyncDisposable
{
    private TwoHouses(TestGateway gateway, string consortium) => (Gateway, Consortium) = (gateway, consortium);

    /// <summary>The gateway.</summary>
    public TestGateway Gateway { get; }

    /// <summary>The consortium's id.</summary>
    public string Consortium { get; }

    private IRecords Records => Gateway.Services.GetRequiredService<IRecords>();

    /// <summary>The queues.</summary>
    public IQueueEngine Engine => Gateway.Services.GetRequiredService<IQueueEngine>();

    /// <summary>Opens the houses: they signed, it holds, and each gives and takes.</summary>
    /// <param name="houses">How many.</param>
    /// <param name="terms">What each gives and takes.</param>
    /// <param name="facts">Whether the members share what people told of themselves.</param>
    /// <param name="common">Whether the accounts of the first are common entrances.</param>
    /// <param name="guide">Where the guide speaks.</param>
    public static async Task<TwoHouses> OpenAsync(int houses = 2, MemberTerms? terms = null, bool facts = false, bool common = false, string guide = "none")
    {
        var size = new SetupSize { Organisations = houses, Counsellors = 2, Supervisors = 1, Coordinators = 1, SmsNumbers = 1, CommonEntrance = common, Guide = guide };
        var gateway = await TestGateway.StartAsync(size, new FakeTime());
        string[] members = [.. gateway.Setup.Organisations];
        await using var first = await ConsortiumStaff.SignedInAsync(gateway, "org1-coordinator1");
        var charter = ExampleCharters.Between(members);
        var founded = await ConsortiumStaff.SendAsync(first, HttpMethod.Post, "", facts ? charter with { Items = [.. charter.Items, SharedItems.Facts] } : charter);
        var (id, hash) = (founded.GetProperty("id").GetString()!, founded.GetProperty("agreements")[0].GetProperty("hash").GetString());
        foreach (var member in members)
        {
            await using var staff = await ConsortiumStaff.SignedInAsync(gateway, member + "-coordinator1");
            await ConsortiumStaff.SendAsync(staff, HttpMethod.Post, $"/{id}/sign", new { version = 1, hash });
        }

        await ConsortiumStaff.SendAsync(first, HttpMethod.Post, $"/{id}/enact", new { version = 1 });
        var here = new TwoHouses(gateway, id);
        foreach (var member in members) await here.TermsAsync(member, terms ?? new MemberTerms { Gives = true, Takes = true });
        return here;
    }

    /// <summary>A counsellor's open console.</summary>
    public Task<HubClient> ConsoleAsync(string userName) => Gateway.ConsoleAsync(Gateway.Setup.People.ToList().FindIndex(person => person.UserName == userName));

    /// <summary>A counsellor's open console, available.</summary>
    public async Task<HubClient> AvailableAsync(string userName, int capacity = 1)
    {
        var console = await ConsoleAsync(userName);
        await console.SetAvailabilityAsync(true, capacity);
        return console;
    }

    /// <summary>A member says what it gives and takes.</summary>
    public async Task TermsAsync(string member, MemberTerms terms) => await DoAsync(member, HttpMethod.Put, "terms", terms);

    /// <summary>Somebody who may sign for a member does something about the consortium.</summary>
    public async Task<JsonElement> DoAsync(string member, HttpMethod method, string what, object body)
    {
        await using var staff = await ConsortiumStaff.SignedInAsync(Gateway, member + "-coordinator1");
        return await ConsortiumStaff.SendAsync(staff, method, $"/{Consortium}/{what}", body);
    }

    /// <summary>The one conversation of an organisation that is open, as the records hold it.</summary>
    public Task<Conversation?> OpenConversationAsync(string home = "org1") => Records.ReadAsync(async session =>
        await session.FindAsync<string>("SELECT id FROM conversation WHERE organisation = @home AND closed_at IS NULL", new { home }) is { } id ? await ConversationRows.FindAsync(session, id) : null);

    /// <summary>In how many queues somebody is, in whatever state, and in which.</summary>
    public async Task<IReadOnlyList<string>> QueuesOfAsync(string conversationId)
    {
        var found = new List<string>();
        foreach (var organisation in Gateway.Setup.Organisations)
        {
            if ((await Engine.FindAsync(organisation, [conversationId])).Count > 0) found.Add(organisation);
        }

        return found;
    }

    /// <summary>Reads the records as they are.</summary>
    public Task<T> ReadAsync<T>(Func<RecordsSession, Task<T>> read) => Records.ReadAsync(read, TestContext.Current.CancellationToken);

    /// <summary>What the audit trail of an organisation says of a conversation, in order.</summary>
    public Task<IReadOnlyList<string>> TrailAsync(string organisation, string conversationId) => Records.ReadAsync(session => session.QueryAsync<string>(
        "SELECT action FROM audit WHERE organisation = @organisation AND subject = @conversationId ORDER BY number", new { organisation, conversationId }));

    /// <summary>Waits until the records say that somebody else answers, or nobody else.</summary>
    public Task HostIsAsync(string? host, string home = "org1") =>
        Gateway.EventuallyAsync(async () => await OpenConversationAsync(home) is { } now && now.Host == host, host is null ? "home again" : $"at {host}");

    /// <summary>Waits, while the clock goes on, until a phone has heard something, and gives the newest of it.</summary>
    public async Task<OutboxItem> HearsAsync(Func<IReadOnlyList<OutboxItem>> received, Func<string, bool> wanted)
    {
        await Gateway.EventuallyAsync(() => Task.FromResult(received().Any(item => wanted(item.Text))), "heard on the phone");
        return received().Last(item => wanted(item.Text));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Gateway.DisposeAsync();
}
