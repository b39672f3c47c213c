using Gateway.Consortium;
using Gateway.Consortium.Live;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConsortiumContract
{
    /// <summary>Whoever is with a partner, waiting or talking, is home in the very step by which the partner leaves.</summary>
    [Fact]
    public async Task Leaving_takes_guests_home_in_the_same_step_and_pausing_those_who_wait()
    {
        var id = await RunningAsync(Komorebi, Yoake);
        await StaffAsync();
        var (waits, talks) = (await GuestAsync(id, "a"), await GuestAsync(id, "b"));
        Assert.NotNull(await Get<MoveConversation>().TakeAsync(talks, "yoake-1", "ゆき", fence: 1));

        await Get<ChangeStanding>().PauseAsync(Yoake, id);
        Assert.Equal((null, "yoake"), (await HostAsync(waits), await HostAsync(talks)));
        await Get<ChangeStanding>(1).LeaveAsync(Yoake, id, "yoake");
        Assert.Null(await HostAsync(talks));
        Assert.Empty(await Get<IRecords>().ReadAsync(GuestStays.OpenAsync));
    }

    /// <summary>Shares are what the records say: who was answered counts, who came back unanswered counts only for the caps of the day.</summary>
    [Fact]
    public async Task Shares_and_caps_are_counted_from_the_records()
    {
        var id = await RunningAsync(Komorebi, Yoake);
        await StaffAsync();
        var (_, talks) = (await GuestAsync(id, "a"), await GuestAsync(id, "b"));
        await Get<MoveConversation>().TakeAsync(talks, "yoake-1", "ゆき", fence: 1);
        var consortium = await FindAsync(id);
        var queues = s_organisations.ToDictionary(one => one, _ => new QueueSnapshot([], 0, [], [], []));
        var all = await Get<IRecords>().ReadAsync(session => Get<MembersNow>(1).OfAsync(session, consortium, queues));
        var (home, partner) = (all.Single(member => member.Id == "komorebi"), all.Single(member => member.Id == "yoake"));
        Assert.Equal((1, 0, 0, 0), (home.Given, home.Taken, home.TakenToday, home.TakenNow));
        Assert.Equal((0, 1, 2, 2), (partner.Given, partner.Taken, partner.TakenToday, partner.TakenNow));
        Assert.NotNull(partner.LastTookAt);

        Time.Advance(TimeSpan.FromDays(29));
        all = await Get<IRecords>().ReadAsync(session => Get<MembersNow>().OfAsync(session, consortium, queues));
        Assert.Equal((0, 0, 2), (all.Single(member => member.Id == "yoake").Taken, all.Single(member => member.Id == "yoake").TakenToday, all.Single(member => member.Id == "yoake").TakenNow));
    }

    private Task<int> StaffAsync() => Get<IRecords>().WriteAsync(session => session.ExecuteAsync(
        """
        INSERT INTO staff (id, organisation, user_name, normalized_user_name, name, role, security_stamp, created_at)
        VALUES ('yoake-1', 'yoake', 'yuki', 'yuki', 'ゆき', 'volunteer', 'stamp', 0)
        """));

    // Somebody of komorebi, who waits at yoake.
    private async Task<string> GuestAsync(string consortium, string person, string host = "yoake")
    {
        var id = await WaitingAsync(person);
        await Get<IRecords>().WriteAsync(async session =>
            Assert.NotNull(await Get<MoveConversation>().LendAsync(session, (await ConversationRows.LockAsync(session, id))!, consortium, host)));
        return id;
    }

    // Somebody who waits at komorebi.
    private Task<string> WaitingAsync(string person, string channel = ChannelNames.Chat) => Get<IRecords>().WriteAsync(async session =>
    {
        var opened = await Get<OpenConversation>().OpenAsync(session, "komorebi", channel, channel + "/komorebi", Redacted.Of(person), "ja");
        Assert.NotNull(await Get<MoveConversation>().JoinAsync(session, opened, Time.GetUtcNow().ToUnixTimeMilliseconds()));
        return opened.Id;
    });

    private async Task<string?> HostAsync(string conversation) => (await Get<IRecords>().ReadAsync(session => ConversationRows.FindAsync(session, conversation)))!.Host;
}
