using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Intake;
using Gateway.WaitingQueue;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task An_erased_conversation_is_ended_unreadable_and_calm()
    {
        var talking = await TalkingAsync();
        var before = await EntriesAsync(talking.Id);
        await SayAsync(talking.Id, "まだ送っていないことば");
        Node.Line.Calls.Clear();
        Assert.True(await Node.Get<EraseWords>().ConversationAsync(talking.Id, "asked"));
        Assert.False(await Node.Get<EraseWords>().ConversationAsync(talking.Id, "asked"));

        var erased = await FindAsync(talking.Id);
        Assert.True(erased.IsErased);
        Assert.Equal((Stage.Closed, "erased", (long?)null), (erased.Stage, erased.Outcome, erased.DueAt));
        var entries = await EntriesAsync(talking.Id);
        AssertGapless(entries);
        Assert.All(entries, entry => Assert.Equal((null, null), (entry.Body.Text, entry.Body.Name)));
        Assert.Equal(EntryKinds.Erased, entries[0].Body.Stage);
        Assert.NotEmpty(before[0].Body.Text!);

        // Whoever had it opens it once more; the outbox, the timers and the queue pass by.
        var read = await Node.Get<ConversationAccess>().ReadAsync(ConversationsNode.Aoi, talking.Id, 0);
        Assert.Equal(entries.Count, read!.Count);
        Assert.Equal(SpeakOutcome.NotYours, (await SayAsync(talking.Id, "もう一度")).Outcome);
        await SendAllAsync(talking.Id);
        await RunTimersAsync(async () =>
        {
            Pass(TimeSpan.FromHours(80));
            await RoundAsync();
        });
        await Node.Get<MatchRecords>().RebuildAsync(ConversationsNode.Organisation);
        Assert.Empty(Node.Line.Calls);
        Assert.Empty(Node.Errors);
        Assert.Single(await Node.Records.ReadAsync(session => session.QueryAsync<string>("SELECT subject FROM audit WHERE action = 'conversation.erased'")), talking.Id);

        await Node.Receive.ReceiveAsync(From("U1", "また来ました"));
        Assert.NotEqual(talking.Id, (await OfAsync("U1"))!.Id);
    }

    [Fact]
    public async Task A_reply_that_is_under_way_while_its_conversation_is_erased_ends_quietly()
    {
        var talking = await TalkingAsync();
        await SayAsync(talking.Id, "途中");
        Node.Line.ThenRun(async (_, cancel) =>
        {
            await Node.Get<EraseWords>().ConversationAsync(talking.Id, "asked", cancel);
            return new SendOutcome.Sent();
        });
        await SendAllAsync(talking.Id);
        Assert.True((await FindAsync(talking.Id)).IsErased);
        Assert.Equal(0, await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM outbox")));
        Assert.Empty(Node.Errors);
    }

    [Fact]
    public async Task An_erased_person_comes_back_as_a_stranger()
    {
        var first = await TalkingAsync();
        await Node.Move.CloseAsync(first.Id, _ => true, new Ending("closed", "talked", ConversationsNode.Aoi));
        Pass(TimeSpan.FromMinutes(1));
        var second = await WaitingAsync();
        var other = await WaitingAsync("U2");
        Assert.Equal([first.Id, second.Id], (await Node.Get<EraseWords>().OfPersonAsync(second)).Select(one => one.Id));
        Assert.Equal(2, await Node.Get<EraseWords>().PersonAsync(second.ContactId, "asked"));

        Assert.Null(await OfAsync("U1"));
        Assert.False((await FindAsync(other.Id)).IsErased);
        Assert.Equal(2, await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM sealing_key")));
        var anew = await WaitingAsync();
        Assert.NotEqual(second.ContactId, anew.ContactId);
        await SendAllAsync(anew.Id);
        Assert.Equal("U1", Node.Line.Calls.Last().Address.Value);
    }

    [Fact]
    public async Task What_is_older_than_the_settings_allow_is_forgotten_and_nothing_else()
    {
        var old = await TalkingAsync();
        await Node.Move.CloseAsync(old.Id, _ => true, new Ending("closed", "talked", ConversationsNode.Aoi));
        Pass(TimeSpan.FromDays(29));
        var young = await TalkingAsync("U2");
        await Node.Move.CloseAsync(young.Id, _ => true, new Ending("closed", "talked", ConversationsNode.Aoi));
        Pass(TimeSpan.FromDays(2));
        await ForgetAsync(new RetentionSettings(), async () => (await EventsAsync()).Count == 2);
        Assert.False((await FindAsync(old.Id)).IsErased);

        await ForgetAsync(new RetentionSettings { InboxDays = 30, ConversationDays = 30 }, async () => (await FindAsync(old.Id)).IsErased && (await OfAsync("U1")) is null);
        Assert.False((await FindAsync(young.Id)).IsErased);
        Assert.Equal(["event-2"], await EventsAsync());
        Assert.Equal(Received.Repeated, await Node.Receive.ReceiveAsync(From("U2", eventId: "event-2")));
    }

    private Task<IReadOnlyList<string>> EventsAsync() => Node.Records.ReadAsync(session => session.QueryAsync<string>("SELECT event_id FROM inbox ORDER BY event_id"));

    private async Task ForgetAsync(RetentionSettings settings, Func<Task<bool>> isSo)
    {
        using var forget = new ForgetInTime(Node.Records, Node.Get<EraseWords>(), settings, Time, NullLogger<ForgetInTime>.Instance);
        await forget.StartAsync(CancellationToken.None);
        await EventuallyAsync(isSo);
        await forget.StopAsync(CancellationToken.None);
    }
}
