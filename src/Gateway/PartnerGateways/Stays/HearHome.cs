using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.PartnerGateways.Stays;

/// <summary>The partner's side: takes what home says of one stay and answers how it stands here, each in one transaction. A call that comes twice, late or in disorder changes nothing more.</summary>
public sealed class HearHome(IRecords records, BeginCopy begin, EndCopy end, StoreWords store, ConversationLog log, ChangeGrade grade, CallLimits limits, TimeProvider time)
{
    // More than anybody raises; nobody who lies makes the count run over.
    private const long MostAlarms = 1_000_000;

    /// <summary>Takes a call about one stay.</summary>
    /// <param name="partner">Whose gateway it is; its signature holds.</param>
    /// <param name="call">What it said; it can be used (<see cref="CheckStays"/>).</param>
    /// <param name="receivedAt">When it came, before anything was read: by this moment the copy's time is reckoned.</param>
    /// <param name="letters">How many UTF-16 units may still travel in the answer.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    /// <returns>How it stands here; nothing when this partner has spoken of too many new people lately: then nothing is noted, and it names them again.</returns>
    internal Task<StayAnswer?> TakeAsync(PartnerGateway partner, StayCall call, long receivedAt, int letters, CancellationToken cancel) => records.WriteAsync<StayAnswer?>(async session =>
    {
        // First the conversation and then what is known of the stay, as whoever speaks or closes does.
        var seen = await GuestCopyRows.FindAsync(session, partner.Id, call.Id);
        var conversation = seen?.ConversationId is { } id ? await ConversationRows.LockAsync(session, id) : null;
        var known = seen is null ? null : await GuestCopyRows.FindAsync(session, partner.Id, call.Id);
        if (known is null && !limits.MayBegin(partner.Id)) return null;
        var (copy, words) = GuestCopy.Take(known?.Copy, conversation is null ? call : call with { Heard = Math.Min(call.Heard, conversation.LastNumber) }, receivedAt, time.NowMs());
        if (known is null) (copy, conversation) = await begin.BeginAsync(session, partner, call, copy);
        if (conversation is null) return copy.Answer([]).Answer;
        if (copy.Over is null) conversation = await FollowAsync(session, conversation, call, words, copy.Alarms);
        else conversation = await end.EndAsync(session, conversation, copy);
        conversation = await end.TellFatesAsync(session, conversation, copy);
        var (answered, answer) = (copy with { TakenBy = await NameAsync(session, conversation) }).Answer(await WordsAsync(session, conversation, copy, letters));
        // The end comes after the last words: home takes none from whom it knows to be over.
        var last = answer.Words.Count > 0 ? answer.Words[^1].Number : answered.Told;
        if (answer is { Over: not (null or GuestCopy.LinkLost), Settled: false } && !conversation.IsErased && last < conversation.LastNumber) answer = answer with { Over = null };
        await GuestCopyRows.SaveAsync(session, partner.Id, answered);
        if (answered.Settled) await end.EraseAsync(session, partner.Id, answered.Id, conversation);
        return answer with { Outcome = answer.Over is null ? null : conversation.Outcome };
    }, cancel);

    private async Task<Conversation> FollowAsync(RecordsSession session, Conversation conversation, StayCall call, IReadOnlyList<StayWord> words, long alarms)
    {
        if (call.Alarms > alarms) await GuestCopyRows.FollowAlarmsAsync(session, conversation.Id, Math.Min(call.Alarms.Value, MostAlarms));
        // Until home has heard an alarm that was raised here, and while an emergency is open there, our counsellor does not end the talk.
        var emergency = call.Emergency || alarms > (call.Alarms ?? alarms);
        if (conversation.Emergency != emergency) await ConversationRows.SaveAsync(session, conversation = conversation with { Emergency = emergency });
        foreach (var word in words) conversation = await store.StoreAsync(session, conversation, word);
        return call.Grade is { } higher ? await grade.FollowHomeAsync(session, conversation, higher) : conversation;
    }

    private async Task<IReadOnlyList<StayWord>> WordsAsync(RecordsSession session, Conversation conversation, GuestCopy copy, int letters)
    {
        if (conversation.IsErased || copy.Settled) return [];
        return StayWords.ThatFit(StayWords.FromPartner(await log.ReadAsync(session, conversation, copy.Told, StayWords.AtOnce)), ref letters);
    }

    // A name of which nothing can be seen is told as empty: nobody may seem to wait who was taken.
    private static async Task<string?> NameAsync(RecordsSession session, Conversation conversation) => conversation is { Stage: Stage.Talking, AssignedTo: { } staff }
        ? StayNames.Tidy(await session.FindAsync<string>("SELECT name FROM staff WHERE id = @staff", new { staff })) ?? ""
        : null;
}
