using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task Outside_of_the_hours_that_a_person_called_safe_nothing_leaves_until_they_write_or_the_hour_comes()
    {
        // It is 22 o'clock in Japan.
        var talk = await TalkingAsync();
        await ToldAsync(talk.Id, "daytime");
        Node.Line.Calls.Clear();
        await SayAsync(talk.Id, "まだそこにいる");
        await SendAllAsync(talk.Id);
        Assert.Equal([["まだそこにいる"]], Node.Line.Texts);

        Pass(TimeSpan.FromMinutes(16));
        await SayAsync(talk.Id, "あとで読んで");
        for (var i = 0; i < 3; i++)
        {
            await SendAllAsync(talk.Id);
            Pass(TimeSpan.FromSeconds(31));
        }

        Assert.Single(Node.Line.Texts);
        var held = Assert.Single(await EntriesAsync(talk.Id), entry => entry.Body.Reason == SafeReach.HeldForHours);
        Assert.Equal((EntryKinds.Delivery, Deliveries.Pending), (held.Kind, held.Body.Delivery));
        var watch = Node.Get<OutboxWatch>();
        await watch.RunOnceAsync(CancellationToken.None);
        Assert.Empty(watch.Depths);

        await Node.Receive.ReceiveAsync(From("U1", "起きてます", replyToken: "token-9"));
        Pass(TimeSpan.FromSeconds(31));
        await SendAllAsync(talk.Id);
        Assert.Equal(["あとで読んで"], Node.Line.Texts[^1]);
        Assert.Equal(Routes.Reply, Node.Line.Calls.Last().Route);

        Pass(TimeSpan.FromMinutes(16));
        await SayAsync(talk.Id, "朝に届く");
        await SendAllAsync(talk.Id);
        Assert.Equal(2, Node.Line.Texts.Count);
        Pass(TimeSpan.FromHours(11));
        await SendAllAsync(talk.Id);
        Assert.Equal(["朝に届く"], Node.Line.Texts[^1]);
        Assert.Equal(Routes.Push, Node.Line.Calls.Last().Route);
        Assert.Equal(Deliveries.Sent, (await EntriesAsync(talk.Id)).Last(entry => entry.Body.Text == "朝に届く").Delivery);
    }

    [Fact]
    public async Task Where_somebody_else_may_see_the_phone_it_only_says_that_there_is_a_message()
    {
        var talk = await TalkingAsync();
        await ToldAsync(talk.Id, SafeReach.Seen);
        Node.Line.Calls.Clear();
        Pass(TimeSpan.FromMinutes(16));
        await SayAsync(talk.Id, "だれにも見せたくない言葉");
        await SayAsync(talk.Id, "もうひとつ");
        for (var i = 0; i < 3; i++)
        {
            await SendAllAsync(talk.Id);
            Pass(TimeSpan.FromSeconds(31));
        }

        var neutral = Node.Get<PersonTexts>().Text("ja", "neutral");
        Assert.Equal([[neutral]], Node.Line.Texts);
        Assert.Single(await EntriesAsync(talk.Id), entry => entry.Body.Reason == SafeReach.HeldForEyes);

        await Node.Receive.ReceiveAsync(From("U1", "だいじょうぶ"));
        Pass(TimeSpan.FromSeconds(31));
        await SendAllAsync(talk.Id);
        Assert.Equal([neutral, "だれにも見せたくない言葉", "もうひとつ"], Node.Line.Texts.SelectMany(texts => texts));
        Assert.Equal(Node.Line.Calls.Count, Node.Line.Calls.Select(call => call.SendKey).Distinct().Count());

        // The gateway's own words say nothing either.
        Pass(TimeSpan.FromMinutes(16));
        await Node.Move.GiveBackAsync(talk.Id, ConversationsNode.Aoi, 1, "vanished");
        await SendAllAsync(talk.Id);
        Assert.Equal([neutral], Node.Line.Texts[^1]);
        Assert.Single(await EntriesAsync(talk.Id), entry => entry.Body.Reason == SafeReach.SentQuiet);
    }

    [Fact]
    public async Task Nothing_is_promised_that_the_safe_hours_would_break()
    {
        var waiting = await WaitingAsync();
        await ToldAsync(waiting.Id, "daytime");
        await Node.Receive.ReceiveAsync(From("U1", "知らせて"));
        Assert.False((await FindAsync(waiting.Id)).TellTurn);
        Pass(TimeSpan.FromHours(12));
        await Node.Receive.ReceiveAsync(From("U1", "知らせて"));
        Assert.True((await FindAsync(waiting.Id)).TellTurn);

        // By the time somebody takes them it is night again: they are told at the next taking that may be told.
        Pass(TimeSpan.FromHours(12));
        var talk = (await Node.Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: 1))!;
        Assert.Equal((true, (long?)null), (talk.TellTurn, talk.AsideFrom));
    }

    private async Task ToldAsync(string id, string reach) => await Node.Records.WriteAsync(async session =>
    {
        var conversation = await ConversationRows.FindAsync(session, id);
        var facts = new EntryBody(Facts: new Dictionary<string, string> { [SafeReach.Fact] = reach });
        return await Node.Get<ConversationLog>().AppendAsync(session, conversation!, new NewEntry(EntryKinds.Facts, Authors.Bot, facts));
    });
}
