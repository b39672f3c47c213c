using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Intake;
using Gateway.Primitives;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    private const string Mobile = "+819012345678";

    [Fact]
    public async Task A_report_finds_its_reply_and_the_last_word_stays()
    {
        var conversation = await TalkingByReportsAsync();
        var said = (await SayAsync(conversation.Id, "届く")).Entry!;
        await SendAllAsync(conversation.Id);
        var key = Node.Sms.Calls.Last().SendKey;
        Assert.Equal(Received.Stored, await ReportAsync(key, DeliveryReports.Delivered));
        Assert.Equal(Received.Stored, await ReportAsync(key, DeliveryReports.Accepted));
        Assert.Equal(Received.Stored, await ReportAsync(key, DeliveryReports.Undelivered));
        var entries = await EntriesAsync(conversation.Id);
        AssertGapless(entries);
        Assert.Equal(Deliveries.Delivered, entries[(int)said.Number - 1].Delivery);
        Assert.Equal(
            [("sent", null), ("sent", DeliveryReports.Delivered)],
            entries.Where(entry => entry.Body.Of == said.Number).Select(entry => (entry.Body.Delivery!, entry.Body.Reason)));
    }

    [Fact]
    public async Task The_same_report_twice_is_one_report()
    {
        var conversation = await TalkingByReportsAsync();
        await SayAsync(conversation.Id, "届く");
        await SendAllAsync(conversation.Id);
        var report = ReportOf(Node.Sms.Calls.Last().SendKey, DeliveryReports.Delivered);
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(report));
        Assert.Equal(Received.Repeated, await Nodes[^1].Receive.ReceiveAsync(report));
    }

    [Fact]
    public async Task A_report_of_another_number_or_of_nothing_is_noted()
    {
        var conversation = await TalkingByReportsAsync();
        await SayAsync(conversation.Id, "届く");
        await SendAllAsync(conversation.Id);
        var before = (await EntriesAsync(conversation.Id)).Count;
        Assert.Equal(Received.Noted, await ReportAsync(NewId(), DeliveryReports.Delivered));
        Assert.Equal(
            Received.Noted, await Node.Receive.ReceiveAsync(ReportOf(Node.Sms.Calls.Last().SendKey, DeliveryReports.Delivered) with { Address = Redacted.Of("+819000000000") }));
        Assert.Equal(before, (await EntriesAsync(conversation.Id)).Count);
    }

    [Fact]
    public async Task A_report_by_the_provider_s_own_id_finds_its_reply_before_and_after_the_answer()
    {
        var conversation = await TalkingByReportsAsync();
        Node.Sms.Then(new SendOutcome.Sent(["Outgoing_1"]));
        var said = (await SayAsync(conversation.Id, "届く")).Entry!;
        await SendAllAsync(conversation.Id);
        var key = Node.Sms.Calls.Last().SendKey;
        Assert.Equal(Received.Noted, await ReportByIdAsync("Outgoing_1x", DeliveryReports.Delivered));
        Assert.Equal(Received.Noted, await Nodes[^1].Receive.ReceiveAsync(ById("Outgoing_1", DeliveryReports.Delivered) with { Address = Redacted.Of("+819000000000") }));
        Assert.Equal(Received.Stored, await ReportByIdAsync("Outgoing_1", DeliveryReports.Unreachable));
        Assert.Equal(Deliveries.Undelivered, (await EntriesAsync(conversation.Id))[(int)said.Number - 1].Delivery);
        // Our own reference finds it as before.
        Assert.Equal(Received.Stored, await ReportAsync(key, DeliveryReports.Delivered));

        var fast = (await SayAsync(conversation.Id, "速い")).Entry!;
        Node.Sms.ThenRun(async (_, cancel) =>
        {
            foreach (var report in new[] { DeliveryReports.Delivered, DeliveryReports.Accepted })
                Assert.Equal(Received.Noted, await Nodes[^1].Receive.ReceiveAsync(ById("Outgoing_2", report), cancel));
            return new SendOutcome.Sent(["Outgoing_2"]);
        });
        await SendAllAsync(conversation.Id);
        var entries = await EntriesAsync(conversation.Id);
        AssertGapless(entries);
        Assert.Equal(Deliveries.Delivered, entries[(int)fast.Number - 1].Delivery);
        Assert.Equal(
            [("sent", null), ("sent", DeliveryReports.Delivered)],
            entries.Where(entry => entry.Body.Of == fast.Number).Select(entry => (entry.Body.Delivery!, entry.Body.Reason)));

        Task<Received> ReportByIdAsync(string id, string report) => Nodes[^1].Receive.ReceiveAsync(ById(id, report));
        Inbound ById(string id, string report) => From(Mobile, null, InboundKind.Report, channel: ChannelNames.Sms, what: report) with { ReportId = id };
    }

    [Fact]
    public async Task A_report_in_the_middle_of_its_call_is_not_overwritten_by_the_call_s_end()
    {
        var conversation = await TalkingByReportsAsync();
        var said = (await SayAsync(conversation.Id, "速い")).Entry!;
        Node.Sms.ThenRun(async (batch, cancel) =>
        {
            await Nodes[^1].Receive.ReceiveAsync(ReportOf(batch.SendKey, DeliveryReports.Delivered), cancel);
            return new SendOutcome.Unknown();
        });
        await SendAllAsync(conversation.Id);
        Assert.Equal((Deliveries.Delivered, 0), ((await EntriesAsync(conversation.Id))[(int)said.Number - 1].Delivery!, await CountAsync("SELECT COUNT(*) FROM outbox")));
    }

    [Fact]
    public async Task A_report_clears_up_what_a_dead_node_left_in_doubt()
    {
        var conversation = await TalkingByReportsAsync();
        var said = (await SayAsync(conversation.Id, "途中で")).Entry!;
        await DieInCallAsync(Node.Sms, conversation.Id);
        Pass(TimeSpan.FromSeconds(10));
        await SendAllAsync(conversation.Id);
        Assert.Equal(Deliveries.Uncertain, (await EntriesAsync(conversation.Id))[(int)said.Number - 1].Delivery);
        Assert.Equal(Received.Stored, await ReportAsync(Node.Sms.Calls.Last().SendKey, DeliveryReports.Unreachable));
        Assert.Equal(Deliveries.Undelivered, (await EntriesAsync(conversation.Id))[(int)said.Number - 1].Delivery);
    }

    [Fact]
    public async Task After_a_word_to_stop_nothing_leaves_but_its_confirmation()
    {
        var conversation = await TalkingByReportsAsync();
        Node.Sms.Calls.Clear();
        Node.Sms.Then(new SendOutcome.Throttled(TimeSpan.FromSeconds(60)));
        var first = (await SayAsync(conversation.Id, "待つ")).Entry!;
        await SendAllAsync(conversation.Id);
        var second = (await SayAsync(conversation.Id, "そのうしろ")).Entry!;
        Assert.Equal(Received.Stored, await StopAsync());
        Pass(TimeSpan.FromMinutes(5));
        await SendAllAsync(conversation.Id);
        Assert.Equal(["待つ", Text("stopped")], Node.Sms.Texts.Select(texts => Assert.Single(texts)));
        var entries = await EntriesAsync(conversation.Id);
        AssertGapless(entries);
        Assert.All(new[] { first, second }, said => Assert.Equal((Deliveries.Failed, StopReplies.Reason), StateOf(entries, said)));
        Assert.Contains(entries, entry => entry is { Author: Authors.Person, Body.Text: "停止" });
        Assert.Equal((Stage.Closed, StopReplies.Outcome), ((await FindAsync(conversation.Id)).Stage, (await FindAsync(conversation.Id)).Outcome));
        Assert.Equal(Received.Noted, await StopAsync());
        await SendAllAsync(conversation.Id);
        Assert.Equal(2, Node.Sms.Calls.Count);
    }

    [Fact]
    public async Task A_call_under_way_while_somebody_stops_is_not_made_again()
    {
        var conversation = await TalkingByReportsAsync();
        Node.Sms.Calls.Clear();
        var said = (await SayAsync(conversation.Id, "いま")).Entry!;
        Node.Sms.ThenRun(async (_, _) =>
        {
            await StopAsync();
            return new SendOutcome.Throttled(TimeSpan.FromSeconds(1));
        });
        await SendAllAsync(conversation.Id);
        Pass(TimeSpan.FromMinutes(5));
        await SendAllAsync(conversation.Id);
        Assert.Equal(["いま", Text("stopped")], Node.Sms.Texts.Select(texts => Assert.Single(texts)));
        Assert.Equal((Deliveries.Failed, StopReplies.Reason), StateOf(await EntriesAsync(conversation.Id), said));
    }

    [Fact]
    public async Task Where_the_provider_has_confirmed_it_nothing_is_sent_at_all()
    {
        var conversation = await TalkingByReportsAsync();
        Node.Sms.Calls.Clear();
        await Node.Receive.ReceiveAsync(From(Mobile, "STOP", InboundKind.Leave, channel: ChannelNames.Sms, what: Leaving.Confirmed));
        await SendAllAsync(conversation.Id);
        Assert.Empty(Node.Sms.Calls);
        Assert.Equal(Stage.Closed, (await FindAsync(conversation.Id)).Stage);
        Pass(TimeSpan.FromSeconds(1));
        Assert.Equal(Received.Stored, await Node.Receive.ReceiveAsync(From(Mobile, "START", channel: ChannelNames.Sms)));
        Assert.NotEqual(conversation.Id, (await OfAsync(Mobile, ChannelNames.Sms))!.Id);
    }

    private Task<Conversation> TalkingByReportsAsync()
    {
        foreach (var node in Nodes) node.Sms.ReportsDelivery = true;
        return TalkingAsync(Mobile, ChannelNames.Sms);
    }

    private Task<Received> StopAsync() => Node.Receive.ReceiveAsync(From(Mobile, "停止", InboundKind.Leave, channel: ChannelNames.Sms, what: Leaving.Word));

    private Task<Received> ReportAsync(string reference, string report) => Node.Receive.ReceiveAsync(ReportOf(reference, report));

    private Inbound ReportOf(string reference, string report) =>
        From(Mobile, null, InboundKind.Report, channel: ChannelNames.Sms, what: report) with { MessageId = reference };

    private string Text(string key) => Node.Get<PersonTexts>().Text("ja", key);
}
