using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.TestKit.Contracts;
using Gateway.WaitingQueue;
using Xunit;

namespace Gateway.TestKit.Nights;

/// <summary>One random night of six people and three counsellors, held against <see cref="NightLaws"/> after every second and against the logs at its end.</summary>
public sealed class Night
{
    private const int People = 6;

    private readonly NightHouse _house;
    private readonly NightLaws _laws;
    private readonly string _name;
    private readonly int[] _words = new int[People];
    private readonly bool[] _open = [true, true, true];
    private readonly HashSet<string>[] _desks = [[], [], []];
    private long _second;
    private int _event;

    private Night(NightHouse house, string name) => (_house, _name, _laws) = (house, name, new NightLaws(house));

    /// <summary>Lives through a night and to its end, when everybody has gone.</summary>
    /// <param name="house">Where.</param>
    /// <param name="name">Another one for each night of a house: its people are new.</param>
    /// <param name="turns">What happens; the steps of one turn at the same moment.</param>
    public static async Task LiveAsync(NightHouse house, string name, NightStep[][] turns)
    {
        var night = new Night(house, name);
        foreach (var turn in turns)
        {
            if (turn.Length == 1) await night.DoAsync(turn[0], alone: true);
            else await Task.WhenAll(turn.Select(step => Task.Run(() => night.DoAsync(step, alone: false))));
            house.Steps += turn.Length;
            await house.BuryAsync();
            await night._laws.CheckAsync();
        }

        await night.EndAsync();
    }

    private async Task DoAsync(NightStep step, bool alone)
    {
        var node = _house.Nodes[step.Amount % _house.Nodes.Count];
        var seat = step.Who % _open.Length;
        var me = NightHouse.Counsellors[seat];
        try
        {
            await (step.Event switch
            {
                NightEvent.Word => SayAsPersonAsync(node, step.Who, alone),
                NightEvent.Follow => node.Node.Receive.ReceiveAsync(From(step.Who, InboundKind.Follow, "follow")),
                NightEvent.Block => node.Node.Receive.ReceiveAsync(From(step.Who, InboundKind.Event, "unfollow")),
                NightEvent.PersonLeaves => node.Node.Receive.ReceiveAsync(From(step.Who, InboundKind.Leave, null)),
                NightEvent.Pass => PassAsync(alone ? 1 + step.Amount : 1 + (step.Amount % 3), alone),
                NightEvent.PassLong => PassAsync(alone ? 30 + (step.Amount * 10) : 1, alone),
                NightEvent.Standstill => StandAsync(step.Amount * 7),
                NightEvent.NodeDies => DisturbAsync(() => _house.Replace(step.Amount % _house.Nodes.Count)),
                NightEvent.CallLost => DisturbAsync(node.Queue.LoseCall),
                NightEvent.AnswerLost => DisturbAsync(node.Queue.LoseAnswer),
                NightEvent.QueueAway => DisturbAsync(() => Away(true)),
                NightEvent.QueueBack => DisturbAsync(() => Away(false)),
                NightEvent.QueueForgets => ForgetAsync(),
                NightEvent.ConsoleVanishes => Task.FromResult(_open[seat] = false),
                _ => AtDeskAsync(step, node.Node, seat, me),
            });
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            // The counsellor is told that it did not work now.
        }
    }

    // A vanished console may wake up at any moment and do what its counsellor had pressed.
    private async Task AtDeskAsync(NightStep step, ConversationsNode node, int seat, Staff me)
    {
        _laws.SeenAlive(me.Id);
        switch (step.Event)
        {
            case NightEvent.Take:
                Note(seat, (await node.Get<TakeNext>().TakeAsync(me)).Conversation?.Id);
                break;
            case NightEvent.Accept or NightEvent.Decline:
                var ringing = (await node.Get<IQueueEngine>().SnapshotAsync(me.Organisation)).Offers.FirstOrDefault(offer => offer.StaffId == me.Id);
                if (ringing is not null)
                    Note(seat, (await node.Get<TakeNext>().AnswerAsync(me, ringing.OfferId, step.Event == NightEvent.Accept)).Conversation?.Id);
                break;
            case NightEvent.GiveBack when Had(seat, step) is { } id:
                await node.Get<LetGo>().ReturnAsync(me, id);
                break;
            case NightEvent.Close when Had(seat, step) is { } id:
                await node.Get<LetGo>().CloseAsync(me, id, "talked");
                break;
            case NightEvent.Say when Had(seat, step) is { } id:
                await node.Speak.SayAsync(id, me.Id, me.Name, new Ids(TimeProvider.System).New(), Redacted.Of("はい"));
                break;
            case NightEvent.Available or NightEvent.Away:
                await node.Get<ShiftRows>().SetAsync(me.Organisation, me.Id, step.Event == NightEvent.Available, 1 + (step.Amount % 3));
                await node.Get<IQueueEngine>().SetAvailabilityAsync(me.Organisation, me.Id, step.Event == NightEvent.Available, 1 + (step.Amount % 3));
                break;
            case NightEvent.ConsoleComesBack:
                _open[seat] = true;
                await node.Get<IQueueEngine>().HeartbeatAsync(me.Organisation, [me.Id]);
                break;
            case NightEvent.SignOut:
                _open[seat] = false;
                await node.Get<LetGo>().FollowAsync(new SignedOut(me));
                break;
            case NightEvent.DiesAfterClaim:
                await node.Get<IQueueEngine>().TakeNextAsync(me.Organisation, me.Id, new Ids(TimeProvider.System).New());
                break;
            case NightEvent.DiesAfterTaking:
                if ((await node.Get<IQueueEngine>().TakeNextAsync(me.Organisation, me.Id, new Ids(TimeProvider.System).New())).Claim is { } claim)
                    Note(seat, (await node.Move.TakeAsync(claim.Place.ConversationId, me.Id, me.Name, claim.Fence))?.Id);
                break;
            case NightEvent.DiesAfterGivingBack when Had(seat, step) is { } id:
                if (await node.Get<ConversationAccess>().FindAsync(me.Id, id) is { } mine)
                    await node.Move.GiveBackAsync(id, me.Id, mine.Fence, "given_back");
                break;
        }
    }

    private async Task SayAsPersonAsync(NightNode node, int who, bool alone)
    {
        Assert.Equal(Received.Stored, await node.Node.Receive.ReceiveAsync(From(who, InboundKind.Message, null, "助けて")));
        Interlocked.Increment(ref _words[who % People]);
        if (alone) Assert.True(await _laws.IsOpenAsync(HashOf(who)), "Somebody wrote and has no open conversation.");
    }

    private async Task PassAsync(int seconds, bool alone)
    {
        for (var i = 0; i < seconds; i++)
        {
            _house.Time.Advance(TimeSpan.FromSeconds(1));
            if (++_second % 5 == 0) await HeartbeatAsync();
            await _house.RoundAsync(_second);
            if (alone) await _laws.CheckAsync();
        }
    }

    private async Task HeartbeatAsync()
    {
        var present = NightHouse.Counsellors.Where((_, seat) => _open[seat]).Select(staff => staff.Id).ToArray();
        var node = _house.Nodes[(int)(_second / 5 % _house.Nodes.Count)].Node;
        try
        {
            await node.Get<IQueueEngine>().HeartbeatAsync(ConversationsNode.Organisation, present);
            foreach (var id in present) _laws.SeenAlive(id);
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            // The next one comes in five seconds.
        }

        await node.Get<ShiftRows>().SeenAsync(present, CancellationToken.None);
    }

    private Task StandAsync(int seconds) => DisturbAsync(() => _house.Time.Advance(TimeSpan.FromSeconds(seconds)));

    private async Task ForgetAsync()
    {
        await _house.ForgetAsync();
        _laws.Disturbed();
    }

    private Task DisturbAsync(Action disturb)
    {
        disturb();
        _laws.Disturbed();
        return Task.CompletedTask;
    }

    private void Away(bool away)
    {
        foreach (var node in _house.Nodes) node.Queue.Away = away;
    }

    // Everybody goes home; whoever still waits is told goodbye by the timers, and nobody is left anywhere.
    private async Task EndAsync()
    {
        await DisturbAsync(() => Away(false));
        Array.Fill(_open, false);
        await PassAsync(75, alone: true);
        await StandAsync(3700);
        await PassAsync(30, alone: true);
        await _laws.AssertNobodyIsLeftAsync();
        for (var who = 0; who < People; who++) await NightLogs.AssertHonestAsync(_house.Nodes[0].Node, HashOf(who), _words[who]);
        foreach (var node in _house.Nodes) Assert.Empty(node.Node.Errors);
    }

    private void Note(int seat, string? conversationId)
    {
        if (conversationId is null) return;
        lock (_desks[seat]) _desks[seat].Add(conversationId);
    }

    private string? Had(int seat, NightStep step)
    {
        lock (_desks[seat]) return _desks[seat].Count == 0 ? null : _desks[seat].Order(StringComparer.Ordinal).ElementAt(step.Amount % _desks[seat].Count);
    }

    private Inbound From(int who, InboundKind kind, string? what, string? text = null) => new(
        ConversationsNode.Organisation, ChannelNames.Line, "line/komorebi", AddressOf(who), $"{_name}-{Interlocked.Increment(ref _event)}", kind,
        text is null ? null : Redacted.Of(text), what, _house.Time.NowMs());

    private Redacted<string> AddressOf(int who) => Redacted.Of($"U-{_name}-{who % People}");

    private byte[] HashOf(int who) => _house.Nodes[0].Node.Get<Contacts>().HashOf("line/komorebi", AddressOf(who));
}
