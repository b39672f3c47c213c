using Gateway.Bots.Intake;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Consortium.Entrance;

/// <summary>
/// 共同の窓口: greets whoever comes and asks what decides who answers, within the transaction that takes the word. Nothing has to be answered: whoever writes on, is silent, or is in danger is routed by what is known.
/// </summary>
internal sealed class StandAtEntrance(CommonEntrances entrances, AskAtEntrance ask, SayAtEntrance say, MoveConversation move, ConversationLog log, EntranceSignal signal, TimeProvider time) : IAtCommonEntrance
{
    /// <summary>How long somebody may think about a question, while nobody has them yet.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Many write several messages in a row before they read anything: so long after a question a word of their own is not taken for a no to it.</summary>
    internal static readonly TimeSpan Reading = TimeSpan.FromSeconds(20);

    /// <inheritdoc />
    public bool Is(string channelAccount) => entrances.Is(channelAccount);

    /// <inheritdoc />
    public async Task<bool> StandAsync(RecordsSession session, Conversation conversation, Entry heard, bool spoke)
    {
        if (await VisitRows.FindAsync(session, conversation.Id) is { } visit)
        {
            if (spoke) await HearAsync(session, conversation, visit, heard);
            return true;
        }

        if (await entrances.ActiveAsync(session, conversation.Organisation) is not { } consortium) return false;
        await BeginAsync(session, conversation, consortium, spoke);
        return true;
    }

    private async Task BeginAsync(RecordsSession session, Conversation conversation, ConsortiumRecord consortium, bool spoke)
    {
        var (state, notice) = ask.Begin(conversation.Language, entrances.Asked(consortium), conversation.Channel != ChannelNames.Sms && conversation.Grade < Grade.High);
        // Nobody in danger is asked anything; whoever comes again goes back to where they were, if that is there.
        var asks = conversation.Grade < Grade.High && (!spoke || await VisitRows.HadLastAsync(session, conversation.ContactId) is null);
        var question = asks ? ask.First(state, Topics(consortium)) : null;
        var said = say.Hello(conversation, consortium, notice, asks: question is not null);
        conversation = await move.SayAsync(session, conversation, question is null ? said : say.WithQuestion(conversation, said, question));
        var now = time.NowMs();
        await SaveAsync(session, new EntranceVisit(
            conversation.Id, consortium.Id, now, !spoke ? null : question is null ? now : now + Patience.Ms(), question is null ? null : now,
            say.Seal(conversation, new EntranceMenu((question?.State ?? state).ToJson(), question?.Options ?? [])), null, null, null));
    }

    private async Task HearAsync(RecordsSession session, Conversation conversation, EntranceVisit visit, Entry heard)
    {
        var now = time.NowMs();
        // Whoever had only added the account says their first word now: from here on it is their place.
        if (visit.DueAt is null) visit = visit with { BegunAt = now, DueAt = now + Patience.Ms() };
        if (conversation.Grade >= Grade.High)
        {
            await SaveAsync(session, visit with { DueAt = now });
            return;
        }

        var (menu, text) = (say.MenuOf(conversation, visit), heard.Kind == EntryKinds.Message ? heard.Body.Text ?? "" : "");
        var state = IntakeState.FromJson(menu.Script);
        // An age is a number itself; only by SMS, where nothing can be tapped, a number is a place in the list.
        var age = state?.Open == IntakeQuestions.Age && conversation.Channel != ChannelNames.Sms && EntranceMenu.Bare(text).All(char.IsAsciiDigit);
        var chosen = age ? null : menu.Meant(text);
        if (chosen?.Id == EntranceMenu.Choose) await OfferMembersAsync(session, conversation, visit, menu);
        else if (chosen is not null && EntranceMenu.MemberOf(chosen.Id) is { } member) await SaveAsync(session, visit with { Wish = member, DueAt = now });
        else await AnswerAsync(session, conversation, visit, menu, state is null ? null : ask.Hear(state, text, chosen?.Id, await TopicsAsync(session, conversation)), state);
    }

    private async Task AnswerAsync(
        RecordsSession session, Conversation conversation, EntranceVisit visit, EntranceMenu menu, (IntakeState State, EntranceQuestion? Next)? answer, IntakeState? before)
    {
        var now = time.NowMs();
        if (answer is not { } given)
        {
            // A word of their own. The routing goes on with what is known, as soon as they can have read what was asked.
            await SaveAsync(session, visit with { DueAt = Math.Min(visit.DueAt!.Value, Math.Max(now, (visit.AskedAt ?? 0) + Reading.Ms())) });
            return;
        }

        if (IntakeFacts.New(before, given.State) is { Count: > 0 } facts)
            (conversation, _) = await log.AppendAsync(session, conversation, new NewEntry(EntryKinds.Facts, Authors.Bot, new EntryBody(Facts: new Dictionary<string, string>(facts))));
        if (given.Next is { } next) conversation = await move.SayAsync(session, conversation, say.WithQuestion(conversation, [], next));
        await SaveAsync(session, visit with
        {
            DueAt = given.Next is null ? now : now + Patience.Ms(),
            AskedAt = given.Next is null ? visit.AskedAt : now,
            Menu = say.Seal(conversation, new EntranceMenu((given.Next?.State ?? given.State).ToJson(), given.Next?.Options ?? [])),
        });
    }

    private async Task OfferMembersAsync(RecordsSession session, Conversation conversation, EntranceVisit visit, EntranceMenu menu)
    {
        var now = time.NowMs();
        if (await entrances.ActiveAsync(session, conversation.Organisation) is not { } consortium)
        {
            await SaveAsync(session, visit with { DueAt = now });
            return;
        }

        var (said, offered) = say.Members(conversation, consortium);
        conversation = await move.SayAsync(session, conversation, said);
        await SaveAsync(session, visit with { DueAt = now + Patience.Ms(), AskedAt = now, Menu = say.Seal(conversation, menu with { Offered = offered }) });
    }

    private async Task SaveAsync(RecordsSession session, EntranceVisit visit)
    {
        await VisitRows.SaveAsync(session, visit);
        if (visit.DueAt <= time.NowMs()) session.AfterCommit(signal.Notify);
    }

    private async Task<IReadOnlyCollection<string>> TopicsAsync(RecordsSession session, Conversation conversation) =>
        await entrances.ActiveAsync(session, conversation.Organisation) is { } consortium ? Topics(consortium) : [];

    internal IReadOnlyCollection<string> Topics(ConsortiumRecord consortium) =>
        entrances.Asked(consortium).Where(terms => terms.Takes).SelectMany(terms => terms.Topics.Concat(terms.NotTopics)).ToHashSet(StringComparer.Ordinal);
}
