using Gateway.Consortium;
using Gateway.Consortium.Live;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.TestKit.Consortium;

/// <summary>
/// Races for one person who waits at home and has agreed that a partner may answer: counsellors of both who take the next person, offers of both that are accepted, the keepers of two
/// gateways who carry out the yes, keepers who compare queues and records, home who wants them back, and the person who leaves; all at once, on gateways that know of each other only what records and queue say.
/// </summary>
/// <param name="nodes">The gateways, at least one.</param>
/// <param name="time">The clock of all of them.</param>
/// <param name="lane">Makes the names of its two organisations: trials of different lanes may run side by side.</param>
/// <param name="seed">The same seed begins the same races; who wins them is chance.</param>
public sealed class OverflowTrials(IReadOnlyList<ConsortiumNode> nodes, FakeTime time, int lane, int seed)
{
    private static readonly Grade[] s_grades = [Grade.Low, Grade.Middle, Grade.High, Grade.Urgent];

    private readonly Random _random = new(seed);
    private readonly string _home = HomeOf(lane);
    private readonly string _partner = PartnerOf(lane);
    private string _consortium = "";

    /// <summary>The organisation at home in a lane.</summary>
    public static string HomeOf(int lane) => $"home{lane}";

    /// <summary>Its partner.</summary>
    public static string PartnerOf(int lane) => $"partner{lane}";

    private ConsortiumNode First => nodes[0];

    /// <summary>Makes the two organisations and their agreement, and runs races.</summary>
    /// <param name="another">Asked before each race whether there is to be another.</param>
    public async Task<OverflowTally> RunAsync(Func<bool> another)
    {
        await BeginAsync();
        var tally = OverflowTally.None;
        while (another()) tally = tally.And(await RaceAsync());
        return tally;
    }

    private async Task BeginAsync()
    {
        await First.Get<IRecords>().WriteAsync(async session =>
        {
            foreach (var organisation in new[] { _home, _partner })
            {
                await session.ExecuteAsync("INSERT INTO organisation (id, name, created_at) VALUES (@organisation, @organisation, 0)", new { organisation });
                foreach (var staff in Counsellors(organisation).Append(Coordinator(organisation)))
                {
                    await session.ExecuteAsync(
                        """
                        INSERT INTO staff (id, organisation, user_name, normalized_user_name, name, role, security_stamp, created_at)
                        VALUES (@Id, @organisation, @Id, @Id, @Id, @Role, 'stamp', 0)
                        """, new { staff.Id, staff.Role, organisation });
                }
            }

            return true;
        });
        // A day of shares is enough to look back upon, or each race would count all before it.
        var charter = ExampleCharters.Between(_home, _partner) with { Until = new DateOnly(2041, 12, 31), Rules = new OverflowRules { CreditDays = 1 } };
        _consortium = (await First.Get<ProposeCharter>().FoundAsync(Coordinator(_home), charter)).Consortium!.Id;
        foreach (var organisation in new[] { _home, _partner })
        {
            var newest = (await First.Get<ConsortiumDirectory>().FindAsync(_consortium))!.Newest;
            await First.Get<SignAgreement>().SignAsync(Coordinator(organisation), _consortium, newest.Version, newest.Hash);
        }

        await First.Get<SignAgreement>().EnactAsync(Coordinator(_home), _consortium, 1);
        await First.Get<ChangeStanding>().SetTermsAsync(Coordinator(_home), _consortium, new MemberTerms { Gives = true });
        await First.Get<ChangeStanding>().SetTermsAsync(Coordinator(_partner), _consortium, new MemberTerms { Takes = true, PerDay = 10_000, AtOnce = 1000 });
        foreach (var organisation in new[] { _home, _partner }) await First.Get<MatchRecords>().RebuildAsync(organisation);
    }

    private async Task<OverflowTally> RaceAsync()
    {
        time.Advance(TimeSpan.FromSeconds(10));
        var person = await WaitsAsync();
        var taken = new List<(Staff Staff, Conversation Conversation)>();
        // Once for who is quick, and then, while they still wait, for who was sent from one queue to the other meanwhile, and perhaps back.
        for (var wave = 0; wave < 3 && (wave == 0 || await WaitAsync(person.Id)); wave++)
        {
            var racers = Racers(person.Id, taken);
            _random.Shuffle(racers);
            await Task.WhenAll(racers.Select(racer => Task.Run(racer)));
        }

        foreach (var organisation in new[] { _home, _partner }) await AnyNode().Get<MatchRecords>().MatchAsync(organisation);
        var tally = await JudgeAsync(person, taken);
        await SeeOffAsync(person.Id);
        return tally;
    }

    private Task<bool> WaitAsync(string id) =>
        First.Get<IRecords>().ReadAsync(async session => await ConversationRows.FindAsync(session, id) is { ClosedAt: null, Stage: Stage.Waiting });

    private async Task<Conversation> WaitsAsync()
    {
        var homeIsThere = _random.Next(3) == 0;
        foreach (var staff in Counsellors(_home)) await First.Get<IQueueEngine>().SetAvailabilityAsync(_home, staff.Id, homeIsThere, 5);
        foreach (var staff in Counsellors(_partner)) await First.Get<IQueueEngine>().SetAvailabilityAsync(_partner, staff.Id, available: true, 5);
        var grade = s_grades[_random.Next(s_grades.Length)];
        var person = await First.Get<IRecords>().WriteAsync(async session =>
        {
            var opened = await First.Get<OpenConversation>().OpenAsync(
                session, _home, ChannelNames.Chat, $"{ChannelNames.Chat}/{_home}", Redacted.Of(First.Get<Ids>().New()), "ja");
            await session.ExecuteAsync("UPDATE conversation SET grade = @grade WHERE id = @Id", new { grade = (long)grade, opened.Id });
            await First.Get<MoveConversation>().JoinAsync(session, opened with { Grade = grade }, time.GetUtcNow().ToUnixTimeMilliseconds());
            await OverflowRows.InsertAsync(session, new OverflowQuestion(
                First.Get<Ids>().New(), opened.Id, opened.ContactId, _consortium, _partner, "11", QuestionState.Agreed, time.GetUtcNow().ToUnixTimeMilliseconds()));
            return (await ConversationRows.FindAsync(session, opened.Id))!;
        });
        await First.Get<IQueueEngine>().JoinAsync(JoinQueue.PlaceOf(person));
        return person;
    }

    private Func<Task>[] Racers(string id, List<(Staff, Conversation)> taken)
    {
        List<Func<Task>> racers =
        [
            () => CarryOutAsync(nodes[0], id),
            () => CarryOutAsync(nodes[^1], id),
        ];
        foreach (var staff in Counsellors(_home).Concat(Counsellors(_partner)))
        {
            // Home is a step away and a move is several: were they as quick to reach as the partner's, hardly anybody would ever go.
            if (_random.Next(10) >= (staff.Organisation == _home ? 2 : 8)) continue;
            var node = AnyNode();
            if (_random.Next(2) == 0) racers.Add(async () => Note(await node.Get<TakeNext>().TakeAsync(staff), staff));
            else racers.Add(() => AcceptAsync(node, staff));
        }

        foreach (var organisation in new[] { _home, _partner })
        {
            var node = AnyNode();
            if (_random.Next(3) == 0) racers.Add(() => node.Get<MatchRecords>().MatchAsync(organisation));
        }

        if (_random.Next(6) == 0) racers.Add(() => nodes[^1].Get<BringHome>().FetchAsync(Coordinator(_home), _consortium, id, CancellationToken.None));
        if (_random.Next(16) == 0) racers.Add(() => First.Get<MoveConversation>().CloseAsync(id, _ => true, new Ending("left", "left", "person")));
        return [.. racers];

        void Note((TakeOutcome Outcome, Conversation? Conversation) answer, Staff staff)
        {
            if (answer.Conversation is not { } conversation) return;
            lock (taken) taken.Add((staff, conversation));
        }

        async Task AcceptAsync(ConsortiumNode node, Staff staff)
        {
            var tick = await node.Get<IQueueEngine>().TickAsync(staff.Organisation);
            foreach (var offer in tick.Offers.Where(offer => offer.StaffId == staff.Id))
                Note(await node.Get<TakeNext>().AnswerAsync(staff, offer.OfferId, accept: true), staff);
        }
    }

    // As a round of the keeper: first whoever does not wait any more has nothing to answer, or their yes would stand for ever, be read by every round, and count as somebody who is about to come.
    private async Task CarryOutAsync(ConsortiumNode node, string id)
    {
        await node.Get<IRecords>().WriteAsync(session => OverflowRows.LapseAsync(session, time.NowMs()));
        var (consortium, agreed) = await node.Get<IRecords>().ReadAsync(async session => (
            await ConsortiumRows.FindAsync(session, _consortium), await OverflowRows.AgreedAsync(session, _consortium)));
        if (agreed.FirstOrDefault(question => question.ConversationId == id) is not { } question) return;
        await node.Get<MoveGuest>().CarryOutAsync(consortium!, question, CancellationToken.None);
        // In a gateway the queue's keeper is woken by the move.
        await node.Get<MatchRecords>().MatchAsync(_partner);
    }

    private async Task<OverflowTally> JudgeAsync(Conversation before, List<(Staff Staff, Conversation Conversation)> taken)
    {
        var now = (await First.Get<IRecords>().ReadAsync(session => ConversationRows.FindAsync(session, before.Id)))!;
        var found = new List<string>();
        foreach (var organisation in new[] { _home, _partner })
        {
            if ((await First.Get<IQueueEngine>().FindAsync(organisation, [before.Id])).ContainsKey(before.Id)) found.Add(organisation);
        }

        var open = now.ClosedAt is null;
        var holder = taken.FirstOrDefault(one => one.Staff.Id == now.AssignedTo).Staff;
        var strange = taken.Any(one => open && one.Staff.Organisation != now.Answering)
            || (open && now.Stage == Stage.Talking && holder?.Organisation != now.Answering)
            || await AnybodyElseSpeaksAsync(now);
        return new OverflowTally(
            1, Count(open && now.Stage == Stage.Talking && now.Host is null), Count(open && now.Stage == Stage.Talking && now.Host is not null),
            Count(open && now.Stage == Stage.Waiting), Count(!open), Count(taken.Count > 1), Count(strange),
            Count(open && found.Any(organisation => organisation != now.Answering)), Count(open && !found.Contains(now.Answering)),
            Count(now.ArrivedAt != before.ArrivedAt || now.Grade < before.Grade));
    }

    // Every counsellor who does not have them tries to write to them.
    private async Task<bool> AnybodyElseSpeaksAsync(Conversation now)
    {
        foreach (var staff in Counsellors(_home).Concat(Counsellors(_partner)).Where(staff => staff.Id != now.AssignedTo || now.ClosedAt is not null))
        {
            if ((await AnyNode().Get<SpeakToPerson>().SayAsync(now.Id, staff.Id, staff.Name, First.Get<Ids>().New(), Redacted.Of("読んでいます"))).Outcome == SpeakOutcome.Said)
                return true;
        }

        return false;
    }

    private async Task SeeOffAsync(string id)
    {
        await First.Get<MoveConversation>().CloseAsync(id, _ => true, new Ending("closed", "talked", "person"));
        foreach (var organisation in new[] { _home, _partner }) await First.Get<IQueueEngine>().RemoveAsync(organisation, id);
    }

    private ConsortiumNode AnyNode() => nodes[_random.Next(nodes.Count)];

    private static Staff[] Counsellors(string organisation) =>
        [.. Enumerable.Range(1, 2).Select(i => new Staff($"{organisation}-{i}", $"{organisation}-{i}", $"{organisation}-{i}", Roles.Volunteer, organisation))];

    private static Staff Coordinator(string organisation) => new($"{organisation}-c", $"{organisation}-c", $"{organisation}-c", Roles.Coordinator, organisation);

    private static int Count(bool happened) => happened ? 1 : 0;
}
