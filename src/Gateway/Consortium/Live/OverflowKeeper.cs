using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Consortium.Live;

/// <summary>
/// Keeps a consortium moving: brings people home whom a partner does not answer, carries out what people agreed to, and asks whoever waits too long. Any number of
/// nodes may do it at once: each step is one transaction that looks again under the lock.
/// </summary>
public sealed class OverflowKeeper(
    IRecords records, MembersNow members, BringHome home, MoveGuest moveGuest, WhatTheyTold told, AskPerson ask, OverflowSignal signal, OrganisationDirectory organisations, Ids ids, TimeProvider time, ILogger<OverflowKeeper> log)
    : Rounds("overflow keeper", TimeSpan.FromSeconds(3), time, log)
{
    /// <summary>How many who wait at one organisation are looked at in a round.</summary>
    private const int Looked = 500;

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(60);

    // What was decided last about whom: most decisions are the same as three seconds before, and then nothing is read or written.
    private readonly Dictionary<string, string> _decided = [];

    // Who could not be asked a moment ago (their hours, eyes on their phone) cannot be asked three seconds later either: not before when they are tried again.
    private readonly Dictionary<string, long> _notBefore = [];

    /// <inheritdoc />
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        signal.Agreed += Wake;
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task RoundAsync(CancellationToken stop)
    {
        var living = await records.ReadAsync(OverflowRows.LivingAsync, stop);
        if (living.Count == 0) return;
        var stays = (await records.ReadAsync(GuestStays.OpenAsync, stop)).ToLookup(stay => stay.ConsortiumId);
        await records.WriteAsync(session => OverflowRows.LapseAsync(session, Time.NowMs()), stop);
        foreach (var id in living)
        {
            try
            {
                if (await records.ReadAsync(session => ConsortiumRows.FindAsync(session, id), stop) is { Holding: not null } consortium)
                    await KeepAsync(consortium, [.. stays[id]], stop);
            }
            catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
            {
                // The engine is away, and the keeper of the queues says so in the log. Who waits in this consortium stays where they are until the next round.
            }
        }
    }

    private async Task KeepAsync(ConsortiumRecord consortium, IReadOnlyList<GuestStay> stays, CancellationToken stop)
    {
        await home.LookOverAsync(consortium, stays, stop);
        foreach (var question in await records.ReadAsync(session => OverflowRows.AgreedAsync(session, consortium.Id), stop))
            await moveGuest.CarryOutAsync(consortium, question, stop);
        // It was kept so far only for the sake of those who had agreed.
        if (consortium.EndedAt is not null) return;
        // The counsellor's screen shows by which channel and in which language somebody writes: where the members did not agree to share that, nobody is asked.
        if (!consortium.Holding!.Charter.Items.Contains(SharedItems.Channel) || !consortium.Holding.Charter.Items.Contains(SharedItems.Language)) return;
        IReadOnlyDictionary<string, QueueSnapshot>? queues = null;
        foreach (var member in consortium.Holding.Charter.Members.Order(StringComparer.Ordinal))
        {
            if (Membership.Hindrance(consortium, member, Time.GetUtcNow()) is not null || !consortium.Find(member)!.Terms.Gives) continue;
            var rows = await records.ReadAsync(session => OverflowRows.WaitingAsync(session, member, Looked), stop);
            if (rows.Count == 0) continue;
            // One look for all members: whoever is asked in this round is counted from the records.
            queues ??= await members.LookAsync(consortium);
            if (queues.ContainsKey(member)) await LookAtAsync(consortium, member, rows, queues, stop);
        }
    }

    private async Task LookAtAsync(
        ConsortiumRecord consortium, string organisation, IReadOnlyList<WaitingRow> rows, IReadOnlyDictionary<string, QueueSnapshot> queues, CancellationToken stop)
    {
        var offered = queues[organisation].Offers.Select(offer => offer.Place.ConversationId).ToHashSet();
        var (all, asked) = await records.ReadAsync(async session => (
            await members.OfAsync(session, consortium, queues), await OverflowRows.OfWaitingAsync(session, organisation)), stop);
        foreach (var row in rows.Where(row => !offered.Contains(row.Id)))
        {
            var now = Time.GetUtcNow();
            var person = WhoWaits.Of(row, organisation, queues[organisation], [.. asked[row.Id]], now);
            if (WhatTheyTold.Matters(consortium.Holding!.Charter, all))
                person = await records.ReadAsync(session => told.WithAsync(session, person, row.Id, row.LastNumber), stop);
            var decision = DecideOverflow.Decide(new OverflowFacts(now, consortium.Holding!.Charter.Rules, person, all.First(one => one.Id == organisation), [.. all.Where(one => organisations.Reaches(organisation, one.Id))]));
            if (!await NoteAsync(consortium, row.Id, decision, stop)) continue;
            // Whoever is asked may come: the next one is decided by that.
            all = await records.ReadAsync(session => members.OfAsync(session, consortium, queues), stop);
        }
    }

    // The decision and the question in one transaction. Whether somebody was asked.
    private async Task<bool> NoteAsync(ConsortiumRecord consortium, string conversationId, OverflowDecision decision, CancellationToken stop)
    {
        var key = KeyOf(decision);
        var asks = decision is { Verdict: Verdict.Ask, Partner: not null };
        if (asks ? Time.NowMs() < _notBefore.GetValueOrDefault(conversationId) : _decided.GetValueOrDefault(conversationId) == key) return false;
        var asked = await records.WriteAsync(async session =>
        {
            var last = await OverflowRows.LastDecisionAsync(session, conversationId);
            if (last is null || KeyOf(ConsortiumJson.Read<OverflowDecision>(last)) != key)
                await OverflowRows.DecidedAsync(session, ids.New(), conversationId, consortium.Id, ConsortiumJson.TextOf(decision), Time.NowMs());
            return asks && await ask.AskAsync(session, conversationId, consortium.Id, decision.Partner!, WhatTheyTold.IsAsked(consortium.Find(decision.Partner!)!.Terms));
        }, stop);
        if (_decided.Count > 10_000) _decided.Clear();
        _decided[conversationId] = key;
        if (_notBefore.Count > 10_000) _notBefore.Clear();
        if (asks && !asked) _notBefore[conversationId] = Time.NowMs() + AskAgainAfter.Ms();
        else _notBefore.Remove(conversationId);
        return asked;
    }

    // Minutes go by by themselves: a decision is another one when somebody else, or another reason, comes out of it.
    private static string KeyOf(OverflowDecision decision) => string.Join('|',
        [decision.Verdict.ToString(), decision.Partner ?? "", .. decision.Reasons, "", .. decision.Conflicts, .. decision.Partners.OrderBy(fit => fit.Id, StringComparer.Ordinal).Select(fit => $"{fit.Id}:{string.Join(',', fit.Against)}")]);
}
