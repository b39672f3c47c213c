using Gateway.Consortium;
using Gateway.Consortium.Entrance;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConsortiumContract
{
    private static readonly Dictionary<string, QueueSnapshot> s_yoakeIsThere = s_organisations.ToDictionary(
        id => id, id => new QueueSnapshot([], 0, [], [], id == "yoake" ? [new StaffOnShift("yoake-1", Available: true, Capacity: 9, Holding: 0, Present: true)] : []));

    /// <summary>Two nodes route at once while the person writes on over both: one conversation, of one member, with every word in it.</summary>
    [Fact]
    public async Task Whoever_writes_while_they_are_routed_loses_no_word_and_has_one_conversation()
    {
        var id = await EntranceAsync();
        foreach (var person in Enumerable.Range(0, 12).Select(number => $"person{number}"))
        {
            await WriteAsync(person, 1);
            var conversation = await OpenOfAsync(person);
            await Task.WhenAll(
                Get<RouteVisitor>(0).CarryOutAsync(id, conversation.Id, s_yoakeIsThere, default),
                WriteAsync(person, 2, node: 1),
                Get<RouteVisitor>(1).CarryOutAsync(id, conversation.Id, s_yoakeIsThere, default),
                WriteAsync(person, 3, node: 0));
            await WriteAsync(person, 4, node: 1);

            var now = await OpenOfAsync(person);
            Assert.Equal((conversation.Id, "yoake", Stage.Waiting), (now.Id, now.Organisation, now.Stage));
            var entries = await Get<IRecords>().ReadAsync(session => Get<ConversationLog>().ReadAsync(session, now, 0));
            Assert.Equal(Enumerable.Range(1, entries.Count).Select(number => (long)number), entries.Select(entry => entry.Number));
            Assert.Equal(["ことば1", "ことば2", "ことば3", "ことば4"], entries.Where(entry => entry.Author == Authors.Person).Select(entry => entry.Body.Text!).Order());
            Assert.Single(entries, entry => entry.Body.Stage == "routed");
            Assert.Single(entries, entry => entry.Body.Stage == "waiting");
        }

        Assert.Equal(12, await Get<IRecords>().ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM conversation")));
    }

    /// <summary>Each organisation keeps what is its own: the member's contact is another one than that at the entrance, and goes by itself.</summary>
    [Fact]
    public async Task What_a_member_has_is_the_members_and_is_erased_with_the_address_at_the_entrance_when_nobody_needs_it_any_more()
    {
        var id = await EntranceAsync();
        await WriteAsync("a", 1);
        var before = await OpenOfAsync("a");
        await Get<RouteVisitor>().CarryOutAsync(id, before.Id, s_yoakeIsThere, default);
        var now = await OpenOfAsync("a");
        Assert.Equal((before.ContactId, before.OpenedAt), (now.CameBy, now.ArrivedAt));
        Assert.NotEqual(before.ContactId, now.ContactId);
        Assert.Equal(["komorebi", "yoake"], await OfContactsAsync("organisation"));
        foreach (var trail in new[] { "komorebi", "yoake" })
            Assert.Contains("gateway conversation.routed", await TrailAsync(trail));

        Assert.Equal(1, await Get<EraseWords>().PersonAsync(now.ContactId, EraseWords.Asked));
        Assert.Empty(await Get<IRecords>().ReadAsync(session => session.QueryAsync<string>("SELECT k.owner FROM sealing_key k JOIN contact c ON c.id = k.owner")));
        Assert.Equal(0, await Get<IRecords>().ReadAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM entrance_visit")));
        // A stranger again: a new conversation, at the entrance.
        await WriteAsync("a", 2);
        Assert.Equal((null, "komorebi"), (await OpenOfAsync("a") is var stranger ? stranger.CameBy : "", (await OpenOfAsync("a")).Organisation));
    }

    /// <summary>Whoever waits at a member that leaves is routed anew in the next round, and is in one queue.</summary>
    [Fact]
    public async Task A_member_that_leaves_gives_back_whoever_came_by_the_entrance_and_still_waits()
    {
        var id = await EntranceAsync();
        await StaffAsync();
        foreach (var person in new[] { "waits", "talks" })
        {
            await WriteAsync(person, 1);
            await Get<RouteVisitor>().CarryOutAsync(id, (await OpenOfAsync(person)).Id, s_yoakeIsThere, default);
        }

        Assert.NotNull(await Get<MoveConversation>().TakeAsync((await OpenOfAsync("talks")).Id, "yoake-1", "ゆき", fence: 1));
        await Get<ChangeStanding>(1).LeaveAsync(Yoake, id, "yoake");
        foreach (var person in new[] { "waits", "talks" }) await Get<RouteVisitor>().CarryOutAsync(id, (await OpenOfAsync(person)).Id, s_yoakeIsThere, default);
        var (waits, talks) = (await OpenOfAsync("waits"), await OpenOfAsync("talks"));
        Assert.Equal(("komorebi", Stage.Waiting, null), (waits.Organisation, waits.Stage, waits.CameBy));
        Assert.Equal(("yoake", Stage.Talking), (talks.Organisation, talks.Stage));
        Assert.Equal(waits.OpenedAt, waits.ArrivedAt);
    }

    /// <summary>What was said and agreed to with a member stays with it, also when its counsellor gives the person back: whoever asks for them elsewhere finds them in their own queue.</summary>
    [Fact]
    public async Task Whoever_has_talked_with_a_member_and_is_given_back_stays_there()
    {
        var id = await EntranceAsync();
        await StaffAsync();
        await WriteAsync("a", 1);
        await Get<RouteVisitor>().CarryOutAsync(id, (await OpenOfAsync("a")).Id, s_yoakeIsThere, default);
        var talk = await OpenOfAsync("a");
        Assert.NotNull(await Get<MoveConversation>().TakeAsync(talk.Id, "yoake-1", "ゆき", fence: 1));
        Assert.NotNull(await Get<MoveConversation>().GiveBackAsync(talk.Id, "yoake-1", 1, "given_back"));
        await Get<IQueueEngine>().JoinAsync(JoinQueue.PlaceOf(await OpenOfAsync("a")));

        // They choose by hand, the choice is written by an older node, and then the member leaves: nothing moves them.
        await Get<IRecords>().WriteAsync(async session =>
        {
            await VisitRows.SaveAsync(session, (await VisitRows.FindAsync(session, talk.Id))! with { Wish = "komorebi", DueAt = Time.NowMs() });
            Assert.Null(await Get<MoveConversation>().RouteAsync(session, (await ConversationRows.LockAsync(session, talk.Id))!, "komorebi", "chosen"));
        });
        await Get<RouteVisitor>().CarryOutAsync(id, talk.Id, s_yoakeIsThere, default);
        Assert.Single(await Get<IQueueEngine>().FindAsync("yoake", [talk.Id]));
        await Get<ChangeStanding>(1).LeaveAsync(Yoake, id, "yoake");
        Assert.Null((await VisitAsync(talk.Id)).DueAt);
        await Get<RouteVisitor>().CarryOutAsync(id, talk.Id, s_yoakeIsThere, default);
        var now = await OpenOfAsync("a");
        Assert.Equal(("yoake", talk.ContactId, Stage.Waiting), (now.Organisation, now.ContactId, now.Stage));
        Assert.Single(await Get<IQueueEngine>().FindAsync("yoake", [talk.Id]));
    }

    /// <summary>A member's period may end, or the set-up file close it, without anybody saying so: the next round calls back whoever waits there.</summary>
    [Fact]
    public async Task Whoever_waits_at_a_member_that_takes_no_part_any_more_is_called_back_by_the_round()
    {
        var id = await EntranceAsync();
        await WriteAsync("a", 1);
        await Get<RouteVisitor>().CarryOutAsync(id, (await OpenOfAsync("a")).Id, s_yoakeIsThere, default);
        Assert.Equal("yoake", (await OpenOfAsync("a")).Organisation);
        await Get<EntranceKeeper>().RunOnceAsync(default);
        Assert.Equal("yoake", (await OpenOfAsync("a")).Organisation);
        // It takes no part any more, and nobody has called them back.
        await Get<IRecords>().WriteAsync(session => ConsortiumRows.StandAsync(session, id, "yoake", Gateway.Consortium.Standing.Paused, Time.NowMs()));
        await Get<EntranceKeeper>(1).RunOnceAsync(default);
        Assert.Equal(("komorebi", Stage.Waiting), ((await OpenOfAsync("a")).Organisation, (await OpenOfAsync("a")).Stage));
    }

    /// <summary>The list of members is offered by a node that has read the visit before it was called back: what the call back wrote stands.</summary>
    [Fact]
    public async Task An_offer_takes_no_call_back_away()
    {
        var id = await EntranceAsync();
        await WriteAsync("a", 1);
        var talk = (await OpenOfAsync("a")).Id;
        await Get<RouteVisitor>().CarryOutAsync(id, talk, s_yoakeIsThere, default);
        await Get<IRecords>().WriteAsync(session => VisitRows.CallBackAsync(session, id, "yoake", "left", Time.NowMs()));
        await Get<IRecords>().WriteAsync(session => VisitRows.OfferedAsync(session, talk, Time.NowMs(), []));
        var offered = await VisitAsync(talk);
        Assert.Equal(("left", (long?)Time.NowMs()), (offered.Why, offered.DueAt));
        await Get<IRecords>().WriteAsync(session => VisitRows.WishAsync(session, talk, "komorebi", Time.NowMs(), []));
        var wished = await VisitAsync(talk);
        Assert.Equal(("left", "komorebi"), (wished.Why, wished.Wish));
    }

    /// <summary>A fault with one of them is that one's alone, and danger is not served last.</summary>
    [Fact]
    public async Task One_that_cannot_be_routed_holds_up_nobody_and_danger_comes_first()
    {
        var id = await EntranceAsync();
        foreach (var person in new[] { "broken", "next", "danger" }) await WriteAsync(person, 1);
        Time.Advance(TimeSpan.FromMinutes(3));
        var (broken, danger) = ((await OpenOfAsync("broken")).Id, (await OpenOfAsync("danger")).Id);
        await Get<IRecords>().WriteAsync(async session =>
        {
            // A menu that nobody can open any more.
            await session.ExecuteAsync("UPDATE entrance_visit SET menu = @menu, due_at = 1 WHERE conversation_id = @broken", new { menu = new byte[] { 1, 2, 3 }, broken });
            await session.ExecuteAsync("UPDATE entrance_visit SET due_at = @now WHERE conversation_id <> @broken", new { now = Time.NowMs(), broken });
            await session.ExecuteAsync("UPDATE conversation SET grade = 3 WHERE id = @danger", new { danger });
            Assert.Equal(danger, (await VisitRows.DueAsync(session, Time.NowMs(), 1))[0].ConversationId);
        });
        await Get<EntranceKeeper>().RunOnceAsync(default);
        Assert.Equal([Stage.Intake, Stage.Waiting, Stage.Waiting], new[] { await StageAsync("broken"), await StageAsync("next"), await StageAsync("danger") });
        Assert.Equal(Time.NowMs() + 60_000, (await VisitAsync(broken)).DueAt);
    }

    /// <summary>The address is forgotten in the very moment in which the person writes again: either they are a stranger, or it is kept. Never are there words to which no answer finds its way.</summary>
    [Fact]
    public async Task Whoever_writes_again_while_their_address_is_forgotten_can_be_answered()
    {
        var id = await EntranceAsync();
        foreach (var person in Enumerable.Range(0, 12).Select(number => $"again{number}"))
        {
            await WriteAsync(person, 1);
            var talk = await OpenOfAsync(person);
            await Get<RouteVisitor>().CarryOutAsync(id, talk.Id, s_yoakeIsThere, default);
            var contact = (await OpenOfAsync(person)).ContactId;
            await Get<MoveConversation>().CloseAsync(talk.Id, _ => true, new Ending("closed", "answered", "gateway"));
            Time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAll(Get<EraseWords>(0).PersonAsync(contact, EraseWords.Asked), WriteAsync(person, 2, node: 1));

            var open = await OpenOfAsync(person);
            Assert.Null(open.ClosedAt);
            await Get<RouteVisitor>().CarryOutAsync(id, open.Id, s_yoakeIsThere, default);
            var address = await Get<IRecords>().ReadAsync(async session => await Get<Contacts>().AddressOfAsync(session, (await OpenOfAsync(person)).ContactId));
            Assert.Equal(person, address?.Value);
        }

        Assert.Empty(await Get<IRecords>().ReadAsync(session => session.QueryAsync<string>(
            "SELECT COALESCE(came_by, contact_id) FROM conversation WHERE closed_at IS NULL GROUP BY COALESCE(came_by, contact_id) HAVING COUNT(*) > 1")));
    }

    /// <summary>Nobody waits at one organisation for whom the shift of another one had promised.</summary>
    [Fact]
    public async Task What_the_shift_of_one_member_promised_does_not_hold_at_another()
    {
        var id = await EntranceAsync();
        await WriteAsync("a", 1);
        var talk = (await OpenOfAsync("a")).Id;
        await Get<RouteVisitor>().CarryOutAsync(id, talk, s_yoakeIsThere, default);
        await Get<IRecords>().WriteAsync(async session =>
        {
            await session.ExecuteAsync(
                "UPDATE conversation SET wish = 1, wished_at = @now, wish_until = @until, wish_state = 'waits' WHERE id = @talk", new { now = Time.NowMs(), until = Time.NowMs() + 600_000, talk });
            await VisitRows.WishAsync(session, talk, "komorebi", Time.NowMs(), (await VisitRows.FindAsync(session, talk))!.Menu!);
        });
        await Get<RouteVisitor>().CarryOutAsync(id, talk, s_yoakeIsThere, default);
        var now = await OpenOfAsync("a");
        Assert.Equal(("komorebi", 0L), (now.Organisation, (long)now.Wish!.Until));
    }

    private async Task<Stage> StageAsync(string person) => (await OpenOfAsync(person)).Stage;

    private async Task<EntranceVisit> VisitAsync(string conversation) => (await Get<IRecords>().ReadAsync(session => VisitRows.FindAsync(session, conversation)))!;

    private async Task<string> EntranceAsync()
    {
        for (var node = 0; node < NodeCount; node++)
        {
            foreach (var alive in new[] { "komorebi", "yoake" }) await Get<IQueueEngine>(node).RebuildAsync(alive, [], []);
        }

        var id = await RunningAsync(Komorebi, Yoake);
        await Get<ChangeStanding>().SetTermsAsync(Yoake, id, new MemberTerms { Takes = true, AtOnce = 100, PerDay = 100 });
        return id;
    }

    private Task<Received> WriteAsync(string person, int number, int node = 0) => SayAsync(person, $"ことば{number}", node);

    private Task<Received> SayAsync(string person, string text, int node = 0) => Get<ReceiveInbound>(node).ReceiveAsync(new Inbound(
        "komorebi", ChannelNames.Chat, "chat/minna", Redacted.Of(person), $"{person}-{text}", InboundKind.Message, Redacted.Of(text)));

    private Task<Conversation> OpenOfAsync(string person) => Get<IRecords>().ReadAsync(async session =>
        (await ConversationRows.NewestAsync(session, "chat/minna", Get<Contacts>().HashOf("chat/minna", Redacted.Of(person))))!);

    private Task<IReadOnlyList<string>> OfContactsAsync(string column) => Get<IRecords>().ReadAsync(session => session.QueryAsync<string>($"SELECT {column} FROM contact ORDER BY {column}"));
}
