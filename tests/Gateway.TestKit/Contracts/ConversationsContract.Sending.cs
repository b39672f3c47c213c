using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task Replies_leave_in_their_order_five_in_a_call_over_line_and_one_over_sms()
    {
        var line = await TalkingAsync();
        var sms = await TalkingAsync("+819012345678", ChannelNames.Sms);
        Node.Line.Calls.Clear();
        Node.Sms.Calls.Clear();
        for (var i = 0; i < 7; i++)
        {
            await SayAsync(line.Id, $"{i}");
            if (i < 3) await SayAsync(sms.Id, $"{i}");
        }

        await SendAllAsync(line.Id);
        await SendAllAsync(sms.Id);
        Assert.Equal([["0", "1", "2", "3", "4"], ["5", "6"]], Node.Line.Texts);
        Assert.Equal([["0"], ["1"], ["2"]], Node.Sms.Texts);
        Assert.All(Node.Line.Calls, call => Assert.Equal(("U1", "line/komorebi"), (call.Address.Value, call.ChannelAccount)));
        Assert.Equal(3, Node.Sms.Calls.Select(call => call.SendKey).Distinct().Count());
    }

    [Fact]
    public async Task A_text_that_becomes_several_messages_leaves_room_for_fewer_others_in_its_call()
    {
        var line = await TalkingAsync();
        Node.Line.Calls.Clear();
        Node.Line.Parts = text => text.Length;
        foreach (var text in new[] { "a", "bbb", "cc", "ddddd", "eeeeee", "f" }) await SayAsync(line.Id, text);
        // The fifth would not fit into any call; it goes alone, and its provider says what it thinks of it.
        await SendAllAsync(line.Id);
        Assert.Equal([["a", "bbb"], ["cc"], ["ddddd"], ["eeeeee"], ["f"]], Node.Line.Texts);
    }

    [Fact]
    public async Task Replies_that_did_not_arrive_are_found_again_after_the_talk()
    {
        var conversation = await TalkingAsync();
        await SayAsync(conversation.Id, "届く");
        await SendAllAsync(conversation.Id);
        Node.Line.Then(new SendOutcome.Refused("quota"));
        var refused = (await SayAsync(conversation.Id, "断られる")).Entry!;
        await SendAllAsync(conversation.Id);
        var found = Node.Get<UndeliveredReplies>();
        var open = Assert.Single(await found.SinceAsync(TimeSpan.FromDays(1)));
        Assert.Equal(
            (conversation.Id, refused.Number, Deliveries.Failed, "line/komorebi", null), (open.ConversationId, open.Number, open.Delivery, open.ChannelAccount, open.ClosedAt));
        await Node.Records.WriteAsync(async session =>
            await Node.Move.CloseAsync(session, (await ConversationRows.FindAsync(session, conversation.Id))!, new Ending("ended_by_counsellor", "ended", Authors.Counsellor)));
        Assert.NotNull(Assert.Single(await found.SinceAsync(TimeSpan.FromDays(1))).ClosedAt);
        Pass(TimeSpan.FromDays(2));
        Assert.Empty(await found.SinceAsync(TimeSpan.FromDays(1)));
    }

    [Fact]
    public async Task What_became_of_a_reply_stands_at_it_and_in_the_log()
    {
        var conversation = await TalkingAsync();
        var first = (await SayAsync(conversation.Id, "届く")).Entry!;
        Assert.Equal(Deliveries.Pending, first.Delivery);
        await SendAllAsync(conversation.Id);
        Node.Line.Then(new SendOutcome.Refused("quota"));
        var second = (await SayAsync(conversation.Id, "断られる")).Entry!;
        await SendAllAsync(conversation.Id);
        var entries = await EntriesAsync(conversation.Id);
        AssertGapless(entries);
        Assert.Equal((Deliveries.Sent, (string?)null), StateOf(entries, first));
        Assert.Equal((Deliveries.Failed, "quota"), StateOf(entries, second));
    }

    [Fact]
    public async Task A_refused_reply_does_not_hold_up_the_next()
    {
        var conversation = await TalkingAsync();
        Node.Line.Then(new SendOutcome.Refused("rejected"));
        var first = (await SayAsync(conversation.Id, "一")).Entry!;
        await Node.Send.SendNextAsync(conversation.Id, CancellationToken.None);
        var second = (await SayAsync(conversation.Id, "二")).Entry!;
        await SendAllAsync(conversation.Id);
        var entries = await EntriesAsync(conversation.Id);
        Assert.Equal((Deliveries.Failed, Deliveries.Sent), (StateOf(entries, first).State, StateOf(entries, second).State));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(49, true)]
    [InlineData(50, false)]
    [InlineData(3600, false)]
    public async Task A_reply_token_is_used_only_while_it_is_fresh_and_only_once(int seconds, bool fresh)
    {
        var waiting = await WaitingAsync(replyToken: "token-1");
        Pass(TimeSpan.FromSeconds(seconds));
        await SendAllAsync(waiting.Id);
        var call = Assert.Single(Node.Line.Calls);
        Assert.Equal(fresh ? (Routes.Reply, "token-1") : (Routes.Push, null), (call.Route, call.ReplyToken?.Value));

        await Node.Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: 1);
        await SayAsync(waiting.Id, "次");
        await SendAllAsync(waiting.Id);
        Assert.Equal((Routes.Push, null), (Node.Line.Calls.Last().Route, Node.Line.Calls.Last().ReplyToken?.Value));
    }

    [Fact]
    public async Task The_newest_reply_token_is_the_one_that_is_used()
    {
        var conversation = await TalkingAsync();
        await Node.Receive.ReceiveAsync(From("U1", "一", replyToken: "token-1"));
        await Node.Receive.ReceiveAsync(From("U1", "二", replyToken: "token-2"));
        await SayAsync(conversation.Id, "はい");
        await SendAllAsync(conversation.Id);
        Assert.Equal("token-2", Node.Line.Calls.Last().ReplyToken?.Value);
    }

    [Fact]
    public async Task A_spent_reply_token_is_followed_by_a_push_of_the_same_texts()
    {
        Node.Line.Then(new SendOutcome.TokenSpent());
        var waiting = await WaitingAsync(replyToken: "token-1");
        await SendAllAsync(waiting.Id);
        var calls = Node.Line.Calls.ToList();
        Assert.Equal([Routes.Reply, Routes.Push], calls.Select(call => call.Route));
        Assert.Equal(Node.Line.Texts[0], Node.Line.Texts[1]);
        Assert.All(await SaidByBotAsync(waiting.Id), entry => Assert.Equal(Deliveries.Sent, entry.Delivery));
    }

    [Fact]
    public async Task A_spent_reply_token_after_an_unanswered_call_is_uncertain_and_never_pushed()
    {
        Node.Line.Then(new SendOutcome.Unknown(), new SendOutcome.TokenSpent());
        var waiting = await WaitingAsync(replyToken: "token-1");
        await SendAllAsync(waiting.Id);
        Pass(TimeSpan.FromSeconds(1));
        await SendAllAsync(waiting.Id);
        Pass(TimeSpan.FromDays(1));
        await SendAllAsync(waiting.Id);
        Assert.Equal([Routes.Reply, Routes.Reply], Node.Line.Calls.Select(call => call.Route));
        Assert.All(await SaidByBotAsync(waiting.Id), entry => Assert.Equal(Deliveries.Uncertain, entry.Delivery));
    }

    [Fact]
    public async Task An_unanswered_push_is_repeated_as_the_same_call_whatever_was_said_since()
    {
        var conversation = await TalkingAsync();
        Node.Line.Calls.Clear();
        Node.Line.Then(new SendOutcome.Unknown(), new SendOutcome.Unknown(), new SendOutcome.Sent());
        await SayAsync(conversation.Id, "一");
        await SayAsync(conversation.Id, "二");
        await SendAllAsync(conversation.Id);
        await SayAsync(conversation.Id, "三");
        await SendAllAsync(conversation.Id);
        Assert.Single(Node.Line.Calls);
        Pass(TimeSpan.FromSeconds(1));
        await SendAllAsync(conversation.Id);
        Assert.Equal(2, Node.Line.Calls.Count);
        Pass(TimeSpan.FromSeconds(2));
        await SendAllAsync(conversation.Id);
        Assert.Equal([["一", "二"], ["一", "二"], ["一", "二"], ["三"]], Node.Line.Texts);
        var keys = Node.Line.Calls.Select(call => call.SendKey).ToList();
        Assert.Single(keys[..3].Distinct());
        Assert.NotEqual(keys[0], keys[3]);
        Assert.All(keys, key => Assert.True(Guid.TryParseExact(key, "D", out _)));
        Assert.Single(Node.Line.Calls.Take(3).Select(call => call.FirstTriedAt).Distinct());
    }

    [Fact]
    public async Task An_unanswered_sms_is_uncertain_and_never_sent_again()
    {
        var conversation = await TalkingAsync("+819012345678", ChannelNames.Sms);
        Node.Sms.Calls.Clear();
        Node.Sms.Then(new SendOutcome.Unknown());
        var said = (await SayAsync(conversation.Id, "一度だけ")).Entry!;
        await SendAllAsync(conversation.Id);
        Pass(TimeSpan.FromDays(2));
        await SendAllAsync(conversation.Id);
        Assert.Single(Node.Sms.Calls);
        Assert.Equal((Deliveries.Uncertain, "unanswered"), StateOf(await EntriesAsync(conversation.Id), said));
    }

    [Fact]
    public async Task A_throttled_reply_waits_as_long_as_the_provider_asks_and_the_next_ones_behind_it()
    {
        var conversation = await TalkingAsync("+819012345678", ChannelNames.Sms);
        Node.Sms.Calls.Clear();
        Node.Sms.Then(new SendOutcome.Throttled(TimeSpan.FromSeconds(60)));
        await SayAsync(conversation.Id, "一");
        await SayAsync(conversation.Id, "二");
        await SendAllAsync(conversation.Id);
        Pass(TimeSpan.FromSeconds(59));
        await SendAllAsync(conversation.Id);
        Assert.Equal([["一"]], Node.Sms.Texts);
        Pass(TimeSpan.FromSeconds(1));
        await SendAllAsync(conversation.Id);
        Assert.Equal([["一"], ["一"], ["二"]], Node.Sms.Texts);
    }

    [Theory]
    [InlineData("unreachable", Deliveries.Failed)]
    [InlineData("throttled", Deliveries.Failed)]
    [InlineData("bad config", Deliveries.Failed)]
    [InlineData("unknown", Deliveries.Uncertain)]
    [InlineData("unknown once", Deliveries.Uncertain)]
    public async Task After_its_hours_a_reply_is_given_up_and_says_so(string outcome, string delivery)
    {
        var conversation = await TalkingAsync();
        for (var i = 0; i < 100; i++)
        {
            Node.Line.Then(outcome switch
            {
                "throttled" => new SendOutcome.Throttled(TimeSpan.FromSeconds(5)),
                "bad config" => new SendOutcome.BadConfig(),
                "unknown" => new SendOutcome.Unknown(),
                "unknown once" when i == 0 => new SendOutcome.Unknown(),
                _ => new SendOutcome.Unreachable(),
            });
        }

        var said = (await SayAsync(conversation.Id, "届かない")).Entry!;
        for (var i = 0; i < 47; i++)
        {
            Assert.Equal(Deliveries.Pending, (await EntriesAsync(conversation.Id))[(int)said.Number - 1].Delivery);
            await SendAllAsync(conversation.Id);
            Pass(TimeSpan.FromMinutes(30));
        }

        Assert.Equal((delivery, "gave_up"), StateOf(await EntriesAsync(conversation.Id), said));
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM outbox"));
    }

    private static (string State, string? Reason) StateOf(IReadOnlyList<Entry> entries, Entry said)
    {
        var told = Assert.Single(entries, entry => entry.Kind == EntryKinds.Delivery && entry.Body.Of == said.Number);
        Assert.Equal(entries[(int)said.Number - 1].Delivery, told.Body.Delivery);
        return (told.Body.Delivery!, told.Body.Reason);
    }

    private async Task<IReadOnlyList<Entry>> SaidByBotAsync(string id)
    {
        var said = (await EntriesAsync(id)).Where(entry => entry is { Kind: EntryKinds.Message, Author: Authors.Bot }).ToList();
        Assert.NotEmpty(said);
        return said;
    }
}
