using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary><c>POST /chat/{entrance}/after</c>: what somebody answers after their talk. Kept as facts, sealed as everything they said; once.</summary>
public sealed partial class TakeAfter(AfterTalk after, ReadTalk talks, ChatDoor door, ConversationLog entries, OrganisationDirectory organisations, IRecords records, ILogger<TakeAfter> log)
{
    internal async Task<IResult> HandleAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        if (await TakeWords.ReadFormAsync(context) is not { } form) return await door.RefuseAsync(context, StatusCodes.Status400BadRequest, "broken", "problem.broken");
        try
        {
            if (await talks.FindAsync(visit, context.RequestAborted) is { ClosedAt: not null, IsErased: false } talk)
                await records.WriteAsync(session => StoreAsync(session, visit, talk.Id, form), context.RequestAborted);
        }
        catch (RecordsUnavailableException error)
        {
            LogNotStored(error);
            return await door.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "away", "problem.read");
        }

        return TakeWords.SeeOther(visit);
    }

    private async Task StoreAsync(RecordsSession session, ChatVisit visit, string id, IFormCollection form)
    {
        // Sent twice, the second finds the answers of the first under the lock.
        if (await ConversationRows.LockAsync(session, id) is not { ClosedAt: not null, IsErased: false } talk) return;
        var asked = after.For(visit.Answering(talk, organisations), visit.Language, await ReadAllAsync(session, talk)).SelectMany(group => group.Questions);
        var facts = asked.Select(question => (question.Name, Answer: (string?)form[question.Name], question.Answers))
            .Where(one => one.Answer is not null && one.Answers.ContainsKey(one.Answer)).ToDictionary(one => one.Name, one => one.Answer!);
        if (facts.Count > 0) await entries.AppendAsync(session, talk, new NewEntry(EntryKinds.Facts, Authors.Person, new EntryBody(Facts: facts)));
    }

    private async Task<IReadOnlyList<Entry>> ReadAllAsync(RecordsSession session, Conversation talk)
    {
        var all = new List<Entry>();
        while (await entries.ReadAsync(session, talk, all.Count == 0 ? 0 : all[^1].Number, 200) is { Count: > 0 } some) all.AddRange(some);
        return all;
    }

    [LoggerMessage(1660, LogLevel.Error, "What a person answered after their talk could not be stored; they were told so")]
    private partial void LogNotStored(Exception error);
}
