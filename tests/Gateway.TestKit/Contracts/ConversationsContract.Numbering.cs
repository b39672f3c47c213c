using Gateway.Conversations;
using Gateway.Intake;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task Sixteen_who_write_at_once_leave_no_gap_and_no_double()
    {
        var conversation = await TalkingAsync();
        await AllAtOnceAsync(16, async i =>
        {
            for (var k = 0; k < 4; k++)
            {
                if (i % 2 == 0) await Nodes[i / 2 % NodeCount].Receive.ReceiveAsync(From("U1", $"person {i} {k}"));
                else await SayAsync(conversation.Id, $"counsellor {i} {k}", node: Nodes[i / 2 % NodeCount]);
            }

            return true;
        });
        var entries = await EntriesAsync(conversation.Id);
        AssertGapless(entries);
        Assert.Equal(64, entries.Count(entry => entry.Body.Text is { } text && (text.StartsWith("person ", StringComparison.Ordinal) || text.StartsWith("counsellor ", StringComparison.Ordinal))));
        Assert.Equal(entries.Count, (await FindAsync(conversation.Id)).LastNumber);
    }

    [Fact]
    public async Task Fifty_first_messages_at_once_open_one_conversation_and_none_is_lost()
    {
        var received = await AllAtOnceAsync(50, i => Nodes[i % NodeCount].Receive.ReceiveAsync(From("U1", $"first {i}")));
        Assert.All(received, one => Assert.Equal(Received.Stored, one));
        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM conversation"));
        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM contact"));
        var entries = await EntriesAsync((await OfAsync("U1"))!.Id);
        AssertGapless(entries);
        Assert.Equal(
            Enumerable.Range(0, 50).Select(i => $"first {i}").Order(),
            entries.Where(entry => entry.Author == Authors.Person).Select(entry => entry.Body.Text).Order());
        Assert.Single(entries, entry => entry.Body.Stage == "waiting");
    }

    [Fact]
    public async Task Fifty_people_at_once_have_a_conversation_each()
    {
        await AllAtOnceAsync(50, i => Nodes[i % NodeCount].Receive.ReceiveAsync(From($"U{i}")));
        Assert.Equal(50, await CountAsync("SELECT COUNT(*) FROM conversation WHERE stage = 'waiting'"));
    }

    [Fact]
    public async Task One_event_in_many_copies_is_one_entry()
    {
        var received = await AllAtOnceAsync(20, i => Nodes[i % NodeCount].Receive.ReceiveAsync(From("U1", "一度だけ", eventId: "01KTEST")));
        Assert.Single(received, Received.Stored);
        Assert.Equal(19, received.Count(one => one == Received.Repeated));
        Pass(TimeSpan.FromDays(3));
        Assert.Equal(Received.Repeated, await Node.Receive.ReceiveAsync(From("U1", "一度だけ", eventId: "01KTEST")));
        var entries = await EntriesAsync((await OfAsync("U1"))!.Id);
        Assert.Single(entries, entry => entry.Author == Authors.Person);
    }

    [Fact]
    public async Task The_same_words_said_twice_are_kept_twice()
    {
        for (var i = 0; i < 3; i++) await Node.Receive.ReceiveAsync(From("U1", "つらい"));
        var entries = await EntriesAsync((await OfAsync("U1"))!.Id);
        Assert.Equal(3, entries.Count(entry => entry.Body.Text == "つらい"));
    }

    [Fact]
    public async Task One_persons_words_stay_in_the_order_in_which_they_came()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Node.Receive.ReceiveAsync(From("U1", $"{i}"))));
        var entries = await EntriesAsync((await OfAsync("U1"))!.Id);
        Assert.Equal(
            Enumerable.Range(0, 40).Select(i => $"{i}"), entries.Where(entry => entry.Author == Authors.Person).Select(entry => entry.Body.Text!));
    }

    [Theory]
    [InlineData("")]
    [InlineData("👩‍👩‍👧‍👦 𠮷野家 ｶﾞ e\u0301")]
    [InlineData("\u202Eright to left\u200B\u2066")]
    [InlineData("<script>alert(1)</script>&amp;\r\n\t")]
    [InlineData("a\u0000b")]
    public async Task Any_text_is_kept_as_text(string text)
    {
        await Node.Receive.ReceiveAsync(From("U1", text));
        var entry = (await EntriesAsync((await OfAsync("U1"))!.Id))[0];
        Assert.Equal(text, entry.Body.Text);
    }

    [Fact]
    public async Task Half_a_surrogate_pair_loses_nothing_else()
    {
        await Node.Receive.ReceiveAsync(From("U1", string.Concat("before ", '\uD83D', " after")));
        Assert.Equal("before \uFFFD after", (await EntriesAsync((await OfAsync("U1"))!.Id))[0].Body.Text);
    }

    [Fact]
    public async Task A_very_long_text_is_kept_whole()
    {
        var text = string.Concat(Enumerable.Repeat("助けてください𠮷", 700));
        await Node.Receive.ReceiveAsync(From("U1", text));
        Assert.Equal(text, (await EntriesAsync((await OfAsync("U1"))!.Id))[0].Body.Text);
    }

    [Fact]
    public async Task What_is_not_understood_is_kept_under_its_name()
    {
        await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Unknown, what: "sticker"));
        var first = (await EntriesAsync((await OfAsync("U1"))!.Id))[0];
        Assert.Equal((EntryKinds.Unknown, "sticker"), (first.Kind, first.Body.What));
        Assert.Equal(Stage.Waiting, (await OfAsync("U1"))!.Stage);
    }

    [Fact]
    public async Task What_is_not_a_word_opens_nothing()
    {
        Assert.Equal(Received.Noted, await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Event, what: "unfollow")));
        Assert.Equal(Received.Noted, await Node.Receive.ReceiveAsync(From("", null, InboundKind.Nobody, what: "join")));
        Assert.Equal(Received.Noted, await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Leave)));
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM conversation"));
        var waiting = await WaitingAsync();
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Event, what: "unsend")));
        Assert.Equal("unsend", (await EntriesAsync(waiting.Id))[^1].Body.What);
    }

    [Fact]
    public async Task While_somebody_else_holds_the_chat_words_are_kept_and_nobody_answers()
    {
        Assert.Equal(Received.Noted, await Node.Receive.ReceiveAsync(From("U1", "別の窓口へ") with { Standby = true }));
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM conversation"));
        await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Follow, what: "follow"));
        var said = (await EntriesAsync((await OfAsync("U1"))!.Id)).Count;
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(From("U1", "まだ別の窓口") with { Standby = true }));
        var conversation = (await OfAsync("U1"))!;
        Assert.Equal((Stage.Intake, said + 1), (conversation.Stage, (await EntriesAsync(conversation.Id)).Count));
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(From("U1", "もどってきました")));
        Assert.Equal(Stage.Waiting, (await OfAsync("U1"))!.Stage);
    }

    private Task<long> CountAsync(string sql) => Node.Records.ReadAsync(session => session.FindAsync<long>(sql));
}
