using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(7);

    [Fact]
    public async Task A_push_that_a_dying_node_left_is_made_again_as_the_same_call()
    {
        var conversation = await TalkingAsync();
        Node.Line.Calls.Clear();
        var said = (await SayAsync(conversation.Id, "途中で")).Entry!;
        await DieInCallAsync(Node.Line, conversation.Id);
        await SendAllAsync(conversation.Id);
        Assert.Single(Node.Line.Calls);
        Pass(Lease);
        await SayAsync(conversation.Id, "そのあと");
        await SendAllAsync(conversation.Id);
        Assert.Equal([["途中で"], ["途中で"], ["そのあと"]], Node.Line.Texts);
        Assert.Single(Node.Line.Calls.Take(2).Select(call => call.SendKey).Distinct());
        Assert.Equal(Deliveries.Sent, StateOf(await EntriesAsync(conversation.Id), said).State);
    }

    [Fact]
    public async Task A_reply_that_a_dying_node_left_is_tried_with_its_token_and_never_pushed()
    {
        var waiting = await WaitingAsync(replyToken: "token-1");
        await DieInCallAsync(Node.Line, waiting.Id);
        Pass(Lease);
        Node.Line.Then(new SendOutcome.TokenSpent());
        await SendAllAsync(waiting.Id);
        Assert.Equal([(Routes.Reply, "token-1"), (Routes.Reply, "token-1")], Node.Line.Calls.Select(call => (call.Route, call.ReplyToken!.Value.Value)));
        Assert.All(await SaidByBotAsync(waiting.Id), entry => Assert.Equal(Deliveries.Uncertain, entry.Delivery));
    }

    [Fact]
    public async Task A_reply_that_a_dying_node_left_before_the_call_still_leaves()
    {
        var waiting = await WaitingAsync(replyToken: "token-1");
        await DieInCallAsync(Node.Line, waiting.Id);
        Pass(Lease);
        await SendAllAsync(waiting.Id);
        Assert.All(await SaidByBotAsync(waiting.Id), entry => Assert.Equal(Deliveries.Sent, entry.Delivery));
    }

    [Fact]
    public async Task An_sms_that_a_dying_node_left_is_uncertain_and_never_sent_again()
    {
        var conversation = await TalkingAsync("+819012345678", ChannelNames.Sms);
        Node.Sms.Calls.Clear();
        var said = (await SayAsync(conversation.Id, "途中で")).Entry!;
        await SayAsync(conversation.Id, "そのあと");
        await DieInCallAsync(Node.Sms, conversation.Id);
        Pass(Lease - TimeSpan.FromSeconds(1));
        await SendAllAsync(conversation.Id);
        Assert.Single(Node.Sms.Calls);
        Pass(TimeSpan.FromSeconds(1));
        await SendAllAsync(conversation.Id);
        Assert.Equal([["途中で"], ["そのあと"]], Node.Sms.Texts);
        Assert.Equal(Deliveries.Uncertain, StateOf(await EntriesAsync(conversation.Id), said).State);
    }

    [Fact]
    public async Task A_call_that_outlasts_its_lease_has_no_word_any_more()
    {
        var conversation = await TalkingAsync("+819012345678", ChannelNames.Sms);
        Node.Sms.Calls.Clear();
        Node.Sms.ThenRun(async (_, _) =>
        {
            Pass(Lease);
            // Another sender finds the lease run out, and settles it.
            await Node.Send.SendNextAsync(conversation.Id, CancellationToken.None);
            return new SendOutcome.Sent();
        });
        var said = (await SayAsync(conversation.Id, "途中で")).Entry!;
        await SendAllAsync(conversation.Id);
        Assert.Single(Node.Sms.Calls);
        var entries = await EntriesAsync(conversation.Id);
        Assert.Equal(Deliveries.Uncertain, StateOf(entries, said).State);
        Assert.Single(entries, entry => entry.Kind == EntryKinds.Delivery && entry.Body.Of == said.Number);
    }

    [Fact]
    public async Task While_one_node_calls_no_other_does()
    {
        var conversation = await TalkingAsync();
        Node.Line.Calls.Clear();
        foreach (var node in Nodes)
        {
            node.Line.ThenRun(async (_, _) =>
            {
                await Task.Delay(200, CancellationToken.None);
                return new SendOutcome.Sent();
            });
        }

        await SayAsync(conversation.Id, "一度だけ");
        await AllAtOnceAsync(8, i => Nodes[i % NodeCount].Send.SendNextAsync(conversation.Id, CancellationToken.None));
        Assert.Single(Nodes.SelectMany(node => node.Line.Calls), call => call.Texts[0].Value == "一度だけ");
    }

    [Fact]
    public async Task A_gateway_that_is_told_to_stop_waits_for_the_call_that_it_has_begun()
    {
        var conversation = await TalkingAsync("+819012345678", ChannelNames.Sms);
        using var stop = new CancellationTokenSource();
        Node.Sms.ThenRun(async (_, cancel) =>
        {
            await stop.CancelAsync();
            await Task.Delay(50, cancel);
            return new SendOutcome.Sent();
        });
        var said = (await SayAsync(conversation.Id, "止まる前に")).Entry!;
        await Node.Send.SendNextAsync(conversation.Id, stop.Token);
        Assert.Equal(Deliveries.Sent, StateOf(await EntriesAsync(conversation.Id), said).State);
    }

    [Fact]
    public async Task A_call_that_takes_long_holds_up_nobody_else()
    {
        var slow = await TalkingAsync("U1");
        var quick = await TalkingAsync("U2");
        Node.Line.Calls.Clear();
        var answer = new TaskCompletionSource<SendOutcome>();
        Node.Line.ThenRun((_, _) => answer.Task);
        var outbox = Node.Hosted<OutboxSender>();
        await outbox.StartAsync(CancellationToken.None);
        try
        {
            await SayAsync(slow.Id, "0");
            await EventuallyAsync(() => Task.FromResult(!Node.Line.Calls.IsEmpty));
            for (var i = 1; i <= 20; i++) await SayAsync(slow.Id, $"{i}");
            await SayAsync(quick.Id, "すぐに");
            await EventuallyAsync(() => Task.FromResult(Node.Line.Texts.Any(texts => texts.Contains("すぐに"))));
            answer.SetResult(new SendOutcome.Sent());
            await EventuallyAsync(async () => await CountAsync("SELECT COUNT(*) FROM outbox") == 0);
            Assert.Equal(
                Enumerable.Range(0, 21).Select(i => $"{i}"),
                Node.Line.Calls.Where(call => call.Address.Value == "U1").SelectMany(call => call.Texts).Select(text => text.Value));
        }
        finally
        {
            answer.TrySetResult(new SendOutcome.Sent());
            await outbox.StopAsync(CancellationToken.None);
        }

        Assert.Empty(Node.Errors);
    }

    [Theory]
    [InlineData(ChannelNames.Line, 1)]
    [InlineData(ChannelNames.Line, 2)]
    [InlineData(ChannelNames.Line, 3)]
    [InlineData(ChannelNames.Sms, 4)]
    [InlineData(ChannelNames.Sms, 5)]
    public async Task Whatever_fails_nothing_is_sent_twice_and_every_state_is_true(string channel, int seed)
    {
        var conversation = await TalkingAsync(channel == ChannelNames.Sms ? "+819012345678" : "U1", channel);
        var sender = channel == ChannelNames.Sms ? Node.Sms : Node.Line;
        var provider = new FaultyProvider(new Random(seed));
        for (var i = 0; i < 400; i++) sender.ThenRun(provider.AnswerAsync);
        List<Entry> said = [];
        for (var i = 0; i < 25; i++)
        {
            if (i % 4 == 0) await Node.Receive.ReceiveAsync(From(sender == Node.Sms ? "+819012345678" : "U1", "うん", channel: channel, replyToken: $"token-{i}"));
            said.Add((await SayAsync(conversation.Id, $"{i}")).Entry!);
            await TrySendAsync(conversation.Id);
            Pass(TimeSpan.FromSeconds(provider.Chance.Next(20)));
        }

        for (var i = 0; i < 200 && await CountAsync("SELECT COUNT(*) FROM outbox") > 0; i++)
        {
            Pass(Lease);
            await TrySendAsync(conversation.Id);
        }

        Assert.Equal(provider.Shown.Distinct(), provider.Shown);
        Assert.Equal(provider.Shown.Order(Comparer<string>.Create((a, b) => int.Parse(a, null).CompareTo(int.Parse(b, null)))), provider.Shown);
        var entries = await EntriesAsync(conversation.Id);
        foreach (var entry in said)
        {
            var shown = provider.Shown.Contains(entry.Body.Text!);
            var state = StateOf(entries, entry).State;
            Assert.True(state == Deliveries.Uncertain || state == (shown ? Deliveries.Sent : Deliveries.Failed), $"{entry.Body.Text}: {state}, shown: {shown}");
        }
    }

    private async Task TrySendAsync(string id)
    {
        try
        {
            await SendAllAsync(id);
        }
        catch (NotSupportedException)
        {
            // The node died in the middle of a call.
        }
    }

    private async Task DieInCallAsync(ScriptedSender sender, string id)
    {
        sender.ThenRun((_, _) => throw new NotSupportedException("the node dies"));
        await Assert.ThrowsAsync<NotSupportedException>(() => Node.Send.SendNextAsync(id, CancellationToken.None));
    }

    /// <summary>Keeps LINE's rules (single-use reply tokens, retry keys) and fails before, during and after the acceptance.</summary>
    private sealed class FaultyProvider(Random chance)
    {
        private readonly HashSet<string> _accepted = [];

        public Random Chance => chance;

        public List<string> Shown { get; } = [];

        public Task<SendOutcome> AnswerAsync(OutboundBatch batch, CancellationToken cancel)
        {
            switch (chance.Next(8))
            {
                case 0: return Answer(new SendOutcome.Throttled(TimeSpan.FromSeconds(3)));
                case 1: return Answer(new SendOutcome.Unreachable());
                case 2: return Answer(new SendOutcome.Unknown());
                case 3: throw new NotSupportedException("the node dies before the call");
            }

            var outcome = Accept(batch);
            return chance.Next(3) switch
            {
                0 => Answer(new SendOutcome.Unknown()),
                1 => throw new NotSupportedException("the node dies after the call"),
                _ => Answer(outcome),
            };
        }

        private SendOutcome Accept(OutboundBatch batch)
        {
            if (batch.Route == Routes.Reply && !_accepted.Add(batch.ReplyToken!.Value.Value)) return new SendOutcome.TokenSpent();
            if (batch.Route == Routes.Push && !_accepted.Add(batch.SendKey)) return new SendOutcome.Sent();
            Shown.AddRange(batch.Texts.Select(text => text.Value));
            return new SendOutcome.Sent();
        }

        private static Task<SendOutcome> Answer(SendOutcome outcome) => Task.FromResult(outcome);
    }
}
