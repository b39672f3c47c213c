using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Conversations;

/// <summary>応援: the moves between an organisation and a partner that answers for it.</summary>
public sealed partial class MoveConversation
{
    private const string PartnerLater = "partner.later";

    /// <summary>
    /// 応援: from the commit on a partner answers the person of a locked conversation that waits, with the time at which they came and their grade, within the caller's transaction.
    /// Whoever calls has the person's yes, and has taken their place out of the queue at home.
    /// </summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversation">The conversation, locked.</param>
    /// <param name="consortiumId">By whose agreement.</param>
    /// <param name="host">The partner.</param>
    /// <returns>Nothing when they do not wait at home (any more), or somebody from outside is in the talk.</returns>
    public async Task<Conversation?> LendAsync(RecordsSession session, Conversation conversation, string consortiumId, string host)
    {
        if (conversation is not { Stage: Stage.Waiting, Host: null, AsideAt: null, SeatId: null, IsErased: false } || host == conversation.Organisation) return null;
        conversation = await guests.BeginAsync(session, conversation, consortiumId, host);
        (conversation, var entries) = await log.AppendAsync(
            session, conversation, StageEntry("lent", name: NameOf(host, "ja")),
            texts.Say(conversation.Language, "partner.moved", ("partner", NameOf(host, conversation.Language))).With(Choices.WhileWaiting(conversation.TellTurn)));
        await outbox.AddAsync(session, conversation, entries);
        await guests.AuditAsync(session, conversation, "person", "conversation.lent", $"from {conversation.Organisation} to {host}");
        Announce(session, conversation, null, "lent");
        return conversation;
    }

    /// <summary>応援: the person of a locked conversation is home again, at the place they came with, within the caller's transaction; nothing when no partner has them.</summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversation">The conversation, locked.</param>
    /// <param name="reason">Why, in a fixed word (see <c>docs/consortium.md</c>).</param>
    public async Task<Conversation?> FetchHomeAsync(RecordsSession session, Conversation conversation, string reason)
    {
        if (conversation.Host is not { } host) return null;
        if (conversation.Stage != Stage.Waiting) return await GiveBackAsync(session, conversation, reason);
        await guests.AuditAsync(session, conversation, "gateway", "conversation.returned", reason);
        conversation = await guests.EndAsync(session, conversation, reason);
        (conversation, var entries) = await log.AppendAsync(
            session, conversation, StageEntry("returned", reason, NameOf(host, "ja")),
            texts.Say(conversation.Language, "partner.back", ("partner", NameOf(host, conversation.Language))).With(Choices.WhileWaiting(conversation.TellTurn)));
        await outbox.AddAsync(session, conversation, entries);
        Announce(session, conversation, null, "returned", host);
        return conversation;
    }

    /// <summary>応援: a partner's counsellor sends the person of a locked conversation home, where the talk goes on, within the caller's transaction. What there is to know stands in a note before it.</summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversation">The conversation, locked; the counsellor has it.</param>
    /// <param name="later">It goes on with home's next shift: the person is told when home is there, and again when it is their turn.</param>
    public Task<Conversation?> SendHomeAsync(RecordsSession session, Conversation conversation, bool later) => conversation is { Host: not null, Stage: Stage.Talking }
        ? GiveBackAsync(session, conversation, later ? "next_shift" : "given_back", later ? PartnerLater : "partner.home")
        : Task.FromResult<Conversation?>(null);

    /// <summary>応援: a counsellor at home takes over the person of a locked conversation whom a partner has, within the caller's transaction. Nobody answers in between, and nobody else.</summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversation">The conversation, locked.</param>
    /// <param name="staff">Who takes over; of the organisation whose person it is.</param>
    public async Task<Conversation?> TakeOverAsync(RecordsSession session, Conversation conversation, Staff staff)
    {
        if (conversation is not { Host: { } host, Stage: Stage.Talking or Stage.Waiting, IsErased: false } || conversation.Organisation != staff.Organisation) return null;
        var left = conversation.AssignedTo;
        await guests.AuditAsync(session, conversation, staff.Id, "conversation.taken_over", $"from {host}");
        conversation = await guests.EndAsync(session, conversation, "taken_over");
        conversation = conversation with { Stage = Stage.Talking, AssignedTo = staff.Id, TakenAt = time.NowMs(), TellTurn = false, AsideFrom = null };
        (conversation, var entries) = await log.AppendAsync(
            session, conversation, StageEntry("returned", "taken_over", NameOf(host, "ja")), StageEntry("taken", name: staff.Name),
            texts.Say(conversation.Language, "partner.taken_over", ("home", NameOf(conversation.Organisation, conversation.Language)), ("name", staff.Name)).With(Choices.EndTalk));
        await outbox.AddAsync(session, conversation, entries);
        Announce(session, conversation, left, "returned", host);
        return conversation;
    }

    // Who answers from now on, and for those who go on later, when home is there.
    private NewEntry SayOfPartner(Conversation conversation, string key, string host)
    {
        var (language, organisation) = (conversation.Language, conversation.Organisation);
        var text = texts.Text(language, key, ("partner", NameOf(host, language)), ("home", NameOf(organisation, language)));
        if (key == PartnerLater && organisations.FindOrganisation(organisation)?.OpeningHoursIn(language) is { } hours)
            text += "\n" + texts.Text(language, "afterHours.opening", ("hours", hours));
        return new NewEntry(EntryKinds.Message, Authors.Bot, new EntryBody(Text: text));
    }
}
