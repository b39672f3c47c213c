using Gateway.Consortium;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Home's side: what is to be said to a partner of those of our people who are there, and what becomes of its answers.</summary>
public sealed partial class HomeStays(IRecords records, ConversationLog entries, HearPartner hear, HearAlarm ring, MoveConversation move, TimeProvider time, ILogger<HomeStays> log)
{
    /// <summary>How often a partner is called while somebody of ours is there.</summary>
    internal static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    // Until then the partner has heard of an end, or its copy has ended by itself long ago.
    private static readonly TimeSpan SaidFor = TimeSpan.FromMinutes(10);

    private int _turn;

    /// <summary>What is to be said now; nothing when another node says it, or there is nobody.</summary>
    /// <param name="partner">To whom.</param>
    /// <param name="now">The moment from which it is reckoned how long ago there was an answer.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    internal Task<IReadOnlyList<StayCall>> CallsAsync(string partner, long now, CancellationToken cancel) => records.WriteAsync<IReadOnlyList<StayCall>>(async session =>
    {
        // Nothing is lost by saying it a moment later than a second after the last time; a clock that ticks in seconds would miss every other one.
        await HomeStayRows.FollowClockAsync(session, partner, now);
        var rows = await HomeStayRows.ClaimAsync(session, partner, now, Every * 0.9);
        if (rows.Count == 0) return [];
        var (calls, letters) = (new List<StayCall>(rows.Count), StayWords.LettersAtOnce);
        // Each in its turn first: a long talk does not keep the others waiting.
        var first = (int)((uint)Interlocked.Increment(ref _turn) % (uint)rows.Count);
        foreach (var row in rows.Skip(first).Concat(rows.Take(first)))
        {
            if (await ConversationRows.FindAsync(session, row.ConversationId) is not { } conversation) continue;
            var stay = row.Stay(conversation, row.Known == 0 ? await HomeStayRows.AgreementAsync(session, row.Id) : "");
            IReadOnlyList<StayWord> words = row.Over is not null ? []
                : StayWords.ThatFit(StayWords.FromHome(await entries.ReadAsync(session, conversation, row.Told, StayWords.AtOnce), row.Id), ref letters);
            calls.Add(stay.Call(words, now) with { Grade = row.Over is null ? conversation.Grade : null, Emergency = row.Over is null && conversation.Emergency });
        }

        return calls;
    }, cancel);

    /// <summary>Lets the alarms in an answer ring, each for itself.</summary>
    internal async Task RingAsync(string partner, IReadOnlyList<StayAlarm> alarms, CancellationToken cancel)
    {
        foreach (var alarm in alarms) await EachAsync(partner, () => ring.TakeAsync(partner, alarm, cancel));
    }

    /// <summary>Takes the answers to a call.</summary>
    internal async Task TakeAsync(string partner, IReadOnlyList<StayAnswer> answers, long sentAt, CancellationToken cancel)
    {
        // What stands in a list may be nothing at all, whatever its type says.
        foreach (var answer in answers.Take(CheckStays.AtOnce).OfType<StayAnswer>()) await EachAsync(partner, () => hear.TakeAsync(partner, answer, sentAt, cancel));
    }

    /// <summary>Brings home whom a partner has been silent about for so long that its copy has ended; and says no more of those who came home long ago.</summary>
    internal async Task LookOverAsync(string partner, CancellationToken cancel)
    {
        var now = time.NowMs();
        // First those that ended in an earlier round: of whoever comes home now the partner is asked at least once more, for an alarm.
        await records.WriteAsync(session => HomeStayRows.GiveUpAsync(session, partner, now, now - SaidFor.Ms()), cancel);
        foreach (var seen in await records.ReadAsync(session => HomeStayRows.SilentAsync(session, partner, now - StayTimes.Patience.Ms()), cancel))
            await EachAsync(partner, () => records.WriteAsync(session => LookAsync(session, seen, now), cancel));
        foreach (var seen in await records.ReadAsync(session => HomeStayRows.UnansweredAsync(session, partner, now - StayTimes.ShortestWait.Ms()), cancel))
            await EachAsync(partner, () => records.WriteAsync(session => LookAfterAsync(session, seen, now), cancel));
    }

    // One of whom something cannot be done keeps nobody else at the partner.
    private async Task EachAsync(string partner, Func<Task> what)
    {
        try
        {
            await what();
        }
        catch (Exception error) when (error is not (OperationCanceledException or RecordsUnavailableException))
        {
            LogNotTaken(error.GetType().Name, partner);
        }
    }

    // Read again under the lock: an answer may have come just now.
    private async Task LookAsync(RecordsSession session, HomeStayRow seen, long now)
    {
        if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { } conversation || await HomeStayRows.FindAsync(session, seen.Id) is not { Over: null } row) return;
        if (row.Stay(conversation, "").IsCutOff(now)) await move.FetchHomeAsync(session, conversation, GuestCopy.LinkLost);
    }

    // A partner that says to have taken somebody, and then nothing, has them for no longer than one whose counsellors take nobody.
    private async Task LookAfterAsync(RecordsSession session, HomeStayRow seen, long now)
    {
        if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { Stage: Stage.Talking } conversation || await HomeStayRows.FindAsync(session, seen.Id) is not { Over: null }) return;
        if (await GuestStays.FindAsync(session, conversation.Organisation, conversation.Id) is not { TakenAt: { } takenAt } stay || await HomeStayRows.WasAnsweredAsync(session, conversation.Id, seen.Id)) return;
        if (await ConsortiumRows.FindAsync(session, stay.ConsortiumId) is { Holding.Charter.Rules: var rules } && now - takenAt >= TimeSpan.FromMinutes(rules.ReturnMinutes).Ms())
            await move.FetchHomeAsync(session, conversation, "no_answer");
    }

    [LoggerMessage(2204, LogLevel.Error, "Something of one of our people at the gateway of {Partner} could not be done ({Error}); it is tried again")]
    private partial void LogNotTaken(string error, string partner);

    /// <summary>Who stands for a partner here; nothing when it was never in the set-up file.</summary>
    internal static Task<Staff?> FindDeskAsync(RecordsSession session, string partner) => session.FindAsync<Staff>(
        "SELECT id, user_name AS username, name, role, organisation FROM staff WHERE organisation = @partner AND role = @PartnerGateway", new { partner, Roles.PartnerGateway });
}
