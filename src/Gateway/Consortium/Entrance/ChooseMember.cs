using Gateway.Conversations;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Consortium.Entrance;

/// <summary>共同の窓口: somebody who waits at a member says that they want another one: the words of the button, and then a name or its number.</summary>
/// <remarks>A name stays a name. A number is a choice only as the very next word, and only for as long as somebody may think about a question: later 「2」 answers something else.</remarks>
internal sealed class ChooseMember : IAskedWhileWaiting, IWhenPersonSpeaks
{
    private readonly CommonEntrances _entrances;
    private readonly SayAtEntrance _say;
    private readonly MoveConversation _move;
    private readonly EntranceSignal _signal;
    private readonly TimeProvider _time;
    private readonly HashSet<string> _choose;
    private readonly HashSet<string> _names;

    public ChooseMember(CommonEntrances entrances, SayAtEntrance say, MoveConversation move, OrganisationDirectory organisations, EntranceSignal signal, TimeProvider time)
    {
        (_entrances, _say, _move, _signal, _time) = (entrances, say, move, signal, time);
        _choose = [.. say.EveryChoose.Select(EntranceMenu.Bare)];
        _names = [.. organisations.Organisations.SelectMany(one => new[] { one.ContactName, one.NameEn ?? one.ContactName }).Select(EntranceMenu.Bare)];
    }

    /// <inheritdoc />
    public bool MayAnswer(string text) => text.Length <= 100 && EntranceMenu.Bare(text) is var bare
        && (_choose.Contains(bare) || _names.Contains(bare) || IsNumber(bare));

    /// <inheritdoc />
    public bool Asks(string? text) => false;

    /// <summary>A word of their own: the numbers of a list that was offered before it are over.</summary>
    async Task<Conversation> IWhenPersonSpeaks.HearAsync(RecordsSession session, Conversation conversation, Entry heard)
    {
        if (conversation.Stage == Stage.Waiting && _entrances.Is(conversation.ChannelAccount) && !MayAnswer(heard.Body.Text ?? "")) await VisitRows.NotAskedAsync(session, conversation.Id);
        return conversation;
    }

    /// <inheritdoc />
    public async Task<(Conversation Conversation, bool WasAnswer)> HearAsync(RecordsSession session, Conversation conversation, Entry heard)
    {
        // At the door the menu hears it; with a counsellor, or at a partner, it is a word like every other.
        // Whoever somebody has talked with already, and was given back, stays that member's, with all that was said and agreed to there.
        if (conversation is not { Stage: Stage.Waiting, Returned: false, Host: null, SeatId: null } || !_entrances.Is(conversation.ChannelAccount)) return (conversation, false);
        if (await VisitRows.FindAsync(session, conversation.Id) is not { } visit) return (conversation, false);
        var said = heard.Body.Text ?? "";
        if (_choose.Contains(EntranceMenu.Bare(said))) return (await OfferAsync(session, conversation, visit), true);
        if (IsNumber(EntranceMenu.Bare(said)) && !(visit.AskedAt + StandAtEntrance.Patience.Ms() >= _time.NowMs())) return (conversation, false);
        if (_say.MenuOf(conversation, visit).Meant(said) is not { } option || EntranceMenu.MemberOf(option.Id) is not { } member) return (conversation, false);
        await VisitRows.WishAsync(session, visit.ConversationId, member, _time.NowMs(), Offering(conversation, visit, []));
        session.AfterCommit(_signal.Notify);
        return (conversation, true);
    }

    private static bool IsNumber(string bare) => bare.Length is 1 or 2 && bare.All(char.IsAsciiDigit);

    private async Task<Conversation> OfferAsync(RecordsSession session, Conversation conversation, EntranceVisit visit)
    {
        if (await ConsortiumRows.FindAsync(session, visit.ConsortiumId) is not { Holding: not null, EndedAt: null } consortium || !_entrances.IsActive(consortium)) return conversation;
        var (said, offered) = _say.Members(conversation, consortium);
        await VisitRows.OfferedAsync(session, visit.ConversationId, _time.NowMs(), Offering(conversation, visit, offered));
        return await _move.SayAsync(session, conversation, said);
    }

    private byte[] Offering(Conversation conversation, EntranceVisit visit, IReadOnlyList<EntranceOption> offered) =>
        _say.Seal(conversation, _say.MenuOf(conversation, visit) with { Offered = offered });
}
