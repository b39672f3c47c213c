using System.Globalization;
using Gateway.Conversations.Outbox;
using Gateway.Intake;
using Gateway.Organisations;

namespace Gateway.Channels.Sms;

/// <summary>Translates Twilio's calls. Pure.</summary>
public static class TwilioEvents
{
    /// <summary>A message that came in: its words, and each picture or file by its kind.</summary>
    public static IReadOnlyList<Inbound> Message(TwilioAccount account, TwilioForm form)
    {
        var id = form.Id("MessageSid") is { } sid ? $"SMS|{sid}" : form.Name;
        var from = form["From"];
        var files = int.TryParse(form["NumMedia"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? Math.Min(count, 10) : 0;
        List<Inbound> all = [];
        if (form["Body"] is not null || files == 0)
            all.Add(SmsInbound.Said(account, from, id, form["Body"], providerEnds: form["OptOutType"] == "STOP"));
        for (var i = 0; i < files; i++)
            all.Add(SmsInbound.Said(account, from, $"{id}|{i}", null, what: KindOf(form[string.Create(CultureInfo.InvariantCulture, $"MediaContentType{i}")])));
        return all;
    }

    /// <summary>What became of an SMS of ours.</summary>
    /// <param name="account">From which number.</param>
    /// <param name="form">What Twilio says.</param>
    /// <param name="reference">The reference in the address that Twilio was told to call.</param>
    public static Inbound Status(TwilioAccount account, TwilioForm form, string? reference)
    {
        var status = form.Id("MessageStatus") ?? form.Id("SmsStatus");
        var id = form.Id("MessageSid") is { } sid && status is not null ? $"status|{sid}|{status}" : form.Name;
        // A kind of state that did not exist yesterday says at least nothing wrong: it is noted.
        return ReportOf(status, form["ErrorCode"]) is { } report
            ? SmsInbound.Reported(account, form["To"], id, reference, form.Id("MessageSid"), report) : SmsInbound.Noted(account, id);
    }

    private static string? ReportOf(string? status, string? error) => status switch
    {
        "accepted" or "scheduled" or "queued" or "sending" or "sent" => DeliveryReports.Accepted,
        "delivered" or "read" => DeliveryReports.Delivered,
        "undelivered" or "failed" or "canceled" or "partially_delivered" => error switch
        {
            "21610" => DeliveryReports.OptedOut,
            "30003" or "30005" => DeliveryReports.Unreachable,
            "30004" or "30007" => DeliveryReports.Filtered,
            "21211" or "21614" or "30006" => DeliveryReports.Address,
            _ => DeliveryReports.Undelivered,
        },
        _ => null,
    };

    private static string KindOf(string? contentType) => contentType?.Split('/')[0] switch
    {
        "image" => "image",
        "video" => "video",
        "audio" => "audio",
        _ => "file",
    };
}
