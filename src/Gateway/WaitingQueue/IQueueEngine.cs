namespace Gateway.WaitingQueue;

/// <summary>
/// Decides who waits, who is next and who is being asked. Every method is one atomic decision, whatever other nodes do at
/// the same moment. It is derived: after any loss it is filled again from the records.
/// </summary>
/// <remarks>
/// Invariants, the same for both engines (contract test <c>WaitingQueueContract</c>):
/// a conversation is in at most one of: waiting, offered, claimed, held; nobody holds, claims and is offered more than their
/// capacity in all; a place keeps its arrival time through every offer, claim and return.
/// A call of an operation id that has been carried out already gives the same answer again and changes nothing.
/// </remarks>
public interface IQueueEngine
{
    /// <summary>Adds a place; nothing happens when the conversation is in the queue in any state (its grade is then raised if the new one is higher and nobody holds it yet).</summary>
    /// <returns>Whether it was added.</returns>
    Task<bool> JoinAsync(QueuePlace place);

    /// <summary>The records have given a place another grade, or a supervisor has moved it: makes it so, in whatever state the conversation is. Whoever it is offered to,
    /// or who has it, keeps it; but an offer ends where the place has a wish now that somebody else is waited for.</summary>
    /// <returns>False when the conversation is not in the queue.</returns>
    Task<bool> ChangeAsync(QueuePlace place);

    /// <summary>The conversation is over or has left: forget it in whatever state it is, and free whoever had it.</summary>
    Task<WithdrawnOffer?> RemoveAsync(string organisation, string conversationId);

    /// <summary>
    /// Takes a place out of the queue, but only while it waits for nobody in particular: the first half of a move to another organisation's queue. Against a claim or an offer at the same
    /// moment exactly one of the two happens. The records are to say next where the person waits from now on, and only then they join there. Whatever breaks off in between, the keepers of both queues find them by the
    /// records. Asking again is harmless.
    /// </summary>
    Task<TakeOutOutcome> TakeOutAsync(string organisation, string conversationId);

    /// <summary>Claims the next person for a counsellor: the one being offered to them, else the first who waits and is not offered to another.
    /// Passed over is only whoever waits for a wish that this counsellor does not meet, while somebody is on shift who does (<see cref="QueuePlace.WaitsForWish"/>); and, where the counsellor
    /// has chosen people of a disaster first, for one of these whoever has the same grade (<see cref="NextInQueue.DisasterFirst"/>).
    /// They need not be available, and the call is a sign of life. Who has never said their capacity has 1.</summary>
    Task<TakeResult> TakeNextAsync(string organisation, string staffId, string operationId);

    /// <summary>Accepts (a claim) or declines (back to the old place; not offered to the same counsellor again during the cool-down).</summary>
    Task<TakeResult> AnswerOfferAsync(string organisation, string offerId, string staffId, bool accept, string operationId);

    /// <summary>The records have accepted the claim: it is now held, without a time limit, as long as the counsellor is present.</summary>
    Task ConfirmAsync(string organisation, string conversationId, string staffId, long fence);

    /// <summary>The records say that this counsellor holds it (repair): makes it so, whatever the state was. The next tick withdraws an offer that rang for it.</summary>
    Task HoldAsync(QueuePlace place, string staffId, long fence);

    /// <summary>Puts a claimed or held conversation back to wait at <paramref name="place"/>; nothing happens if it was claimed anew since (another fence).
    /// A present counsellor who gives back somebody they held is not asked for them during the cool-down.</summary>
    Task GiveBackAsync(QueuePlace place, long fence);

    /// <summary>Says whether a counsellor may be offered people, how many at once (1 to 5), which wishes they meet, and until when they take people of a disaster first (in milliseconds; 0: not). Marks them present. Becoming unavailable, or a capacity that
    /// it exceeds, withdraws the offer that rings. Lasts until they leave or have been away for 10 minutes.</summary>
    Task<WithdrawnOffer?> SetAvailabilityAsync(string organisation, string staffId, bool available, int capacity, int traits = 0, long disasterFirstUntil = 0);

    /// <summary>These counsellors have a living connection somewhere: presence lasts <see cref="QueueSettings.PresenceSeconds"/> from now.</summary>
    Task HeartbeatAsync(string organisation, IReadOnlyCollection<string> staffIds);

    /// <summary>The counsellor has signed out: presence ends now, and the next tick reports what they held.</summary>
    Task LeaveAsync(string organisation, string staffId);

    /// <summary>What time has brought: ends offers and claims that ran out, makes new offers, and names held conversations whose counsellor has vanished.</summary>
    Task<QueueTick> TickAsync(string organisation);

    /// <summary>One organisation's queue at one moment: its first places, and everything about its counsellors.</summary>
    /// <param name="organisation">Whose queue.</param>
    /// <param name="first">How many places are named, from the first on. The cost grows with it, not with the queue.</param>
    Task<QueueSnapshot> SnapshotAsync(string organisation, int first = QueueSnapshot.Glance);

    /// <summary>Where each of these people stands, 1 is next. Whoever is not in the queue, or held, is missing in the answer.</summary>
    /// <param name="organisation">Whose queue.</param>
    /// <param name="conversationIds">At most 1,000.</param>
    Task<IReadOnlyDictionary<string, long>> PositionsAsync(string organisation, IReadOnlyList<string> conversationIds);

    /// <summary>What the queue has of each of these conversations, in any state; those it does not know are missing in the answer.</summary>
    /// <param name="organisation">Whose queue.</param>
    /// <param name="conversationIds">At most 1,000.</param>
    Task<IReadOnlyDictionary<string, FoundPlace>> FindAsync(string organisation, IReadOnlyList<string> conversationIds);

    /// <summary>The conversations in the queue in any state, in no order and in as many pieces as the engine finds fit, for comparing.
    /// Whoever is in it during the whole walk is named at least once.</summary>
    /// <param name="organisation">Whose queue.</param>
    /// <param name="from">Where the last answer said to go on; nothing at the beginning.</param>
    /// <returns>Where to go on, nothing at the end; and the ids.</returns>
    Task<(string? Next, IReadOnlyList<string> ConversationIds)> WalkAsync(string organisation, string? from);

    /// <summary>
    /// Fills an engine that has lost its epoch (or has none yet), all at once when everything is there. Returns false, without reading
    /// the pages to their end, when the queue is alive or another node was quicker. Those who are held count their counsellors as present
    /// from now, so that they have time to come back; who is available is not in the records and must be said again.
    /// </summary>
    /// <param name="organisation">Whose queue.</param>
    /// <param name="pages">Everybody, in pages of a few thousand; read only by the node that fills. A conversation that comes twice counts once.</param>
    Task<bool> RebuildAsync(string organisation, IAsyncEnumerable<QueueFilling> pages);
}

/// <summary>Shorthand for a queue that fits into one page.</summary>
public static class QueueEngineExtensions
{
    /// <summary>As <see cref="IQueueEngine.RebuildAsync"/>.</summary>
    public static Task<bool> RebuildAsync(
        this IQueueEngine engine, string organisation, IReadOnlyCollection<QueuePlace> waiting, IReadOnlyCollection<HeldPlace> held) =>
        engine.RebuildAsync(organisation, new[] { new QueueFilling(waiting, held) }.ToAsyncEnumerable());
}

/// <summary>The engine has no memory (a new, wiped or replaced Redis): it answers nothing before it has been rebuilt.</summary>
public sealed class QueueEpochLostException(string organisation) : Exception($"The queue of {organisation} must be rebuilt from the records.");

/// <summary>The engine cannot be reached. The records still take every word; only offers and claims wait.</summary>
public sealed class QueueUnavailableException(Exception inner) : Exception("The queue engine does not answer.", inner);
