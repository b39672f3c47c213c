namespace Gateway.Conversations;

/// <summary>相談: one episode with one person at one channel account, as it stands in the records.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Organisation">Whose person it is: whose account, texts, reports and time of keeping.</param>
/// <param name="ContactId">With whom; the address behind it is sealed.</param>
/// <param name="Channel">How (see <see cref="ChannelNames"/>).</param>
/// <param name="ChannelAccount">Over which account, for example <c>line/komorebi</c>.</param>
/// <param name="Label">A short code that counsellors can say aloud, for example <c>K-482</c>; never a name.</param>
/// <param name="Language">In which the guide speaks to the person (see <see cref="PersonLanguages"/>): chosen on the page, shown by their first words on LINE or by SMS, or named later.</param>
/// <param name="Stage">Where the person is.</param>
/// <param name="DueAt">When the stage's timer ends it, in milliseconds.</param>
/// <param name="LastNumber">The number of the newest entry.</param>
/// <param name="WrappedKey">The conversation's own key, wrapped by a master key; empty when it was erased.</param>
/// <param name="Grade">How urgent.</param>
/// <param name="OpenedAt">When it began, in milliseconds.</param>
/// <param name="HeardAt">When the person was last heard, in milliseconds.</param>
/// <param name="ArrivedAt">When the person joined the queue, in milliseconds; kept through every return.</param>
/// <param name="Returned">A counsellor had the person and vanished or gave them back.</param>
/// <param name="AssignedTo">The counsellor who has it, or had it when it closed.</param>
/// <param name="Fence">The number of the claim that holds; an older one is refused.</param>
/// <param name="TakenAt">When the counsellor took it, in milliseconds.</param>
/// <param name="SeenNumber">How far the counsellor has read.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="ClosedAt">When it ended, in milliseconds.</param>
public sealed record Conversation(
    string Id, string Organisation, string ContactId, string Channel, string ChannelAccount, string Label, string Language, Stage Stage,
    long? DueAt, long LastNumber, byte[] WrappedKey, Grade Grade, long OpenedAt, long HeardAt, long? ArrivedAt, bool Returned,
    string? AssignedTo, long Fence, long? TakenAt, long SeenNumber, string? Outcome, long? ClosedAt)
{
    /// <summary>The passage by which the person went on on a web page: words to them stand there and go nowhere else. Nothing while they are where they began.</summary>
    public string? PassageId { get; init; }

    /// <summary>A supervisor moved the person forward in the queue; kept through every return.</summary>
    public bool Moved { get; init; }

    /// <summary>An emergency is open for it: nothing ends it by time, nothing erases it, and nobody lowers its grade.</summary>
    public bool Emergency { get; init; }

    /// <summary>They came with a crowd from one address: by how many milliseconds they are placed behind, unless they show signs of danger.</summary>
    public long LaterBy { get; init; }

    /// <summary>The person waits and has asked to be told when it is their turn.</summary>
    public bool TellTurn { get; init; }

    /// <summary>They were told so when they were taken: from then on, in milliseconds, they may be set aside if they have not answered. Nothing when they had not asked for it.</summary>
    public long? AsideFrom { get; init; }

    /// <summary>Since when, in milliseconds, they wait without being offered to anybody, until they write: it was their turn, and they were not there.</summary>
    public long? AsideAt { get; init; }

    /// <summary>同席: the seat of a support body's worker who is in this talk; nothing while none is. Without it no worker reads or says anything here.</summary>
    public string? SeatId { get; init; }

    /// <summary>応援: the partner who answers this episode now; nothing: the organisation itself. What is kept of the person stays with the organisation.</summary>
    public string? Host { get; init; }

    /// <summary>応援: whose person it is runs a gateway of their own, and this is a copy for our counsellors: words to them go home to that gateway and over no channel of ours.</summary>
    public bool IsGuestCopy => ChannelAccount.StartsWith(ChannelNames.Partner + "/", StringComparison.Ordinal);

    /// <summary>希望: by whom they would like to be answered; nothing while they have said nothing of it.</summary>
    public PersonWish? Wish { get; init; }

    /// <summary>Whether others may be taken before them, because somebody on shift who meets their wish is waited for: how long it takes is then not known.</summary>
    /// <param name="now">The moment, in milliseconds.</param>
    public bool WaitsForWish(long now) => Wish is { State: WishStates.Waits, Until: var until } && now < until && Host is null && Grade < Grade.High;

    /// <summary>共同の窓口: the contact at a common entrance by which somebody came who was routed to a member: by it they are found when they write again. Nothing where they wrote to the organisation itself.</summary>
    public string? CameBy { get; init; }

    /// <summary>災害: until when they belong to the people of a disaster whose prefecture they told, in milliseconds; 0: to none. Read only: it follows from what they told and from what holds.</summary>
    public long DisasterUntil { get; init; }

    /// <summary>In whose queue they wait, and whose counsellors alone read and write here now.</summary>
    public string Answering => Host ?? Organisation;

    /// <summary>Whether the counsellor who has them may set them aside: told that it is their turn, silent since, and without signs of danger. The time is asked apart.</summary>
    public bool MayBeSetAside => Stage == Stage.Talking && AsideFrom is not null && HeardAt < TakenAt && Grade < Grade.High;

    /// <summary>For a page that was reached by a passage: it shows what was said after this number. Not in the records.</summary>
    public long ShownAfter { get; init; }

    /// <summary>For such a page: of what was said before, it shows what a counsellor wrote after this number; nothing when it shows nothing of before. Not in the records.</summary>
    public long? UnreadAfter { get; init; }

    /// <summary>Its key is gone: nobody can open its words any more.</summary>
    public bool IsErased => WrappedKey.Length == 0;
}

/// <summary>The names of the ways in which people reach us.</summary>
public static class ChannelNames
{
    /// <summary>LINE Messaging API.</summary>
    public const string Line = "line";

    /// <summary>SMS.</summary>
    public const string Sms = "sms";

    /// <summary>Our own web chat.</summary>
    public const string Chat = "chat";

    /// <summary>The kind of account of those who come from a partner's gateway, for example <c>partner/tsuki</c>. The channel beside it is the one on which they write at home.</summary>
    public const string Partner = "partner";
}
