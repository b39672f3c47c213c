using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Records;

namespace Gateway.Handoff.Introductions;

/// <summary>Takes the person's answer in words to whether the counsellor may read what was written about them; and gives them, and nobody else, those words.</summary>
internal sealed class AnswerCard(IntroductionRows rows, DecideCard decide, PersonTexts texts) : IOtherQuestion, IPersonsOwnWords, IWhenErasureIsAsked
{
    /// <summary>The one line of the question that can be chosen by its number: to let it through, and have the body hear that they came.</summary>
    public const int AndTell = 1;

    /// <inheritdoc />
    public Task<IReadOnlyList<string>> CodesAsync(RecordsSession session, string contactId) => IntroductionRows.CodesAsync(session, contactId);

    /// <inheritdoc />
    public async Task<(Conversation Conversation, bool WasAnswer)> AnswerAsync(RecordsSession session, Conversation conversation, Entry heard, TypedAnswer answer)
    {
        if (await rows.LockByCodeAsync(session, conversation.Id, answer.Code) is not { State: IntroductionState.Held } card) return (conversation, false);
        // To take back an answer that was not given says nothing about the note; and a no could not be undone.
        if (answer.Kind == TypedKind.Back) return (conversation, false);
        var tell = card.AsksAnswer && answer is { Kind: TypedKind.Some, Numbers: [AndTell] };
        if (answer.Kind == TypedKind.Some && !tell) return (conversation, false);
        if (!await decide.IsAliveAsync(session, card)) return (await decide.SayAsync(session, conversation, [texts.Say(conversation.Language, "introduction.over")]), true);
        var (_, now) = await decide.DecideAsync(session, card, conversation, show: tell || answer.Kind == TypedKind.Yes, tell);
        return (now!, true);
    }

    /// <inheritdoc />
    public async Task<string?> OwnWordsAsync(RecordsSession session, string id) =>
        await rows.FindAsync(session, id) is { State: IntroductionState.Held, Note: { } note } card && await decide.BodyNameAsync(session, card) is { } name ? note.Read(name) : null;

    /// <inheritdoc />
    public Task FollowAsync(RecordsSession session, Conversation conversation) => IntroductionRows.LeaveTalkAsync(session, conversation.Id);
}
