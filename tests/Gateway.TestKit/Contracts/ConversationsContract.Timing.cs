using Gateway.Conversations;
using Gateway.Intake;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Theory]
    [InlineData(Stage.Intake, Grade.Unknown, 60, "no_word")]
    [InlineData(Stage.Waiting, Grade.Low, 72 * 60, "not_reached")]
    [InlineData(Stage.Waiting, Grade.Urgent, 72 * 60, "not_reached")]
    [InlineData(Stage.Talking, Grade.Unknown, 60, "silent")]
    [InlineData(Stage.Talking, Grade.Middle, 60, "silent")]
    [InlineData(Stage.Talking, Grade.High, 24 * 60, "silent")]
    [InlineData(Stage.Talking, Grade.Urgent, 24 * 60, "silent")]
    public async Task Every_stage_ends_by_itself(Stage stage, Grade grade, int minutes, string outcome)
    {
        var conversation = await InAsync(stage, grade);
        if (stage == Stage.Talking) await SayAsync(conversation.Id, "います");
        await RunTimersAsync(async () =>
        {
            Pass(TimeSpan.FromMinutes(minutes) - TimeSpan.FromSeconds(10));
            await RoundAsync();
            Assert.Equal(stage, (await FindAsync(conversation.Id)).Stage);
            Pass(TimeSpan.FromSeconds(20));
            await EventuallyAsync(async () => (await FindAsync(conversation.Id)).Stage == Stage.Closed);
        });
        var now = await FindAsync(conversation.Id);
        Assert.Equal((outcome, (long?)null), (now.Outcome, now.DueAt));
        Assert.Equal("silent", (await EntriesAsync(conversation.Id))[^1].Body.Reason);
        Assert.Empty(Node.Errors);
    }

    [Fact]
    public async Task Somebody_whose_last_word_was_not_answered_waits_again_instead_of_being_ended()
    {
        var talking = await TalkingAsync();
        await Node.Receive.ReceiveAsync(From("U1", "まだいますか"));
        await RunTimersAsync(async () =>
        {
            Pass(TimeSpan.FromMinutes(61));
            await EventuallyAsync(async () => (await FindAsync(talking.Id)).Stage == Stage.Waiting);
        });
        var now = await FindAsync(talking.Id);
        Assert.Equal((talking.ArrivedAt, true, (string?)null), (now.ArrivedAt, now.Returned, now.AssignedTo));
        Assert.Equal("unanswered", (await EntriesAsync(talking.Id)).Last(entry => entry.Kind == EntryKinds.Stage).Body.Reason);
    }

    [Fact]
    public async Task A_word_from_either_side_starts_the_silence_anew_but_waiting_counts_from_the_persons_word()
    {
        var talking = await TalkingAsync();
        Pass(TimeSpan.FromMinutes(30));
        await SayAsync(talking.Id, "います");
        Assert.Equal(Time.GetUtcNow().AddMinutes(60).ToUnixTimeMilliseconds(), (await FindAsync(talking.Id)).DueAt);
        Pass(TimeSpan.FromMinutes(30));
        await Node.Receive.ReceiveAsync(From("U1", "うん"));
        Assert.Equal(Time.GetUtcNow().AddMinutes(60).ToUnixTimeMilliseconds(), (await FindAsync(talking.Id)).DueAt);

        var heard = Time.GetUtcNow();
        Pass(TimeSpan.FromMinutes(50));
        await Node.Move.GiveBackAsync(talking.Id, ConversationsNode.Aoi, 1, "vanished");
        Assert.Equal(heard.AddHours(72).ToUnixTimeMilliseconds(), (await FindAsync(talking.Id)).DueAt);
    }

    [Fact]
    public async Task Only_words_of_the_two_people_keep_a_talk_open()
    {
        var talking = await TalkingAsync();
        await SayAsync(talking.Id, "います");
        var due = (await FindAsync(talking.Id)).DueAt;
        Pass(TimeSpan.FromMinutes(20));
        await SendAllAsync(talking.Id);
        await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Event, what: "unfollow"));
        await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Follow, what: "follow"));
        Assert.Equal((due, talking.HeardAt), ((await FindAsync(talking.Id)).DueAt, (await FindAsync(talking.Id)).HeardAt));
        Assert.Equal(EntryKinds.Delivery, Assert.Single(await EntriesAsync(talking.Id), entry => entry.Body.Of == talking.LastNumber + 1).Kind);
        await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Unknown, what: "sticker"));
        Assert.Equal(Time.GetUtcNow().AddMinutes(60).ToUnixTimeMilliseconds(), (await FindAsync(talking.Id)).DueAt);
    }

    [Theory]
    [InlineData(Stage.Intake, 60)]
    [InlineData(Stage.Waiting, 72 * 60)]
    public async Task What_a_phone_did_prolongs_no_stage(Stage stage, int minutes)
    {
        var conversation = await InAsync(stage, Grade.Unknown);
        var heard = Time.GetUtcNow();
        Pass(TimeSpan.FromMinutes(20));
        await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Event, what: "unfollow"));
        Assert.Equal(heard.AddMinutes(minutes).ToUnixTimeMilliseconds(), (await FindAsync(conversation.Id)).DueAt);
    }

    [Fact]
    public async Task Blocking_the_account_is_not_a_last_word_that_waits_for_an_answer()
    {
        var talking = await TalkingAsync();
        await SayAsync(talking.Id, "います");
        await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Event, what: "unfollow"));
        await RunTimersAsync(async () =>
        {
            Pass(TimeSpan.FromMinutes(61));
            await EventuallyAsync(async () => (await FindAsync(talking.Id)).Stage != Stage.Talking);
        });
        Assert.Equal(Stage.Closed, (await FindAsync(talking.Id)).Stage);
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_ended_does_not_keep_the_others_from_ending()
    {
        var spoilt = await TalkingAsync("U1");
        var fine = await TalkingAsync("U2");
        await SayAsync(fine.Id, "います");
        await Node.Records.WriteAsync(session => session.ExecuteAsync(
            "UPDATE sealing_key SET wrapped = @Key WHERE owner = @Id; UPDATE conversation SET due_at = due_at - 60000 WHERE id = @Id", new { Key = new byte[60], spoilt.Id }));
        await RunTimersAsync(async () =>
        {
            Pass(TimeSpan.FromMinutes(61));
            await EventuallyAsync(async () => (await FindAsync(fine.Id)).Stage == Stage.Closed);
        });
        Assert.Equal(Stage.Talking, (await FindAsync(spoilt.Id)).Stage);
        Assert.NotEmpty(Node.Errors);
    }

    private async Task<Conversation> InAsync(Stage stage, Grade grade)
    {
        if (stage == Stage.Intake)
        {
            await Node.Receive.ReceiveAsync(From("U1", null, InboundKind.Follow, what: "follow"));
            return (await OfAsync("U1"))!;
        }

        var waiting = await WaitingAsync();
        await SendAllAsync(waiting.Id);
        await Node.Records.WriteAsync(session => session.ExecuteAsync(
            "UPDATE conversation SET grade = @Grade WHERE id = @Id", new { Grade = (long)grade, waiting.Id }));
        return stage == Stage.Waiting ? waiting : (await Node.Move.TakeAsync(waiting.Id, ConversationsNode.Aoi, "あおい", fence: 1))!;
    }

    private async Task RunTimersAsync(Func<Task> test)
    {
        var timers = Node.Hosted<StageTimers>();
        await timers.StartAsync(CancellationToken.None);
        await RoundAsync();
        try
        {
            await test();
        }
        finally
        {
            await timers.StopAsync(CancellationToken.None);
        }
    }

    // Rounds run beside the test; what must not happen is given a moment in which it could.
    private static Task RoundAsync() => Task.Delay(TimeSpan.FromMilliseconds(200));

    private async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 500 && !await isSo(); i++)
        {
            Pass(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }

        Assert.True(await isSo());
    }
}
