using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Primitives;
using Gateway.TestKit.Contracts;
using Gateway.TestKit.Nights;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.Tests.WaitingQueue;

/// <summary>When the keeper believes that somebody has gone, and what it makes good after a loss.</summary>
public sealed class QueueKeeperTests : IAsyncLifetime
{
    private EmbeddedHouse _embedded = null!;
    private long _second;

    private NightHouse House => _embedded.House;

    private ConversationsNode Node => House.Nodes[0].Node;

    private UnreliableQueue Engine => House.Nodes[0].Queue;

    public async ValueTask InitializeAsync() => _embedded = await EmbeddedHouse.OpenAsync();

    public ValueTask DisposeAsync() => _embedded.DisposeAsync();

    [Fact]
    public async Task Who_vanishes_on_an_ordinary_night_is_relieved_of_their_people_at_once()
    {
        var talk = await TalkingAsync();
        await PassAsync(24);
        Assert.Equal(Stage.Talking, await StageOfAsync(talk));
        await PassAsync(2);
        Assert.Equal(Stage.Waiting, await StageOfAsync(talk));
    }

    [Fact]
    public async Task After_an_outage_everybody_has_time_to_be_heard_again_before_a_talk_is_taken_from_them()
    {
        var talk = await TalkingAsync();
        await OutageAsync();
        await PassAsync(11);
        Assert.Equal(Stage.Talking, await StageOfAsync(talk));
        await Engine.HeartbeatAsync(ConversationsNode.Organisation, [ConversationsNode.Aoi]);
        await PassAsync(24);
        Assert.Equal(Stage.Talking, await StageOfAsync(talk));
    }

    [Fact]
    public async Task Who_is_still_silent_after_an_outage_is_relieved_within_half_a_minute()
    {
        var talk = await TalkingAsync();
        await OutageAsync();
        await PassAsync(23);
        Assert.Equal(Stage.Waiting, await StageOfAsync(talk));
    }

    [Fact]
    public async Task A_short_pause_of_the_queue_is_no_outage()
    {
        var talk = await TalkingAsync();
        await PassAsync(20);
        House.Time.Advance(TimeSpan.FromSeconds(9));
        await PassAsync(1);
        Assert.Equal(Stage.Waiting, await StageOfAsync(talk));
    }

    [Fact]
    public async Task A_lost_answer_to_a_rebuild_leaves_nobody_away_who_said_that_they_are_there()
    {
        await PassAsync(1);
        await Node.Get<ShiftRows>().SetAsync(ConversationsNode.Organisation, ConversationsNode.Aoi, available: true, capacity: 3);
        await House.ForgetAsync();
        House.Nodes[0].Queue.LoseAnswer();
        await PassAsync(1);
        await Engine.HeartbeatAsync(ConversationsNode.Organisation, [ConversationsNode.Aoi]);
        await PassAsync(12);
        var aoi = Assert.Single((await Engine.SnapshotAsync(ConversationsNode.Organisation)).Staff);
        Assert.Equal((true, 3), (aoi.Available, aoi.Capacity));
    }

    [Fact]
    public async Task Who_came_while_a_queue_was_filled_again_is_in_it_a_round_later()
    {
        await PassAsync(12);
        await House.ForgetAsync();
        await PassAsync(1);
        Engine.LoseCall();
        await HelloAsync("U1");
        Assert.Equal(0, (await Engine.SnapshotAsync(ConversationsNode.Organisation)).WaitingCount);
        await PassAsync(1);
        Assert.Equal(1, (await Engine.SnapshotAsync(ConversationsNode.Organisation)).WaitingCount);
    }

    [Fact]
    public async Task Who_ends_a_talk_and_takes_the_next_at_once_is_not_told_that_their_hands_are_full()
    {
        var talk = await TalkingAsync();
        Engine.LoseCall();
        Assert.True(await Node.Get<LetGo>().CloseAsync(NightHouse.Counsellors[0], talk, "talked"));
        await HelloAsync("U2");
        var (outcome, next) = await Node.Get<TakeNext>().TakeAsync(NightHouse.Counsellors[0]);
        Assert.Equal(TakeOutcome.Taken, outcome);
        await HelloAsync("U3");
        Assert.Equal(TakeOutcome.HandsFull, (await Node.Get<TakeNext>().TakeAsync(NightHouse.Counsellors[0])).Outcome);
        Assert.Equal(Stage.Talking, await StageOfAsync(next!.Id));
    }

    [Fact]
    public async Task What_was_said_before_a_long_absence_does_not_count_after_it()
    {
        var shifts = Node.Get<ShiftRows>();
        await shifts.SetAsync(ConversationsNode.Organisation, ConversationsNode.Aoi, available: true, capacity: 3);
        House.Time.Advance(TimeSpan.FromMinutes(9));
        await shifts.SeenAsync([ConversationsNode.Aoi], TestContext.Current.CancellationToken);
        Assert.Equal(new ShiftRow(ConversationsNode.Aoi, 1, 3), Assert.Single(await shifts.RecentAsync(ConversationsNode.Organisation, TimeSpan.FromMinutes(3))));
        House.Time.Advance(TimeSpan.FromMinutes(11));
        await shifts.SeenAsync([ConversationsNode.Aoi], TestContext.Current.CancellationToken);
        Assert.Equal(new ShiftRow(ConversationsNode.Aoi, 0, 1), Assert.Single(await shifts.RecentAsync(ConversationsNode.Organisation, TimeSpan.FromMinutes(3))));
    }

    // The first round begins after a start, which is an outage too.
    private async Task<string> TalkingAsync()
    {
        await PassAsync(15);
        await HelloAsync("U1");
        var (outcome, talk) = await Node.Get<TakeNext>().TakeAsync(NightHouse.Counsellors[0]);
        Assert.Equal(TakeOutcome.Taken, outcome);
        return talk!.Id;
    }

    private Task<Received> HelloAsync(string user) => Node.Receive.ReceiveAsync(new Inbound(
        ConversationsNode.Organisation, ChannelNames.Line, "line/komorebi", Redacted.Of(user), $"event-{user}", InboundKind.Message, Redacted.Of("助けて")));

    private async Task OutageAsync()
    {
        House.Nodes[0].Queue.Away = true;
        await PassAsync(40);
        House.Nodes[0].Queue.Away = false;
    }

    private async Task PassAsync(int seconds)
    {
        for (var i = 0; i < seconds; i++)
        {
            House.Time.Advance(TimeSpan.FromSeconds(1));
            await House.RoundAsync(++_second);
        }
    }

    private async Task<Stage> StageOfAsync(string id) =>
        (await Node.Records.ReadAsync(session => ConversationRows.FindAsync(session, id)))!.Stage;
}
