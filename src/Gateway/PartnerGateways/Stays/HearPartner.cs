using System.Globalization;
using Gateway.Consortium.Live;
using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.PartnerGateways.Stays;

/// <summary>Home's side: takes what a partner answers of one stay, in one transaction: its counsellors' words to the person, once and in order, and the end. Alarms are heard by themselves (<see cref="HearAlarm"/>).</summary>
public sealed class HearPartner(IRecords records, MoveConversation move, SpeakToPerson speak, ConversationLog log, CarryOn carry, NotBelieved doubt, TimeProvider time)
{
    // What a partner may give as its reason; anything else is told as that it gave them back.
    private static readonly HashSet<string> s_reasons = [GuestCopy.LinkLost, BeginCopy.Refused, "given_back", "next_shift", "vanished", "unanswered", "restored"];

    // Of whatever channel: the person may have gone to another one since the counsellor wrote.
    private static readonly int s_longest = SpeakToPerson.LongestText(ChannelNames.Line);

    /// <summary>Takes an answer about one stay. What cannot be used is passed over, as if it had not come.</summary>
    internal Task TakeAsync(string partner, StayAnswer answer, long sentAt, CancellationToken cancel) => records.WriteAsync(async session =>
    {
        if (await HomeStayRows.FindAsync(session, answer.Id) is not { } seen || seen.Partner != partner)
        {
            // A late answer about a stay that is over and done is nothing strange.
            if (!await HomeStayRows.WasThereAsync(session, answer.Id, partner)) session.AfterCommit(() => doubt.Note(partner, NotBelieved.NotThere));
            return;
        }

        if (await ConversationRows.LockAsync(session, seen.ConversationId) is not { } conversation || await HomeStayRows.FindAsync(session, answer.Id) is not { } row) return;
        if (await HomeStays.FindDeskAsync(session, partner) is not { } desk) return;
        answer = StayNames.Tidy(answer, desk.Name);
        // An alarm that could not ring comes first: until it has, nothing ends and nothing is settled, and the partner says it again.
        if ((answer.Alarms ?? 0) > row.Alarms) answer = answer with { Over = null, Outcome = null, Settled = false };
        if ((!CheckStays.IsUsable(answer, s_longest) ? NotBelieved.Unusable : answer.Heard > conversation.LastNumber ? NotBelieved.HeardMore : null) is { } strange)
        {
            await doubt.NoteAsync(session, partner, row.Id, conversation, strange);
            return;
        }

        answer = await AtMostAsync(session, conversation, row, answer);
        var (stay, words) = row.Stay(conversation, "").Take(answer, sentAt);
        if (row.Over is null) conversation = await HearAsync(session, conversation, desk, answer, words);
        await HomeStayRows.SaveAsync(session, stay);
        if (row.Over is null && stay.Over is { } over) await EndAsync(session, conversation, desk, stay, over, answer.Outcome);
    }, cancel);

    // What is more than anybody writes in a minute comes in the next one: nothing is lost, and nobody's phone rings without end. The end comes after the last words.
    private async Task<StayAnswer> AtMostAsync(RecordsSession session, Conversation conversation, HomeStayRow row, StayAnswer answer)
    {
        if (answer.Words.Count == 0 || row.Over is not null) return answer;
        var said = await HomeStayRows.SpokenAsync(session, conversation.Id, row.Id, time.NowMs() - TimeSpan.FromMinutes(1).Ms());
        var words = StayWords.AtMost(answer.Words, row.Heard, said, LongestOn(conversation));
        if (words.Count == answer.Words.Count) return answer;
        await doubt.NoteAsync(session, row.Partner, row.Id, conversation, NotBelieved.TooManyWords);
        return answer with { Words = words, Over = null, Outcome = null };
    }

    private async Task<Conversation> HearAsync(RecordsSession session, Conversation conversation, Staff desk, StayAnswer answer, IReadOnlyList<StayWord> words)
    {
        // Somebody may have taken them, spoken, and given them back between two calls.
        if (conversation.Stage == Stage.Waiting && (answer.TakenBy ?? (words.FirstOrDefault(word => word.Author == StayAuthors.Counsellor) is { } first ? first.Name ?? desk.Name : null)) is { } name)
            conversation = await move.TakeAsync(session, conversation, desk.Id, name, conversation.Fence + 1) ?? conversation;
        foreach (var word in words)
        {
            if (word.Author == StayAuthors.Counsellor) conversation = await SayAsync(session, conversation, desk, answer.Id, word);
            else if (word.Author == StayAuthors.Note && word.Parts is { } parts && GuestNote.OfSummary(parts) is { Count: > 0 } summary)
                await log.AppendAsync(session, conversation, new NewEntry(
                    EntryKinds.Note, Authors.System, new EntryBody(Stage: GuestNote.Summary, Reason: answer.Over == "next_shift" ? "next_shift" : "now", Name: word.Name ?? desk.Name, Facts: summary), desk.Id, ClientIdOf(answer.Id, word)));
            conversation = (await ConversationRows.LockAsync(session, conversation.Id))!;
        }

        return conversation;
    }

    // What is too long for the channel that they are on now goes in parts; none of it is left out.
    private async Task<Conversation> SayAsync(RecordsSession session, Conversation conversation, Staff desk, string stay, StayWord word)
    {
        var part = 0;
        foreach (var text in StayWords.InParts(word.Text, LongestOn(conversation)))
        {
            var clientId = ClientIdOf(stay, word) + (part++ == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"/{part}"));
            await speak.SayAsync(session, conversation, desk.Id, word.Name ?? desk.Name, clientId, Redacted.Of(text));
            conversation = (await ConversationRows.LockAsync(session, conversation.Id))!;
        }

        return conversation;
    }

    private static int LongestOn(Conversation conversation) => SpeakToPerson.LongestText(conversation.PassageId is null ? conversation.Channel : ChannelNames.Chat);

    private static string ClientIdOf(string stay, StayWord word) => string.Create(CultureInfo.InvariantCulture, $"{StayWords.ClientIdsOf(stay)}{word.Number}");

    private async Task EndAsync(RecordsSession session, Conversation conversation, Staff desk, HomeStay stay, string over, string? outcome)
    {
        if (conversation.Host is null) return;
        // In an emergency nobody ends it but home.
        if (over == "closed" && conversation is { Stage: Stage.Talking, Emergency: false } && await MayCloseAsync(session, conversation, stay, desk.Organisation))
            await move.CloseAsync(session, conversation, new Ending("closed", outcome is not null && LetGo.Outcomes.Contains(outcome) ? outcome : "other", desk.Id, "closed"));
        else if (over is "given_back" or "next_shift" && conversation.Stage == Stage.Talking)
            await carry.LeaveAsync(session, conversation, later: over == "next_shift");
        else
            await move.FetchHomeAsync(session, conversation, s_reasons.Contains(over) ? over : "given_back");
    }

    // Nobody's talk is over who was told nothing in it, or whose last words nobody has read: they are home again.
    private async Task<bool> MayCloseAsync(RecordsSession session, Conversation conversation, HomeStay stay, string partner)
    {
        if (await HomeStayRows.WasAnsweredAsync(session, conversation.Id, stay.Id) && !await HomeStayRows.SpeaksSinceAsync(session, conversation.Id, stay.Told)) return true;
        await doubt.NoteAsync(session, partner, stay.Id, conversation, NotBelieved.ClosedUnheard);
        return false;
    }
}
