using Gateway.Conversations.Attachments;
using Gateway.Primitives;

namespace Gateway.Intake;

/// <summary>Something a provider (or the web chat) told us, translated. Nothing is silently dropped: what is not understood is <see cref="InboundKind.Unknown"/>.</summary>
/// <param name="Organisation">Whose account it came to.</param>
/// <param name="Channel"><c>line</c>, <c>sms</c> or <c>chat</c>.</param>
/// <param name="ChannelAccount">Which account, for example <c>line/komorebi</c>.</param>
/// <param name="Address">Who: a LINE user id, a phone number, the secret of a chat cookie.</param>
/// <param name="EventId">The provider's id of the event: a second copy is recognised by it, however late.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Text">What was said; for something unknown, what can be said of it in words: the keywords of a sticker, the name of a file.</param>
/// <param name="What">The provider's name of something unknown, for example <c>sticker</c>.</param>
/// <param name="SentAt">When the person sent it, by the provider's clock, in milliseconds.</param>
/// <param name="ReplyToken">LINE's free answer, if one came with it.</param>
/// <param name="Language">The language the person has chosen, if they have, see <see cref="Gateway.Conversations.PersonLanguages"/>.</param>
/// <param name="MessageId">The provider's id of the message that this is, or that it takes back.</param>
/// <param name="Standby">Somebody else holds the chat at the provider (LINE: mode "standby"): it is kept with an open conversation, and answered by nobody here.</param>
/// <param name="Attachment">What it is besides words: a picture, a voice message, a video, a file.</param>
/// <param name="QuotedId">The provider's id of an earlier message that this one answers, by whomever it was.</param>
/// <param name="ConversationId">For a tap: in which conversation it was offered; in another one it means nothing.</param>
/// <param name="LaterBy">For a first word that comes with a crowd: how far behind its person is placed, in milliseconds.</param>
/// <param name="ReportId">For a report: the provider's own id of the reply, by which it is found where ours did not come back.</param>
public sealed record Inbound(
    string Organisation, string Channel, string ChannelAccount, Redacted<string> Address, string EventId, InboundKind Kind,
    Redacted<string>? Text = null, string? What = null, long? SentAt = null, Redacted<string>? ReplyToken = null, string? Language = null, string? MessageId = null,
    bool Standby = false, SentAttachment? Attachment = null, string? QuotedId = null,
    string? ConversationId = null, long LaterBy = 0, string? ReportId = null)
{
    /// <summary>For <see cref="What"/> of a knock: it said that the page is to be closed. No other word of it is kept.</summary>
    public const string KnockToStop = "knock_to_stop";
}

/// <summary>What a person (or their phone) did.</summary>
public enum InboundKind
{
    /// <summary>Said something.</summary>
    Message,

    /// <summary>Sent something that is kept under its name but not understood: a sticker, a picture, a kind that did not exist yesterday.</summary>
    Unknown,

    /// <summary>Took a message back (LINE: unsend). Nobody may read it any more.</summary>
    Withdrawal,

    /// <summary>Added the account as a friend (or came back to it).</summary>
    Follow,

    /// <summary>
    /// Something happened that is not a word: blocked the account, withdrew a message, watched a video. Kept with the open
    /// conversation; it never opens one and never ends one.
    /// </summary>
    Event,

    /// <summary>It does not come from one person (a group, a room, the provider itself): only noted.</summary>
    Nobody,

    /// <summary>Said that they want to stop: leaves the queue or ends the talk. With a text where it was a word of theirs; <see cref="Inbound.What"/> is then one of <see cref="Leaving"/>.</summary>
    Leave,

    /// <summary>Tapped that they want to be told when it is their turn.</summary>
    TellTurn,

    /// <summary>Answered, with a tap, a question after the end of the talk <see cref="Inbound.ConversationId"/>; <see cref="Inbound.What"/> is the answer (see <see cref="Conversations.Choices.AnswerOf"/>).</summary>
    After,

    /// <summary>Not from the person: the provider says what became of the reply with the reference <see cref="Inbound.MessageId"/>, or with its own id <see cref="Inbound.ReportId"/>; <see cref="Inbound.What"/> is one of <see cref="Conversations.Outbox.DeliveryReports"/>.</summary>
    Report,

    /// <summary>Wrote to an account that is only an entrance to the web chat, or added it. What was written was dropped where it came in.</summary>
    Knock,
}

/// <summary>What follows when somebody ends it by a word.</summary>
public static class Leaving
{
    /// <summary>They get one last message that says so.</summary>
    public const string Word = "stop";

    /// <summary>Nothing more is sent: the provider has confirmed it to them already.</summary>
    public const string Confirmed = "stop_confirmed";
}

/// <summary>What became of an <see cref="Inbound"/>.</summary>
public enum Received
{
    /// <summary>It is in the records.</summary>
    Stored,

    /// <summary>It was in the records already; nothing was added.</summary>
    Repeated,

    /// <summary>Noted in the inbox; there is no conversation that it belongs to.</summary>
    Noted,

    /// <summary>The records were away, or hold older words of the same person first: it is on this node's disk and goes there behind them.</summary>
    Spooled,
}
