using Gateway.Bots.Intake;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Intake.Triage;

/// <summary>Grades a person's word within the transaction that takes it: the first and every later one.</summary>
public sealed partial class GradeHeard(GradeWords words, IntakeTexts guide, ChangeGrade change, ConversationLog log, TimeProvider time, ILogger<GradeHeard> logger)
{
    private readonly HashSet<string> _topics =
        [.. guide.Languages.SelectMany(language => guide.Keys(language).Where(key => key.StartsWith("topic.", StringComparison.Ordinal)).Select(key => guide.Text(language, key)))];

    private const int ReadBack = 60;
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);

    /// <summary>What the word says alone; nothing for what is no word, and when it could not be judged. Never fails: a word must be stored in any case.</summary>
    public Assessment? Of(Inbound inbound) => inbound is { Kind: InboundKind.Message or InboundKind.Unknown, Standby: false, Text: { } text } ? Judge(text.Value, [], inbound) : null;

    /// <summary>Raises the conversation's grade if the word, in the light of those before it, asks for it.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked.</param>
    /// <param name="inbound">The word.</param>
    /// <param name="stored">Its entry.</param>
    /// <returns>The conversation as it now stands.</returns>
    public async Task<Conversation> RaiseAsync(RecordsSession session, Conversation conversation, Inbound inbound, Entry stored)
    {
        var found = Of(inbound);
        if (found is { LooksBack: true } && (conversation.Grade < Grade.Urgent || !conversation.Emergency))
        {
            var before = await log.ReadAsync(session, conversation, Math.Max(0, stored.Number - ReadBack), ReadBack);
            EarlierMessage[] earlier =
            [
                .. before.Where(entry => entry.Number < stored.Number && entry is { Kind: EntryKinds.Message, Author: Authors.Person or Authors.Counsellor, Body.Text: not null })
                    .Select(entry => new EarlierMessage(entry.Body.Text!, entry.Author == Authors.Person)),
            ];
            if (earlier.Length > 0) found = Judge(inbound.Text!.Value.Value, earlier, inbound);
        }

        return found is null || (found.Grade <= conversation.Grade && (found.Grade < Grade.Urgent || conversation.Emergency))
            ? conversation
            : await change.RaiseAsync(session, conversation, new GradeFound(
                found.Grade, stored.Number, found.Categories, [.. found.Reasons.Select(reason => reason.Rule).Distinct()], Lexicon.Version));
    }

    private Assessment? Judge(string text, IReadOnlyList<EarlierMessage> earlier, Inbound inbound)
    {
        try
        {
            var found = words.Of(text, earlier, Utc.FromMs(inbound.SentAt ?? time.NowMs()).ToOffset(Japan).Hour);
            // To tap the guide's "violence" says what it is about, not that it happens today.
            return found.Grade > Grade.Middle && _topics.Contains(text.Trim()) ? found with { Grade = Grade.Middle } : found;
        }
        catch (Exception error)
        {
            LogNotJudged(error.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(1861, LogLevel.Error, "A message could not be graded ({Error}); it is kept, and its conversation keeps its grade")]
    private partial void LogNotJudged(string error);
}
