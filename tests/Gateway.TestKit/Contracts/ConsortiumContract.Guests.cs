using Gateway.Consortium;
using Gateway.Consortium.Live;
using Gateway.Conversations;
using Gateway.Organisations;
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

    /// <summary>つなぎの依頼: one request at a time; home takes the talk over in one step, and the partner has nothing of it any more.</summary>
    [Fact]
    public async Task Home_takes_over_who_a_partner_asks_it_to_join_to_a_body()
    {
        var id = await RunningAsync(Komorebi, Yoake);
        await StaffAsync();
        var guest = await GuestAsync(id, "a");
        await Get<MoveConversation>().TakeAsync(guest, "yoake-1", "ゆき", fence: 1);
        var (partner, home) = (new Staff("yoake-1", "yuki", "ゆき", Roles.Volunteer, "yoake"), new Staff("komorebi-1", "umi", "うみ", Roles.Volunteer, "komorebi"));
        var words = Redacted.Of<IReadOnlyDictionary<string, string>>(new Dictionary<string, string> { ["words"] = "家賃" });
        Assert.Null(await Get<CarryOn>().TakeOverAsync(home, guest));
        Assert.Equal(CarryOutcome.Done, await Get<CarryOn>().AskHandoffAsync(partner, guest, words));
        Assert.Equal(CarryOutcome.StandsAlready, await Get<CarryOn>(1).AskHandoffAsync(partner, guest, words));
        Assert.True(Assert.Single(await Get<IRecords>().ReadAsync(session => GuestStays.AwayAsync(session, "komorebi"))).AsksHandoff);
        Assert.Equal("家賃", (await Get<CarryOn>(1).ReadHandoffAsync(home, guest))!.Parts["words"]);

        // Two at home press at once: one has them.
        var both = await Task.WhenAll(Get<CarryOn>().TakeOverAsync(home, guest), Get<CarryOn>(1).TakeOverAsync(home, guest));
        Assert.Single(both, one => one is not null);
        var now = (await Get<IRecords>().ReadAsync(session => ConversationRows.FindAsync(session, guest)))!;
        Assert.Equal((null, Stage.Talking, home.Id), (now.Host, now.Stage, now.AssignedTo));
        Assert.Equal("taken_over taken", await Get<IRecords>().ReadAsync(session => session.FindAsync<string>("SELECT why || ' ' || handoff_answer FROM guest_stay")));
        Assert.Equal(CarryOutcome.NotYours, await Get<CarryOn>().SendHomeAsync(partner, guest, words, later: false));
    }

    private Task<int> StaffAsync() => Get<IRecords>().WriteAsync(session => session.ExecuteAsync(
        """
        INSERT INTO staff (id, organisation, user_name, normalized_user_name, name, role, security_stamp, created_at)
        VALUES ('yoake-1', 'yoake', 'yuki', 'yuki', 'ゆき', 'volunteer', 'stamp', 0), ('komorebi-1', 'komorebi', 'umi', 'umi', 'うみ', 'volunteer', 'stamp', 0)
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
