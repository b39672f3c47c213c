using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Intake;

/// <summary>
/// Makes a wish of what somebody who waits told (the facts that begin with <c>wish.</c>), and tells them honestly what can become of it: waited for, for how long; or not, and why. Within the
/// transaction that takes their word.
/// </summary>
public sealed class NoteWish(ConversationLog log, WelcomePerson welcome, PersonTexts texts, ShiftBoard shifts, WishCounts counts, QueueSettings settings, Publisher publisher, TimeProvider time)
{
    /// <summary>What the names of all facts that are wishes begin with.</summary>
    public const string Prefix = "wish.";

    /// <summary>Follows what was told so far.</summary>
    /// <param name="session">The transaction.</param>
    /// <param name="conversation">The conversation, locked, with the facts already in it.</param>
    /// <param name="always">Whether an answer is due also where nothing has changed: they asked by a word or a button of their own.</param>
    public async Task<Conversation> FollowAsync(RecordsSession session, Conversation conversation, bool always = false)
    {
        if (conversation.Stage is not (Stage.Intake or Stage.Waiting) || conversation.Host is not null) return conversation;
        // A counsellor has had them: it is counted, and not looked for anew. Whoever asks all the same is answered.
        if (conversation.Wish is { State: WishStates.Done } done) return always ? await SayAsync(session, conversation, done with { State = WishStates.Soon }) : conversation;
        var (before, now) = (conversation.Wish, Meant(conversation, await ToldAsync(session, conversation)));
        // "Anybody will do", from who had no wish: nothing changes by it, but nobody taps and hears nothing.
        if (now is null) return always ? await SayAsync(session, conversation, new PersonWish(0, time.NowMs(), 0, WishStates.Withdrawn)) : conversation;
        if (now == before && !always) return conversation;
        await CountAsync(session, conversation, before, now);
        conversation = conversation with { Wish = now };
        session.AfterCommit(() => _ = publisher.PublishAsync(new PlaceChanged(conversation.Id, conversation.Answering)));
        if (!always && before?.State == now.State)
        {
            await ConversationRows.SaveAsync(session, conversation);
            return conversation;
        }

        return await SayAsync(session, conversation, now);
    }

    private async Task<Dictionary<string, string>> ToldAsync(RecordsSession session, Conversation conversation)
    {
        var told = new Dictionary<string, string>();
        var facts = log.Open(conversation.Id, conversation.WrappedKey, await EntryRows.OfKindAsync(session, conversation.Id, EntryKinds.Facts));
        foreach (var (name, value) in facts.SelectMany(entry => entry.Body.Facts ?? new Dictionary<string, string>())) told[name] = value;
        return told;
    }

    private PersonWish? Meant(Conversation conversation, Dictionary<string, string> told)
    {
        var same = told.GetValueOrDefault("wish.generation") == "same";
        var code = WishCode.Of(
            told.GetValueOrDefault("wish.gender"), same ? told.GetValueOrDefault("age") : null, told.GetValueOrDefault("wish.language") == "same" ? conversation.Language : null);
        var saidAt = conversation.Wish?.SaidAt ?? time.NowMs();
        var until = saidAt + settings.WishLimit(conversation.Grade).Ms();
        return code switch
        {
            0 when same => new PersonWish(0, saidAt, 0, WishStates.Age),
            0 => conversation.Wish is null ? null : new PersonWish(0, saidAt, 0, WishStates.Withdrawn),
            _ when until <= time.NowMs() => new PersonWish(code, saidAt, 0, WishStates.Soon),
            _ when shifts.Meets(conversation.Organisation, code) == false => new PersonWish(code, saidAt, 0, WishStates.Nobody),
            _ => new PersonWish(code, saidAt, until, WishStates.Waits),
        };
    }

    private async Task CountAsync(RecordsSession session, Conversation conversation, PersonWish? before, PersonWish now)
    {
        if (before is null) await counts.AddAsync(session, conversation.Organisation, WishCounts.All, "wished");
        if (now.State == WishStates.Withdrawn && before?.State != WishStates.Withdrawn) await counts.AddAsync(session, conversation.Organisation, WishCounts.All, "withdrawn");
    }

    private Task<Conversation> SayAsync(RecordsSession session, Conversation conversation, PersonWish wish) => welcome.SayAsync(session, conversation, [Answer(conversation, wish)]);

    private NewEntry Answer(Conversation conversation, PersonWish wish)
    {
        // Nobody who is told that no counsellor is there may hear a moment later that whoever is free answers.
        var empty = wish.State is WishStates.Nobody or WishStates.Soon or WishStates.Age && shifts.Of(conversation.Organisation) is { Present: 0 };
        var minutes = Math.Max(1, (wish.Until - time.NowMs() + 59_999) / 60_000);
        return texts.Say(conversation.Language, Prefix + (empty ? "empty" : wish.State), ("minutes", minutes.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            .With(Choices.WhileWaiting(conversation.TellTurn));
    }
}
