using Gateway.Consortium.Overflow;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Rosters;
using Gateway.WaitingQueue;

namespace Gateway.Consortium.Live;

/// <summary>The facts about members at this moment: their queues, what they did for each other, and who may be about to come.</summary>
public sealed class MembersNow(IQueueEngine engine, OrganisationDirectory organisations, IEnumerable<IMembersElsewhere> elsewhere, TimeProvider time)
{
    /// <summary>How many people of a queue are looked at to find somebody's place.</summary>
    private const int Looked = 500;

    /// <summary>
    /// Looks at the queues of all members. Outside a transaction: an engine may be slow, and rows must not wait for it. A member whose queue has no memory (until its keeper has filled it again; for ever when it was
    /// closed) is left out, so that it stops nobody else.
    /// </summary>
    /// <exception cref="QueueUnavailableException">The queue engine does not answer.</exception>
    public async Task<IReadOnlyDictionary<string, QueueSnapshot>> LookAsync(ConsortiumRecord consortium)
    {
        var queues = new Dictionary<string, QueueSnapshot>(StringComparer.Ordinal);
        foreach (var id in consortium.Holding?.Charter.Members ?? [])
        {
            try
            {
                if (await SnapshotAsync(consortium, id, Looked) is { } queue) queues[id] = queue;
            }
            catch (QueueEpochLostException)
            {
                // Nobody knows how it stands there: nobody is sent there, and nobody is asked there.
            }
        }

        return queues;
    }

    /// <summary>Whether a counsellor of a member is available now.</summary>
    /// <exception cref="QueueUnavailableException">The queue engine does not answer.</exception>
    /// <exception cref="QueueEpochLostException">The queue has no memory.</exception>
    internal async Task<bool> IsAnybodyThereAsync(ConsortiumRecord consortium, string member) => await SnapshotAsync(consortium, member, first: 0) is { } queue && There(queue).Any();

    // A member with a gateway of its own has told how its queue is, or not.
    private async Task<QueueSnapshot?> SnapshotAsync(ConsortiumRecord consortium, string member, int first) => organisations.FindOrganisation(member) is { Elsewhere: true }
        ? elsewhere.Select(one => one.Look(member, consortium.Holding!.Hash)).FirstOrDefault(queue => queue is not null)
        : await engine.SnapshotAsync(member, first);

    /// <summary>The members as they are, in the order of their ids; without those whose queue is not there.</summary>
    /// <param name="session">Where what they did is counted.</param>
    /// <param name="consortium">Whose members; with an agreement that holds.</param>
    /// <param name="queues">Their queues.</param>
    /// <param name="before">The yes that is being decided, by when it was asked for and its id: only those before it are counted as people who may come. Nothing: everybody who agreed or was asked lately.</param>
    public async Task<IReadOnlyList<MemberNow>> OfAsync(
        RecordsSession session, ConsortiumRecord consortium, IReadOnlyDictionary<string, QueueSnapshot> queues, (long AskedAt, string Id)? before = null)
    {
        var (now, charter) = (time.GetUtcNow(), consortium.Holding!.Charter);
        var shares = await SharesDone.CountAsync(session, [.. charter.Members], charter.Rules.CreditDays, now);
        // Whoever was asked a while ago and is silent stays; their hand is free for somebody else.
        var coming = (before is { } yes ? await OverflowRows.ComingBeforeAsync(session, yes.AskedAt, yes.Id)
            : await OverflowRows.ComingAsync(session, now.ToUnixTimeMilliseconds() - TimeSpan.FromMinutes(charter.Rules.ReturnMinutes).Ms())).ToDictionary(one => one.Partner, one => (int)one.Count);
        var countries = await RosterFacts.CountriesAsync(session, [.. queues.Values.SelectMany(There).Select(staff => staff.StaffId).Distinct()]);
        return [.. charter.Members.Order(StringComparer.Ordinal).Where(queues.ContainsKey)
            .Select(id => Of(consortium, id, queues[id], shares[id], coming.GetValueOrDefault(id), now) with
            {
                Countries = [.. There(queues[id]).Select(staff => countries.GetValueOrDefault(staff.StaffId)).OfType<string>().Distinct().Order(StringComparer.Ordinal)],
            })];
    }

    /// <summary>How many of a queue come before somebody with this grade who came then.</summary>
    public static int AheadOf(QueuePlace place, QueueSnapshot queue) =>
        queue.Waiting.Count(other => other.ConversationId != place.ConversationId && NextInQueue.Order(other) < NextInQueue.Order(place));

    private static IEnumerable<StaffOnShift> There(QueueSnapshot queue) => queue.Staff.Where(staff => staff is { Available: true, Present: true });

    private static MemberNow Of(ConsortiumRecord consortium, string id, QueueSnapshot queue, Share share, int coming, DateTimeOffset now)
    {
        var there = There(queue).ToList();
        return new MemberNow
        {
            Id = id,
            Hindrance = Membership.Hindrance(consortium, id, now),
            Terms = consortium.Find(id)!.Terms,
            OnShift = there.Count,
            Hands = there.Sum(staff => staff.Capacity),
            FreeHands = there.Sum(staff => Math.Max(0, staff.Capacity - staff.Holding)),
            // Nobody is promised a hand that somebody else was promised just before.
            Waiting = queue.WaitingCount + coming,
            TakenToday = (int)share.Today + coming,
            TakenNow = (int)share.Now + coming,
            Given = (int)share.Given,
            Taken = (int)share.Taken,
            LastTookAt = share.LastTookAt == 0 ? null : share.LastTookAt,
        };
    }
}
