using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Primitives;
using Gateway.Records.Audit;
using Gateway.Records.Backup;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class BackupContract
{
    [Fact]
    public async Task Every_conversation_comes_back_as_it_was_and_goes_on()
    {
        var intake = await WritesAsync("U1", "", kind: InboundKind.Follow);
        var waiting = await WritesAsync("U2", "待っています");
        var talking = await TalksAsync("U3", "話しています");
        await SaysAsync(Node, talking.Id, "聞いています");
        await SendAllAsync(Node, talking.Id);
        var closed = await TalksAsync("U4", "ありがとう");
        await Node.Move.CloseAsync(closed.Id, _ => true, new Ending("closed", "talked", ConversationsNode.Aoi));
        foreach (var id in new[] { intake.Id, waiting.Id }) await SendAllAsync(Node, id);
        var before = await LogsAsync(Node, intake, waiting, talking, closed);

        var made = await BackUpAsync();
        await Node.Receive.ReceiveAsync(InboundOf("U3", "あとから"));
        await WritesAsync("U5", "はじめて");
        var (node, restored, settled) = await RestoreAsync(made.RecordsFile);

        Assert.Equal((4, 0, 4, 3, 0, 0L), ((int)restored.Records.RowsOf("conversation"), (int)restored.Erased, settled.Opened / 2, settled.Open, settled.Uncertain, restored.KeysLeftOut));
        var after = await LogsAsync(node, intake, waiting, talking, closed);
        Assert.All(before.Zip(after), pair => Assert.Equal(pair.First, pair.Second.Take(pair.First.Count)));
        Assert.Equal(["restored", "restored", "restored", "closed"], after.Select(log => log[^1].Body.Stage));
        Assert.Null(await OfAsync(node, "U5"));
        Assert.Null(await node.Records.ReadAsync(session => AuditTrail.FirstBrokenLineAsync(session, ConversationsNode.Organisation)));

        // A provider's late copy is recognised; a new word goes on in the same conversation, with the next number.
        Assert.Equal(Received.Repeated, await node.Receive.ReceiveAsync(InboundOf("U2", "待っています", eventId: "event-2")));
        await node.Receive.ReceiveAsync(InboundOf("U3", "まだいます", eventId: "event-new"));
        var goesOn = await LogOfAsync(node, talking.Id);
        Assert.Equal(("まだいます", after[2].Count + 1L), (goesOn[^1].Body.Text, goesOn[^1].Number));
        Assert.Equal(talking.Id, (await OfAsync(node, "U3"))!.Id);
        Assert.Equal(SpeakOutcome.Said, (await SaysAsync(node, talking.Id, "よかった")).Outcome);
        await SendAllAsync(node, talking.Id);
        Assert.Equal(["よかった"], node.Line.Texts.SelectMany(texts => texts));
        Assert.Equal("U3", node.Line.Calls.Single().Address.Value);
    }

    [Theory]
    [InlineData(ChannelNames.Line)]
    [InlineData(ChannelNames.Sms)]
    public async Task A_reply_that_was_on_its_way_is_shown_as_uncertain_and_never_sent_again(string channel)
    {
        var talking = await TalksAsync("+819012345678", "もしもし", channel);
        var reply = (await SaysAsync(Node, talking.Id, "ここにいます")).Entry!;
        var made = await BackUpAsync();
        await SendAllAsync(Node, talking.Id);

        var (node, _, settled) = await RestoreAsync(made.RecordsFile);
        Assert.Equal(1, settled.Uncertain);
        await SendAllAsync(node, talking.Id);
        Assert.Empty(node.Line.Calls.Concat(node.Sms.Calls));
        var log = await LogOfAsync(node, talking.Id);
        Assert.Equal(Deliveries.Uncertain, log.Single(entry => entry.Number == reply.Number).Delivery);
        var told = log.Single(entry => entry.Kind == EntryKinds.Delivery && entry.Body.Of == reply.Number);
        Assert.Equal((Deliveries.Uncertain, "restored"), (told.Body.Delivery, told.Body.Reason));

        // It does not stand in the way of what is said now.
        await SaysAsync(node, talking.Id, "また書いてください");
        await SendAllAsync(node, talking.Id);
        Assert.Equal(["また書いてください"], node.Line.Texts.Concat(node.Sms.Texts).SelectMany(texts => texts));
    }

    [Fact]
    public async Task The_time_without_a_gateway_is_nobodys_silence()
    {
        var waiting = await WritesAsync("U1", "待っています");
        var talking = await TalksAsync("U2", "話しています");
        await SendAllAsync(Node, waiting.Id);
        var made = await BackUpAsync();
        Time.Advance(TimeSpan.FromHours(80));
        var (node, _, _) = await RestoreAsync(made.RecordsFile);
        var due = await node.Records.ReadAsync(async session =>
            new[] { await ConversationRows.FindAsync(session, waiting.Id), await ConversationRows.FindAsync(session, talking.Id) });
        Assert.Equal(Time.NowMs() + TimeSpan.FromHours(72).Ms(), due[0]!.DueAt);
        Assert.True(due[1]!.DueAt >= Time.NowMs() + TimeSpan.FromMinutes(60).Ms());
    }

    [Fact]
    public async Task Sign_ins_and_shifts_of_before_do_not_live_on()
    {
        await Node.Records.WriteAsync(async session =>
        {
            await session.ExecuteAsync("INSERT INTO protection_key (name, sealed) VALUES ('cookie', @Sealed)", new { Sealed = new byte[] { 1 } });
            return await session.ExecuteAsync(
                "INSERT INTO shift (staff_id, organisation, available, capacity, seen_at) VALUES (@Aoi, @Organisation, 1, 3, 0)",
                new { ConversationsNode.Aoi, ConversationsNode.Organisation });
        });
        var (node, _, _) = await RestoreAsync((await BackUpAsync()).RecordsFile);
        Assert.Equal((0, 0, 2), await node.Records.ReadAsync(async session => (
            await session.FindAsync<int>("SELECT COUNT(*) FROM protection_key"),
            await session.FindAsync<int>("SELECT COUNT(*) FROM shift"),
            await session.FindAsync<int>("SELECT COUNT(*) FROM staff"))));
    }

    [Fact]
    public async Task Every_table_of_the_schema_has_its_fate()
    {
        var made = await BackUpAsync();
        Assert.Empty(made.Strangers);
        var tables = made.Records.Parts.Concat(made.Keys.Parts).Select(part => part.Table);
        Assert.Equal(BackupTables.All.Where(row => row.Fate != TableFate.LeftOut).Select(row => row.Table).Order(), tables.Order());
    }

    private static async Task<List<IReadOnlyList<Entry>>> LogsAsync(ConversationsNode node, params IEnumerable<Conversation> conversations)
    {
        var logs = new List<IReadOnlyList<Entry>>();
        foreach (var conversation in conversations) logs.Add(await LogOfAsync(node, conversation.Id));
        return logs;
    }
}
