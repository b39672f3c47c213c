using System.Text.Json;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Line;

/// <summary>Sends by reply token (free, single use) or push with a retry key (LINE: "Retry failed API requests").</summary>
public sealed class LineSender(CallLine line, OrganisationDirectory organisations, WatchQuota quotas) : IChannelSender
{
    // The word by which a console tells the counsellor that only a reply would still arrive.
    private const string QuotaSpent = "quota";

    private static readonly TimeSpan RatePause = TimeSpan.FromSeconds(5);

    /// <inheritdoc />
    public string Channel => ChannelNames.Line;

    /// <inheritdoc />
    public int LargestBatch => 5;

    /// <inheritdoc />
    public int PartsOf(Redacted<string> text) => LineText.Split(text.Value).Count;

    /// <summary>A push is known again by its retry key for 24 hours; a reply token works once.</summary>
    public bool RepeatIsSafe(string route) => true;

    /// <inheritdoc />
    public bool MayPush(string channelAccount) =>
        organisations.FindLine(channelAccount["line/".Length..]) is { } account && !quotas.Of(account.Organisation).Any(quota => quota.Account == account.Account && quota.Left == 0);

    /// <inheritdoc />
    public async Task<SendOutcome> SendAsync(OutboundBatch batch, CancellationToken cancel)
    {
        if (organisations.FindLine(batch.ChannelAccount["line/".Length..]) is not { } account) return new SendOutcome.BadConfig();
        var messages = LineMessages.Of(batch);
        try
        {
            // A reply with a retry key is refused; a push must carry it from the first attempt on.
            var outcome = Outcome(batch, batch.Route == Routes.Reply
                ? await line.PostAsync(account, "message/reply", CallLine.Bytes(new Reply(batch.ReplyToken!.Value.Value, messages), LineJson.Default.Reply), cancel)
                : await line.PostAsync(account, "message/push", CallLine.Bytes(new Push(batch.Address.Value, messages), LineJson.Default.Push), cancel, batch.SendKey));
            if (outcome is SendOutcome.Refused { Reason: QuotaSpent }) quotas.NoteSpent(account);
            return outcome;
        }
        catch (HttpRequestException error)
        {
            return ProviderCall.Failed(error);
        }
    }

    private static SendOutcome Outcome(OutboundBatch batch, LineAnswer answer) => answer.Status switch
    {
        0 => answer.NotAsked!,
        200 => new SendOutcome.Sent(MessageIds(batch, answer.Body)),
        409 when answer.AcceptedBefore => new SendOutcome.Sent(MessageIds(batch, answer.Body)),
        // It points elsewhere: nobody is followed, and somebody can mend the address.
        401 or (>= 300 and < 400) => new SendOutcome.BadConfig(),
        400 => answer.Says("Invalid reply token") ? new SendOutcome.TokenSpent() : new SendOutcome.Refused("rejected"),
        429 => answer.Says("monthly limit") ? new SendOutcome.Refused(QuotaSpent) : new SendOutcome.Throttled(RatePause),
        >= 500 => new SendOutcome.Unknown(),
        _ => new SendOutcome.Refused("rejected"),
    };

    // LINE names each message of the call. A text that became several has the id of its first part: that is where its reader begins.
    private static List<string?>? MessageIds(OutboundBatch batch, byte[] body)
    {
        try
        {
            using var document = JsonText.Parse(body);
            var sent = JsonText.Property(document.RootElement, "sentMessages");
            if (sent.ValueKind != JsonValueKind.Array) return null;
            var ids = sent.EnumerateArray().Select(message => JsonText.Id(message, "id")).ToList();
            var place = 0;
            var first = new List<string?>();
            foreach (var text in batch.Texts)
            {
                first.Add(ids.ElementAtOrDefault(place));
                place += LineText.Split(text.Value).Count;
            }

            return first;
        }
        catch (JsonException)
        {
            // It was taken all the same.
            return null;
        }
    }
}
