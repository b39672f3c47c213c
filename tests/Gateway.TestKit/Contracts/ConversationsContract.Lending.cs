using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    private const string Partner = "yoake";
    private const string Yuki = "staff-yuki";

    [Fact]
    public async Task Who_is_lent_keeps_arrival_and_grade_and_only_the_partner_s_counsellors_take_read_and_write()
    {
        await PartnerAsync();
        var waiting = await WaitingAsync();
        Pass(TimeSpan.FromMinutes(20));
        var lent = (await LendAsync(waiting.Id))!;
        Assert.Equal((waiting.ArrivedAt, waiting.Grade, Partner), (lent.ArrivedAt, lent.Grade, lent.Answering));
        Assert.Empty(await QueueAsync(ConversationsNode.Organisation));
        Assert.Equal([waiting.Id], await QueueAsync(Partner));

        // A claim of home that is older than the move, with whatever number.
        Assert.Null(await Nodes[^1].Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: long.MaxValue));
        Assert.NotNull(await Nodes[^1].Move.TakeAsync(waiting.Id, Yuki, "ゆき", fence: 3));
        var access = Node.Get<ConversationAccess>();
        Assert.NotNull(await access.ReadAsync(Yuki, waiting.Id, 0));
        Assert.Null(await access.ReadAsync(ConversationsNode.Aoi, waiting.Id, 0));
        Assert.Equal(SpeakOutcome.NotYours, (await SayAsync(waiting.Id, "わたしです")).Outcome);
        var said = await Node.Speak.SayAsync(waiting.Id, Yuki, "ゆき", NewId(), Redacted.Of("こんばんは"));
        Assert.Equal("ゆき（yoake）", said.Entry!.Body.Name);
        AssertGapless(await EntriesAsync(waiting.Id));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task With_the_end_of_the_partner_s_part_everything_of_it_ends_in_the_same_step(bool closes)
    {
        await PartnerAsync();
        var waiting = await WaitingAsync();
        await LendAsync(waiting.Id);
        await Node.Move.TakeAsync(waiting.Id, Yuki, "ゆき", fence: 3);
        if (closes) await Node.Move.CloseAsync(waiting.Id, _ => true, new Ending("closed", "talked", Yuki, "closed"));
        else await HomeAsync(waiting.Id);

        var now = await FindAsync(waiting.Id);
        Assert.Equal(((string?)null, (string?)null, closes ? Stage.Closed : Stage.Waiting), (now.Host, now.AssignedTo, now.Stage));
        Assert.Null(await Nodes[^1].Get<ConversationAccess>().ReadAsync(Yuki, waiting.Id, 0));
        Assert.Equal(SpeakOutcome.NotYours, (await Nodes[^1].Speak.SayAsync(waiting.Id, Yuki, "ゆき", NewId(), Redacted.Of("まだいます"))).Outcome);
        var (taken, ended) = await Node.Records.ReadAsync(async session => (
            await session.FindAsync<string>("SELECT taken_by FROM guest_stay WHERE conversation_id = @Id", waiting), await session.FindAsync<string>("SELECT why FROM guest_stay WHERE conversation_id = @Id", waiting)));
        Assert.Equal((Yuki, closes ? "closed" : "fetched"), (taken, ended));
        if (closes) return;
        Assert.Equal(waiting.ArrivedAt, now.ArrivedAt);
        // Home's own numbers may be lower than the partner's were.
        Assert.NotNull(await Node.Move.TakeAsync(waiting.Id, ConversationsNode.Minato, "みなと", fence: 1));
        Assert.Null(await Node.Move.TakeAsync(waiting.Id, Yuki, "ゆき", fence: long.MaxValue));
    }

    [Fact]
    public async Task Claims_at_home_and_at_the_partner_and_the_moves_between_race_and_one_organisation_answers()
    {
        await PartnerAsync();
        for (var round = 0; round < 25; round++)
        {
            var waiting = await WaitingAsync($"U{round}");
            var fence = 10 + (round * 10);
            await AllAtOnceAsync(8, i => (i % 4) switch
            {
                0 => LendAsync(waiting.Id, Nodes[i % Nodes.Count]),
                1 => Nodes[i % Nodes.Count].Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence + i),
                2 => Nodes[i % Nodes.Count].Move.TakeAsync(waiting.Id, Yuki, "ゆき", fence + i),
                _ => HomeAsync(waiting.Id, Nodes[i % Nodes.Count]),
            });
            var now = await FindAsync(waiting.Id);
            var open = await Node.Records.ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM guest_stay WHERE conversation_id = @Id AND ended_at IS NULL", waiting));
            Assert.Equal(now.Host is null ? 0 : 1, open);
            Assert.Equal(waiting.ArrivedAt, now.ArrivedAt);
            if (now.Stage == Stage.Talking) Assert.Equal(now.Host is null ? ConversationsNode.Aoi : Yuki, now.AssignedTo);
            else Assert.Equal((Stage.Waiting, (string?)null), (now.Stage, now.AssignedTo));
            // In exactly one of the two queues.
            var talking = await Node.Records.ReadAsync(async session =>
                (await QueueRows.FindAsync(session, ConversationsNode.Organisation, [waiting.Id])).Count + (await QueueRows.FindAsync(session, Partner, [waiting.Id])).Count);
            Assert.Equal(1, talking);
            AssertGapless(await EntriesAsync(waiting.Id));
        }
    }

    private Task PartnerAsync() => Node.Records.WriteAsync(async session =>
    {
        var at = Time.GetUtcNow().ToUnixTimeMilliseconds();
        await session.ExecuteAsync(
            """
            INSERT INTO organisation (id, name, created_at) VALUES (@Partner, 'よあけ', @at);
            INSERT INTO staff (id, organisation, user_name, normalized_user_name, name, role, security_stamp, created_at) VALUES (@Yuki, @Partner, @Yuki, @Yuki, 'ゆき', 'volunteer', 'stamp', @at);
            INSERT INTO consortium (id, responsible, in_force, newest) VALUES ('c1', @Partner, 1, 1)
            """, new { Partner, Yuki, at });
    });

    private Task<Conversation?> LendAsync(string id, ConversationsNode? node = null) => (node ?? Node).Records.WriteAsync<Conversation?>(async session =>
        await ConversationRows.LockAsync(session, id) is { } conversation ? await (node ?? Node).Move.LendAsync(session, conversation, "c1", Partner) : null);

    private Task<Conversation?> HomeAsync(string id, ConversationsNode? node = null) => (node ?? Node).Records.WriteAsync<Conversation?>(async session =>
        await ConversationRows.LockAsync(session, id) is { } conversation ? await (node ?? Node).Move.FetchHomeAsync(session, conversation, "fetched") : null);

    private Task<IReadOnlyList<string>> QueueAsync(string organisation) => Nodes[^1].Records.ReadAsync<IReadOnlyList<string>>(async session =>
        [.. (await QueueRows.WaitingAsync(session, organisation, null, 10)).Select(row => row.Id)]);
}
