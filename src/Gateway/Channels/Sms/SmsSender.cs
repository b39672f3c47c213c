using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Channels.Sms;

/// <summary>Sends SMS through whoever carries for the account.</summary>
/// <remarks>An SMS is never sent again when the outcome of a call is unknown: the person would pay for our doubt with a second copy.</remarks>
public sealed class SmsSender(OrganisationDirectory organisations, IEnumerable<ISmsProvider> providers, SmsFigures figures) : IChannelSender
{
    private readonly ISmsProvider[] _providers = [.. providers];

    /// <inheritdoc />
    public string Channel => ChannelNames.Sms;

    /// <inheritdoc />
    public int LargestBatch => 1;

    /// <inheritdoc />
    public bool ReportsDelivery => true;

    /// <inheritdoc />
    public bool RepeatIsSafe(string route) => false;

    /// <inheritdoc />
    public async Task<SendOutcome> SendAsync(OutboundBatch batch, CancellationToken cancel)
    {
        if (organisations.FindSms(batch.ChannelAccount["sms/".Length..]) is not { } account) return new SendOutcome.BadConfig();
        if (Array.Find(_providers, one => one.Carries(account)) is not { } provider) return new SendOutcome.BadConfig();
        var text = Redacted.Of(Numbered(batch));
        SendOutcome outcome;
        try
        {
            outcome = await provider.SendAsync(account, new OutboundSms(batch.Address, text, batch.SendKey, Utc.FromMs(batch.FirstTriedAt)), cancel);
        }
        catch (OperationCanceledException)
        {
            outcome = new SendOutcome.Unknown();
        }

        figures.Sent(account.Organisation, text.Value, outcome);
        return outcome;
    }

    // There is nothing to tap in an SMS: the answers stand in it with their numbers, and a number is an answer.
    private static string Numbered(OutboundBatch batch) => batch.Options.Count == 0
        ? batch.Texts[0].Value
        : batch.Texts[0].Value + string.Concat(batch.Options.Select((option, i) => FormattableString.Invariant($"\n{i + 1}: {option}")));
}
