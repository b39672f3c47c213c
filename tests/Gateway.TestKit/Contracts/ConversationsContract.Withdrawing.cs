using Gateway.Conversations;
using Gateway.Intake;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    private const string Secret = "やっぱり見せたくない";

    [Fact]
    public async Task What_a_person_takes_back_is_gone_from_the_records_and_the_rest_stays()
    {
        var talking = await TalkingAsync();
        await SaysAsync("前のことば", "m-1");
        await SaysAsync(Secret, "m-2");
        await SaysAsync("後のことば", "m-3");
        Assert.Equal(Received.Stored, await TakesBackAsync("m-2"));

        var entries = await EntriesAsync(talking.Id);
        AssertGapless(entries);
        Assert.DoesNotContain(entries, entry => entry.Body.Text == Secret);
        var withdrawn = Assert.Single(entries, entry => entry.Kind == EntryKinds.Withdrawn);
        Assert.Equal((Authors.Person, null, null), (withdrawn.Author, withdrawn.Body.Text, withdrawn.Body.What));
        Assert.Equal(("unsend", withdrawn.Number), (entries[^1].Body.What, entries[^1].Body.Of));
        Assert.Equal(["前のことば", "後のことば"], entries.Where(entry => entry is { Author: Authors.Person, Kind: EntryKinds.Message }).Skip(1).Select(entry => entry.Body.Text));
    }

    [Fact]
    public async Task Taking_back_twice_changes_nothing_more()
    {
        var talking = await TalkingAsync();
        await SaysAsync(Secret, "m-1");
        await TakesBackAsync("m-1", "event-unsend");
        var before = await EntriesAsync(talking.Id);
        Assert.Equal(Received.Repeated, await TakesBackAsync("m-1", "event-unsend"));
        await TakesBackAsync("m-1", "event-unsend-2");
        Assert.Equal(before.Count, (await EntriesAsync(talking.Id)).Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_withdrawal_that_overtakes_its_message_is_remembered(bool isRemembered)
    {
        var talking = await TalkingAsync();
        if (isRemembered) await SaysAsync("いま", "m-0");
        Assert.Equal(Received.Noted, await TakesBackAsync("m-1"));
        await SaysAsync(Secret, "m-1");
        await SaysAsync("後のことば", "m-2");
        var entries = await EntriesAsync(talking.Id);
        AssertGapless(entries);
        Assert.DoesNotContain(entries, entry => entry.Body.Text == Secret);
        Assert.Equal("後のことば", entries.Last(entry => entry.Kind == EntryKinds.Message).Body.Text);
    }

    [Fact]
    public async Task Words_of_an_ended_talk_can_be_taken_back()
    {
        var talking = await TalkingAsync();
        await SaysAsync(Secret, "m-1");
        await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Leave));
        Assert.Equal(Received.Stored, await TakesBackAsync("m-1"));
        Assert.DoesNotContain(await EntriesAsync(talking.Id), entry => entry.Body.Text == Secret);
        Assert.Equal((Stage.Closed, (long?)null), ((await FindAsync(talking.Id)).Stage, (await FindAsync(talking.Id)).DueAt));
    }

    [Fact]
    public async Task Nobody_takes_back_what_another_said()
    {
        await TalkingAsync();
        await SaysAsync("わたしのことば", "m-1");
        await WaitingAsync("U2");
        Assert.Equal(Received.Noted, await Node.Receive.ReceiveAsync(From("U2", null, InboundKind.Withdrawal, what: "unsend") with { MessageId = "m-1" }));
        Assert.Contains(await EntriesAsync((await OfAsync("U1"))!.Id), entry => entry.Body.Text == "わたしのことば");
    }

    private Task<Received> SaysAsync(string text, string messageId) => Node.Receive.ReceiveAsync(From("U1", text) with { MessageId = messageId });

    private Task<Received> TakesBackAsync(string messageId, string? eventId = null) =>
        Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Withdrawal, eventId, what: "unsend") with { MessageId = messageId });
}
