using Gateway.Consortium.Live;
using Gateway.Consortium.Overflow;
using Gateway.Conversations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.WaitingQueue;

namespace Gateway.Consortium.Entrance;

/// <summary>Gathers what somebody at a common entrance is routed by.</summary>
internal sealed class VisitorFacts(CommonEntrances entrances, MembersNow members, ConversationLog log, TimeProvider time)
{
    /// <summary>The facts, within the transaction that routes. Where the consortium has no entrance any more nobody takes part, and the responsible body answers.</summary>
    public async Task<EntranceFacts> GatherAsync(
        RecordsSession session, ConsortiumRecord consortium, Conversation conversation, EntranceVisit visit, IReadOnlyDictionary<string, QueueSnapshot> queues)
    {
        var now = time.GetUtcNow();
        var active = consortium.Holding is not null && entrances.IsActive(consortium);
        var person = await PersonAsync(session, conversation, visit, told: active && consortium.Holding!.Charter.Items.Contains(SharedItems.Facts));
        return new EntranceFacts(
            now, consortium.Holding?.Charter.Rules ?? new OverflowRules(), consortium.Responsible, person, active ? await MembersAsync(session, consortium, conversation, queues, now) : []);
    }

    private async Task<EntrancePerson> PersonAsync(RecordsSession session, Conversation conversation, EntranceVisit visit, bool told)
    {
        var entrance = conversation.CameBy ?? conversation.ContactId;
        var facts = told ? Told.Of(log.Open(conversation.Id, conversation.WrappedKey, await EntryRows.OfKindAsync(session, conversation.Id, EntryKinds.Facts))) : null;
        return new EntrancePerson
        {
            Grade = conversation.Grade,
            Emergency = conversation.Emergency,
            Current = conversation.Organisation,
            // Whoever is called back must go on, whatever they chose at the same time.
            Waits = conversation.Stage == Stage.Waiting && visit.Why is null,
            Language = WhoWaits.Short(conversation.Language),
            Age = facts?.AgeFrom,
            AgeTo = facts?.AgeTo,
            Area = facts?.Area,
            Topics = facts?.Topics ?? [],
            Wish = visit.Wish,
            HadLast = await VisitRows.HadLastAsync(session, entrance),
            // Nobody with signs of danger is kept out anywhere.
            NotAgain = conversation.Grade >= Grade.Middle ? [] : await VisitRows.KeptOutAsync(session, entrance, time.NowMs()),
        };
    }

    // What was taken at the entrance counts for shares and caps, as what was taken from partners does.
    private async Task<IReadOnlyList<MemberNow>> MembersAsync(
        RecordsSession session, ConsortiumRecord consortium, Conversation conversation, IReadOnlyDictionary<string, QueueSnapshot> queues, DateTimeOffset now)
    {
        var all = await members.OfAsync(session, consortium, queues);
        var done = await VisitRows.DoneAsync(
            session, [.. all.Select(member => member.Id)], now.AddDays(-consortium.Holding!.Charter.Rules.CreditDays).ToUnixTimeMilliseconds(), JapaneseDay.StartOf(now).ToUnixTimeMilliseconds());
        var open = entrances.There(consortium).Select(member => member.Organisation).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. all.Where(member => open.Contains(member.Id) || member.Hindrance is not null).Select(member => done.GetValueOrDefault(member.Id) is not { } own ? member : member with
            {
                Taken = member.Taken + (int)own.Taken,
                TakenToday = member.TakenToday + (int)own.Today,
                // Whoever is being routed anew does not stand in their own way.
                TakenNow = member.TakenNow + (int)own.Now - (member.Id == conversation.Organisation && conversation.CameBy is not null ? 1 : 0),
                LastTookAt = Math.Max(member.LastTookAt ?? 0, own.LastAt),
            }),
        ];
    }
}
