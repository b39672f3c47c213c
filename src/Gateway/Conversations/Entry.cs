using Gateway.Conversations.Attachments;

namespace Gateway.Conversations;

/// <summary>One numbered line of a conversation's log, opened.</summary>
/// <param name="Number">1, 2, 3 … without a gap within the conversation.</param>
/// <param name="At">When it was committed, in milliseconds.</param>
/// <param name="Kind">What it is (see <see cref="EntryKinds"/>); readers ignore kinds they do not know.</param>
/// <param name="Author">Who (see <see cref="Authors"/>).</param>
/// <param name="AuthorId">The staff id of a counsellor.</param>
/// <param name="ClientId">The id that the sender's device gave it: a repetition is recognised by it.</param>
/// <param name="SentAt">When the person sent it, by the provider's clock, in milliseconds.</param>
/// <param name="Delivery">What became of a reply (see <see cref="Deliveries"/>).</param>
/// <param name="Body">Its content.</param>
public sealed record Entry(
    long Number, long At, string Kind, string Author, string? AuthorId, string? ClientId, long? SentAt, string? Delivery, EntryBody Body);

/// <summary>The content of an entry: sealed at rest, never in a log.</summary>
/// <param name="Text">What was said.</param>
/// <param name="Name">Who said it, as shown to the person.</param>
/// <param name="What">For an unknown entry: the provider's name of it.</param>
/// <param name="Of">For a delivery or attachment entry, and for what a phone did to an earlier entry: the number of the entry it speaks of.</param>
/// <param name="Delivery">For a delivery entry: the new state.</param>
/// <param name="Stage">For a stage entry: what happened.</param>
/// <param name="Reason">Why, in a fixed word.</param>
/// <param name="Attachment">What the person sent besides words; for an attachment entry: how it stands now.</param>
/// <param name="Quotes">For a message that answers an earlier one: that entry's number; 0 when it is none of this conversation's.</param>
/// <param name="Choice">For a notice: what the person can do with a tap under it (see <see cref="Choices"/>); several with a space between.</param>
/// <param name="Passage">The link that is sent below the text, by the id of its passage and where it leads; the link itself is made when it is sent.</param>
/// <param name="Options">For a question: the answers that are offered, in their words. Whoever taps one says it.</param>
/// <param name="Facts">For facts: what the person has told of themselves, by name; for a note: its parts, by name.</param>
/// <param name="Change">For a grade: from what to what, and by which rules.</param>
/// <param name="Consent">For a question of consent, its answer and its end: which consent.</param>
/// <param name="Seat">For the question whether a support body's worker may join: which seat.</param>
/// <param name="Label">While three are in the talk: who says it, put before the text where nothing else shows it (LINE, SMS).</param>
/// <param name="OwnWords">Words that only the person reads, put below the text when it is sent over a provider: what they stand in, by its id.</param>
/// <param name="AtHome">Said by the gateway of something that stays with the person's own organisation: a partner's counsellor is not shown it.</param>
/// <param name="Elsewhere">Said where the person came from while they were on a page: their page does not show it.</param>
public sealed record EntryBody(
    string? Text = null, string? Name = null, string? What = null, long? Of = null, string? Delivery = null, string? Stage = null, string? Reason = null,
    Attachment? Attachment = null, long? Quotes = null, string? Choice = null, string? Passage = null,
    IReadOnlyList<string>? Options = null, IReadOnlyDictionary<string, string>? Facts = null, GradeChange? Change = null, string? Consent = null, bool? Elsewhere = null,
    string? Seat = null, string? Label = null, string? OwnWords = null, bool? AtHome = null)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => "[withheld]";
}

/// <summary>An entry before it has its number. The provider's id of a message stays with the records: by it the message is found again when the person takes it back.</summary>
public sealed record NewEntry(
    string Kind, string Author, EntryBody Body, string? AuthorId = null, string? ClientId = null, long? SentAt = null, string? ProviderId = null)
{
    /// <summary>It goes to where the conversation began, even while the person is on a page.</summary>
    public bool ToChannel { get; init; }
}

/// <summary>The kinds of entries.</summary>
public static class EntryKinds
{
    /// <summary>A text, by whomever.</summary>
    public const string Message = "message";

    /// <summary>Something of the provider's that is kept but not understood yet.</summary>
    public const string Unknown = "unknown";

    /// <summary>The delivery state of an earlier entry changed.</summary>
    public const string Delivery = "delivery";

    /// <summary>How an earlier entry's attachment stands now.</summary>
    public const string Attachment = "attachment";

    /// <summary>The conversation moved: waiting, taken, returned, closed; or something happened to its records: restored, erased.</summary>
    public const string Stage = "stage";

    /// <summary>What the person has told of themselves, put in order for the counsellor: never shown to the person as it stands.</summary>
    public const string Facts = "facts";

    /// <summary>The conversation has another grade: why, for the counsellor; never shown to the person.</summary>
    public const string Grade = "grade";

    /// <summary>A question of consent was answered, taken back, or has ended: for the counsellor; the person reads a sentence instead.</summary>
    public const string Consent = "consent";

    /// <summary>What was done while somebody is in danger now, for the counsellor; never shown to the person.</summary>
    public const string Emergency = "emergency";

    /// <summary>A hand-off of the person to a support body has moved: for the counsellor; the person reads a sentence instead.</summary>
    public const string Handoff = "handoff";

    /// <summary>What a body wrote that sent the person here, once they have let it through: for the counsellor.</summary>
    public const string Introduction = "introduction";

    /// <summary>申し送り: what a partner's counsellor leaves for the person's own organisation. Never shown to the person or kept at the partner.</summary>
    public const string Note = "note";

    /// <summary>Something that the person said and took back: that it was there is known, its content is gone.</summary>
    public const string Withdrawn = "withdrawn";

    /// <summary>An entry of an erased conversation: that it was there is known, what it said nobody can read any more.</summary>
    public const string Erased = "erased";

    /// <summary>Never stored: in the place of an entry that a partner's counsellor is not shown. Only its number and its time are told.</summary>
    public const string Withheld = "withheld";
}

/// <summary>Who speaks.</summary>
public static class Authors
{
    /// <summary>相談者.</summary>
    public const string Person = "person";

    /// <summary>The automatic guide.</summary>
    public const string Bot = "bot";

    /// <summary>相談員.</summary>
    public const string Counsellor = "counsellor";

    /// <summary>A support body's worker, who has joined the talk with the person's yes.</summary>
    public const string SupportBody = "supportBody";

    /// <summary>The gateway itself: about the conversation, or about what a phone did that was no word (blocked the account, withdrew a message).</summary>
    public const string System = "system";
}

/// <summary>What became of a reply. "Sent" means that the provider accepted it, no more and no less; whether it arrived, only some providers report.</summary>
public static class Deliveries
{
    /// <summary>Not yet handed over.</summary>
    public const string Pending = "pending";

    /// <summary>The provider accepted it (web chat: it stands on the person's page).</summary>
    public const string Sent = "sent";

    /// <summary>It was refused, and will not be tried again.</summary>
    public const string Failed = "failed";

    /// <summary>It may have been sent; it is not sent again, because the person might read it twice.</summary>
    public const string Uncertain = "uncertain";

    /// <summary>The provider has reported that it arrived. Shown as sent, with the reason <c>delivered</c>.</summary>
    public const string Delivered = "delivered";

    /// <summary>The provider has reported that it did not arrive. Shown as failed, with the reason that it gave.</summary>
    public const string Undelivered = "undelivered";

    /// <summary>A state in the words that leave the gateway: what a provider reported later is told by the reason beside it.</summary>
    public static string? Shown(string? delivery) => delivery switch { Delivered => Sent, Undelivered => Failed, _ => delivery };
}
