using Gateway.Consortium;
using Gateway.Consortium.Live;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Records;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConsortiumContract
{
    /// <summary>A queue that nobody fills any more, as that of an organisation that was closed, holds up nobody else.</summary>
    [Fact]
    public async Task A_member_whose_queue_has_no_memory_is_left_out_and_its_guests_go_home_in_time()
    {
        var id = await RunningAsync(Komorebi, Yoake, Sorairo);
        foreach (var alive in new[] { "komorebi", "yoake" }) await Get<IQueueEngine>().RebuildAsync(alive, [], []);
        Assert.Equal(["komorebi", "yoake"], (await Get<MembersNow>().LookAsync(await FindAsync(id))).Keys.Order(StringComparer.Ordinal));

        var (dead, empty) = (await GuestAsync(id, "a", "sorairo"), await GuestAsync(id, "b"));
        await RoundAsync();
        Time.Advance(TimeSpan.FromSeconds(31));
        await RoundAsync();
        Assert.Equal(("sorairo", null), (await HostAsync(dead), await HostAsync(empty)));
        Time.Advance(TimeSpan.FromMinutes(15));
        await RoundAsync();
        Assert.Null(await HostAsync(dead));
    }

    /// <summary>Whoever said yes is answered, even when there is neither a consortium nor a queue any more.</summary>
    [Fact]
    public async Task A_yes_after_the_end_of_the_consortium_is_answered()
    {
        var id = await RunningAsync(Komorebi, Yoake);
        var person = await WaitingAsync("a");
        await Get<ChangeStanding>().EndAsync(Komorebi, id);
        await AskedAsync(id, person, QuestionState.Agreed, at: 1);
        await RoundAsync();
        Assert.Equal(QuestionState.NotPossible, (await Get<IRecords>().ReadAsync(session => OverflowRows.OfConversationAsync(session, person)))[0].State);
        Assert.Single(await Get<IRecords>().ReadAsync(session => EntryRows.OfKindAsync(session, person, EntryKinds.Message)));
        Assert.Empty(await Get<IRecords>().ReadAsync(OverflowRows.LivingAsync));
    }

    /// <summary>Whoever agreed first goes first: neither a later yes nor a question takes the hand that they were promised.</summary>
    [Fact]
    public async Task Only_older_yeses_count_against_a_yes()
    {
        var id = await RunningAsync(Komorebi, Yoake);
        var (first, second) = (await AskedAsync(id, await WaitingAsync("a"), QuestionState.Agreed, at: 10), await AskedAsync(id, await WaitingAsync("b"), QuestionState.Agreed, at: 20));
        await AskedAsync(id, await WaitingAsync("c"), QuestionState.Asked, at: Time.GetUtcNow().ToUnixTimeMilliseconds());
        Assert.Equal((0, 1, 3), (await ComingAsync((10, first)), await ComingAsync((20, second)), await ComingAsync(null)));

        async Task<int> ComingAsync((long, string)? before)
        {
            var (consortium, queues) = (await FindAsync(id), s_organisations.ToDictionary(one => one, _ => new QueueSnapshot([], 0, [], [], [])));
            return (await Get<IRecords>().ReadAsync(session => Get<MembersNow>().OfAsync(session, consortium, queues, before))).Single(member => member.Id == "yoake").Waiting;
        }
    }

    /// <summary>Where others may see the phone the question would arrive as a sentence that says nothing: it is asked when the person is there.</summary>
    [Fact]
    public async Task Whose_phone_others_may_see_is_asked_only_while_they_are_there()
    {
        var id = await RunningAsync(Komorebi, Yoake);
        var person = await WaitingAsync("a", ChannelNames.Line);
        await Get<IRecords>().WriteAsync(async session => await Get<ConversationLog>().AppendAsync(
            session, (await ConversationRows.FindAsync(session, person))!,
            new NewEntry(EntryKinds.Facts, Authors.Bot, new EntryBody(Facts: new Dictionary<string, string> { [SafeReach.Fact] = SafeReach.Seen }))));
        await HeardAsync(Time.GetUtcNow() - SafeReach.There);
        Assert.False(await AskAsync());
        await HeardAsync(Time.GetUtcNow());
        Assert.True(await AskAsync());

        Task<bool> AskAsync() => Get<IRecords>().WriteAsync(session => Get<AskPerson>().AskAsync(session, person, id, "yoake"));
        Task HeardAsync(DateTimeOffset when) => Get<IRecords>().WriteAsync(session =>
            session.ExecuteAsync("UPDATE conversation SET heard_at = @at WHERE id = @person", new { at = when.ToUnixTimeMilliseconds(), person }));
    }

    private Task RoundAsync() => Get<OverflowKeeper>().RunOnceAsync(CancellationToken.None);

    // Somebody was asked about yoake; the id of the question.
    private async Task<string> AskedAsync(string consortium, string person, QuestionState state, long at)
    {
        await Get<IRecords>().WriteAsync(async session => await OverflowRows.InsertAsync(
            session, new OverflowQuestion("q-" + person, person, (await ConversationRows.FindAsync(session, person))!.ContactId, consortium, "yoake", "12", state, at)));
        return "q-" + person;
    }
}
