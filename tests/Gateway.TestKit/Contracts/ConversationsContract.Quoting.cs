using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Intake;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task An_answer_to_what_the_counsellor_said_points_to_it()
    {
        var talking = await TalkingAsync();
        Node.Line.Then(new SendOutcome.Sent(["m-1", "m-2"]));
        var first = (await SayAsync(talking.Id, "眠れていますか")).Entry!;
        var second = (await SayAsync(talking.Id, "食べられていますか")).Entry!;
        await SendAllAsync(talking.Id);

        await Node.Receive.ReceiveAsync(From("U1", "はい") with { MessageId = "m-3", QuotedId = "m-2" });
        await Node.Receive.ReceiveAsync(From("U1", "いいえ") with { MessageId = "m-4", QuotedId = "m-1" });
        var said = (await EntriesAsync(talking.Id)).Where(entry => entry.Body.Text is "はい" or "いいえ").Select(entry => (entry.Body.Text, entry.Body.Quotes));
        Assert.Equal([("はい", second.Number), ("いいえ", first.Number)], said);
    }

    [Fact]
    public async Task An_answer_to_ones_own_word_points_to_it_also_when_its_id_came_twice()
    {
        var talking = await TalkingAsync();
        await SaysAsync("朝のこと", "m-1");
        await SaysAsync("朝のこと", "m-1");
        await Node.Receive.ReceiveAsync(From("U1", "これのことです") with { MessageId = "m-2", QuotedId = "m-1" });
        var entries = await EntriesAsync(talking.Id);
        Assert.Equal(entries.First(entry => entry.Body.Text == "朝のこと").Number, entries.Last(entry => entry.Kind == EntryKinds.Message).Body.Quotes);
    }

    [Fact]
    public async Task An_answer_to_something_from_before_or_of_somebody_else_points_to_nothing()
    {
        await TalkingAsync();
        await SaysAsync("きのうのこと", "m-1");
        await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Leave));
        Pass(TimeSpan.FromSeconds(1));
        await WaitingAsync("U2");
        await Node.Receive.ReceiveAsync(From("U2", "ほかの人のこと") with { MessageId = "m-2" });

        foreach (var quoted in new[] { "m-1", "m-2", "m-unknown" })
        {
            await Node.Receive.ReceiveAsync(From("U1", quoted) with { QuotedId = quoted });
            Assert.Equal(0, (await EntriesAsync((await OfAsync("U1"))!.Id)).Single(entry => entry.Body.Text == quoted).Body.Quotes);
        }
    }

    [Fact]
    public async Task What_answers_nothing_points_nowhere()
    {
        var talking = await TalkingAsync();
        await SaysAsync("ただのことば", "m-1");
        Assert.All(await EntriesAsync(talking.Id), entry => Assert.Null(entry.Body.Quotes));
    }
}
