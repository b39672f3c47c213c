using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Sms;

/// <summary>What providers tell us of SMS, in the one form that does not depend on the provider. Pure.</summary>
public static class SmsInbound
{
    /// <summary>Somebody wrote.</summary>
    /// <param name="account">To which number.</param>
    /// <param name="from">Who, as the provider writes it. Whoever has no number cannot be answered: that is only noted.</param>
    /// <param name="eventId">By what a second copy is recognised.</param>
    /// <param name="text">The words; nothing where there are none.</param>
    /// <param name="sentAt">When, by the provider's clock, in milliseconds.</param>
    /// <param name="what">The provider's name of it, for something without words.</param>
    /// <param name="providerEnds">The provider has understood it as a wish to stop and has confirmed that itself.</param>
    public static Inbound Said(SmsAccount account, string? from, string eventId, string? text, long? sentAt = null, string what = "sms", bool providerEnds = false)
    {
        if (PhoneNumber.Normalise(from) is not { } number) return Of(account, "", eventId, InboundKind.Nobody) with { What = what, SentAt = sentAt };
        if (string.IsNullOrEmpty(text)) return Of(account, number, eventId, InboundKind.Unknown) with { What = what, SentAt = sentAt };
        var said = Of(account, number, eventId, InboundKind.Message) with { Text = Redacted.Of(text), What = what, SentAt = sentAt };
        return providerEnds || StopWords.Means(text) ? said with { Kind = InboundKind.Leave, What = providerEnds ? Leaving.Confirmed : Leaving.Word } : said;
    }

    /// <summary>The provider says what became of an SMS of ours.</summary>
    /// <param name="account">From which number.</param>
    /// <param name="to">To whom it went.</param>
    /// <param name="eventId">By what a second copy is recognised.</param>
    /// <param name="reference">The <see cref="OutboundSms.Reference"/> that it came with.</param>
    /// <param name="messageId">The provider's own id of it, by which it is found where the reference did not come back; with neither, the report is only noted.</param>
    /// <param name="report">One of <see cref="DeliveryReports"/>.</param>
    public static Inbound Reported(SmsAccount account, string? to, string eventId, string? reference, string? messageId, string report) =>
        PhoneNumber.Normalise(to) is { } number && (!string.IsNullOrEmpty(reference) || messageId is not null)
            ? Of(account, number, eventId, InboundKind.Report) with { MessageId = string.IsNullOrEmpty(reference) ? null : reference, ReportId = messageId, What = report }
            : Of(account, "", eventId, InboundKind.Nobody);

    /// <summary>Something that says nothing of one person: only noted.</summary>
    public static Inbound Noted(SmsAccount account, string eventId) => Of(account, "", eventId, InboundKind.Nobody);

    private static Inbound Of(SmsAccount account, string address, string eventId, InboundKind kind) =>
        new(account.Organisation, ChannelNames.Sms, $"sms/{account.Account}", Redacted.Of(address), eventId, kind);
}
