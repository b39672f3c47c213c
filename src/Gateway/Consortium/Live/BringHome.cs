using System.Collections.Concurrent;
using Gateway.Consortium.Entrance;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.WaitingQueue;

namespace Gateway.Consortium.Live;

/// <summary>Nobody is stranded at a partner: whoever it does not answer, or may not answer any more, is home again at their old place.</summary>
public sealed class BringHome(MembersNow members, IRecords records, MoveConversation move, AuditTrail audit, OrganisationDirectory organisations, EntranceSignal entrance, TimeProvider time)
{
    // A console that connects anew, or a queue that was filled anew, is not the end of a shift.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Consortium, string Host), long> _emptySince = new();

    /// <summary>Brings home, within the caller's transaction, everybody whom a member has or of whom others have; with nobody named, all in the consortium.</summary>
    /// <param name="session">The transaction; it holds the consortium.</param>
    /// <param name="consortiumId">Which.</param>
    /// <param name="organisation">Who leaves, or pauses; nothing: everybody.</param>
    /// <param name="reason">Why.</param>
    /// <param name="waitingOnly">A pause lets talks come to their end, and leaves those alone whom others have: only who waits there goes home.</param>
    internal async Task AllAsync(RecordsSession session, string consortiumId, string? organisation, string reason, bool waitingOnly = false)
    {
        // Who came by the common entrance and waits is routed anew; the responsible body's own stay where they are.
        if (await VisitRows.CallBackAsync(session, consortiumId, organisation, reason, time.NowMs()) > 0) session.AfterCommit(entrance.Notify);
        var concerned = (await GuestStays.OpenAsync(session))
            .Where(stay => stay.ConsortiumId == consortiumId && (organisation is null || stay.Host == organisation || (stay.Home == organisation && !waitingOnly)))
            .OrderBy(stay => stay.ConversationId, StringComparer.Ordinal).ToList();
        if (concerned.Count == 0) return;
        // As everybody does: first the conversations and then the trails, each in one order. Whoever has one of them and waits for a trail is not waited for.
        foreach (var stay in concerned) await ConversationRows.LockAsync(session, stay.ConversationId);
        var members = await session.QueryAsync<string>("SELECT organisation FROM consortium_member WHERE consortium_id = @consortiumId", new { consortiumId });
        await AuditTrail.HoldAsync(session, [.. members, .. concerned.SelectMany(stay => new[] { stay.Home, stay.Host })]);
        foreach (var stay in concerned) await BringAsync(session, stay, reason, waitingOnly);
    }

    /// <summary>Home asks for somebody back who still waits at a partner.</summary>
    /// <param name="staff">Who stands behind the counsellors at home.</param>
    /// <param name="consortiumId">By the agreement of which consortium they are there; nothing: whichever.</param>
    /// <param name="conversationId">Whom.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    /// <returns>False when they are not there, or are being talked with.</returns>
    internal Task<bool> FetchAsync(Staff staff, string? consortiumId, string conversationId, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await GuestStays.FindAsync(session, staff.Organisation, conversationId) is not { } stay || (consortiumId is not null && stay.ConsortiumId != consortiumId)) return false;
        if (!await BringAsync(session, stay, "fetched", waitingOnly: true)) return false;
        await audit.AppendAsync(session, staff.Organisation, staff.Id, "overflow.fetched", conversationId, $"from {stay.Host}");
        return true;
    }, cancel);

    /// <summary>Looks over everybody whom partners have in a consortium: first those who may not stay, for whom no queue is needed, and then those who wait. A queue that does not answer stops nobody at another.</summary>
    internal async Task LookOverAsync(ConsortiumRecord consortium, IReadOnlyList<GuestStay> stays, CancellationToken stop)
    {
        List<GuestStay> waiting = [];
        foreach (var stay in stays)
        {
            if (Hindrance(consortium, stay) is { } hindrance)
                await records.WriteAsync(session => BringAsync(session, stay, Word(hindrance), waitingOnly: hindrance == NotSharing.Paused), stop);
            else if (stay.Stage == "waiting")
                waiting.Add(stay);
        }

        var hosts = waiting.ToLookup(stay => stay.Host);
        foreach (var place in _emptySince.Keys.Where(place => place.Consortium == consortium.Id && !hosts.Contains(place.Host))) _emptySince.TryRemove(place, out _);
        foreach (var ofHost in hosts) await LookOverAsync(consortium, ofHost, stop);
    }

    private async Task LookOverAsync(ConsortiumRecord consortium, IEnumerable<GuestStay> ofHost, CancellationToken stop)
    {
        try
        {
            // Oldest first: whoever has waited too long there is home before a queue is asked.
            foreach (var stay in ofHost)
            {
                if (await LateAsync(consortium, stay) is { } late) await records.WriteAsync(session => BringAsync(session, stay, late, waitingOnly: true), stop);
            }
        }
        catch (Exception error) when (error is QueueUnavailableException or QueueEpochLostException)
        {
            // Whether anybody is there is not known just now; the patience of the rules goes on.
        }
    }

    // A home that pauses gives nobody new; those who went are left with whom they chose. A partner that was closed in the set-up, or is not in it any more, answers nobody.
    private NotSharing? Hindrance(ConsortiumRecord consortium, GuestStay stay)
    {
        var now = time.GetUtcNow();
        if (organisations.FindOrganisation(stay.Host) is not { Closed: false }) return NotSharing.NotAMember;
        return Membership.Hindrance(consortium, stay.Host, now) ?? (Membership.Hindrance(consortium, stay.Home, now) is { } home and not NotSharing.Paused ? home : null);
    }

    private async Task<string?> LateAsync(ConsortiumRecord consortium, GuestStay stay)
    {
        var patience = TimeSpan.FromMinutes(consortium.Holding!.Charter.Rules.ReturnMinutes).Ms();
        if (time.NowMs() - stay.BeganAt >= patience) return "no_answer";
        if (await members.IsAnybodyThereAsync(consortium, stay.Host))
        {
            _emptySince.TryRemove((consortium.Id, stay.Host), out _);
            return null;
        }

        return time.NowMs() - _emptySince.GetOrAdd((consortium.Id, stay.Host), time.NowMs()) >= Grace.Ms() ? "nobody_there" : null;
    }

    // Read again under the lock: a counsellor may have taken them just now, or they may have gone.
    private async Task<bool> BringAsync(RecordsSession session, GuestStay stay, string reason, bool waitingOnly) =>
        await ConversationRows.LockAsync(session, stay.ConversationId) is { } conversation && conversation.Host == stay.Host
        && (!waitingOnly || conversation.Stage == Stage.Waiting) && await move.FetchHomeAsync(session, conversation, reason) is not null;

    private static string Word(NotSharing hindrance) => ConsortiumJson.TextOf(hindrance).Trim('"');
}
